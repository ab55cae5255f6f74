"""Zoom is connected, and its portal is used beside us."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.core.config import Config
from api.resources import Resources, open_resources
from simulator.testing import SimulatorTransport
from tests.database import restore
from tests.factories.meetings import in_days
from tests.fixture_types import RunWork, Travel
from tests.meetings.conftest import fault, rules, zoom

__all__ = ["fault", "rules", "zoom"]

REFRESH = "/api/v1/sync-runs"

PortalMeeting = Callable[..., Awaitable[dict[str, Any]]]
Refresh = Callable[[httpx.AsyncClient], Awaitable[dict[str, Any]]]


@pytest.fixture
async def resources(config: Config, simulator: FastAPI) -> AsyncIterator[Resources]:
    """What a process holds, under the limits of a large account: two dozen lists a second would keep tests waiting."""
    large = config.model_copy(update={"zoom_plan": "business"})
    opened = open_resources(large, name="parley-tests", zoom_transport=SimulatorTransport(simulator))
    async with opened.engine.begin() as connection:
        await restore(connection)
    await opened.redis.flushdb()
    yield opened
    await opened.close()


@pytest.fixture
def in_zoom(control: httpx.AsyncClient) -> PortalMeeting:
    """Makes a meeting as a host does it in Zoom's own portal."""

    async def make(host: str = "employee", **values: Any) -> dict[str, Any]:
        body = {
            "host": f"{host}@parley.example",
            "topic": "Made in the portal",
            "start_time": in_days(8).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "duration": 30,
            "timezone": "Europe/Kiev",
            **values,
        }
        answer = await control.post("/_control/meetings", json=body)
        assert answer.is_success, answer.text
        made: dict[str, Any] = answer.json()
        return made

    return make


@pytest.fixture
def refresh(run_work: RunWork, travel: Travel) -> Refresh:
    """Presses Refresh a second later, and waits for the end."""

    async def press(client: httpx.AsyncClient) -> dict[str, Any]:
        travel(timedelta(seconds=1))
        begun = await client.post(REFRESH)
        assert begun.status_code in {200, 201}, begun.text
        await run_work()
        answer = await client.get(f"{REFRESH}/{begun.json()['id']}")
        run: dict[str, Any] = answer.json()
        return run

    return press
