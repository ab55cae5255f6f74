"""Turns every exception that leaves a route into a Problem: nobody sees a stack, SQL or a bare 500."""

from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException

from api.core.errors import InvalidError, Problem

log = structlog.get_logger()

CONTENT_TYPE = "application/problem+json"
BUSY_STATES = frozenset({"40001", "40P01", "23P01", "55P03", "57014"})
"""SQLSTATEs of serialization failure, deadlock, exclusion, lock and statement timeout: nothing was left behind."""


class UnavailableError(Problem):
    """The database cannot be reached, or is too busy."""

    status = 503
    code = "unavailable"
    title = "Not available for the moment"


class UnexpectedError(Problem):
    """Our mistake."""

    status = 500
    code = "unexpected"
    title = "Something went wrong on our side"


class HttpError(Problem):
    """What the web framework refuses before a route is found."""

    title = "Request refused"


HTTP_CODES = {404: "not_found", 405: "method_not_allowed", 400: "bad_request", 413: "body_too_large"}

FIELD_MESSAGES = {
    "missing": "This field is required.",
    "extra_forbidden": "There is no such field.",
    "string_too_long": "At most {max_length} characters.",
    "string_too_short": "At least {min_length} characters.",
    "greater_than_equal": "At least {ge}.",
    "less_than_equal": "At most {le}.",
    "uuid_parsing": "This is not an id.",
    "json_invalid": "The body is not valid JSON.",
}
"""Sentences for pydantic's commonest errors; its own text serves for the rest."""


def answer(request: Request, problem: Problem) -> JSONResponse:
    """The problem as an answer, with the id of the request in it."""
    body = {**problem.body(), "request_id": getattr(request.state, "request_id", None)}
    return JSONResponse(
        body,
        status_code=body["status"],
        media_type=CONTENT_TYPE,
        headers={"Cache-Control": "no-store", **problem.headers},
    )


def _field_error(error: Any) -> dict[str, Any]:
    kind = error["type"]
    sentence = FIELD_MESSAGES.get(kind)
    context = error.get("ctx") or {}
    message = sentence.format(**context) if sentence else error["msg"].removeprefix("Value error, ")
    code = "required" if kind == "missing" else kind
    return {"loc": list(error["loc"]), "message": message, "code": code}


async def _problem(request: Request, error: Problem) -> JSONResponse:
    return answer(request, error)


async def _invalid(request: Request, error: RequestValidationError) -> JSONResponse:
    problem = InvalidError([])
    problem.members = {"errors": [_field_error(item) for item in error.errors()]}
    return answer(request, problem)


async def _framework(request: Request, error: HTTPException) -> JSONResponse:
    problem = HttpError(str(error.detail), headers=dict(error.headers or {}))
    problem.members = {"status": error.status_code, "code": HTTP_CODES.get(error.status_code, "bad_request")}
    problem.members["type"] = f"/problems/{problem.members['code']}"
    return answer(request, problem)


async def _database(request: Request, error: DBAPIError) -> JSONResponse:
    lost = error.connection_invalidated or isinstance(error, InterfaceError)
    if not lost and getattr(error.orig, "sqlstate", None) not in BUSY_STATES:
        return unexpected(request, error)
    log.warning("database.unavailable", error=type(error.orig).__name__)
    return await _no_database(request, error)


async def _no_database(request: Request, _error: Exception) -> JSONResponse:
    return answer(
        request,
        UnavailableError("The database does not answer; nothing was saved. Try again.", headers={"Retry-After": "2"}),
    )


def unexpected(request: Request, error: Exception) -> JSONResponse:
    """The answer to an error that nobody foresaw; the log has the rest."""
    log.error("request.failed", exc_info=error)
    return answer(
        request, UnexpectedError("An unexpected error; nothing was saved. Name the request id when you ask for help.")
    )


def install(app: FastAPI) -> None:
    """Register the handlers."""
    handlers: dict[Any, Any] = {
        Problem: _problem,
        RequestValidationError: _invalid,
        HTTPException: _framework,
        DBAPIError: _database,
        PoolTimeoutError: _no_database,
        ConnectionError: _no_database,
        TimeoutError: _no_database,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)
