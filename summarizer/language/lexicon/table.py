"""The two tables in, the forms of a class out: as words, or as one pattern with what may not stand around them."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["zh", "en"]

#: Between several examples of one row, and between alternatives of what may not stand around a form.
_EXAMPLES, _ALTERNATIVES = " | ", "|"


@dataclass(frozen=True, slots=True)
class Form:
    """One row: a form of a class.

    not_behind  what it may not stand right behind (alternatives of fixed length, "_" for a space)
    not_before  what may not stand right behind it (alternatives, as patterns; "_" for a space)
    yes, no     texts in which the class is found by this form, and texts in which it is not
    """

    cls: str
    form: str
    part_of_speech: str
    not_behind: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()

    def pattern(self, language: Language) -> str:
        """The form as a pattern that groups nothing; an English form is a word of its own in whatever case."""
        behind = "".join(f"(?<!{_spaced(one)})" for one in self.not_behind)
        before = f"(?!{_spaced(_ALTERNATIVES.join(self.not_before))})" if self.not_before else ""
        body = re.escape(self.form)
        if language == "en":
            body = body.replace(r"\ ", r"\s")
            behind += r"(?<!\w)" if self.form[0].isalnum() else ""
            before = (r"(?!\w)" if self.form[-1].isalnum() else "") + before
        return f"{behind}{body}{before}"


def _spaced(written: str) -> str:
    return written.replace("_", r"\s")


@cache
def _rows(language: Language) -> tuple[Form, ...]:
    lines = (files(__package__) / f"{language}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return tuple(_row(line) for line in lines if line and not line.startswith("#"))


def _row(line: str) -> Form:
    cells = line.split("\t")
    cls, form, part, behind, before, yes, no = [*cells, *("",) * (7 - len(cells))]
    around = _cut(behind, _ALTERNATIVES), _cut(before, _ALTERNATIVES)
    return Form(cls, form, part, *around, _cut(yes, _EXAMPLES), _cut(no, _EXAMPLES))


def _cut(cell: str, mark: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(mark) if part.strip())


@cache
def forms(classes: str, language: Language) -> tuple[Form, ...]:
    """The rows of one class, or of several with spaces between them; raises KeyError for a class that is not there."""
    rows = _rows(language)
    if unknown := set(classes.split()) - {row.cls for row in rows}:
        raise KeyError(f"no word class {', '.join(sorted(unknown))} in the {language} lexicon")
    return tuple(row for cls in classes.split() for row in rows if row.cls == cls)


@cache
def words(classes: str, language: Language, part_of_speech: str = "") -> tuple[str, ...]:
    """The forms of ``classes`` as they stand in the table, each once; ``part_of_speech``: of that only."""
    found = forms(classes, language)
    return tuple(dict.fromkeys(one.form for one in found if part_of_speech in ("", one.part_of_speech)))


@cache
def pattern(classes: str, language: Language, part_of_speech: str = "") -> str:
    """One group that captures nothing, for all forms of ``classes``, the longest first, each with its lookarounds.

    ``part_of_speech``: of that only.
    """
    found = [one for one in forms(classes, language) if part_of_speech in ("", one.part_of_speech)]
    ordered = sorted(found, key=lambda one: len(one.form), reverse=True)
    either = "|".join(dict.fromkeys(one.pattern(language) for one in ordered))
    return f"(?i:{either})" if language == "en" else f"(?:{either})"
