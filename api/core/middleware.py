"""What surrounds every request: its id, log line and measure, the security headers, what hosts and sizes are taken."""

import re
import time
from collections.abc import Iterable, Mapping
from uuid import uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.core import metrics, problems
from api.core.errors import Problem

BODY_LIMIT_BYTES = 1024 * 1024
TOO_LARGE = "A request may carry no more than {} MiB here; nothing was saved."
HOST_PORT = re.compile(r":\d+$")
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

log = structlog.get_logger()

PAGE_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self'; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SECURITY_HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class BodyTooLargeError(Problem):
    """More than a request may carry."""

    status = 413
    code = "body_too_large"
    title = "Request too large"


class UnknownHostError(Problem):
    """The Host header names somebody else: a page of theirs may be playing with our address."""

    status = 400
    code = "unknown_host"
    title = "Unknown host"


class RequestContext:
    """Gives each request an id, logs and measures it, and puts the security headers on its answer.

    A route that is asked a thousand times a second can set `request.state.is_routine`: then it is only measured.

    An error that nobody foresaw is answered here and not by the framework's outermost layer, whose answer would have
    neither the id nor the headers.
    """

    def __init__(self, app: ASGIApp, *, strict_transport: bool) -> None:
        self._app = app
        self._headers = dict(SECURITY_HEADERS)
        if strict_transport:
            self._headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if REQUEST_ID.fullmatch(given) else uuid4().hex
        scope.setdefault("state", {})["request_id"] = request_id
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        began = time.perf_counter()
        status = 0

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = request_id
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/api/"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            await self._app(scope, receive, answer)
        except Exception as error:
            if status:
                raise
            await problems.unexpected(Request(scope), error)(scope, receive, answer)
        finally:
            self._note(scope, status, time.perf_counter() - began)

    @staticmethod
    def _note(scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "-")
        metrics.REQUESTS.labels(scope["method"], route, status).inc()
        metrics.REQUEST_SECONDS.labels(scope["method"], route).observe(seconds)
        if route != "-" and not scope["state"].get("is_routine"):
            log.info("request", method=scope["method"], route=route, status=status, ms=round(seconds * 1000, 1))


class BodyLimit:
    """Refuses bodies over 1 MiB: at once by the declared length, otherwise as soon as they have grown so far.

    `larger` names the paths that take more, with how much.

    FastAPI's own `max_body_size` answers plain text, where every error of ours is a Problem.
    """

    def __init__(self, app: ASGIApp, *, larger: Mapping[str, int]) -> None:
        self._app = app
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        declared = Headers(scope=scope).get("content-length", "") if scope["type"] == "http" else ""
        limit = self._larger.get(scope.get("path", ""), BODY_LIMIT_BYTES)
        too_large = TOO_LARGE.format(limit // 1024 // 1024)
        if declared.isdecimal() and int(declared) > limit:
            await problems.answer(Request(scope), BodyTooLargeError(too_large))(scope, receive, send)
            return
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise HTTPException(BodyTooLargeError.status, too_large)
            return message

        await self._app(scope, counted, send)


class KnownHosts:
    """Answers only to the names we have. Starlette's own check would answer in plain text."""

    def __init__(self, app: ASGIApp, *, names: Iterable[str]) -> None:
        self._app = app
        self._names = frozenset(names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        given = Headers(scope=scope).get("host", "").lower() if scope["type"] == "http" else ""
        if scope["type"] == "http" and HOST_PORT.sub("", given) not in self._names:
            problem = UnknownHostError("This address is not ours; the operator names our hosts in ALLOWED_HOSTS.")
            await problems.answer(Request(scope), problem)(scope, receive, send)
            return
        await self._app(scope, receive, send)
