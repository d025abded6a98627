"""How a brief is to be shown: in which languages, how long, on which themes. The same for every format."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from summarizer.base.errors import UsageError

Language = Literal["zh", "en"]
Length = Literal["short", "standard", "full"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
LENGTHS: tuple[Length, ...] = get_args(Length)

FORMATS = ("md", "html", "docx", "xlsx", "csv", "json")
"""The formats that a brief can be written in."""
USUAL_FORMATS = ("md", "html", "json")
"""Those that are written where none is asked for."""


@dataclass(frozen=True, slots=True)
class Presentation:
    """What of a brief a file shows; the defaults show it in both languages, of standard length, on all themes.

    ``languages`` are "zh" and "en", the order they are given in is the order they are shown in; ``themes`` are words
    of which an item's theme must have one, none for all items. brief.json is always the whole brief.
    Raises UsageError for a language or length that there is not.
    """

    languages: tuple[Language, ...] = LANGUAGES
    length: Length = "standard"
    themes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.languages or len(set(self.languages)) != len(self.languages):
            raise UsageError("Name each language of the brief once: zh,en or zh or en.")
        if unknown := [name for name in self.languages if name not in LANGUAGES]:
            raise UsageError(f"There is no language {unknown[0]!r} of the brief: use zh,en or zh or en.")
        if self.length not in LENGTHS:
            raise UsageError(f"There is no length {self.length!r}: use {', '.join(LENGTHS)}.")

    @classmethod
    def of(cls, languages: str = "zh,en", length: str = "standard", themes: Iterable[str] = ()) -> "Presentation":
        """From what a user writes: "zh,en", "short", and themes; raises UsageError."""
        names = tuple(part.strip() for part in languages.split(",") if part.strip())
        wanted = tuple(theme.strip() for theme in themes if theme.strip())
        return cls(names, length, wanted)  # type: ignore[arg-type]  # checked on the way in

    @property
    def chinese(self) -> bool:
        """Whether Chinese is shown."""
        return "zh" in self.languages

    @property
    def english(self) -> bool:
        """Whether English is shown."""
        return "en" in self.languages


WHOLE = Presentation()
"""The default."""
