"""Durable work: everything that must happen outside the database is a row here, in the transaction that wants it.

A row says "make the outside world agree with this object". Handlers are level-triggered: they look at the object and
do what is missing, so running twice, late or for nothing does no harm. A claim is a lease with a token; whoever lost
the lease can no longer write. arq only rings a bell: a sweep finds what nobody rang for.
"""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import structlog
from sqlalchemy import CheckConstraint, Index, case, func, literal, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from api.core import clock, metrics
from api.core.db import Base

LEASE = timedelta(seconds=30)
RENEW_EVERY_SECONDS = 10.0
CRASHES_BEFORE_QUARANTINE = 20
BACKOFF_FIRST_SECONDS = 2.0
BACKOFF_LONGEST_SECONDS = 600.0
SWEEP_EVERY_SECONDS = 10.0
SWEEP_BATCH = 100
THE_ONLY_ONE = UUID(int=0)
"""The object of work that there is only once."""
AT_ONCE = 8
"""Steps one process takes side by side; Zoom's limits bind long before."""

log = structlog.get_logger()


class Work(Base):
    """One thing to be done for one object. `done_revision < revision` means that it was asked for again meanwhile."""

    __tablename__ = "work"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'done', 'refused', 'quarantined')", name="state"),
        Index("ix_work_waiting", "not_before", postgresql_where=text("state = 'waiting'")),
    )

    kind: Mapped[str] = mapped_column(primary_key=True)
    object_id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(default=1)
    done_revision: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    crashes: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    lease_token: Mapped[UUID | None]
    lease_until: Mapped[datetime | None]
    error_code: Mapped[str | None]
    error_text: Mapped[str | None]
    asked_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


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
Transaction = Callable[[], AbstractAsyncContextManager[AsyncSession]]
Handler = Callable[[Any, "Step"], Awaitable[Outcome]]


class LeaseLostError(Exception):
    """Somebody else holds this work now: nothing may be written for it here."""


@dataclass(frozen=True)
class Step:
    """One claimed run of a piece of work."""

    kind: str
    object_id: UUID
    revision: int
    attempts: int
    token: UUID
    open_transaction: Transaction = field(repr=False)

    @contextlib.asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A transaction that only a holder of the lease can commit.

        The work's row is locked last, as it is by those who ask for work, so that the two never wait in a circle.
        """
        async with self.open_transaction() as session:
            yield session
            mine = select(Work.kind).where(_mine(self)).with_for_update()
            if (await session.execute(mine)).first() is None:
                raise LeaseLostError(f"{self.kind} {self.object_id}")


def _mine(step: Step) -> Any:
    return (Work.kind == step.kind) & (Work.object_id == step.object_id) & (Work.lease_token == step.token)


def asked_in(session: AsyncSession) -> list[tuple[str, UUID]]:
    """What was asked for in this session's transaction, for the bell after its commit."""
    asked: list[tuple[str, UUID]] = session.info.setdefault("work_asked", [])
    return asked


async def ask(
    session: AsyncSession, kind: str, object_id: UUID, *, not_before: datetime | None = None, at_once: bool = False
) -> None:
    """Ask for work in the caller's transaction. Asked for several times before it runs, it runs once.

    Work that already waits keeps its time, so that an edit does not defeat a back-off; `at_once` is for a person who
    pressed "try again".
    """
    now = clock.now()
    fresh = insert(Work).values(kind=kind, object_id=object_id, not_before=not_before or now, asked_at=now)
    keeps_its_time = (Work.state == "waiting") & literal(not_before is None and not at_once)
    again = fresh.on_conflict_do_update(
        index_elements=[Work.kind, Work.object_id],
        set_={
            "revision": Work.revision + 1,
            "state": "waiting",
            "not_before": case((keeps_its_time, Work.not_before), else_=fresh.excluded.not_before),
            "attempts": case((keeps_its_time, Work.attempts), else_=0),
            "crashes": 0,
            "asked_at": now,
            "finished_at": None,
        },
    )
    await session.execute(again)
    asked_in(session).append((kind, object_id))


