"""Writing down how a run goes, in the transaction of what it did."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.db import new_id
from api.core.errors import Problem
from api.sync.models import SyncRun
from api.sync.schemas import ChangeKind
from api.sync.service import CHANGES_KEPT, find_open_run

KEPT_FOR = timedelta(days=7)
ERRORS_KEPT = 200


@dataclass(frozen=True)
class Found:
    """What a run found of one meeting."""

    kind: ChangeKind
    meeting_id: UUID
    fields: tuple[str, ...] = ()


async def take_up(session: AsyncSession) -> SyncRun:
    """The run that is open, or a new one that nobody asked for."""
    run = await find_open_run(session)
    if run is None:
        run = SyncRun(id=new_id(), asked_at=clock.now())
        session.add(run)
    run.state, run.started_at = "running", run.started_at or clock.now()
    run.retry_at = run.error_code = run.error_text = None
    await session.flush()
    return run


async def count(session: AsyncSession, run_id: UUID, found: Sequence[Found] = (), **counts: int) -> SyncRun:
    """Add to what the run has found; answers the run, locked."""
    run = await session.get_one(SyncRun, run_id, with_for_update=True)
    for name, number in counts.items():
        setattr(run, name, getattr(run, name) + number)
    for one in found:
        setattr(run, one.kind, getattr(run, one.kind) + 1)
    told = [{"kind": one.kind, "meeting_id": str(one.meeting_id), "fields": list(one.fields)} for one in found]
    run.changes = [*run.changes, *told][:CHANGES_KEPT]
    return run


def note_host(run: SyncRun, host_id: UUID, error: Problem | None) -> None:
    """The host's meetings are compared, as far as they could be."""
    run.done_host_ids = [*run.done_host_ids, host_id]
    if error is not None:
        told = {"host_id": str(host_id), "code": error.code, "message": error.detail}
        run.errors = [*run.errors, told][:ERRORS_KEPT]


async def end(session: AsyncSession, run_id: UUID, error: Problem | None = None) -> SyncRun:
    """The run is over; old ones are forgotten."""
    run = await session.get_one(SyncRun, run_id, with_for_update=True)
    run.state = "done" if error is None else "failed"
    run.finished_at = clock.now()
    if error is not None:
        run.error_code, run.error_text = error.code, error.detail
    await session.execute(delete(SyncRun).where(SyncRun.finished_at < clock.now() - KEPT_FOR))
    return run
