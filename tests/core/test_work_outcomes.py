"""What becomes of work: done, later, refused, crashed, asked for again."""

import contextlib
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock, work
from api.core.work import Done, Later, Outcome, Refused, Step, Work, backoff
from api.resources import Resources
from tests.core.work_bench import KIND, Bench
from tests.fixture_types import Travel

HOUR = timedelta(hours=1)
LATER = Later("zoom_away", "Zoom does not answer.")


async def test_work_is_done_once(bench: Bench, session: AsyncSession) -> None:
    await bench.ask()
    assert [await bench.runner.sweep(), await bench.runner.sweep()] == [1, 0]
    row = await bench.read(session)
    assert (row.state, row.done_revision, row.lease_token) == ("done", row.revision, None)


async def test_asked_for_three_times_it_runs_once(bench: Bench) -> None:
    for _ in range(3):
        await bench.ask()
    await bench.runner.sweep()
    await bench.runner.sweep()
    assert [step.revision for step in bench.steps] == [3]


async def test_what_is_rolled_back_was_not_asked_for(resources: Resources, session: AsyncSession) -> None:
    with contextlib.suppress(ZeroDivisionError):
        async with resources.transaction() as doomed:
            await work.ask(doomed, KIND, uuid4())
            raise ZeroDivisionError
    assert await session.scalar(select(func.count()).select_from(Work)) == 0


@pytest.mark.parametrize("outcome", [Done(), Done(again_at=clock.now() + HOUR), Refused("no", "No.")])
async def test_asked_for_while_it_runs_it_runs_again_at_once(outcome: Outcome, bench: Bench) -> None:
    async def act(_step: Step) -> Outcome:
        if len(bench.steps) == 1:
            await bench.ask()
        return outcome

    bench.act = act
    await bench.ask()
    await bench.runner.sweep()
    await bench.runner.sweep()
    assert len(bench.steps) == 2


async def test_asked_for_a_time_while_it_runs_it_waits_for_that_time(bench: Bench, session: AsyncSession) -> None:
    then = clock.now() + HOUR

    async def act(_step: Step) -> Outcome:
        await bench.ask(not_before=then)
        return Done()

    bench.act = act
    await bench.ask()
    await bench.run()
    row = await bench.read(session)
    assert (row.state, row.not_before) == ("waiting", then)


async def test_later_comes_back_at_its_time(bench: Bench, session: AsyncSession, travel: Travel) -> None:
    bench.answer(Later("zoom_rate_limit", "Tomorrow.", not_before=clock.now() + HOUR))
    await bench.ask()
    assert [await bench.runner.sweep(), await bench.runner.sweep()] == [1, 0]
    row = await bench.read(session)
    assert (row.state, row.error_code, row.error_text) == ("waiting", "zoom_rate_limit", "Tomorrow.")
    travel(HOUR)
    assert await bench.runner.sweep() == 1


def test_the_wait_doubles_up_to_ten_minutes() -> None:
    waits = [backoff(attempts).total_seconds() for attempts in range(1, 60)]
    longest = [min(600.0, 2.0 * 2**n) for n in range(59)]
    assert all(high / 2 <= wait <= high for wait, high in zip(waits, longest, strict=True))


async def test_an_edit_does_not_shorten_the_wait(bench: Bench) -> None:
    bench.answer(LATER)
    await bench.ask()
    await bench.run()
    await bench.ask()
    assert await bench.runner.sweep() == 0


async def test_a_person_who_tries_again_does_not_wait(bench: Bench) -> None:
    bench.answer(LATER)
    await bench.ask()
    await bench.run()
    await bench.ask(at_once=True)
    assert await bench.runner.sweep() == 1
    assert bench.steps[-1].attempts == 1


async def test_a_person_who_tries_again_while_it_fails_does_not_wait(bench: Bench) -> None:
    async def act(_step: Step) -> Outcome:
        if len(bench.steps) == 1:
            await bench.ask(at_once=True)
        return LATER

    bench.act = act
    await bench.ask()
    await bench.run()
    assert len(bench.steps) == 2


async def test_what_is_woken_while_it_fails_does_not_wait(bench: Bench, resources: Resources) -> None:
    async def act(_step: Step) -> Outcome:
        if len(bench.steps) == 2:
            async with resources.transaction() as session:
                await work.wake(session, error_prefix="zoom_")
        return LATER

    bench.act = act
    await bench.ask()
    await bench.run()
    await bench.ask(at_once=True)
    assert [await bench.runner.sweep() for _ in range(3)] == [1, 1, 0]


async def test_what_waits_for_a_cause_is_woken_when_it_is_gone(bench: Bench, resources: Resources) -> None:
    bench.answer(LATER)
    await bench.ask()
    await bench.run()
    async with resources.transaction() as session:
        await work.wake(session, error_prefix="zoom_")
    assert await bench.runner.sweep() == 1


async def test_a_refusal_is_kept_and_tried_again_only_when_asked(bench: Bench, session: AsyncSession) -> None:
    bench.answer(Refused("zoom_no_licence", "The host has no licence."))
    await bench.ask()
    assert [await bench.runner.sweep(), await bench.runner.sweep()] == [1, 0]
    row = await bench.read(session)
    assert (row.state, row.error_code, row.error_text) == ("refused", "zoom_no_licence", "The host has no licence.")
    await bench.ask()
    assert await bench.runner.sweep() == 1


async def test_a_success_forgets_the_error_before_it(bench: Bench, session: AsyncSession) -> None:
    bench.answer(LATER)
    await bench.ask()
    await bench.run()
    bench.answer(Done(again_at=clock.now() + HOUR))
    await bench.ask(at_once=True)
    await bench.run()
    row = await bench.read(session)
    assert (row.error_code, row.error_text, row.attempts) == (None, None, 0)


async def test_a_clock_that_was_late_catches_up_once(bench: Bench, resources: Resources, travel: Travel) -> None:
    async def act(_step: Step) -> Outcome:
        return Done(again_at=clock.now() + HOUR)

    bench.act = act
    bench.object_id = work.THE_ONLY_ONE
    for _ in range(2):
        async with resources.transaction() as session:
            await work.start_clock(session, KIND)
    await bench.run()
    travel(5 * HOUR)
    assert [await bench.run(), await bench.run()] == [True, False]
    assert len(bench.steps) == 2


async def test_kinds_that_a_process_does_not_know_are_left_to_others(bench: Bench, resources: Resources) -> None:
    async with resources.transaction() as session:
        await work.ask(session, "test.newer", bench.object_id)
    assert await bench.runner.sweep() == 0
    assert await bench.runner.run_one("test.newer", bench.object_id) is False