async def wake(session: AsyncSession, *, error_prefix: str) -> None:
    """Try at once what waits because of such an error, as when its cause has been removed."""
    waits = (Work.state == "waiting") & Work.error_code.startswith(error_prefix, autoescape=True)
    found = await session.execute(
        update(Work).where(waits).values(not_before=clock.now()).returning(Work.kind, Work.object_id)
    )
    asked_in(session).extend((kind, object_id) for kind, object_id in found)


async def start_clock(session: AsyncSession, kind: str) -> None:
    """Make sure that recurring work exists; it keeps the time it already has."""
    now = clock.now()
    row = insert(Work).values(kind=kind, object_id=THE_ONLY_ONE, not_before=now, asked_at=now)
    await session.execute(row.on_conflict_do_nothing())


def backoff(attempts: int) -> timedelta:
    """How long to wait after that many attempts: doubling, capped, with full jitter above one half."""
    longest = min(BACKOFF_LONGEST_SECONDS, BACKOFF_FIRST_SECONDS * 2 ** min(attempts - 1, 16))
    return timedelta(seconds=longest * random.uniform(0.5, 1.0))  # noqa: S311 - spreads load, protects nothing


class Runner:
    """Claims work and runs its handlers; the worker, the request that cannot wait, and tests all use it."""

    def __init__(self, handlers: Mapping[str, Handler], transaction: Transaction, context: Any) -> None:
        """`context` is handed to each handler: what a process holds."""
        self._handlers = handlers
        self._transaction = transaction
        self._context = context
        self._running: set[asyncio.Task[bool]] = set()
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def run_now(self, kind: str, object_id: UUID, *, within: timedelta) -> None:
        """Run it here, unless somebody else does; return when it is over or the time is up. It goes on either way."""
        task = asyncio.create_task(self.run_one(kind, object_id))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        await asyncio.wait({task}, timeout=within.total_seconds())

    async def run_one(self, kind: str, object_id: UUID) -> bool:
        """Claim this work, when it is due, and run one step of it. Answers whether there was anything to do."""
        try:
            async with self._slots:
                step = await self._claim(kind, object_id) if kind in self._handlers else None
                if step is None:
                    return False
                async with self._renewing(step):
                    outcome = await self._run(step)
                await self._finish(step, outcome)
        except LeaseLostError:
            log.warning("work.lease_lost", kind=kind, object_id=str(object_id))
        except Exception:  # the database is away: the lease runs out, the sweep comes back
            log.exception("work.interrupted", kind=kind, object_id=str(object_id))
        return True

    async def sweep(self) -> int:
        """Run everything that is due now; answers how many steps were tried."""
        due = (
            select(Work.kind, Work.object_id)
            .where(Work.kind.in_(self._handlers), _is_due(clock.now()))
            .order_by(Work.not_before)
            .limit(SWEEP_BATCH)
        )
        async with self._transaction() as session:
            found = (await session.execute(due)).all()
        await asyncio.gather(*(self.run_one(kind, object_id) for kind, object_id in found))
        return len(found)

    async def sweep_forever(self) -> None:
        """The worker's own loop, which needs no Redis."""
        while True:
            try:
                busy = await self.sweep() == SWEEP_BATCH
                await self._measure()
            except Exception:  # the database may be away; it will be back
                log.exception("work.sweep_failed")
                busy = False
            await asyncio.sleep(0 if busy else SWEEP_EVERY_SECONDS)

    async def drain(self, within: timedelta) -> None:
        """Let what `run_now` began come to its end, before the process stops."""
        if self._running:
            await asyncio.wait(set(self._running), timeout=within.total_seconds())

    async def _claim(self, kind: str, object_id: UUID) -> Step | None:
        now = clock.now()
        token = uuid4()
        free = (
            select(Work.object_id)
            .where(Work.kind == kind, Work.object_id == object_id, _is_due(now))
            .with_for_update(skip_locked=True)
        )
        claim = (
            update(Work)
            .where(Work.kind == kind, Work.object_id.in_(free))
            .values(
                lease_token=token,
                lease_until=now + LEASE,
                attempts=Work.attempts + 1,
                crashes=Work.crashes + case((Work.lease_token.is_not(None), 1), else_=0),
            )
            .returning(Work.revision, Work.attempts, Work.crashes)
        )
        async with self._transaction() as session:
            row = (await session.execute(claim)).first()
        if row is None:
            return None
        step = Step(kind, object_id, row.revision, row.attempts, token, self._transaction)
        if row.crashes < CRASHES_BEFORE_QUARANTINE:
            return step
        await self._quarantine(step, "Every run ended in a crash; an engineer has to look at it.")
        return None

    async def _run(self, step: Step) -> Outcome | Exception:
        try:
            return await self._handlers[step.kind](self._context, step)
        except LeaseLostError:
            raise
        except Exception as error:
            log.exception("work.crashed", kind=step.kind, object_id=str(step.object_id))
            return error

    @contextlib.asynccontextmanager
    async def _renewing(self, step: Step) -> AsyncIterator[None]:
        async def renew() -> None:
            while True:
                await asyncio.sleep(RENEW_EVERY_SECONDS)
                async with self._transaction() as session:
                    await session.execute(update(Work).where(_mine(step)).values(lease_until=clock.now() + LEASE))

        task = asyncio.create_task(renew())
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task

    async def _finish(self, step: Step, outcome: Outcome | Exception) -> None:
        name = "crashed" if isinstance(outcome, Exception) else type(outcome).__name__.lower()
        metrics.WORK_RUNS.labels(kind=step.kind, outcome=name).inc()
        await self._release(step, _result(step, outcome))

    async def _quarantine(self, step: Step, reason: str) -> None:
        log.error("work.quarantined", kind=step.kind, object_id=str(step.object_id))
        told = {"state": "quarantined", "error_code": "crashed", "error_text": reason, "finished_at": clock.now()}
        await self._release(step, told)

    async def _release(self, step: Step, values: dict[str, Any]) -> None:
        async with self._transaction() as session:
            await session.execute(update(Work).where(_mine(step)).values(lease_token=None, lease_until=None, **values))

    async def _measure(self) -> None:
        counts = select(Work.kind, Work.state, func.count()).where(Work.state != "done").group_by(Work.kind, Work.state)
        oldest = select(func.min(Work.asked_at)).where(Work.state == "waiting", Work.done_revision < Work.revision)
        async with self._transaction() as session:
            rows = (await session.execute(counts)).all()
            since = (await session.execute(oldest)).scalar()
        metrics.WORK_WAITING.clear()
        for kind, state, count in rows:
            metrics.WORK_WAITING.labels(kind=kind, state=state).set(count)
        metrics.WORK_OLDEST_SECONDS.set((clock.now() - since).total_seconds() if since else 0)


