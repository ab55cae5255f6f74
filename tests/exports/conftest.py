"""A store for the files."""

from collections.abc import AsyncIterator, Iterator

import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from api.core.config import Config
from api.resources import Resources, open_resources
from launcher.s3 import EmbeddedS3
from simulator.testing import SimulatorTransport
from tests import servers
from tests.database import restore


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
    await opened.storage.delete("what makes the client load, which takes a second")
    yield opened
    await opened.close()
