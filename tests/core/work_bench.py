"""A handler that does what a test tells it, and the row it works for."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import work
from api.core.work import Done, Outcome, Runner, Step, Work
from api.resources import Resources

KIND = "test.thing"

Act = Callable[[Step], Awaitable[Outcome]]


async def _be_done(_step: Step) -> Outcome:
    return Done()


class Bench:
    """One object, and a runner whose handler notes its steps and acts as told; by default it is done at once."""

    def __init__(self, resources: Resources) -> None:
        self.resources = resources
        self.object_id = uuid4()
        self.steps: list[Step] = []
        self.act: Act = _be_done
        self.started = asyncio.Event()
        self.runner = self.another_runner()

    def another_runner(self) -> Runner:
        """As another process would have."""
        return Runner({KIND: self._handle}, self.resources.transaction, None)

    async def _handle(self, _context: Any, step: Step) -> Outcome:
        self.steps.append(step)
        self.started.set()
        return await self.act(step)

    def answer(self, outcome: Outcome | Exception) -> None:
        """From now on every step ends so."""

        async def act(_step: Step) -> Outcome:
            if isinstance(outcome, Exception):
                raise outcome
            return outcome

        self.act = act

    async def ask(self, **values: Any) -> None:
        """Ask for the work, and commit."""
        async with self.resources.transaction() as session:
            await work.ask(session, KIND, self.object_id, **values)

    async def run(self) -> bool:
        """One run, as the bell would start it."""
        return await self.runner.run_one(KIND, self.object_id)

    async def read(self, session: AsyncSession) -> Any:
        """The row as it is committed now."""
        columns = Work.__table__.c
        return (await session.execute(select(*columns).where(columns.object_id == self.object_id))).one()
