"""The simulator as a server of its own: `python -m simulator`."""

import asyncio
import os
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from simulator.app import create_app
from simulator.faults.connection import EXTENSION
from simulator.history import state_with_history
from simulator.world import system_clock


class DroppingProtocol(HttpToolsProtocol):
    """Hands every request the connection it came on, so that a fault can close it without an answer."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app = _with_connection(self.app, transport)


def _with_connection(app: ASGIApp, connection: asyncio.Transport) -> ASGIApp:
    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        scope["extensions"] = {**scope.get("extensions", {}), EXTENSION: connection}
        await app(scope, receive, send)

    return wrapped


def main() -> None:
    host = os.environ.get("SIMULATOR_HOST", "127.0.0.1")
    port = int(os.environ.get("SIMULATOR_PORT", "8100"))
    state_file = Path(named) if (named := os.environ.get("SIMULATOR_STATE")) else None
    is_new = state_file is None or not state_file.exists()
    has_history = is_new and os.environ.get("SIMULATOR_HISTORY") == "1"
    app = create_app(
        state_with_history(system_clock()) if has_history else None,
        url=os.environ.get("SIMULATOR_URL") or f"http://{host}:{port}",
        state_file=state_file,
        webhook_url=os.environ.get("SIMULATOR_WEBHOOK_URL", ""),
    )
    uvicorn.run(
        app,
        host=host,
        port=port,
        http=DroppingProtocol,
        log_level="warning",
        server_header=False,
        date_header=False,
    )
