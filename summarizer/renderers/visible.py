"""Text for display: what a reader cannot see must not steer what they see."""

import re

_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def visible(text: str) -> str:
    """``text`` with direction marks written out (⟨U+202E⟩) and control characters and lone surrogates as U+FFFD."""
    return _CONTROL.sub("\ufffd", _BIDI.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text))


def one_line(text: str) -> str:
    """``visible`` text on one line."""
    return re.sub(r"\s*[\n\r\t\u2028\u2029]+\s*", " ", visible(text)).strip("\n\r\t")
