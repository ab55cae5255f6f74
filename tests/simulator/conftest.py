"""A pretend Zoom of its own for every test, at a clock the test holds."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import httpx
import pytest
from fastapi import FastAPI

from simulator.app import create_app
from simulator.testing import HeldClock, SimulatorTransport, sign_in
from simulator.world import World


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock(datetime(2026, 12, 1, 9, 30, 15, tzinfo=UTC))


@pytest.fixture
def app(clock: HeldClock) -> FastAPI:
    return create_app(clock=clock, url="http://zoom.test")


@pytest.fixture
def world(app: FastAPI) -> World:
    found: World = app.state.world
    return found


@pytest.fixture
async def anonymous(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=SimulatorTransport(app), base_url="http://zoom.test") as client:
        yield client


@pytest.fixture
async def zoom(anonymous: httpx.AsyncClient) -> httpx.AsyncClient:
    """Signed in as the demo app."""
    await sign_in(anonymous)
    return anonymous
