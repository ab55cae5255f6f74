"""Strikes requests with the faults that were asked for, before Zoom's own code sees them or after it has answered."""

import asyncio
import json
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from simulator.errors import ZoomError
from simulator.faults.connection import drop_connection
from simulator.faults.models import Fault
from simulator.limits import service as limits
from simulator.world import World

_GATEWAY_PAGE = "<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"


class FaultMiddleware:
    """Faults are tried in the order they were made. A delay lets the next one strike too; any other decides."""

    def __init__(self, app: ASGIApp, world: World) -> None:
        self.app = app
        self.world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(("/_control", "/healthz")):
            await self.app(scope, receive, send)
            return
        noted: dict[str, Any] = {"at": self.world.now(), "method": scope["method"], "path": scope["path"]}
        self.world.requests.append(noted)

        async def note_status(message: Message) -> None:
            if message["type"] == "http.response.start":
                noted["status"] = message["status"]
            await send(message)

        fault = await self._find(scope["method"], scope["path"])
        if fault is None:
            await self.app(scope, receive, note_status)
        else:
            noted["fault"] = fault.kind
            await self._strike(fault, scope, receive, note_status)

    async def _find(self, method: str, path: str) -> Fault | None:
        for fault in list(self.world.state.faults):
            if not fault.strikes(method, path):
                continue
            self.world.touch()
            if fault.kind != "delay":
                return fault
            await asyncio.sleep(1 if fault.seconds is None else fault.seconds)
        return None

    async def _strike(self, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        if fault.kind == "drop_before":
            await drop_connection(scope, receive)
        elif fault.kind == "drop_after":
            await self.app(scope, receive, _nowhere)
            await drop_connection(scope, receive)
        elif fault.kind == "half_body":
            await self._send_half(scope, receive, send)
        elif fault.kind == "rate_limit":
            await _send_zoom_error(self._rate_limit(fault), send)
        else:
            await _send_status(fault, send)

    def _rate_limit(self, fault: Fault) -> ZoomError:
        return limits.refusal(fault.limit, self.world.now(), retry_after=fault.retry_after, seconds=fault.seconds)

    async def _send_half(self, scope: Scope, receive: Receive, send: Send) -> None:
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self.app(scope, receive, keep)
        body = b"".join(message.get("body", b"") for message in messages[1:])
        await send(messages[0])
        await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
        await drop_connection(scope, receive)


async def _nowhere(_message: Message) -> None:
    """The answer is lost; the effect is not."""


async def _send_status(fault: Fault, send: Send) -> None:
    """Without words of its own: Zoom's JSON for an error of the caller, a gateway's page for one of the server."""
    if fault.body is not None:
        await _send(fault.status, fault.body, {"content-type": fault.content_type}, send)
    elif fault.status == 401 and fault.message is None:
        await _send_zoom_error(ZoomError(401, fault.code or 124, "Invalid access token."), send)
    elif fault.status < 500 or fault.message is not None or fault.code is not None:
        message = fault.message or f"Status {fault.status} was asked for."
        await _send_zoom_error(ZoomError(fault.status, fault.code or fault.status, message), send)
    else:
        await _send(fault.status, _GATEWAY_PAGE.format(fault.status), {"content-type": "text/html"}, send)


async def _send_zoom_error(error: ZoomError, send: Send) -> None:
    headers = {"content-type": "application/json", **(error.headers or {})}
    await _send(error.status, json.dumps(error.body), headers, send)


async def _send(status: int, body: str, headers: dict[str, str], send: Send) -> None:
    raw = body.encode()
    given = {**headers, "content-length": str(len(raw))}
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [(name.lower().encode(), value.encode()) for name, value in given.items()],
        }
    )
    await send({"type": "http.response.body", "body": raw})
