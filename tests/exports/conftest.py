"""A store for the files, and a zoom that needs none."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from api.core.config import Config
from api.resources import Resources, open_resources
from launcher.s3 import EmbeddedS3
from simulator.testing import SimulatorTransport
from tests import servers
from tests.database import restore

ExportOf = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture(scope="session")
def s3() -> Iterator[EmbeddedS3]:
    """An S3 store."""
    with servers.s3() as server:
        yield server


@pytest.fixture
def stored(config: Config, s3: EmbeddedS3) -> Config:
    """The environment with that store. Its bucket is not there yet."""
    store = {
        "s3_endpoint_url": s3.endpoint_url,
        "s3_access_key_id": s3.access_key_id,
        "s3_secret_access_key": SecretStr(s3.secret_access_key),
        "s3_bucket": "exports-of-tests",
    }
    return config.model_copy(update=store)


@pytest.fixture
async def resources(stored: Config, simulator: FastAPI) -> AsyncIterator[Resources]:
    """What a process holds, with a store."""
    opened = open_resources(stored, name="parley-tests", zoom_transport=SimulatorTransport(simulator))
    async with opened.engine.begin() as connection:
        await restore(connection)
    await opened.redis.flushdb()
    yield opened
    await opened.close()


async def export(client: httpx.AsyncClient, **values: Any) -> dict[str, Any]:
    """An export of this person, as the answer has it."""
    answer = await client.post("/api/v1/exports", json={"format": "csv", "timezone": "Europe/Kyiv", **values})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def download(client: httpx.AsyncClient, made: dict[str, Any]) -> bytes:
    """The file of an export."""
    answer = await client.get(f"/api/v1/exports/{made['id']}/file")
    assert answer.status_code == 200, answer.text
    return answer.content
