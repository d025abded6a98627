"""What is answered at once, without a job and without a model: verify, figures, outline.

A request is only taken in here; a worker reads it, computes and writes the answer (:mod:`summarizer.server.worker`).
"""

import json
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData, UploadFile

from summarizer.schema import Counts, FiguresRecord, OutlineRecord, Verification
from summarizer.server.bodies import TextAsked, VerifyByJob, VerifyByText
from summarizer.server.desk import Desk
from summarizer.server.forms import FORM, JSON, form_of, kind_of, name_of, only
from summarizer.server.metrics import Metrics
from summarizer.server.problems import Problem, documented

TAKEN = (TextAsked, VerifyByText, VerifyByJob)
"""Bodies that a worker reads: they are described by hand."""
_FILE_OR_TEXT = {"type": "string", "minLength": 1, "contentMediaType": "application/octet-stream"}


def _body(*names: str, form: dict[str, Any] | None = None) -> dict[str, Any]:
    refs = [{"$ref": f"#/components/schemas/{name}"} for name in names]
    content: dict[str, Any] = {JSON: {"schema": refs[0] if len(refs) == 1 else {"anyOf": refs}}}
    if form is not None:
        content[FORM] = {"schema": form}
    return {"requestBody": {"required": True, "content": content}}


_VERIFY_FORM: dict[str, Any] = {
    "type": "object",
    "description": "The claims as a file or text (also the JSON of a brief, work report or extraction), and their "
    "source as a file or text, or as the number of a job. The JSON Schema that an extraction was made with says what "
    "its numbers count.",
    "required": ["claims"],
    "properties": {
        "claims": _FILE_OR_TEXT,
        "source": _FILE_OR_TEXT,
        "job": {"type": "integer", "minimum": 1},
        "schema": _FILE_OR_TEXT,
    },
    "oneOf": [{"required": ["source"]}, {"required": ["job"]}],
    "additionalProperties": False,
}


def routes(desk: Desk, metrics: Metrics) -> APIRouter:
    """The addresses /v1/verify, /v1/figures and /v1/outline."""
    router = APIRouter(
        prefix="/v1", tags=["checking"], responses=documented(400, 401, 403, 408, 413, 415, 422, 429, 503, 507)
    )

    async def worked(task: dict[str, Any], content: bytes) -> Response:
        told, body = await desk.checkers.ask(task, content)
        if told["counts"]:
            metrics.judged(Counts(**told["counts"]))
        return Response(body, media_type=JSON)

    async def read(part: UploadFile, *, chinese: bool) -> bytes:
        return await desk.read(await part.read(), name_of(part), chinese=chinese)

    async def text(part: UploadFile | str) -> str:
        return part if isinstance(part, str) else str(json.loads(await read(part, chinese=False))["text"])

    def by_job(number: int, content: bytes) -> tuple[dict[str, Any], bytes]:
        return desk.about("verify", desk.job(number)) | {"by": "job"}, content

    async def by_form(form: FormData) -> tuple[dict[str, Any], bytes]:
        only(form, "claims", "source", "job", "schema")
        if any(len(form.getlist(name)) > 1 for name in form):
            raise Problem(422, "The form has a part more than once.")
        claims, source, job, schema = (form.get(name) for name in ("claims", "source", "job", "schema"))
        if claims is None or (source is None) == (job is None):
            raise Problem(422, "The form must have claims, and either source or job.")
        task, content = await by_parts({"claims": await text(claims)}, source, job)
        return task | {"schema": None if schema is None else _schema(await text(schema))}, content

    async def by_parts(
        asked: dict[str, Any], source: UploadFile | str | None, job: UploadFile | str | None
    ) -> tuple[dict[str, Any], bytes]:
        if job is not None:
            if not (isinstance(job, str) and job.isascii() and job.isdigit() and 0 < int(job) < 2**53):
                raise Problem(422, "job must be the number of a brief.")
            return by_job(int(job), json.dumps(asked | {"job": int(job)}).encode())
        if isinstance(source, UploadFile):
            content = json.dumps(asked).encode()
            task = desk.bounded("verify") | {"by": "document", "length": len(content)}
            return task, content + await read(source, chinese=True)
        return desk.bounded("verify") | {"by": "text"}, json.dumps(asked | {"source": source}).encode()

    @router.post(
        "/verify",
        response_model=Verification,
        responses=documented(404),
        openapi_extra=_body("VerifyByText", "VerifyByJob", form=_VERIFY_FORM),
    )
    async def verify(request: Request) -> Response:
        """The verdict on every number of the claims, with its evidence in the source; ``start`` and ``end`` are offsets
        into the claims (or the field of a structure), in code points."""
        if kind_of(request) == FORM:
            async with form_of(request, 2, desk.site.bounds.upload) as form:
                return await worked(*await by_form(form))
        content = await request.body()
        number = _job_in(content)
        if number is not None:
            return await worked(*by_job(number, content))
        return await worked(desk.bounded("verify") | {"by": "text"}, content)

    @router.post("/figures", response_model=FiguresRecord, openapi_extra=_body("TextAsked"))
    async def figures(request: Request) -> Response:
        """Every mention of a number in the text, of all kinds."""
        return await worked(desk.bounded("figures"), await _json(request))

    @router.post("/outline", response_model=OutlineRecord, openapi_extra=_body("TextAsked"))
    async def outline(request: Request) -> Response:
        """Sections and items of the report."""
        return await worked(desk.bounded("outline"), await _json(request))

    return router


async def _json(request: Request) -> bytes:
    if kind_of(request) != JSON:
        raise Problem(415, f"Send the body as {JSON}.")
    return await request.body()


def _schema(text: str) -> dict[str, Any]:
    try:
        schema = json.loads(text)
    except ValueError as error:
        raise Problem(422, f"The schema is no JSON: {error}.") from None
    if not isinstance(schema, dict):
        raise Problem(422, "The schema must be a JSON object.")
    return schema


def _job_in(content: bytes) -> int | None:
    """The job that a body of JSON names beside no source; None where the worker is to say what is wrong with it."""
    if b'"job"' not in content:
        return None
    try:
        asked = json.loads(content)
    except ValueError:
        return None
    job = asked.get("job") if isinstance(asked, dict) and "source" not in asked else None
    if isinstance(job, float) and job.is_integer():
        job = int(job)
    return job if isinstance(job, int) and not isinstance(job, bool) and 0 < job <= 2**53 else None
