"""What tests stand on: real servers, a clean database, the pretend Zoom, and people who are signed in.

A fixture costs nothing until a test asks for it, so tests of pure functions start no server.
"""

import base64
import os
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from api import cli
from api.auth import service as auth
from api.auth.models import Account
from api.core import clock, logging
from api.core.config import Config
from api.core.work import Runner
from api.main import attach, create_app
from api.resources import Resources, open_resources
from api.worker import HANDLERS
from simulator.app import create_app as create_simulator
from simulator.testing import SimulatorTransport
from tests import servers
from tests.database import keep_first_rows, make_empty_database, restore
from tests.factories.accounts import make_portal_account, make_staff_member
from tests.fixture_types import RunWork, SignIn, Travel

TESTSERVER = "http://testserver"
ZOOM = "http://zoom.test"
NO_STORE = "http://127.0.0.1:9"
"""Nobody listens there; tests of what is stored start a store of their own."""
ROUNDS_OF_WORK = 100


@pytest.fixture(scope="session")
def any_database_url() -> Iterator[str]:
    """A Postgres server; tests make databases beside this one."""
    with servers.postgres_url() as url:
        yield url


@pytest.fixture(scope="session")
def any_redis_url() -> Iterator[str]:
    """A Redis server."""
    with servers.redis_url() as url:
        yield url


@pytest.fixture(scope="session")
async def database_url(any_database_url: str) -> str:
    """The migrated database."""
    url = await make_empty_database(any_database_url, "parley_test")
    await cli.migrate(url, timedelta(0))
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await keep_first_rows(connection)
    await engine.dispose()
    return url


@pytest.fixture(scope="session")
def config(database_url: str, any_redis_url: str) -> Config:
    """The environment of tests; every credential in it is made up. Logs go where the product's go."""
    made = Config(
        environment="test",
        database_url=database_url,
        redis_url=any_redis_url,
        secret_keys=f"test:{base64.b64encode(os.urandom(32)).decode()}",
        public_url=TESTSERVER,
        allowed_hosts=("testserver",),
        zoom_api_url=f"{ZOOM}/v2",
        zoom_oauth_url=f"{ZOOM}/oauth/token",
        s3_endpoint_url=NO_STORE,
    )
    logging.configure(made.log_level, made.log_format)
    return made


@pytest.fixture(scope="session")
def application(config: Config) -> FastAPI:
    """The application, built once; `app` gives it what a test's process holds."""
    return create_app(config)


@pytest.fixture(autouse=True)
def clock_follows_the_machine() -> Iterator[None]:
    """Whatever a test did to time ends with it."""
    yield
    clock.reset()


@pytest.fixture
def travel() -> Travel:
    """Moves the product's time and the pretend Zoom's: the simulator reads the product's clock."""
    return clock.advance


@pytest.fixture
def simulator() -> FastAPI:
    """The pretend Zoom with its demo account; `.state.world.state` is what Zoom has."""
    return create_simulator(clock=clock.now, url=ZOOM)


@pytest.fixture
async def control(simulator: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Speaks to the simulator's `/_control`: makes faults, acts as a host in Zoom's own portal."""
    async with httpx.AsyncClient(transport=SimulatorTransport(simulator), base_url=ZOOM) as client:
        yield client


@pytest.fixture
async def resources(config: Config, simulator: FastAPI) -> AsyncIterator[Resources]:
    """What a process holds, over a database and a Redis as they were on the first day."""
    opened = open_resources(config, name="parley-tests", zoom_transport=SimulatorTransport(simulator))
    async with opened.engine.begin() as connection:
        await restore(connection)
    await opened.redis.flushdb()
    yield opened
    await opened.close()


@pytest.fixture
async def app(application: FastAPI, resources: Resources) -> AsyncIterator[FastAPI]:
    """The web process without a socket."""
    attach(application, resources)
    yield application
    await application.state.runner.drain(timedelta(seconds=10))


@pytest.fixture
def runner(resources: Resources) -> Runner:
    """A worker of one's own."""
    return Runner(HANDLERS, resources.transaction, resources)


@pytest.fixture
def run_work(runner: Runner) -> RunWork:
    """Does everything that is due, and what that asks for, until nothing is."""

    async def until_idle() -> None:
        for _ in range(ROUNDS_OF_WORK):
            if await runner.sweep() == 0:
                return
        pytest.fail("the work does not come to an end")

    return until_idle


@pytest.fixture
async def session(resources: Resources) -> AsyncIterator[AsyncSession]:
    """For arranging and looking. Factories commit, as requests do; it sees what others committed."""
    async with resources.sessions() as opened:
        yield opened


@pytest.fixture
async def anonymous(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who is not signed in."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=TESTSERVER) as client:
        yield client


@pytest.fixture
async def sign_in(app: FastAPI, session: AsyncSession) -> AsyncIterator[SignIn]:
    """Signs in an account, or a new one of a role (`contact` too), past the password, which takes 50 ms of a core."""
    clients: list[httpx.AsyncClient] = []

    async def open_browser(who: str | Account) -> httpx.AsyncClient:
        account = await _make_account(session, who) if isinstance(who, str) else who
        token = await auth.open_session(session, account, "127.0.0.1")
        await session.commit()
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url=TESTSERVER,
            headers={"X-Parley": "1"},
            cookies={"parley": token},
        )
        clients.append(client)
        return client

    yield open_browser
    for client in clients:
        await client.aclose()


async def _make_account(session: AsyncSession, role: str) -> Account:
    return await (make_portal_account(session) if role == "contact" else make_staff_member(session, role=role))


@pytest.fixture
async def employee(sign_in: SignIn) -> httpx.AsyncClient:
    """employee@parley.example, signed in."""
    return await sign_in("employee")


@pytest.fixture
async def manager(sign_in: SignIn) -> httpx.AsyncClient:
    """manager@parley.example, signed in."""
    return await sign_in("manager")


@pytest.fixture
async def administrator(sign_in: SignIn) -> httpx.AsyncClient:
    """administrator@parley.example, signed in."""
    return await sign_in("administrator")


@pytest.fixture
async def contact(sign_in: SignIn) -> httpx.AsyncClient:
    """A client's contact, signed in to the portal."""
    return await sign_in("contact")
