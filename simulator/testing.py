"""The simulator in tests: inside the test's own process, or (`running_simulator`) beside it.

    app = create_app(clock=HeldClock(datetime(2026, 12, 1, tzinfo=UTC)))
    client = httpx.AsyncClient(transport=SimulatorTransport(app), base_url="http://zoom.test")
    app.state.world.state.meetings      # what Zoom has
    await client.post("/_control/faults", json={"kind": "drop_after", "method": "POST"})

Give the same transport to the product's Zoom client and both talk to one Zoom. Broken connections and read timeouts
look as they do over a socket: `httpx.RemoteProtocolError` and `httpx.ReadTimeout`.
"""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import httpx
from starlette.types import ASGIApp

from simulator.faults.connection import ConnectionDroppedError


class HeldClock:
    """A clock that moves only when told to."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        """`advance(hours=1)`: what `timedelta` takes."""
        self.now += timedelta(**by)


async def sign_in(client: httpx.AsyncClient) -> None:
    """Get a token of the demo app and send it along from now on."""
    answer = await client.post(
        "/oauth/token",
        data={"grant_type": "account_credentials", "account_id": "parley-demo-account"},
        auth=("parley-demo-client", "parley-demo-secret"),
    )
    client.headers["authorization"] = f"Bearer {answer.json()['access_token']}"


class SimulatorTransport(httpx.AsyncBaseTransport):
    def __init__(self, app: ASGIApp) -> None:
        self._inner = httpx.ASGITransport(app=app)
        self._abandoned: set[asyncio.Task[httpx.Response]] = set()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """A caller who stops waiting does not stop the server: the request runs to its end, as it would over a wire."""
        timeout = request.extensions.get("timeout", {}).get("read")
        task = asyncio.create_task(self._inner.handle_async_request(request))
        self._abandoned.add(task)
        task.add_done_callback(self._forget)
        try:
            return await asyncio.wait_for(asyncio.shield(task), timeout)
        except TimeoutError:
            raise httpx.ReadTimeout("", request=request) from None
        except ConnectionDroppedError as dropped:
            raise httpx.RemoteProtocolError(str(dropped), request=request) from None

    def _forget(self, task: "asyncio.Task[httpx.Response]") -> None:
        self._abandoned.discard(task)
        if not task.cancelled():
            task.exception()


@contextmanager
def running_simulator(state: Path) -> Iterator[tuple[httpx.Client, subprocess.Popen[bytes]]]:
    """A simulator in a process of its own on a free port, with its state in this file, and a client for it."""
    port = _free_port()
    environment = os.environ | {"SIMULATOR_PORT": str(port), "SIMULATOR_STATE": str(state)}
    process = subprocess.Popen([sys.executable, "-m", "simulator"], env=environment)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
            _wait_until_up(client)
            yield client, process
    finally:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_up(client: httpx.Client) -> None:
    for _ in range(100):
        try:
            client.get("/healthz")
        except httpx.ConnectError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("The simulator did not start.")
