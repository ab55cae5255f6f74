"""One claimed run of a piece of work, and how it can end."""

import contextlib
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import case, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.work.rows import Work

CRASHES_BEFORE_QUARANTINE = 20
BACKOFF_FIRST_SECONDS = 2.0
BACKOFF_LONGEST_SECONDS = 600.0


@dataclass(frozen=True)
class Done:
    """The outside world agrees. With `again_at` the same work comes back then: that is how clocks are made."""

    again_at: datetime | None = None


@dataclass(frozen=True)
class Later:
    """Not possible now. Without `not_before` the wait grows with each attempt."""

    code: str
    reason: str
    not_before: datetime | None = None


@dataclass(frozen=True)
class Refused:
    """The other side said no. The reason is kept and shown; asking again tries again."""

    code: str
    reason: str


Outcome = Done | Later | Refused
Transaction = Callable[[], contextlib.AbstractAsyncContextManager[AsyncSession]]


class LeaseLostError(Exception):
    """Somebody else holds this work now: nothing may be written for it here."""


Result = TypeVar("Result", bound=Outcome | Exception)


@dataclass
class Step:
    """One claimed run of a piece of work."""

    kind: str
    object_id: UUID
    revision: int
    attempts: int
    due_at: datetime
    token: UUID
    open_transaction: Transaction = field(repr=False)
    is_finished: bool = False
    is_overtaken: bool = False
    """The work was asked for again while it ran."""

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A transaction that only a holder of the lease can commit.

        The work's row is locked last, as it is by those who ask for work, so that the two never wait in a circle.
        """
        try:
            async with self.open_transaction() as session:
                yield session
                if not self.is_finished:
                    held = await session.execute(select(Work.kind).where(self.is_mine).with_for_update())
                    self._check(held.first())
        except BaseException:
            self.is_finished = False
            raise

    async def finish(self, session: AsyncSession, outcome: Result) -> Result:
        """Write the outcome, as the last statement of the transaction of the deed: that spares one of its own."""
        values = {"lease_token": None, "lease_until": None, **result_of(self, outcome)}
        held = await session.execute(update(Work).where(self.is_mine).values(**values).returning(Work.revision))
        revision = held.scalar()
        self._check(revision)
        self.is_finished, self.is_overtaken = True, revision != self.revision
        return outcome

    def _check(self, held: object) -> None:
        if held is None:
            raise LeaseLostError(f"{self.kind} {self.object_id}")

    @property
    def is_mine(self) -> Any:
        """The row of this work, as long as the lease is ours."""
        return (Work.kind == self.kind) & (Work.object_id == self.object_id) & (Work.lease_token == self.token)


Handler = Callable[[Any, Step], Awaitable[Outcome]]


def backoff(attempts: int) -> timedelta:
    """How long to wait after that many attempts: doubling, capped, with full jitter above one half."""
    longest = min(BACKOFF_LONGEST_SECONDS, BACKOFF_FIRST_SECONDS * 2 ** min(attempts - 1, 16))
    return timedelta(seconds=longest * random.uniform(0.5, 1.0))  # noqa: S311 - spreads load, protects nothing


def result_of(step: Step, outcome: Outcome | Exception) -> dict[str, Any]:
    """The columns of a finished step. An order that came meanwhile stays waiting, for the time that was asked for."""
    now = clock.now()
    asked_again = Work.revision > step.revision
    has_new_time = Work.not_before != step.due_at
    match outcome:
        case Done(again_at=again_at):
            finished = {"error_code": None, "error_text": None, "attempts": 0, "crashes": 0, "finished_at": now}
            state: Any = case((asked_again | literal(again_at is not None), "waiting"), else_="done")
            then = case((asked_again, Work.not_before), else_=again_at or now)
            return {"state": state, "done_revision": step.revision, "not_before": then, **finished}
        case Later(code=code, reason=reason, not_before=not_before):
            told = {"error_code": code, "error_text": reason, "crashes": 0}
            then = case((has_new_time, Work.not_before), else_=not_before or now + backoff(step.attempts))
            return {"not_before": then, **told}
        case Refused(code=code, reason=reason):
            kept = {"error_code": code, "error_text": reason, "crashes": 0, "attempts": 0, "finished_at": now}
            return {"state": case((asked_again, "waiting"), else_="refused"), "not_before": now, **kept}
        case Exception() as error:
            state = case((Work.crashes + 1 >= CRASHES_BEFORE_QUARANTINE, "quarantined"), else_="waiting")
            told = {"error_code": "crashed", "error_text": type(error).__name__, "crashes": Work.crashes + 1}
            return {"state": state, "not_before": now + backoff(step.attempts), **told}
