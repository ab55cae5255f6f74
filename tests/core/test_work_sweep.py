"""The worker's own loop."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from uuid import UUID, uuid4

from api.core import work
from api.core.work import Done, Outcome, Runner, Step
from api.resources import Resources

SLOW, QUICK = "test.slow", "test.quick"


async def test_work_that_takes_long_does_not_keep_others_waiting(resources: Resources) -> None:
    slow_began, quick_ran, may_end = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def take_long(_context: object, _step: Step) -> Outcome:
        slow_began.set()
        await may_end.wait()
        return Done()

    async def be_quick(_context: object, _step: Step) -> Outcome:
        quick_ran.set()
        return Done()

    async def ask(kind: str, object_id: UUID) -> None:
        async with resources.transaction(ring=False) as session:
            await work.ask(session, kind, object_id)

    handlers = {SLOW: take_long, QUICK: be_quick}
    runner = Runner(handlers, resources.transaction, None, sweep_every_seconds=0.05)
    await ask(SLOW, uuid4())
    loop = asyncio.create_task(runner.sweep_forever())
    await asyncio.wait_for(slow_began.wait(), 10)
    await ask(QUICK, uuid4())
    await asyncio.wait_for(quick_ran.wait(), 10)
    may_end.set()
    loop.cancel()
    with suppress(asyncio.CancelledError):
        await loop
    await runner.drain(timedelta(seconds=10))
