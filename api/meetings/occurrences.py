"""The dates of a series: our copy of Zoom's, and reading it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.core import clock
from api.core.errors import NotFoundError
from api.core.schemas import Input, Output
from api.core.timezones import ends_at
from api.meetings.access import visible_to
from api.meetings.models import SERIES, Meeting, Occurrence
from api.meetings.wish import LONGEST_MINUTES
from api.zoom.schemas import ZoomMeeting

MOST_DATES = 500
"""Zoom keeps no more than about 110 of a series to come; the rest is room for those of the past."""


class OccurrencesPage(Input):
    """Which dates of a series: those to come, the next one first, or those of the past, the last one first."""

    when: Literal["to_come", "past"] = "to_come"
    page: Annotated[int, Field(ge=1, le=100)] = 1
    page_size: Annotated[int, Field(ge=1, le=100)] = 25


class OccurrenceOut(Output):
    """One date of a series."""

    occurrence_id: str = Field(description="Zoom's name of the date.")
    starts_at: datetime
    ends_at: datetime
    duration_minutes: int
    status: Literal["planned", "ended", "cancelled"]


class OccurrencesOut(Output):
    """Dates of a series."""

    items: list[OccurrenceOut]
    total: int


async def apply_occurrences(session: AsyncSession, meeting: Meeting, zoom: ZoomMeeting, asked_at: datetime) -> bool:
    """Write which dates Zoom says a series has; answers whether what we knew of them is different now.

    Dates of the past are kept when Zoom does not tell them, those to come are not: a moved date may get a new id.
    """
    said = _dates_of(meeting, zoom)
    known = {row.occurrence_id: row for row in await session.execute(_ROWS.where(Occurrence.meeting_id == meeting.id))}
    gone = [key for key, row in known.items() if key not in said and (row.ends_at > asked_at or not said)]
    if meeting.zoom_type == SERIES and not said:
        gone = []  # it is over, or Zoom left its dates out
    new = {key: row for key, row in said.items() if key not in known or _differs(known[key], row)}
    if gone:
        its_gone = Occurrence.occurrence_id.in_(gone)
        await session.execute(delete(Occurrence).where(Occurrence.meeting_id == meeting.id, its_gone))
    if new:
        fresh = insert(Occurrence)
        told = {name: fresh.excluded[name] for name in ("starts_at", "ends_at", "duration_minutes", "status")}
        keys = [Occurrence.meeting_id, Occurrence.occurrence_id]
        await session.execute(fresh.on_conflict_do_update(index_elements=keys, set_=told), list(new.values()))
    return bool(known) and bool(gone or new)


_ROWS = select(
    Occurrence.occurrence_id, Occurrence.starts_at, Occurrence.ends_at, Occurrence.duration_minutes, Occurrence.status
)


def _dates_of(meeting: Meeting, zoom: ZoomMeeting) -> dict[str, dict[str, Any]]:
    if meeting.zoom_type != SERIES:
        return {}
    dates: dict[str, dict[str, Any]] = {}
    for date in zoom.occurrences[:MOST_DATES]:
        if date.start_time is None:
            continue
        minutes = min(max(date.duration or meeting.duration_minutes, 1), LONGEST_MINUTES)
        dates[date.occurrence_id] = {
            "meeting_id": meeting.id,
            "occurrence_id": date.occurrence_id,
            "starts_at": date.start_time,
            "ends_at": ends_at(date.start_time, minutes),
            "duration_minutes": minutes,
            "status": "cancelled" if date.status == "deleted" else "planned",
        }
    return dates


def _differs(known: Any, said: dict[str, Any]) -> bool:
    return any(getattr(known, name) != said[name] for name in ("starts_at", "duration_minutes", "status"))


async def list_occurrences(
    session: AsyncSession, caller: Caller, meeting_id: UUID, asked: OccurrencesPage
) -> dict[str, Any]:
    """The dates of a meeting; it has none when it is no series. Raises NotFoundError for what one may not see."""
    if await session.scalar(select(Meeting.id).where(Meeting.id == meeting_id, visible_to(caller))) is None:
        raise NotFoundError("There is no such meeting, or you may not see it.")
    now = clock.now()
    is_past = asked.when == "past"
    wanted = [Occurrence.meeting_id == meeting_id, Occurrence.ends_at <= now if is_past else Occurrence.ends_at > now]
    order = Occurrence.starts_at.desc() if is_past else Occurrence.starts_at
    page = _ROWS.where(*wanted).order_by(order).limit(asked.page_size).offset((asked.page - 1) * asked.page_size)
    rows: Sequence[Any] = (await session.execute(page)).all()
    return {
        "items": [
            {**row._mapping, "status": "ended" if is_past and row.status == "planned" else row.status}  # noqa: SLF001 - SQLAlchemy's documented name
            for row in rows
        ],
        "total": await session.scalar(select(func.count()).select_from(Occurrence).where(*wanted)),
    }