def _is_due(now: datetime) -> Any:
    is_free = or_(Work.lease_until.is_(None), Work.lease_until < now)
    return (Work.state == "waiting") & (Work.not_before <= now) & is_free


def _result(step: Step, outcome: Outcome | Exception) -> dict[str, Any]:
    """The columns of a finished step. An order that came meanwhile (`revision` moved on) stays waiting."""
    now = clock.now()
    asked_again = Work.revision > step.revision
    match outcome:
        case Done(again_at=again_at):
            finished = {"error_code": None, "error_text": None, "attempts": 0, "crashes": 0, "finished_at": now}
            state: Any = case((asked_again | literal(again_at is not None), "waiting"), else_="done")
            then = case((asked_again, Work.not_before), else_=again_at or now)
            return {"state": state, "done_revision": step.revision, "not_before": then, **finished}
        case Later(code=code, reason=reason, not_before=not_before):
            told = {"error_code": code, "error_text": reason, "crashes": 0}
            return {"not_before": not_before or now + backoff(step.attempts), **told}
        case Refused(code=code, reason=reason):
            kept = {"error_code": code, "error_text": reason, "crashes": 0, "attempts": 0, "finished_at": now}
            return {"state": case((asked_again, "waiting"), else_="refused"), "not_before": now, **kept}
        case Exception() as error:
            state = case((Work.crashes + 1 >= CRASHES_BEFORE_QUARANTINE, "quarantined"), else_="waiting")
            told = {"error_code": "crashed", "error_text": type(error).__name__, "crashes": Work.crashes + 1}
            return {"state": state, "not_before": now + backoff(step.attempts), **told}
