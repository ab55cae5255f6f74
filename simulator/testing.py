"""The simulator inside a test's own process.

    app = create_app(clock=HeldClock(datetime(2026, 12, 1, tzinfo=UTC)))
    client = httpx.AsyncClient(transport=SimulatorTransport(app), base_url="http://zoom.test")
    app.state.world.state.meetings      # what Zoom has
    await client.post("/_control/faults", json={"kind": "drop_after", "method": "POST"})

Give the same transport to the product's Zoom client and both talk to one Zoom. Broken connections and read timeouts
look as they do over a socket: `httpx.RemoteProtocolError` and `httpx.ReadTimeout`.
"""

import asyncio
from datetime import datetime, timedelta

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
