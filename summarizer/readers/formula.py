"""Formulas of Word (OMML) and of web pages (MathML) as a line of text: 3/4, 1.2×10⁸, CO₂.

What has no such line (a sum, a matrix, a root over several signs) keeps U+FFFD between its parts: no number is made of
digits that do not stand side by side.
"""

import re
from typing import Any

from summarizer.readers.scripts import UNREAD, lowered, raised

_DEEPEST = 40
_NOT_TEXT = frozenset(
    ("annotation", "annotation-xml", "rPr", "ctrlPr", "fPr", "sSupPr", "sSubPr", "sSubSupPr", "dPr", "radPr")
)
_ROWS = frozenset(
    ("math", "mrow", "mstyle", "semantics", "mpadded", "oMath", "oMathPara", "r", "e", "num", "den", "sup", "sub",
     "deg", "mn", "mi", "mo", "mtext", "ms", "t", "box", "borderBox", "mfenced")
)  # fmt: skip
_WHOLE = re.compile(r"\d{1,9}")


def formula(node: Any, deep: int = 0) -> str:
    """The line that ``node`` shows, raised and lowered parts told by the signs of :mod:`scripts`."""
    if not isinstance(node.tag, str) or deep > _DEEPEST:
        return UNREAD if deep > _DEEPEST else ""
    name = node.tag.rsplit("}", 1)[-1]
    if name in _NOT_TEXT:
        return ""
    parts = [child for child in node if isinstance(child.tag, str)]
    kept = [part for part in parts if part.tag.rsplit("}", 1)[-1] not in _NOT_TEXT]
    told = [formula(part, deep + 1) for part in kept]
    own = "".join((node.text or "").split())
    if name in ("f", "mfrac") and len(told) == 2:
        return _fraction(*told)
    if name in ("sSup", "msup") and len(told) == 2:
        return told[0] + raised(told[1])
    if name in ("sSub", "msub") and len(told) == 2:
        return told[0] + lowered(told[1])
    if name in ("sSubSup", "msubsup") and len(told) == 3:
        return told[0] + lowered(told[1]) + raised(told[2])
    if name == "d":
        return f"({','.join(told)})"
    if name in _ROWS:
        return own + _row(told)
    return UNREAD.join([own, *told] if own else told) + (UNREAD if len(told) < 2 and (own or told) else "")


def _fraction(above: str, below: str) -> str:
    simple = _WHOLE.fullmatch(above) and _WHOLE.fullmatch(below)
    return f"{above}/{below}" if simple else f"{above}{UNREAD}/{UNREAD}{below}"


def _row(told: list[str]) -> str:
    """Parts side by side; a whole number before a fraction is set off from it."""
    line = ""
    for one in told:
        line += (" " if line[-1:].isdigit() and "/" in one and one[:1].isdigit() else "") + one
    return line
