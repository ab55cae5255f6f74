"""The product against a pretend Zoom in a process of its own, whose connections really break."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.config import Config
from api.core.work import Runner
from api.resources import Resources, open_resources
from api.settings.models import MeetingSettings
from api.worker import HANDLERS
from launcher.ports import free_port
from tests.database import restore
from tests.factories.accounts import make_staff_member
from tests.factories.zoom import connect_zoom
from tests.fault.counts import Summary
from tests.fault.processes import Forks, start_forks

ANSWER_ATTEMPTS = 100
NO_KEPT_CONNECTIONS = httpx.Limits(max_keepalive_connections=0)
"""A server closes an idle connection some day, and a test that pauses just as long asks into the void."""


@pytest.fixture(scope="session")
def summary() -> Iterator[Summary]:
    """Keeps the figures of the run."""
    kept = Summary()
    yield kept
    kept.write()


@pytest.fixture
def zoom_url() -> Iterator[str]:
    """The address of the pretend Zoom; it keeps its state in memory, which is quick."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SIMULATOR_")}
    process = subprocess.Popen([sys.executable, "-m", "simulator"], env=environment | {"SIMULATOR_PORT": str(port)})
    try:
        url = f"http://127.0.0.1:{port}"
        httpx.HTTPTransport(retries=ANSWER_ATTEMPTS).handle_request(httpx.Request("GET", f"{url}/healthz")).close()
        yield url
    finally:
        process.kill()
        process.wait()


@pytest.fixture
async def zoom_control(zoom_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """Speaks to the pretend Zoom's `/_control`."""
    async with httpx.AsyncClient(base_url=zoom_url, limits=NO_KEPT_CONNECTIONS) as client:
        yield client


@pytest.fixture
async def resources(config: Config, zoom_url: str) -> AsyncIterator[Resources]:
    """What a process holds, with real connections to Zoom."""
    there = {"zoom_api_url": f"{zoom_url}/v2", "zoom_oauth_url": f"{zoom_url}/oauth/token", "zoom_plan": "business"}
    opened = open_resources(config.model_copy(update=there), name="parley-faults")
    async with opened.engine.begin() as connection:
        await restore(connection)
    await opened.redis.flushdb()
    yield opened
    await opened.close()


@pytest.fixture
async def workers(resources: Resources, session: AsyncSession) -> list[Runner]:
    """Two workers beside each other; Zoom is connected, and all its users may host."""
    await make_staff_member(session, "manager", email="someone@parley.example")
    await connect_zoom(session, resources.box)
    await session.execute(update(MeetingSettings).values(use_all_users=True))
    await session.commit()
    runners = [Runner(HANDLERS, resources.transaction, resources) for _ in range(2)]
    await runners[0].sweep()
    return runners


@pytest.fixture
def worker_environment(resources: Resources) -> dict[str, str]:
    """What the worker's process needs to share the test's database, Redis and pretend Zoom."""
    config = resources.config
    return os.environ | {
        "ENVIRONMENT": config.environment,
        "DATABASE_URL": config.database_url,
        "REDIS_URL": config.redis_url,
        "SECRET_KEYS": config.secret_keys.get_secret_value(),
        "ZOOM_API_URL": config.zoom_api_url,
        "ZOOM_OAUTH_URL": config.zoom_oauth_url,
        "ZOOM_PLAN": config.zoom_plan,
    }


@pytest.fixture
async def forks(worker_environment: dict[str, str]) -> AsyncIterator[Forks]:
    """Makes web processes and workers in milliseconds."""
    server = await start_forks({"LOG_LEVEL": "ERROR", **worker_environment})
    yield server
    await server.process.communicate(b"")  # at the end of its input it ends, and its children with it
