"""profile.toml: what a profile says of itself, checked."""

import tomllib
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from summarizer.base.errors import UsageError

_WORDS = tuple[Annotated[str, Field(min_length=2, max_length=40)], ...]


class HeadingWords(BaseModel):
    """Words of headings by the kind of section they open."""

    model_config = ConfigDict(extra="forbid")

    achievements: _WORDS = ()
    problems: _WORDS = ()
    plans: _WORDS = ()
    other: _WORDS = ()


class Card(BaseModel):
    """The file's keys."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(pattern=r"^[a-z][a-z0-9_]{0,60}$")
    title: str = Field(min_length=1, max_length=120)
    headings: HeadingWords = HeadingWords()


def read_card(text: str, where: str) -> Card:
    """The card that ``text`` is; raises UsageError saying what is wrong with the one in ``where``."""
    try:
        return Card.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"profile.toml in {where} is not valid TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        key = ".".join(str(step) for step in first["loc"])
        raise UsageError(f"profile.toml in {where} cannot be used: {key}: {first['msg']}.") from error
