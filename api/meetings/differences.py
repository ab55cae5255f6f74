"""In which fields Zoom and a meeting of ours do not agree, and what a person decides about it."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.events import service as events
from api.hosts.models import Host
from api.meetings.models import Difference, Meeting
from api.meetings.wish import HOST, HOST_ID, Facts, difference, name_columns, wish_of


def disagreeing(meeting: Meeting) -> Facts:
    """Our values where Zoom says something else. Zoom begins a meeting that it got late when it gets it."""
    ours = difference(wish_of(meeting), meeting.zoom_facts or {})
    if meeting.zoom_asked_at is not None and meeting.starts_at <= meeting.zoom_asked_at:
        ours.pop("start_time", None)
    return ours


async def reconcile(session: AsyncSession, meeting: Meeting, base: Facts) -> None:
    """Bring the rows of the table in line with the meeting as it is now; `base` is what both said before."""
    found = select(Difference).where(Difference.meeting_id == meeting.id, Difference.state == "open")
    known = {row.field: row for row in await session.scalars(found)}
    now = {} if meeting.deleted_at is not None else await _current(session, meeting, known)
    for name, row in known.items():
        if name not in now:
            close(row, "settled")
    for name, (kind, ours, theirs) in now.items():
        row = known.get(name) or Difference(meeting_id=meeting.id, field=name, found_at=clock.now(), state="open")
        row.kind, row.ours, row.theirs = kind, ours, theirs
        row.base = base.get(name, row.base)
        session.add(row)
    if kept := [name for name, (kind, *_) in now.items() if kind == "kept" and name not in known and name != HOST]:
        await events.record(session, events.ZOOM, "meeting.kept_by_zoom", "meeting", meeting.id, fields=kept)


async def _current(
    session: AsyncSession, meeting: Meeting, known: dict[str, Difference]
) -> dict[str, tuple[str, Any, Any]]:
    """Per field its kind, our value and Zoom's. What is on its way to Zoom is no difference, unless it was one."""
    facts = meeting.zoom_facts or {}
    is_under_way = meeting.pushed_version < meeting.version
    current: dict[str, tuple[str, Any, Any]] = {}
    for name, ours in disagreeing(meeting).items():
        if name in meeting.conflicts:
            current[name] = ("disputed", ours, facts.get(name))
        elif name in facts and (not is_under_way or name in known):
            current[name] = ("kept", ours, facts[name])
    if HOST in meeting.conflicts:
        current[HOST] = ("disputed", *await _hosts(session, meeting))
    return current


async def _hosts(session: AsyncSession, meeting: Meeting) -> tuple[str | None, str | None]:
    """The names of whom we want and of whom Zoom has."""
    ours = await session.scalar(select(Host.name).where(Host.id == meeting.host_id))
    zoom_user = (meeting.zoom_facts or {}).get(HOST_ID)
    return ours, await session.scalar(select(Host.name).where(Host.zoom_user_id == zoom_user))


async def settle(session: AsyncSession, meeting: Meeting, changed: Collection[str], by: UUID) -> None:
    """Somebody saved these columns again: what stands here is meant, and goes out."""
    meant = [name for name in meeting.conflicts if not set(changed).isdisjoint(name_columns([name]))]
    if not meant:
        return
    meeting.conflicts = [name for name in meeting.conflicts if name not in meant]
    found = select(Difference).where(Difference.meeting_id == meeting.id, Difference.state == "open")
    for row in await session.scalars(found.where(Difference.field.in_(meant))):
        close(row, "sent_ours", by)


def close(row: Difference, state: str, by: UUID | None = None) -> None:
    """It is no difference any more."""
    row.state, row.resolved_at, row.resolved_by = state, clock.now(), by
