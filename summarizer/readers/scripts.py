"""Raised and lowered characters: a power (10⁸), a unit (m²), an index (CO₂), or the mark of a note (128¹件).

A reader of a format says only what stands raised or lowered, between the signs below; what it is, is decided here for
all formats. The mark of a note is no part of the text that it stands in: it is taken out and told apart. What may be
either, leaves U+FFFD beside the number, so that the number is unread rather than wrong.
"""

import re
from dataclasses import dataclass, field

from summarizer.language.lexicon import Rule

RAISE, LOWER, LEVEL = "\ue0f0", "\ue0f1", "\ue0f2"
"""Before raised characters, before lowered ones, behind either."""
UNREAD = "\ufffd"

_RUN = re.compile(f"[{RAISE}{LOWER}]([^{RAISE}{LOWER}{LEVEL}]*){LEVEL}")
_SIGNS = re.compile(f"[{RAISE}{LOWER}{LEVEL}]")
_TWICE = re.compile(f"{LEVEL}(\\s*)([{RAISE}{LOWER}])")
_FRACTION = re.compile(rf"{RAISE}(\d{{1,3}}){LEVEL}\s?[/⁄∕]\s?(?:{LOWER}(\d{{1,3}}){LEVEL}|(\d{{1,3}})(?!\d))")
_HIGH = str.maketrans("0123456789+-−－()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾ⁿ")
_LOW = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
_NOTE = Rule(
    "the sign of a note",
    r"[\[［【〔(（]?(?:注|附注|备注|note)?\s?[:：]?\s?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[一二三四五六七八九十]{1,3}|[①-⑳]|[*＊†‡§¶#※]{1,3})"
    r"(?:\s?[,，、\-–]\s?(?:\d{1,3}|[a-z*]))*\s?[\]］】〕)）]?|注",
    yes=("⟨注1⟩", "⟨[12]⟩", "⟨*⟩"),
    no=("件", "，"),
    flags=re.IGNORECASE,
)
_POWER = Rule("a power", r"[-−－+]?\d{1,3}", yes=("⟨-3⟩", "⟨2⟩"), no=("n",))
_ORDINAL = Rule(
    "the end of an ordinal, or a sign",
    r"(?:st|nd|rd|th|tm|sm|®|©|℃|°|[oº]C?|'|’)",
    yes=("⟨th⟩", "⟨®⟩"),
    no=("2",),
    flags=re.IGNORECASE,
)
_TIMES_TEN = Rule("ten as a factor", r"[×xX*·]\s?10$", yes=("3.5⟨×10⟩", "2⟨x 10⟩"), no=("10",))
_TEN = Rule("ten alone", r"(?<![\d.,．，])10$", yes=("约⟨10⟩",), no=("110", "1.10"))
_LENGTH = Rule(
    "a unit of length or mass before a power",
    r"(?<![A-Za-z])(?:[kcdmhnuμ]?m|公里|千米|厘米|分米|毫米|米|ft|in|yd|s|kg|h)$",
    yes=("5⟨km⟩", "12⟨公里⟩", "1⟨m⟩"),
    no=("5 cases", "form"),
)
_VARIABLE = Rule(
    "a letter or bracket before a power", r"(?<![A-Za-z])[A-Za-z]$|[)）\]]$", yes=("(⟨x⟩", "(a+b⟨)⟩"), no=("km", "5")
)
_DIGIT = Rule("a digit before a power", r"[\d.．,，]$", yes=("⟨5⟩", "1⟨，⟩"), no=("m",))


@dataclass(slots=True)
class Notes:
    """The marks of notes met so far in a document: they are counted up, which tells 10⁸ from a tenth with note 8."""

    last: int = 0
    marks: list[str] = field(default_factory=list)
    """Those met since :meth:`taken` was asked."""

    def add(self, mark: str) -> None:
        """One more mark, as written."""
        digits = re.search(r"\d+", mark)
        self.last = int(digits[0]) if digits else self.last
        self.marks.append(mark.strip("[]［］【】〔〕()（） "))

    def may_be_next(self, mark: str) -> bool:
        """Whether a raised number may be a mark: the first one, the next one, or one told before."""
        return mark.isdigit() and 1 <= int(mark) <= self.last + 1

    def taken(self) -> str:
        """The marks since the last time, as one line "[1] [2]"; "" where there are none."""
        marks, self.marks = self.marks, []
        return " ".join(f"[{mark}]" for mark in marks)


