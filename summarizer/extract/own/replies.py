"""The structures a model is asked for when it fills a form: it points, and writes only where words are wanted."""

import re
from collections.abc import Sequence
from typing import Annotated, Any, Literal, cast

from pydantic import AfterValidator, Field, create_model, model_validator

from summarizer.extract.replies import Reply, check_english, new_numbers

TEXT = 400
"""Characters of a written field at most."""
_ASCII = rf"^[ !#-\[\]-~]{{2,{TEXT}}}$"
_ENGLISH = re.compile(r"\benglish\b|英文|英语", re.IGNORECASE)
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def wants_english(words: str) -> bool:
    """Whether a field is to be written in English: where its own words are, or say so."""
    return bool(_ENGLISH.search(words)) or not _CHINESE.search(words)


def one_of(count: int) -> Any:
    """A number from 1 to ``count``, or 0 for none."""
    return Literal[tuple(range(count + 1))]


def some_of(count: int, most: int) -> Any:
    """Some of the numbers from 1 to ``count``, none twice."""
    return Annotated[list[Literal[tuple(range(1, count + 1))]], Field(max_length=most), AfterValidator(_once)]  # type: ignore[misc]


def _once(numbers: list[int]) -> list[int]:
    return list(dict.fromkeys(numbers))


def points_reply(offered: Sequence[tuple[int, int]]) -> type[Reply]:
    """Fields a1, a2, …: the figure of each; ``offered`` has for each how many it may choose from, and how many of them.

    The numbers are those of the field's own list, from 1; 0 is none.
    """
    fields: dict[str, Any] = {
        f"a{number}": (one_of(count) if most == 1 else some_of(count, most), ...)
        for number, (count, most) in enumerate(offered, start=1)
    }
    return cast(type[Reply], create_model("Points", __base__=Reply, **fields))


class Written(Reply):
    """A text field: the sentences it rests on, and its words; no sentence where the report does not say it."""

    s: list[int]
    t: str


def written_reply(sentences: Sequence[str], *, english: bool, pattern: bool) -> type[Written]:
    """The reply to one text field, from ``sentences`` as the model is shown them; its numbers must be theirs."""

    def check(written: Written) -> Written:
        if not written.s:
            return written
        evidence = " ".join(sentences[number - 1] for number in written.s)
        if english:
            check_english(written.t, evidence, longest=TEXT)
        elif new := new_numbers(written.t, evidence):
            raise ValueError(f"t says {', '.join(new)}, which the sentences do not: copy numbers as written")
        if not written.t.strip():
            raise ValueError("t is empty though sentences are named: write it, or name no sentence")
        return written

    words: Any = (
        Annotated[str, Field(pattern=_ASCII)] if english and pattern else Annotated[str, Field(max_length=TEXT)]
    )
    validators: Any = {"whole": model_validator(mode="after")(check)}
    return create_model(
        "Written",
        __base__=Written,
        __validators__=validators,
        s=(some_of(len(sentences), 3), ...),
        t=(words, ...),
    )


def choice_reply(sentences: int, options: int) -> type[Reply]:
    """The sentence that decides (0: none does) and the number of the option."""
    return cast(
        type[Reply],
        create_model("Choice", __base__=Reply, s=(one_of(sentences), ...), c=(one_of(options), ...)),
    )


def entries_reply(sentences: int, most: int) -> type[Reply]:
    """The sentences or rows that are a list's entries."""
    return cast(type[Reply], create_model("Rows", __base__=Reply, s=(some_of(sentences, most), ...)))
