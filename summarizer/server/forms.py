"""Bodies as they come: JSON, or a form with files; what is wrong with one is said before anything is read."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from summarizer.server.problems import Problem

JSON, FORM = "application/json", "multipart/form-data"
_FIELDS = 60


def kind_of(request: Request) -> str:
    """The body's media type; raises Problem (415) where it is neither JSON nor a form."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in (JSON, FORM):
        raise Problem(415, f"Send the body as {JSON}, or as {FORM} where a file is sent.")
    return kind


@asynccontextmanager
async def form_of(request: Request, files: int, most: int) -> AsyncIterator[FormData]:
    """The parts of a form with at most ``files`` files; ``most`` bytes are taken of one field."""
    async with request.form(max_files=files, max_fields=_FIELDS, max_part_size=most) as form:
        yield form


def only(form: FormData, *names: str) -> None:
    """Raise Problem (422) where the form has a part that is none of ``names``."""
    for name in form:
        if name not in names:
            raise Problem(422, f"The form has a part {name[:100]!r}: use {', '.join(names)}.")


def fields(form: FormData, one: tuple[str, ...], many: tuple[str, ...]) -> dict[str, Any]:
    """The text fields of a form: those of ``one`` may come once, those of ``many`` again or with commas."""
    found: dict[str, Any] = {}
    for name in (*one, *many):
        values = [value for value in form.getlist(name) if isinstance(value, str)]
        if len(values) < len(form.getlist(name)):
            raise Problem(422, f"The part {name} of the form must be text, not a file.")
        if name in many and values:
            found[name] = [part.strip() for value in values for part in value.split(",")]
        elif len(values) > 1:
            raise Problem(422, f"The form has {name} more than once.")
        elif values:
            found[name] = values[0]
    return found


def name_of(file: UploadFile) -> str:
    """What an uploaded file is called: no path, nothing that cannot be printed."""
    name = "".join(char for char in (file.filename or "") if char.isprintable()).replace("\\", "/")
    return (name.rpartition("/")[2] or "report")[:200]