def raised(words: str) -> str:
    """``words`` told as raised."""
    return f"{RAISE}{words}{LEVEL}" if words else ""


def lowered(words: str) -> str:
    """``words`` told as lowered."""
    return f"{LOWER}{words}{LEVEL}" if words else ""


def without_signs(text: str) -> str:
    """``text`` of a file without the signs used here, which no text means anything by."""
    return _SIGNS.sub(UNREAD, text) if _SIGNS.search(text) else text


def settle(text: str, notes: Notes, before: str = "") -> str:
    """``text`` with what is raised and lowered in it put into characters; marks of notes go to ``notes``.

    ``before`` is what stands before it in the same paragraph, written already.
    """
    if not _SIGNS.search(text):
        return text
    text = _TWICE.sub(lambda match: match[0] if match[1] else _joined(match, text), text)
    text = _FRACTION.sub(lambda match: _fraction(match, before), text)
    pieces: list[str] = []
    last = 0
    for run in _RUN.finditer(text):
        pieces.append(text[last : run.start()])
        told = (before + "".join(pieces)[-40:])[-40:]
        pieces.append(_lowered(run[1]) if run[0][0] == LOWER else _raised(run[1], told, text[run.end() :], notes))
        last = run.end()
    pieces.append(text[last:])
    return _SIGNS.sub("", "".join(pieces))


def _joined(match: re.Match[str], text: str) -> str:
    """Two runs at one height that touch are one: <sup>1</sup><sup>0</sup>."""
    opened = max(text.rfind(RAISE, 0, match.start()), text.rfind(LOWER, 0, match.start()))
    return "" if opened >= 0 and text[opened] == match[2] else match[0]


def _fraction(match: re.Match[str], before: str) -> str:
    """³/₄ as 3/4, set off from a whole number before it."""
    ahead = (before + match.string[: match.start()])[-1:]
    return f"{' ' if ahead.isdigit() else ''}{match[1]}/{match[2] or match[3]}"


def _lowered(words: str) -> str:
    return words.translate(_LOW) if re.fullmatch(r"[\d+\-−()]+", words) else words


def _raised(words: str, before: str, behind: str, notes: Notes) -> str:
    said = words.strip()
    if not said or _ORDINAL.fullmatch(said):
        return words
    if _POWER.fullmatch(said):
        if (kind := _power(said, before, notes)) == "power":
            return said.translate(_HIGH)
        if kind == "either":
            return UNREAD + said.translate(_HIGH)
    elif _DIGIT.search(before) and re.match(r"[\d.,．，]", said):
        return UNREAD + words  # 12⁵⁰ as prices are written, or anything else
    if _NOTE.fullmatch(said):
        if not before.strip() and behind.strip():
            return f"[{said.strip('[]［］【】〔〕()（） ')}] "  # the note itself begins here
        notes.add(said)
        return ""
    return words


def _power(said: str, before: str, notes: Notes) -> str:
    """ "power", "note" or "either" for a raised whole number behind ``before``."""
    if said[0] in "-−－+":
        return "power"
    if _TIMES_TEN.search(before):
        return "power"
    if _TEN.search(before):
        if not notes.may_be_next(said):
            return "power"
        return "note" if said == "1" else "either"
    if said in ("2", "3") and _LENGTH.search(before):
        return "power"
    if _VARIABLE.search(before) and not before.rstrip(")）]")[-1:].isdigit() and before[-1:].isascii():
        return "note" if before[-1:] in ")）]" or notes.may_be_next(said) else "power"
    return "note"


def note_line(line: str) -> bool:
    """Whether ``line`` is a note itself: it begins with a mark that :func:`settle` put in brackets."""
    return bool(re.match(r"\[(?:\d{1,3}|[a-z*†‡§※①-⑳])\] ", line))
