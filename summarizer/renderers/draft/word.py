"""The checked text in Word: one's own file with its numbers shaded and commented, or a new one made of the text.

A comment stands at every number that is not supported; one at the head says how many numbers got which verdict. The
file's words and looks stay as they are: runs are only cut where a number begins or ends.
"""

import io
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.run import Run

from summarizer.base.errors import InputError
from summarizer.renderers import paper
from summarizer.renderers.draft import Judged, Language, left_why, tally, why
from summarizer.renderers.ooxml import settled
from summarizer.renderers.visible import one_line
from summarizer.schema import Check, Unchecked

_FILLS = {"supported": "E5F1E9", "review": "FBE7B8", "rejected": "F6C8C3", "": "E6E6E6"}
_AROUND = (24, 12, 6, 3, 0)  # characters on both sides by which a number is found again


@dataclass(frozen=True, slots=True)
class _Letter:
    """A character of the file, and the run that it stands in."""

    text: str
    run: Any
    at: int


@dataclass(frozen=True, slots=True)
class _Noted:
    start: int
    end: int
    fill: str
    lines: tuple[str, ...]


def to_docx(judged: Judged, language: Language, original: bytes | None = None) -> bytes:
    """``judged`` as a Word document: marked in ``original``, the file that its text was read from, where there is one.

    Raises InputError where the file cannot be opened for marking.
    """
    made = _opened(original) if original is not None else _typed(judged.text)
    letters = [one for one in _letters(made) if not one.text.isspace()]
    missing = []
    for note, place in reversed(list(_placed(_notes(judged, language), judged.text, letters))):
        if place is None:
            missing.append(note)
        else:
            _mark(made, letters[place[0]], letters[place[1] - 1], note)
    _say_above(made, judged, language, missing[::-1])
    out = io.BytesIO()
    made.save(out)
    return settled(out.getvalue())


def _opened(original: bytes) -> Document:
    try:
        return docx.Document(io.BytesIO(original))
    except Exception as error:  # the reader read it; what Word's own library stumbles over is many things
        raise InputError("This Word file was read, but cannot be marked: save it anew from Word.") from error


def _typed(text: str) -> Document:
    made = paper.blank()
    for line in text.split("\n"):
        paper.say(made.add_paragraph(style="Body Text"), line)
    return made


def _notes(judged: Judged, language: Language) -> list[_Noted]:
    """What stands at each numeral, in their order, none over another."""
    notes: list[_Noted] = []
    known: list[Check | Unchecked] = [*judged.found.checks, *judged.found.unchecked]
    for one in sorted(known, key=lambda one: one.start):
        if notes and one.start < notes[-1].end:
            continue
        if isinstance(one, Check):
            lines = why(one, judged, language) if one.verdict != "supported" else ()
            notes.append(_Noted(one.start, one.end, _FILLS[one.verdict], lines))
        else:
            notes.append(_Noted(one.start, one.end, _FILLS[""], ()))
    return notes


# --- finding the numbers in the file --------------------------------------------------------------------------------


def _letters(made: Document) -> Iterator[_Letter]:
    """The characters of the body as a reader sees them: deleted ones are none."""
    for text in made.element.body.iter(qn("w:t")):
        run = text.getparent()
        if run is None or run.tag != qn("w:r"):
            continue
        before = sum(len(other.text or "") for other in text.itersiblings(qn("w:t"), preceding=True))
        for at, letter in enumerate(text.text or ""):
            yield _Letter(letter, run, before + at)


def _placed(notes: list[_Noted], text: str, letters: list[_Letter]) -> Iterator[tuple[_Noted, tuple[int, int] | None]]:
    """Each note with the letters that it stands at: found by what is written before and behind the number."""
    seen = [at for at, letter in enumerate(text) if not letter.isspace()]
    compact, file = "".join(text[at] for at in seen), "".join(letter.text for letter in letters)
    place = {offset: number for number, offset in enumerate(seen)}
    cursor = 0
    for note in notes:
        inside = [place[at] for at in range(note.start, note.end) if at in place]
        found = _find(file, compact, inside[0], inside[-1] + 1, cursor) if inside else None
        if found is not None:
            cursor = found + len(inside)
        yield note, None if found is None else (found, found + len(inside))


def _find(file: str, text: str, start: int, end: int, after: int) -> int | None:
    for around in _AROUND:
        left = max(0, start - around)
        at = file.find(text[left : end + around], max(0, after - around))
        if at >= 0 and at + start - left >= after:
            return at + start - left
    return None


# --- marking them ---------------------------------------------------------------------------------------------------


def _mark(made: Document, first: _Letter, last: _Letter, note: _Noted) -> None:
    """Shade the letters from ``first`` to ``last``; to be called from the end of the file to its beginning."""
    if first.run.getparent() is not last.run.getparent():  # over a cell or a link: its beginning stands for all
        last = first
    _cut(last.run, last.at + 1)
    begin = _cut(first.run, first.at)
    finish = begin if last.run is first.run else last.run
    for run in _between(begin, finish):
        _shade(run, note.fill)
    if note.lines:
        _comment(made, begin, finish, note.lines)


def _cut(run: Any, at: int) -> Any:
    """``run`` cut before its character ``at``; gives the part that begins there, all of it where it cannot be cut."""
    texts = run.findall(qn("w:t"))
    if len(texts) != 1 or any(child.tag not in (qn("w:t"), qn("w:rPr")) for child in run):
        return run
    whole = texts[0].text or ""
    if not 0 < at < len(whole):
        return run
    other = deepcopy(run)
    for element, part in ((texts[0], whole[:at]), (other.find(qn("w:t")), whole[at:])):
        element.text = part
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.addnext(other)
    return other


def _between(first: Any, last: Any) -> Iterator[Any]:
    here = first
    while here is not None:
        if here.tag == qn("w:r"):
            yield here
        if here is last:
            return
        here = here.getnext()


def _shade(run: Any, fill: str) -> None:
    properties = run.get_or_add_rPr()
    for old in properties.findall(qn("w:shd")):
        properties.remove(old)
    element = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        element.set(qn(f"w:{name}"), value)
    properties.append(element)


def _comment(made: Document, first: Any, last: Any, lines: tuple[str, ...]) -> None:
    runs = [Run(first, made._body), Run(last, made._body)]
    paper.comment(made, runs if first is not last else runs[:1], lines)


def _say_above(made: Document, judged: Judged, language: Language, missing: list[_Noted]) -> None:
    """A comment at the first words: against what it was checked, the counts, and what has no place in the file."""
    first = next((run for run in made.element.body.iter(qn("w:r")) if re.sub(r"\s", "", "".join(run.itertext()))), None)
    if first is None:
        return
    against = f"依据：{judged.source}" if language == "zh" else f"Against: {judged.source}"
    lines = [against, tally(judged, language)]
    lines += [
        one_line(f"{judged.text[note.start : note.end]} {' '.join(note.lines)}") for note in missing if note.lines
    ]
    left: dict[str, list[str]] = {}
    for one in judged.found.unchecked:
        left.setdefault(left_why(one, language), []).append(one.text)
    lines += [one_line(f"{reason} ({', '.join(dict.fromkeys(texts))})") for reason, texts in left.items()]
    _comment(made, first, first, tuple(lines))
