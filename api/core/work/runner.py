"""Claims work and runs its handlers."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import structlog
from sqlalchemy import case, func, or_, select, update

from api.core import clock, metrics
from api.core.failpoints import failpoint
from api.core.work.rows import Work
from api.core.work.steps import (
    CRASHES_BEFORE_QUARANTINE,
    Handler,
    LeaseLostError,
    Outcome,
    Step,
    Transaction,
)

LEASE = timedelta(seconds=30)
RENEW_EVERY_SECONDS = 10.0
SWEEP_EVERY_SECONDS = 10.0
SWEEP_BATCH = 100
AT_ONCE = 8
"""Steps one process takes side by side; Zoom's limits bind long before."""

log = structlog.get_logger()


class Runner:
    """Claims work and runs its handlers; the worker, the request that cannot wait, and tests all use it."""

    def __init__(
        self,
        handlers: Mapping[str, Handler],
        transaction: Transaction,
        context: Any,
        *,
        sweep_every_seconds: float = SWEEP_EVERY_SECONDS,
    ) -> None:
        """`context` is handed to each handler: what a process holds."""
        self._sweep_every_seconds = sweep_every_seconds
        self._handlers = handlers
        self._transaction = transaction
        self._context = context
        self._running: set[asyncio.Task[bool]] = set()
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def run_now(self, kind: str, object_id: UUID, *, within: timedelta) -> None:
        """Run it here, unless somebody else does; return when it is over or the time is up. It goes on either way."""
        await asyncio.wait({self._begin(kind, object_id)}, timeout=within.total_seconds())

    def _begin(self, kind: str, object_id: UUID) -> asyncio.Task[bool]:
        task = asyncio.create_task(self.run_one(kind, object_id))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def run_one(self, kind: str, object_id: UUID) -> bool:
        """Claim this work, when it is due, and run it, again when it was asked for meanwhile.

        Answers whether there was anything to do.
        """
        async with self._slots:
            step = await self._run_step(kind, object_id)
            found = step is not None
            while step is not None and step.is_overtaken:
                step = await self._run_step(kind, object_id)
        return found

    async def _run_step(self, kind: str, object_id: UUID) -> Step | None:
        step = None
        try:
            step = await self._claim(kind, object_id) if kind in self._handlers else None
            if step is not None:
                await failpoint("work.claimed")
                async with self._renewing(step):
                    outcome = await self._run(step)
                await failpoint("work.ran")
                await self._finish(step, outcome)
        except LeaseLostError:
            log.warning("work.lease_lost", kind=kind, object_id=str(object_id))
        except Exception:  # the database is away: the lease runs out, the sweep comes back
            log.exception("work.interrupted", kind=kind, object_id=str(object_id))
        return step

    async def sweep(self) -> int:
        """Run everything that is due now to its end; answers how many steps were tried."""
        due = await self._find_due()
        await asyncio.gather(*(self.run_one(kind, object_id) for kind, object_id in due))
        return len(due)

    async def sweep_forever(self) -> None:
        """The worker's own loop, which needs no Redis. A step that takes long does not keep others waiting."""
        began: dict[tuple[str, UUID], asyncio.Task[bool]] = {}
        while True:
            is_full, late = False, set[asyncio.Task[bool]]()
            try:
                due = await self._find_due()
                is_full = len(due) == SWEEP_BATCH
                began = {work: task for work, task in began.items() if not task.done()}
                began |= {work: self._begin(*work) for work in due if work not in began}
                if began:
                    _, late = await asyncio.wait(began.values(), timeout=self._sweep_every_seconds)
                await self._measure()
            except Exception:  # the database may be away; it will be back
                log.exception("work.sweep_failed")
                is_full = False
            if not is_full and not late:
                await asyncio.sleep(self._sweep_every_seconds)

    async def _find_due(self) -> list[tuple[str, UUID]]:
        due = (
            select(Work.kind, Work.object_id)
            .where(Work.kind.in_(self._handlers), _is_due(clock.now()))
            .order_by(Work.not_before)
            .limit(SWEEP_BATCH)
        )
        async with self._transaction() as session:
            return [(kind, object_id) for kind, object_id in await session.execute(due)]

    async def drain(self, within: timedelta) -> None:
        """Let what was begun come to its end before the process stops; a lease brings back what does not."""
        if self._running:
            await asyncio.wait(set(self._running), timeout=within.total_seconds())

    async def _claim(self, kind: str, object_id: UUID) -> Step | None:
        now = clock.now()
        free = (
            select(Work.object_id)
            .where(Work.kind == kind, Work.object_id == object_id, _is_due(now))
            .with_for_update(skip_locked=True)
        )
        claim = (
            update(Work)
            .where(Work.kind == kind, Work.object_id.in_(free))
            .values(
                lease_token=uuid4(),
                lease_until=now + LEASE,
                attempts=Work.attempts + 1,
                crashes=Work.crashes + case((Work.lease_token.is_not(None), 1), else_=0),
            )
            .returning(Work.revision, Work.attempts, Work.crashes, Work.not_before, Work.lease_token)
        )
        async with self._transaction() as session:
            row = (await session.execute(claim)).first()
        if row is None:
            return None
        step = Step(kind, object_id, row.revision, row.attempts, row.not_before, row.lease_token, self._transaction)
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
                with contextlib.suppress(Exception):  # a lease lasts for two more tries
                    await self._renew(step)

        task = asyncio.create_task(renew())
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task

    async def _renew(self, step: Step) -> None:
        async with self._transaction() as session:
            await session.execute(update(Work).where(step.is_mine).values(lease_until=clock.now() + LEASE))

    async def _finish(self, step: Step, outcome: Outcome | Exception) -> None:
        name = "crashed" if isinstance(outcome, Exception) else type(outcome).__name__.lower()
        metrics.WORK_RUNS.labels(kind=step.kind, outcome=name).inc()
        if not step.is_finished:
            async with self._transaction() as session:
                await step.finish(session, outcome)

    async def _quarantine(self, step: Step, reason: str) -> None:
        log.error("work.quarantined", kind=step.kind, object_id=str(step.object_id))
        told = {"state": "quarantined", "error_code": "crashed", "error_text": reason, "finished_at": clock.now()}
        async with self._transaction() as session:
            await session.execute(update(Work).where(step.is_mine).values(lease_token=None, lease_until=None, **told))

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
