"""Problems as answers of the application."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from summarizer.base.errors import SummarizerError
from summarizer.server.chinese import chinese
from summarizer.server.problems import MEDIA_TYPE, Fault, Problem, ProblemDetails, invalid, status_of

_SENTENCES = {
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
}


def response(
    status: int, detail: str, headers: dict[str, str] | None = None, faults: list[Fault] | None = None
) -> JSONResponse:
    """The problem as an answer."""
    body = ProblemDetails(
        title=HTTPStatus(status).phrase, status=status, detail=detail, detail_zh=chinese(detail), faults=faults or []
    )
    return JSONResponse(body.model_dump(mode="json"), status, headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Let ``app`` say all its errors in this way."""

    async def problem(_: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)
        return response(error.status, error.detail, error.headers, error.faults)

    async def ours(_: Request, error: Exception) -> Response:
        return response(status_of(error), str(error))

    async def http(_: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return response(
            error.status_code, _SENTENCES.get(error.status_code, str(error.detail)), dict(error.headers or {})
        )

    async def unfit(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return await problem(request, invalid(error.errors()))

    async def gone(_: Request, error: Exception) -> Response:
        return response(400, "The request broke off before it was whole.", {"Connection": "close"})

    async def own(_: Request, error: Exception) -> Response:
        return response(
            500, f"The program itself failed ({type(error).__name__}); nothing of this answer can be relied on."
        )

    app.add_exception_handler(Problem, problem)
    app.add_exception_handler(SummarizerError, ours)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, unfit)
    app.add_exception_handler(ClientDisconnect, gone)
    app.add_exception_handler(Exception, own)
