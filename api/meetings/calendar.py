"""What is in a window of time, for the calendar beside the form."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.core import clock
from api.core.errors import InvalidError
from api.core.schemas import Input, Instant
from api.meetings.access import visible_to
from api.meetings.models import Meeting, MeetingStaff
from api.meetings.queries import select_meetings, status_at

LONGEST_WINDOW = timedelta(days=62)
MOST_ITEMS = 2000
SHOWN_WHEN_BUSY = frozenset({"starts_at", "ends_at", "duration_minutes", "timezone"})


class CalendarWindow(Input):
    """Which days, and whose. Without people: everything that I may see."""

    from_: Instant = Field(alias="from")
    to: Instant
    staff_id: list[UUID] = Field(default_factory=list, max_length=50)
    host_id: list[UUID] = Field(default_factory=list, max_length=50)


async def list_items(session: AsyncSession, caller: Caller, window: CalendarWindow) -> list[dict[str, Any]]:
    """Meetings that meet the window, in order of their start; those one may not see are only busy times."""
    if not timedelta(0) < window.to - window.from_ <= LONGEST_WINDOW:
        raise InvalidError.at_query("to", "bad_window", "The window must be longer than nothing and at most 62 days.")
    live = [Meeting.status.in_(("planned", "running", "ended")), Meeting.deleted_at.is_(None)]
    meets = [Meeting.starts_at < window.to, Meeting.starts_at > window.from_ - timedelta(days=1)]
    statement = (
        select_meetings()
        .add_columns(visible_to(caller).label("is_visible"))
        .where(*live, *meets, Meeting.ends_at > window.from_, _of_people(caller, window))
        .order_by(Meeting.starts_at, Meeting.id)
        .limit(MOST_ITEMS)
    )
    now = clock.now()
    return [_item(row, window, now) for row in (await session.execute(statement)).mappings()]


def _of_people(caller: Caller, window: CalendarWindow) -> Any:
    if not window.staff_id and not window.host_id:
        return visible_to(caller)
    of_staff = select(MeetingStaff.meeting_id).where(MeetingStaff.staff_id.in_(window.staff_id))
    return or_(Meeting.id.in_(of_staff), Meeting.host_id.in_(window.host_id))


def _item(row: Any, window: CalendarWindow, now: datetime) -> dict[str, Any]:
    status = status_at(now, row)
    if row["is_visible"]:
        return {**row, "meeting_id": row["id"], "status": status}
    asked_for = {str(staff_id) for staff_id in window.staff_id}
    busy = [person for person in row["staff"] if person["id"] in asked_for]
    hidden = {"meeting_id": None, "topic": None, "subject": None, "host": None, "staff": busy, "status": status}
    return {name: row[name] for name in SHOWN_WHEN_BUSY} | hidden
