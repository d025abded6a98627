"""One's own text beside a report: checked, and given back marked. A request is only taken in here."""

import json
from pathlib import PurePath
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Path, Request, Response
from pydantic import ValidationError
from starlette.datastructures import UploadFile

from summarizer.server.bodies import DraftAsked, DraftTold
from summarizer.server.desk import Desk
from summarizer.server.forms import FORM, JSON, fields, form_of, kind_of, name_of, only
from summarizer.server.problems import Problem, answered, documented, invalid

TAKEN = (DraftAsked,)
"""Bodies that a worker reads: they are described by hand."""
_TYPES = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            JSON: {"schema": {"$ref": "#/components/schemas/DraftAsked"}},
            FORM: {
                "schema": {
                    "type": "object",
                    "description": "The text as a file of any kind that is read, and the language of a marked file.",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "lang": {"type": "string", "enum": ["zh", "en"]},
                    },
                    "additionalProperties": False,
                }
            },
        },
    }
}
Number = Annotated[int, Path(ge=1, le=2**53)]


def routes(desk: Desk) -> APIRouter:
    """The addresses /v1/briefs/{number}/draft and those of its marked files."""
    router = APIRouter(
        prefix="/v1/briefs/{number}", tags=["checking"],
        responses=documented(400, 401, 403, 404, 408, 413, 415, 422, 429, 503, 507),
    )  # fmt: skip

    async def checked(number: int, request: Request, shape: str) -> tuple[str, bytes]:
        task = desk.about("draft", desk.job(number)) | {"as": shape}
        asked, original = await _handed_in(desk, request)
        content = asked.model_dump_json().encode()
        _, body = await desk.checkers.ask(task | {"length": len(content)}, content + original)
        return asked.name, body

    @router.post("/draft", response_model=DraftTold, openapi_extra=_BODY)
    async def draft(number: Number, request: Request) -> Response:
        """The verdict on every number of a text, Chinese or English, against the report of a brief; every numeral that
        got none is listed too."""
        return Response((await checked(number, request, "json"))[1], media_type=JSON)

    @router.post("/draft.{kind}", response_class=Response, openapi_extra=_BODY, responses=answered(_TYPES.values()))
    async def marked(number: Number, kind: Literal["html", "docx"], request: Request) -> Response:
        """The text marked with its verdicts: a page, or Word with comments; a Word file keeps its own looks."""
        name, body = await checked(number, request, kind)
        shown = quote(f"{PurePath(name).stem}.checked.{kind}", safe="")
        said = f"attachment; filename=\"draft.{kind}\"; filename*=UTF-8''{shown}"
        return Response(body, headers={"Content-Disposition": said}, media_type=_TYPES[kind])

    return router


async def _handed_in(desk: Desk, request: Request) -> tuple[DraftAsked, bytes]:
    """The text with what is wanted of it, and the Word file that it was read from; raises Problem."""
    if kind_of(request) == JSON:
        return _fitting(await request.body()), b""
    async with form_of(request, 1, desk.site.bounds.upload) as form:
        only(form, "file", "lang")
        file = form.get("file")
        if not isinstance(file, UploadFile) or len(form.getlist("file")) != 1:
            raise Problem(422, "The form has no file: the text is wanted as its part named file.")
        content, name = await file.read(), name_of(file)
        given = fields(form, ("lang",), ())
        read = json.loads(await desk.read(content, name, chinese=False))
        try:
            asked = DraftAsked.model_validate({"text": read["text"], "name": name, **given})
        except ValidationError as error:
            raise invalid(error.errors(include_url=False)) from None
        return asked, content if content.startswith(b"PK") else b""


def _fitting(content: bytes) -> DraftAsked:
    try:
        return DraftAsked.model_validate_json(content)
    except ValidationError as error:
        raise invalid(error.errors(include_url=False)) from None
