"""Who may do a piece of work, and what remains when a worker is killed, paused or crashes."""

import asyncio
import contextlib
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.work import CRASHES_BEFORE_QUARANTINE, LEASE, Done, LeaseLostError, Outcome, Runner, Step
from api.directory.models import Lead
from tests.core.work_bench import KIND, Bench
from tests.fixture_types import Travel

PAST_ITS_LEASE = LEASE + timedelta(seconds=1)


async def _kill_in_the_middle(bench: Bench) -> None:
    """As SIGKILL does: the row stays claimed, nothing more is written."""

    async def act(_step: Step) -> Outcome:
        await asyncio.Event().wait()
        return Done()

    before, bench.act = bench.act, act
    bench.started.clear()
    task = asyncio.create_task(bench.run())
    await bench.started.wait()
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    bench.act = before


async def test_one_of_many_workers_does_it(bench: Bench) -> None:
    await bench.ask()
    ran = await asyncio.gather(*(bench.another_runner().run_one(KIND, bench.object_id) for _ in range(8)))
    assert (ran.count(True), len(bench.steps)) == (1, 1)


async def test_bells_for_nothing_do_nothing(bench: Bench) -> None:
    await bench.ask()
    await bench.run()
    rung = [await bench.run() for _ in range(50)]
    rung += [await bench.runner.run_one(KIND, uuid4()) for _ in range(50)]
    assert (any(rung), len(bench.steps)) == (False, 1)


async def test_a_killed_workers_work_is_taken_up_when_its_lease_is_over(
    bench: Bench, session: AsyncSession, travel: Travel
) -> None:
    await bench.ask()
    await _kill_in_the_middle(bench)
    assert await bench.run() is False
    travel(PAST_ITS_LEASE)
    assert await bench.run() is True
    assert (await bench.read(session)).state == "done"


async def test_who_was_paused_past_the_lease_changes_nothing(
    bench: Bench, session: AsyncSession, travel: Travel
) -> None:
    lost: list[LeaseLostError] = []

    async def act(step: Step) -> Outcome:
        if len(bench.steps) == 1:
            travel(PAST_ITS_LEASE)
            await bench.another_runner().run_one(KIND, bench.object_id)
            with pytest.raises(LeaseLostError) as refused:
                async with step.transaction() as late:
                    late.add(Lead(id=bench.object_id, name="Written too late"))
            lost.append(refused.value)
        return Done()

    bench.act = act
    await bench.ask()
    await bench.run()
    assert (len(bench.steps), len(lost)) == (2, 1)
    assert await session.get(Lead, bench.object_id) is None
    assert (await bench.read(session)).attempts == 0


async def test_who_still_holds_the_lease_writes(bench: Bench, session: AsyncSession) -> None:
    async def act(step: Step) -> Outcome:
        async with step.transaction() as in_time:
            in_time.add(Lead(id=bench.object_id, name="Written in time"))
        return Done()

    bench.act = act
    await bench.ask()
    await bench.run()
    assert await session.get(Lead, bench.object_id) is not None


async def test_a_crash_is_noted_and_tried_again(bench: Bench, session: AsyncSession, travel: Travel) -> None:
    bench.answer(ZeroDivisionError())
    await bench.ask()
    await bench.run()
    row = await bench.read(session)
    assert (row.state, row.crashes, row.error_code, row.error_text) == ("waiting", 1, "crashed", "ZeroDivisionError")
    bench.answer(Done())
    travel(timedelta(minutes=1))
    await bench.run()
    assert (await bench.read(session)).crashes == 0


async def test_what_crashes_every_time_is_put_aside_and_comes_back_when_asked(
    bench: Bench, session: AsyncSession, travel: Travel
) -> None:
    bench.answer(ZeroDivisionError())
    await bench.ask()
    for _ in range(CRASHES_BEFORE_QUARANTINE + 5):
        await bench.run()
        travel(timedelta(minutes=11))
    assert (await bench.read(session)).state == "quarantined"
    assert len(bench.steps) == CRASHES_BEFORE_QUARANTINE
    bench.answer(Done())
    await bench.ask()
    await bench.run()
    assert (await bench.read(session)).state == "done"


async def test_what_kills_every_worker_is_put_aside(bench: Bench, session: AsyncSession, travel: Travel) -> None:
    await bench.ask()
    for _ in range(CRASHES_BEFORE_QUARANTINE):
        await _kill_in_the_middle(bench)
        travel(PAST_ITS_LEASE)
    assert await bench.run() is False
    assert (await bench.read(session)).state == "quarantined"


async def test_run_now_answers_when_the_time_is_up_and_the_work_goes_on(bench: Bench, session: AsyncSession) -> None:
    go_on = asyncio.Event()

    async def act(_step: Step) -> Outcome:
        await go_on.wait()
        return Done()

    bench.act = act
    await bench.ask()
    async with asyncio.timeout(5):
        await bench.runner.run_now(KIND, bench.object_id, within=timedelta(milliseconds=50))
    assert (await bench.read(session)).state == "waiting"
    go_on.set()
    await bench.runner.drain(timedelta(seconds=5))
    assert (await bench.read(session)).state == "done"


async def test_run_now_leaves_alone_what_another_is_doing(bench: Bench) -> None:
    async def act(_step: Step) -> Outcome:
        other: Runner = bench.another_runner()
        await other.run_now(KIND, bench.object_id, within=timedelta(seconds=5))
        return Done()

    bench.act = act
    await bench.ask()
    await bench.run()
    assert len(bench.steps) == 1
