"""The service as an ASGI application: :func:`create` puts desk, guard, metrics and addresses together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

from fastapi import FastAPI

from summarizer import __version__
from summarizer.server import answers, briefs, checking, library, originals, own_texts, web
from summarizer.server.desk import Desk
from summarizer.server.guard import App, Guard
from summarizer.server.metrics import Metrics
from summarizer.server.problems import ProblemDetails
from summarizer.server.rates import Rates
from summarizer.server.settings import Site


@dataclass(frozen=True, slots=True)
class Service:
    """The application with what it stands on; ``app`` is what a server serves, ``api`` what describes it."""

    app: App
    api: FastAPI
    desk: Desk


def create(site: Site) -> Service:
    """The service for ``site``; its workers start and stop with the application's lifespan.

    Raises OutputError where the job table cannot be used.
    """
    desk = Desk(site)
    metrics = Metrics(desk)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await desk.begin()
        try:
            yield
        finally:
            await desk.end()

    api = FastAPI(
        title="summarizer", version=__version__, docs_url=None, redoc_url=None, lifespan=lifespan,
        description="Bilingual, number-checked briefs of Chinese government work reports.",
        redirect_slashes=False, separate_input_output_schemas=False,
    )  # fmt: skip
    answers.install(api)
    api.include_router(briefs.routes(desk))
    api.include_router(library.routes(desk))
    api.include_router(originals.routes(desk))
    api.include_router(own_texts.routes(desk))
    api.include_router(checking.routes(desk, metrics))
    api.include_router(web.routes(desk, metrics))
    _describe(api, list(site.models), token=bool(site.tokens))
    rates = Rates(site.rate) if site.rate else None
    guard = Guard(cast(App, api), site.tokens, site.bounds.upload, metrics.seen, rates, site.public)
    return Service(guard, api, desk)


def _describe(api: FastAPI, models: list[str], *, token: bool) -> None:
    """OpenAPI with the problem details' own structure, the bodies that are read elsewhere, the models that are allowed,
    and the token where one is wanted."""
    made = api.openapi

    def described() -> dict[str, Any]:
        if api.openapi_schema is None:
            schema = made()
            parts = schema.setdefault("components", {})
            known: dict[str, Any] = parts.setdefault("schemas", {})
            for model in (ProblemDetails, *briefs.TAKEN, *checking.TAKEN, *own_texts.TAKEN):
                told = model.model_json_schema(ref_template="#/components/schemas/{model}")
                known.update({name: one for name, one in told.pop("$defs", {}).items() if name not in known})
                known[model.__name__] = told
            for name in ("BriefAsked", "BriefForm"):
                known[name]["properties"]["model"] = {"type": "string", "enum": models, "title": "Model"}
            _say_decimals(known)
            known.pop("HTTPValidationError", None)
            known.pop("ValidationError", None)
            if token:
                parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
                schema["security"] = [{"token": []}]
            api.openapi_schema = schema
        return api.openapi_schema

    api.openapi = described  # type: ignore[method-assign]


def _say_decimals(schema: Any) -> None:
    """Exact decimals travel as plain strings; pydantic says only that a number or a string is taken."""
    if isinstance(schema, dict):
        kinds = [one.get("type") for one in schema.get("anyOf", ()) if isinstance(one, dict)]
        if kinds[:2] == ["number", "string"]:
            schema["anyOf"][:2] = [{"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}]
        for one in schema.values():
            _say_decimals(one)
    elif isinstance(schema, list):
        for one in schema:
            _say_decimals(one)
