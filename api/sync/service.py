"""Asking for a comparison with Zoom, and showing how it goes."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.models import Account
from api.auth.service import Caller
from api.core import clock, work
from api.core.errors import NotFoundError
from api.core.schemas import EXACT_TOTAL_LIMIT
from api.hosts.models import Host
from api.meetings.access import visible_to
from api.meetings.models import Meeting
from api.meetings.wish import name_columns
from api.sync.models import SyncRun
from api.sync.schemas import SyncCounts, SyncRunsPage

RUN = "sync.run"
CHANGES_KEPT = 200

_RUNS = select(SyncRun, Account.name).outerjoin(Account, Account.id == SyncRun.asked_by)


async def start_run(session: AsyncSession, caller: Caller, wanted_id: UUID) -> UUID:
    """Begin a comparison under this id, unless one is open; answers the id of the one that is."""
    fresh = insert(SyncRun).values(id=wanted_id, asked_by=caller.id, asked_at=clock.now())
    begun = await session.scalar(fresh.on_conflict_do_nothing().returning(SyncRun.id))
    open_run = await find_open_run(session)
    if open_run is None:  # it has ended just now
        return await start_run(session, caller, wanted_id)
    if begun is not None or not await _is_at_work(session):
        await work.ask(session, RUN, work.THE_ONLY_ONE, at_once=True)
    return open_run.id


async def _is_at_work(session: AsyncSession) -> bool:
    """Not so when the work of an open run crashed too often: then asking again tries again."""
    state = select(work.Work.state).where(work.Work.kind == RUN, work.Work.object_id == work.THE_ONLY_ONE)
    return await session.scalar(state) == "waiting"


async def find_open_run(session: AsyncSession) -> SyncRun | None:
    """The run that has not ended."""
    found: SyncRun | None = await session.scalar(select(SyncRun).where(SyncRun.finished_at.is_(None)))
    return found


async def get_run(session: AsyncSession, caller: Caller, run_id: UUID) -> dict[str, Any]:
    """One run, with those of its changes that the caller may see."""
    row = (await session.execute(_RUNS.where(SyncRun.id == run_id))).first()
    if row is None:
        raise NotFoundError("There is no such run.")
    return (await _show(session, caller, [row]))[0]


async def list_runs(session: AsyncSession, caller: Caller, asked: SyncRunsPage) -> dict[str, Any]:
    """The runs, the newest first."""
    page = _RUNS.order_by(SyncRun.id.desc()).limit(asked.page_size).offset((asked.page - 1) * asked.page_size)
    rows = (await session.execute(page)).all()
    counted = select(SyncRun.id).limit(EXACT_TOTAL_LIMIT + 1).subquery()
    total = (await session.execute(select(func.count()).select_from(counted))).scalar_one()
    return {
        "items": await _show(session, caller, rows),
        "total": min(total, EXACT_TOTAL_LIMIT),
        "total_is_exact": total <= EXACT_TOTAL_LIMIT,
        "page": asked.page,
        "page_size": asked.page_size,
        "next_cursor": None,
    }


async def _show(session: AsyncSession, caller: Caller, rows: Any) -> list[dict[str, Any]]:
    runs = [run for run, _name in rows]
    meetings = await _visible_meetings(session, caller, runs)
    hosts = await _visible_hosts(session, caller, runs)
    return [_show_run(run, name, meetings, hosts) for run, name in rows]


def _show_run(run: SyncRun, asked_by: str | None, meetings: dict[UUID, Any], hosts: dict[UUID, Any]) -> dict[str, Any]:
    columns = {name: getattr(run, name) for name in ("id", "state", "asked_at", "started_at", "finished_at")}
    changes = [
        {**change, "meeting": meetings.get(UUID(change["meeting_id"])), "fields": name_columns(change["fields"])}
        for change in run.changes
    ]
    return {
        **columns,
        "asked_by": {"id": run.asked_by, "name": asked_by} if run.asked_by else None,
        "retry_at": run.retry_at,
        "error_code": run.error_code,
        "error": run.error_text,
        "progress": {
            "hosts_done": len(run.done_host_ids),
            "hosts_total": run.hosts_total,
            "meetings_seen": run.meetings_seen,
        },
        "counts": {name: getattr(run, name) for name in SyncCounts.model_fields},
        "errors": [{**error, "host": hosts.get(UUID(error["host_id"]))} for error in run.errors],
        "changes": [change for change in changes if change["meeting"] is not None],
        "changes_are_complete": len(run.changes) == run.new + run.changed + run.moved + run.cancelled,
    }


async def _visible_meetings(session: AsyncSession, caller: Caller, runs: list[SyncRun]) -> dict[UUID, Any]:
    ids = {UUID(change["meeting_id"]) for run in runs for change in run.changes}
    if not ids:
        return {}
    columns = (Meeting.id, Meeting.topic, Meeting.starts_at, Meeting.timezone)
    found = await session.execute(select(*columns).where(Meeting.id.in_(ids), visible_to(caller)))
    return {row.id: row for row in found}


async def _visible_hosts(session: AsyncSession, caller: Caller, runs: list[SyncRun]) -> dict[UUID, Any]:
    ids = {UUID(error["host_id"]) for run in runs for error in run.errors}
    if not ids or not caller.may("hosts.view"):
        return {}
    found = await session.execute(select(Host.id, Host.name).where(Host.id.in_(ids)))
    return {row.id: row for row in found}
