"""The bell: rung after the commit, heard by the worker, and not needed."""

import asyncio
import contextlib
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from api import worker
from api.core import work
from api.core.config import Config
from api.core.work import Done, Outcome, Step
from api.resources import BELL_QUEUE, Resources, open_resources
from launcher.valkey import EmbeddedValkey
from tests.core.work_bench import KIND, Bench


async def _rung(resources: Resources) -> int:
    await asyncio.gather(*resources._bells)  # noqa: SLF001 - nobody else has to wait for a bell
    return int(await resources.redis.zcard(BELL_QUEUE))


@pytest.mark.parametrize(("ring", "expected"), [(True, 1), (False, 0)])
async def test_the_bell_rings_after_the_commit(*, ring: bool, expected: int, bench: Bench) -> None:
    resources = bench.resources
    async with resources.transaction(ring=ring) as session:
        await work.ask(session, KIND, bench.object_id)
        assert await _rung(resources) == 0
    assert await _rung(resources) == expected


async def test_a_rollback_rings_no_bell(bench: Bench) -> None:
    with contextlib.suppress(ZeroDivisionError):
        async with bench.resources.transaction() as session:
            await work.ask(session, KIND, bench.object_id)
            raise ZeroDivisionError
    assert await _rung(bench.resources) == 0


@contextlib.asynccontextmanager
async def _listening(bench: Bench) -> AsyncIterator[None]:
    """The worker's ear, without its sweep."""
    ear = asyncio.create_task(worker.listen_forever(bench.resources, bench.runner))
    yield
    ear.cancel()
    with pytest.raises(asyncio.CancelledError):
        await ear


async def _wait_for_step(bench: Bench) -> None:
    async with asyncio.timeout(15):
        await bench.started.wait()


async def _wait_until_done(bench: Bench, session: AsyncSession) -> None:
    async with asyncio.timeout(15):
        while (await bench.read(session)).state != "done":  # noqa: ASYNC110 - a row rings no event
            await asyncio.sleep(0.02)


async def test_the_worker_hears_the_bell(bench: Bench) -> None:
    async with _listening(bench):
        await bench.ask()
        await _wait_for_step(bench)
    assert len(bench.steps) == 1


async def test_a_step_goes_on_when_redis_goes(config: Config, session: AsyncSession) -> None:
    go_on = asyncio.Event()

    async def act(_step: Step) -> Outcome:
        await go_on.wait()
        return Done()

    with tempfile.TemporaryDirectory() as folder:
        server = EmbeddedValkey(Path(folder))
        server.start()
        resources = open_resources(config.model_copy(update={"redis_url": server.url}), name="parley-tests")
        bench = Bench(resources)
        bench.act = act
        async with _listening(bench):
            await bench.ask()
            await _wait_for_step(bench)
            server.stop()
            await asyncio.sleep(3 * worker.BELL_POLL_SECONDS)
            go_on.set()
            await _wait_until_done(bench, session)
        await resources.close()


async def test_the_worker_hears_again_when_redis_is_back(config: Config, session: AsyncSession) -> None:
    with tempfile.TemporaryDirectory() as folder:
        server = EmbeddedValkey(Path(folder))
        server.start()
        resources = open_resources(config.model_copy(update={"redis_url": server.url}), name="parley-tests")
        bench = Bench(resources)
        async with _listening(bench):
            await bench.ask()
            await _wait_until_done(bench, session)
            server.stop()
            await bench.ask()
            bench.started.clear()
            await asyncio.sleep(0.5)
            server.start()
            await asyncio.sleep(worker.DEAF_SECONDS)
            await bench.ask()
            await _wait_for_step(bench)
        await resources.close()
        server.stop()


async def test_work_is_found_when_the_bell_was_lost(bench: Bench) -> None:
    await bench.ask()
    await _rung(bench.resources)
    await bench.resources.redis.flushall()
    assert await bench.runner.sweep() == 1


async def test_without_redis_work_is_saved_and_done(config: Config, session: AsyncSession) -> None:
    nowhere = config.model_copy(update={"redis_url": "redis://127.0.0.1:9/0"})
    resources = open_resources(nowhere, name="parley-tests")
    bench = Bench(resources)
    began = time.monotonic()
    await bench.ask()
    assert time.monotonic() - began < 1
    assert await bench.runner.sweep() == 1
    assert (await bench.read(session)).state == "done"
    await resources.close()
