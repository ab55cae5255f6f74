"""Files of more than 10,000 rows: written by the worker, with progress, and begun again when that fails."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from datetime import timedelta

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from pydantic import SecretStr
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth import service as auth
from api.auth.models import Account
from api.core import clock
from api.core.storage import Storage
from api.core.work import Runner, Work
from api.exports import writing
from api.exports.models import Export
from api.exports.service import MOST_AT_ONCE
from api.exports.work import MOST_ATTEMPTS
from api.resources import Resources
from tests.exports.steps import download, export, read
from tests.factories.accounts import own_id
from tests.factories.many_meetings import make_many_meetings
from tests.fixture_types import RunWork, Travel

MANY = 10_500
NOBODY_LISTENS = "http://127.0.0.1:9"


@pytest.fixture
async def many(employee: AsyncClient, session: AsyncSession) -> None:
    """More meetings than a request waits for."""
    await make_many_meetings(session, await own_id(employee), MANY)


@pytest.mark.usefixtures("many")
async def test_more_than_ten_thousand_rows_are_left_to_the_worker(employee: AsyncClient, run_work: RunWork) -> None:
    made = await export(employee, format="xlsx")
    assert made["state"] == "waiting"
    early = await employee.get(f"/api/v1/exports/{made['id']}/file")
    assert (early.status_code, early.json()["code"]) == (409, "export_not_ready")
    await run_work()
    written = await read(employee, made)
    assert (written["state"], written["rows_done"], written["rows_total"]) == ("ready", MANY, MANY)
    assert len(await download(employee, made)) == written["size_bytes"]


@pytest.mark.usefixtures("many")
async def test_how_far_it_is_can_be_seen_meanwhile(
    employee: AsyncClient, session: AsyncSession, resources: Resources
) -> None:
    made = await session.get_one(Export, (await export(employee))["id"])
    caller = await auth.find_caller(session, made.owner_id)
    assert caller is not None
    told: list[tuple[int, int]] = []

    async def tell(done: int, total: int) -> None:
        told.append((done, total))

    with open(os.devnull, "wb") as file:  # noqa: ASYNC230, PTH123 - a file that keeps nothing
        rows = await writing.write_file(resources, made, caller, file, tell, tell_every_seconds=0)
    assert rows == MANY
    assert told[0] == (0, MANY)
    assert [done for done, _ in told[1:]] == [*range(1000, MANY, 1000), MANY]


@pytest.fixture
def environment(resources: Resources) -> dict[str, str]:
    """What a worker's process needs to share the test's servers."""
    config = resources.config
    secret = config.s3_secret_access_key
    return os.environ | {
        "ENVIRONMENT": config.environment,
        "DATABASE_URL": config.database_url,
        "REDIS_URL": config.redis_url,
        "SECRET_KEYS": config.secret_keys.get_secret_value(),
        "S3_ENDPOINT_URL": config.s3_endpoint_url or "",
        "S3_BUCKET": config.s3_bucket,
        "S3_ACCESS_KEY_ID": config.s3_access_key_id or "",
        "S3_SECRET_ACCESS_KEY": secret.get_secret_value() if secret else "",
    }


async def start_worker(environment: dict[str, str]) -> Process:
    """A worker that looks for work."""
    return await asyncio.create_subprocess_exec(sys.executable, "-m", "api.worker", env=environment, stderr=PIPE)


async def wait_until_running(session: AsyncSession) -> None:
    """Until a worker has begun to write."""
    async with asyncio.timeout(30):
        while await session.scalar(select(Export.state)) != "running":
            await session.rollback()
            await asyncio.sleep(0.01)


@pytest.mark.fault
async def test_a_file_whose_worker_is_killed_is_begun_again(
    employee: AsyncClient,
    session: AsyncSession,
    environment: dict[str, str],
    run_work: RunWork,
) -> None:
    await make_many_meetings(session, await own_id(employee), 30_000)
    made = await export(employee)
    worker = await start_worker(environment)
    await wait_until_running(session)
    worker.send_signal(signal.SIGKILL)
    await worker.communicate()
    assert (await read(employee, made))["state"] == "running"
    past = clock.now() - timedelta(seconds=1)
    await session.execute(update(Work).where(Work.lease_token.is_not(None)).values(lease_until=past))
    await session.commit()
    await run_work()
    written = await read(employee, made)
    assert (written["state"], written["rows_done"]) == ("ready", 30_000)
    assert (await download(employee, made)).count(b"\r\n") == 30_001


@pytest.fixture
def broken_store(resources: Resources) -> Storage:
    """While it is away, nothing can be stored."""
    kept, resources.storage = (
        resources.storage,
        Storage(
            resources.config.model_copy(
                update={"s3_endpoint_url": NOBODY_LISTENS, "s3_secret_access_key": SecretStr("made up")}
            )
        ),
    )
    return kept


async def test_while_the_store_is_away_the_file_waits_and_says_so(
    broken_store: Storage, employee: AsyncClient, resources: Resources, travel: Travel, run_work: RunWork
) -> None:
    made = await export(employee)
    assert (made["state"], made["error_code"]) == ("waiting", "storage_unavailable")
    await resources.storage.close()
    resources.storage = broken_store
    travel(timedelta(minutes=1))
    await run_work()
    assert (await read(employee, made))["state"] == "ready"


async def test_after_some_attempts_it_is_given_up_and_says_so(
    broken_store: Storage, employee: AsyncClient, resources: Resources, travel: Travel, run_work: RunWork
) -> None:
    made = await export(employee)
    for _ in range(MOST_ATTEMPTS):
        travel(timedelta(minutes=11))
        await run_work()
    await resources.storage.close()
    resources.storage = broken_store
    found = await read(employee, made)
    assert (found["state"], found["error_code"]) == ("failed", "given_up")
    assert (await employee.get(f"/api/v1/exports/{made['id']}/file")).status_code == 409


async def test_nobody_has_many_files_written_at_once(
    app: FastAPI, employee: AsyncClient, manager: AsyncClient, resources: Resources
) -> None:
    app.state.runner = Runner({}, resources.transaction, resources)
    for _ in range(MOST_AT_ONCE):
        await export(employee)
    answer = await employee.post("/api/v1/exports", json={"format": "csv", "timezone": "UTC"})
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_exports")
    await export(manager)


async def test_who_is_no_longer_active_gets_no_file(
    app: FastAPI, employee: AsyncClient, session: AsyncSession, resources: Resources, run_work: RunWork
) -> None:
    app.state.runner = Runner({}, resources.transaction, resources)
    made = await export(employee)
    await session.execute(update(Account).where(Account.id == await own_id(employee)).values(is_active=False))
    await session.commit()
    await run_work()
    written = await session.get_one(Export, made["id"])
    assert (written.state, written.error_code) == ("failed", "account_inactive")
