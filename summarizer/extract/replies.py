"""The structures a model is asked for, each made for its question: what may be wrong with an answer is checked here.

A validator's message is what the model is told when it is asked again, so it says what is wrong and what is wanted.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model

TITLE_PATTERN = r"^[ !#-\[\]-~]{3,120}$"
TITLE = 80
"""Characters of an English title at most."""
_SENTENCE = r"[ !#-\[\]-~]{4,400}"
NAME_PATTERN = r"^[ !#-/:-\[\]-~]{2,120}$"
"""Printable ASCII without the double quote and the backslash; a name also without digits."""

_NAME = 112  # characters of a name at most; the pattern would cut it within a word

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NOT_ASCII = re.compile(r"[^\x20-\x7e]+")
_SCALE = r"(?:\s*(?:thousand|million|billion|trillion|%|percentage points?|per cent|percent))?"
_QUANTITY = re.compile(r"\d[\d,]*(?:\.\d+)?" + _SCALE)
_WORDS = {"a": "1", "an": "1", "one": "1", "once": "1", "two": "2", "both": "2", "twice": "2", "three": "3",
          "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10"}  # fmt: skip
# A summary that breaks off: the model was stopped at a mark it may not write, or ran out of room.
_HANGING = re.compile(
    r"(?:^|\W)(?:the|a|an|and|or|of|to|in|for|with|by|on|from|as|at|through|that|which|its|their|ten|called|[,;:(-])\W*$|.{590,}[^.]$",
    re.IGNORECASE,
)
_OWN_WORDS = 0.6  # share of a summary's character pairs that must stand in the sentences it cites


class Reply(BaseModel):
    """Base of what is asked for: nothing beyond it is let in."""

    model_config = ConfigDict(extra="forbid")


class Words(Reply):
    """The English of one item, made for its statements: ``title``, and a sentence for each, s1 and so on."""

    @property
    def said(self) -> dict[str, str]:
        """The texts by their field."""
        return {name: str(value) for name, value in self}


# --- English words ------------------------------------------------------------------------------------------------


def words_reply(openings: Mapping[str, str], *, pattern: bool, title: bool = True) -> type[Words]:
    """The reply to one task: a title, and a field for each of ``openings``, which says what its sentence begins with.

    An endpoint that holds a pattern cannot but begin so. What is wrong with a text beyond its form is for the caller
    to judge, text by text: one that is no good must not cost the others.
    """
    fields: dict[str, Any] = {"title": (_ascii(TITLE_PATTERN, pattern, _one_line), ...)} if title else {}
    for name, begins in openings.items():
        held = f"^{_literal(begins)} {_SENTENCE}$" if begins else f"^{_SENTENCE}$"
        fields[name] = (_ascii(held, pattern, _one_line), ...)
    return cast(type[Words], create_model("Words", __base__=Words, **fields))


def _literal(words: str) -> str:
    """``words`` in a pattern. Not re.escape: a space with a backslash is none of the JSON schema's patterns."""
    return re.sub(r"([.()\[\]{}?*+|^$\\/])", r"\\\1", words)


def _one_line(value: str) -> str:
    return " ".join(value.split())


def unusable(english: str, source: str) -> str:
    """Why a sentence or title cannot stand at all, "" where it can: Chinese in it, numbers that ``source`` has not."""
    try:
        check_english(english, source, longest=400)
    except ValueError as error:
        return str(error)
    return ""


def incomplete(english: str, quantities: Sequence[str]) -> str:
    """What a sentence lacks, "" where it is whole: quantities, or its end."""
    if missing := missing_quantities(english, " ".join(quantities)):
        return f"it leaves out {', '.join(missing)}: say every quantity as given"
    return "the sentence is not finished: write shorter, and end with a full stop" if _HANGING.search(english) else ""


def names_reply(names: Sequence[str], *, pattern: bool) -> type[Reply]:
    """The reply to ``names`` (terms in English already): fields n1, n2, …"""

    def one(name: str) -> Any:
        return _ascii(NAME_PATTERN, pattern, lambda value: check_name(value, name))

    fields: dict[str, Any] = {f"n{number}": (one(name), ...) for number, name in enumerate(names, start=1)}
    return cast(type[Reply], create_model("Names", __base__=Reply, **fields))


def check_english(value: str, source: str, *, longest: int) -> str:
    """``value`` if it is English, its numbers all from ``source``; raises ValueError saying what is wrong."""
    value = " ".join(value.split())
    _no_chinese(value)
    if len(value) > longest:
        raise ValueError(f"too long: write at most {longest} characters")
    if '"' in value:
        raise ValueError("no double quotes, please")
    if new := new_numbers(value, source):
        raise ValueError(f"it says {', '.join(new)}, which the text does not: use the text's numbers only")
    return value


def check_name(value: str, name: str) -> str:
    """``value`` if it is an English name without digits that keeps the English words of ``name``; else ValueError."""
    value = " ".join(value.split()).strip(" .,;")
    _no_chinese(value)
    if len(value) > _NAME:
        raise ValueError(f"too long: at most {_NAME} characters")
    if re.search(r"\d", value) or not re.search(r"[A-Za-z]", value):
        raise ValueError("a name in English words without numbers is wanted")
    given = {word[:5].lower() for word in re.findall(r"[A-Za-z]{4,}", name)}
    kept = {word[:5].lower() for word in re.findall(r"[A-Za-z]{4,}", value)}
    if len(given & kept) * 2 < len(given):
        raise ValueError(f"this is not the name asked for, which is {name}")
    return value


def missing_quantities(english: str, source: str) -> list[str]:
    """The quantities of ``source`` (digits with their scale) that ``english`` does not say; small ones may be words."""
    said = set(_quantities(english)) | {
        _WORDS[word] for word in re.findall(r"[a-z]+", english.lower()) if word in _WORDS
    }
    return [quantity for quantity in dict.fromkeys(_quantities(source)) if quantity not in said]


def new_numbers(english: str, source: str) -> list[str]:
    """The numbers written in digits in ``english`` that ``source`` does not have."""
    known = set(_numbers(source))
    return [number for number in dict.fromkeys(_numbers(english)) if number not in known]


def _numbers(text: str) -> list[str]:
    return [number.rstrip(",") for number in _NUMBER.findall(text)]


def _quantities(text: str) -> list[str]:
    return [re.sub(r"\s+", " ", match.group()).rstrip(",") for match in _QUANTITY.finditer(text)]


def cut_title(title: str) -> str:
    """A title of at most TITLE characters: one too long loses its last words, with what they leave hanging."""
    if len(title) <= TITLE:
        return title.rstrip(" ,;:-")
    return re.sub(
        r"(?:[ ,;:-]+(?:and|of|the|in|for|to|by|with|on|a|an))*[ ,;:-]*$", "", title[: TITLE + 1].rsplit(" ", 1)[0]
    )


def _no_chinese(value: str) -> None:
    if alien := _NOT_ASCII.findall(value):
        raise ValueError(f"write English only: translate {' '.join(alien[:5])}")


def _ascii(pattern: str, held: bool, check: Callable[[str], str]) -> Any:
    """A string that ``check`` accepts; where the endpoint holds a pattern while writing, with that pattern."""
    # The pattern first: behind a validator it would not reach the JSON schema.
    return (
        Annotated[str, Field(pattern=pattern), AfterValidator(check)] if held else Annotated[str, AfterValidator(check)]
    )
