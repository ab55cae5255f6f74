"""Zoom is connected, signs what it tells, and tells it to us."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.core import clock
from simulator.app import create_app as create_simulator
from simulator.webhooks.signature import sign
from tests.meetings.conftest import fault, rules, zoom
from tests.sync.conftest import PortalMeeting, in_zoom, resources

__all__ = ["PortalMeeting", "fault", "in_zoom", "resources", "rules", "zoom"]

ADDRESS = "/api/v1/webhooks/zoom"
SECRET = "parley-demo-webhook"
ACCOUNT = "parley-demo-account"
EXAMPLES: dict[str, Any] = json.loads((Path(__file__).parent / "data" / "events.json").read_text(encoding="utf-8"))
"""One of every event that Zoom documents."""

Deliver = Callable[..., Awaitable[httpx.Response]]


class ToTheProduct(httpx.AsyncBaseTransport):
    """Carries the simulator's deliveries to an application that is made after it."""

    app: FastAPI | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        assert self.app is not None
        return await httpx.ASGITransport(self.app).handle_async_request(request)


@pytest.fixture
def carrier() -> ToTheProduct:
    return ToTheProduct()


@pytest.fixture
def simulator(carrier: ToTheProduct) -> FastAPI:
    """The pretend Zoom, whose deliveries can reach us."""
    return create_simulator(clock=clock.now, url="http://zoom.test", webhook_transport=carrier)


@pytest.fixture
async def subscribed(
    zoom: None, app: FastAPI, carrier: ToTheProduct, control: httpx.AsyncClient
) -> AsyncIterator[None]:
    """Zoom tells us everything that happens in it."""
    carrier.app = app
    settings = {"url": f"http://testserver{ADDRESS}", "retry_seconds": []}
    assert (await control.put("/_control/webhooks", json=settings)).is_success
    yield
    await control.post("/_control/webhooks/drain")


def event_body(event: str = "meeting.updated", zoom_id: Any = 81234567890, **values: Any) -> dict[str, Any]:
    """An event of our account, as Zoom writes it."""
    about = {"id": zoom_id, "uuid": "4444AAAiAAAAAiAiAiiAii==", **values}
    at = int(clock.now().timestamp() * 1000)
    return {"event": event, "event_ts": at, "payload": {"account_id": ACCOUNT, "object": about}}


def write(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()


def signed_headers(raw: bytes, secret: str = SECRET, offset_seconds: int = 0) -> dict[str, str]:
    """The headers with which Zoom proves that these bytes are its own."""
    timestamp = str(int(clock.now().timestamp()) + offset_seconds)
    signature = sign(secret, timestamp, raw.decode(errors="surrogateescape"))
    return {
        "x-zm-request-timestamp": timestamp,
        "x-zm-signature": signature,
        "content-type": "application/json; charset=utf-8",
    }


@pytest.fixture
async def deliver(zoom: None, anonymous: httpx.AsyncClient) -> Deliver:
    """Delivers an event as Zoom does: signed, unless other headers are given."""

    async def send(body: dict[str, Any] | bytes, **signing: Any) -> httpx.Response:
        raw = body if isinstance(body, bytes) else write(body)
        headers = signing.pop("headers", None) or signed_headers(raw, **signing)
        return await anonymous.post(ADDRESS, content=raw, headers=headers)

    return send
