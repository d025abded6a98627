"""A profile: what one genre of report says in its own way, as a folder, so that another genre needs no code.

    profile.toml     name, title; [headings]: words of headings by the kind of section they open
    glossary.tsv     terms added to the program's, same columns
    schema.json      what ``extract --profile`` fills; or schema.py with one pydantic class, which is run
    *.jinja          prompt templates in place of the program's of the same name

All but the first may be left out. Those that come with the program lie in prompts/profiles/. The program's own rules
are those of the annual work report, whose profile therefore adds nothing to them.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from summarizer.base.errors import UsageError
from summarizer.base.resources import folder, laid_over
from summarizer.language.glossary import Term, read_terms, speaking
from summarizer.outline.cues import GENERAL, Headings
from summarizer.schema import ModelRecord

DEFAULT = "annual_work_report"


@dataclass(frozen=True, slots=True)
class Profile:
    """A genre's words and forms; ``schema`` is a parsed JSON Schema, the path of a Python file, or None."""

    name: str
    title: str
    headings: Headings
    terms: tuple[Term, ...]
    schema: Mapping[str, Any] | Path | None
    folder: Traversable

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Within, the glossary has the profile's terms and prompts are the profile's where it has its own."""
        with ExitStack() as stack:
            if self.terms:
                stack.enter_context(speaking(self.terms))
            stack.enter_context(laid_over(self.folder))
            yield

    def named_in(self, record: ModelRecord) -> ModelRecord:
        """``record`` with the profile's name where it is not the usual one."""
        return record if self.name == DEFAULT else record.model_copy(update={"profile": self.name})


# Known without being read: most runs want no other.
_USUAL = Profile(DEFAULT, "Annual work report", GENERAL, (), None, folder("prompts") / "profiles" / DEFAULT)


def profiles() -> tuple[str, ...]:
    """The names of the profiles that come with the program."""
    shipped = folder("prompts") / "profiles"
    return tuple(sorted(one.name for one in shipped.iterdir() if (one / "profile.toml").is_file()))


def load_profile(named: Path | str | None = None) -> Profile:
    """The profile ``named``: one that comes with the program, or a folder; without a name that of work reports.

    Raises:
        UsageError: there is none of that name, or something in the folder is not as it must be.
    """
    if named is None or str(named) in ("", DEFAULT):
        return _USUAL
    if str(named) in profiles():
        return _read(folder("prompts") / "profiles" / str(named), str(named))
    path = Path(named)
    if not path.is_dir():
        raise UsageError(f"There is no profile {str(named)!r}: use {', '.join(profiles())}, or a folder.")
    if not (path / "profile.toml").is_file():
        raise UsageError(f"The folder {path} is no profile: it has no profile.toml.")
    return _read(path, str(path))


def _read(place: Traversable, where: str) -> Profile:
    from summarizer.schema.profile.card import read_card

    card = read_card(_text(place / "profile.toml", where), where)
    return Profile(
        name=card.name,
        title=card.title,
        headings=Headings(**card.headings.model_dump()),
        terms=_terms(place, where),
        schema=_schema(place, where),
        folder=place,
    )


def _terms(place: Traversable, where: str) -> tuple[Term, ...]:
    table = place / "glossary.tsv"
    if not table.is_file():
        return ()
    try:
        return tuple(read_terms(_text(table, where)))
    except ValueError as error:
        raise UsageError(f"The profile {where} cannot be used: {error}.") from error


def _schema(place: Traversable, where: str) -> Mapping[str, Any] | Path | None:
    code, data = place / "schema.py", place / "schema.json"
    if code.is_file() and data.is_file():
        raise UsageError(f"The profile {where} has schema.py and schema.json: keep one.")
    if code.is_file():
        return Path(str(code))
    if not data.is_file():
        return None
    try:
        found = json.loads(_text(data, where))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"schema.json in {where} is not valid JSON.") from error
    if not isinstance(found, dict):
        raise UsageError(f"schema.json in {where} holds no JSON Schema: it must be an object.")
    return found


def _text(file: Traversable, where: str) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file.name} in {where} cannot be read as UTF-8 text.") from error
