"""Zoom's error bodies."""

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException


class ZoomError(Exception):
    """An answer in Zoom's own words: an HTTP status, Zoom's code (often another number) and a sentence."""

    def __init__(
        self,
        status: int,
        code: int,
        message: str,
        *,
        errors: list[dict[str, str]] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers
        self.body: dict[str, object] = {"code": code, "message": message}
        if errors:
            self.body["errors"] = errors


class TokenRefusedError(Exception):
    """The token endpoint says no. Its bodies have no code, only a reason and an error word."""

    def __init__(self, reason: str, error: str) -> None:
        super().__init__(reason)
        self.body = {"reason": reason, "error": error}


def validation_failed(field: str, message: str | None = None) -> ZoomError:
    sentence = message or f"Invalid parameter: {field.rsplit('.', maxsplit=1)[-1]}."
    return ZoomError(400, 300, "Validation Failed.", errors=[{"field": field, "message": sentence}])


def user_does_not_exist(user: str) -> ZoomError:
    return ZoomError(404, 1001, f"User does not exist: {user}.")


def meeting_does_not_exist(meeting: int | str) -> ZoomError:
    return ZoomError(404, 3001, f"Meeting does not exist: {meeting}.")


async def answer_zoom_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ZoomError)  # noqa: S101 - narrows the type that Starlette's signature hides
    return JSONResponse(error.body, status_code=error.status, headers=error.headers)


async def answer_token_refused(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, TokenRefusedError)  # noqa: S101 - as above
    return JSONResponse(error.body, status_code=400)


async def answer_bad_parameter(_request: Request, error: Exception) -> JSONResponse:
    """A query parameter, or a body of the control surface, that does not fit."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as above
    failures = [
        {"field": str(problem["loc"][-1]), "message": f"Invalid parameter: {problem['loc'][-1]}."}
        for problem in error.errors()
    ]
    body = {"code": 300, "message": "Validation Failed.", "errors": failures}
    return JSONResponse(body, status_code=400)


async def answer_unknown_route(request: Request, error: Exception) -> JSONResponse:
    """An unknown path, or a known one with a method it does not have."""
    assert isinstance(error, HTTPException)  # noqa: S101 - as above
    if request.url.path.startswith("/v2/"):
        return JSONResponse({"code": 2300, "message": "This API endpoint is not recognized."}, status_code=400)
    return JSONResponse({"detail": error.detail}, status_code=error.status_code, headers=error.headers)
