"""What is in a window of time, and whose time it is."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, case, literal_column, null, select, union
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.core import clock
from api.core.errors import InvalidError
from api.core.schemas import Input, Instant
from api.directory.models import Client, ClientGroup, Lead, Staff
from api.hosts.models import Host
from api.meetings.access import editable_by, visible_to
from api.meetings.models import LONGEST_MEETING, SERIES, Meeting, MeetingStaff, Occurrence
from api.meetings.queries import KIND, status_at

LONGEST_WINDOW = timedelta(days=43)
"""A month as calendars show it is six weeks; in its own zone, these may be an hour longer."""

MOST_ITEMS = 2000
HIDDEN: dict[str, Any] = {
    "meeting_id": None, "topic": None, "subject": None, "timezone": None, "version": None, "can_edit": False,
    "occurrence_id": None,
}  # fmt: skip


class CalendarWindow(Input):
    """Which days, and whose. Without people: everything that I may see."""

    from_: Instant = Field(alias="from")
    to: Instant
    staff_id: list[UUID] = Field(default_factory=list, max_length=50)
    host_id: list[UUID] = Field(default_factory=list, max_length=50)


async def read_window(session: AsyncSession, caller: Caller, window: CalendarWindow) -> dict[str, Any]:
    """Meetings that meet the window, in order of their start; those one may not see are only busy times.

    A window with more than MOST_ITEMS meetings is answered up to the last start that is told completely.
    """
    if not timedelta(0) < window.to - window.from_ <= LONGEST_WINDOW:
        raise InvalidError.at_query("to", "bad_window", "The window must be longer than nothing and at most 43 days.")
    meetings = (await session.execute(_select_meetings(caller, window))).mappings().all()
    dates = (await session.execute(_select_dates(caller, window))).mappings().all()
    found = sorted([*meetings, *dates], key=lambda row: (row["starts_at"], row["id"]))
    rows = found[:MOST_ITEMS]
    staff = await _staff_of(session, [row["id"] for row in rows])
    now = clock.now()
    return {
        "items": [_item(row, staff.get(row["id"], []), window, now) for row in rows],
        "complete_until": found[MOST_ITEMS]["starts_at"] if len(found) > MOST_ITEMS else None,
    }


def _select_meetings(caller: Caller, window: CalendarWindow) -> Any:
    times = _meets(window, Meeting)
    statement = _select(caller, Meeting, null()).where(Meeting.zoom_type != SERIES, *times)
    return _first(statement.where(_of_people(caller, window, times)), Meeting)


def _select_dates(caller: Caller, window: CalendarWindow) -> Any:
    """The dates of series; those which Zoom no longer has are not told."""
    times = [*_meets(window, Occurrence), Occurrence.status == "planned"]
    statement = _select(caller, Occurrence, Occurrence.occurrence_id).where(*times)
    statement = statement.join(Occurrence, Occurrence.meeting_id == Meeting.id)
    return _first(statement.where(_of_people(caller, window, [])), Occurrence)


def _first(statement: Any, times: Any) -> Any:
    """One more than is told shows whether there are more. A literal LIMIT makes better plans."""
    return statement.order_by(times.starts_at, Meeting.id).limit(literal_column(str(MOST_ITEMS + 1)))


def _select(caller: Caller, times: Any, occurrence_id: Any) -> Any:
    subject = case(
        (Meeting.client_id.is_not(None), literal_column("'client'")),
        (Meeting.lead_id.is_not(None), literal_column("'lead'")),
        (Meeting.client_group_id.is_not(None), literal_column("'client_group'")),
        else_=null(),
    )
    return (
        select(
            Meeting.id, Meeting.topic, times.starts_at, times.ends_at, times.duration_minutes, Meeting.timezone,
            (times.starts_at == Meeting.starts_at).label("is_current"), KIND.label("kind"),
            occurrence_id.label("occurrence_id"), Meeting.status,
            Meeting.version, Meeting.client_id, Meeting.lead_id, Meeting.client_group_id,
            Meeting.host_id, Host.name.label("host_name"), Client.name.label("client_name"),
            Lead.name.label("lead_name"), ClientGroup.name.label("client_group_name"), subject.label("subject_kind"),
            visible_to(caller).label("is_visible"), editable_by(caller).label("is_editable"),
        )
        .outerjoin(Host, Host.id == Meeting.host_id)
        .outerjoin(Client, Client.id == Meeting.client_id)
        .outerjoin(Lead, Lead.id == Meeting.lead_id)
        .outerjoin(ClientGroup, ClientGroup.id == Meeting.client_group_id)
    )  # fmt: skip


def _meets(window: CalendarWindow, times: Any) -> list[ColumnElement[bool]]:
    # Without a bound below, the index by start would be read back to the first meeting ever held.
    recent = times.starts_at > window.from_ - LONGEST_MEETING
    live = [Meeting.status.in_(("planned", "running", "ended")), Meeting.deleted_at.is_(None)]
    return [recent, times.starts_at < window.to, times.ends_at > window.from_, *live]


def _of_people(caller: Caller, window: CalendarWindow, times: list[ColumnElement[bool]]) -> ColumnElement[bool]:
    """Each kind of people is looked up by its own index within the window; one OR over both could use neither."""
    if not window.staff_id and not window.host_id:
        return visible_to(caller)
    of_staff = (
        select(Meeting.id)
        .join(MeetingStaff, MeetingStaff.meeting_id == Meeting.id)
        .where(MeetingStaff.staff_id.in_(window.staff_id), *times)
    )
    of_hosts = select(Meeting.id).where(Meeting.host_id.in_(window.host_id), *times)
    return Meeting.id.in_(union(of_staff, of_hosts))


async def _staff_of(session: AsyncSession, meeting_ids: list[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    statement = (
        select(MeetingStaff.meeting_id, Staff.id, Staff.name)
        .join(Staff, Staff.id == MeetingStaff.staff_id)
        .where(MeetingStaff.meeting_id.in_(meeting_ids))
        .order_by(Staff.name)
    )
    found: dict[UUID, list[dict[str, Any]]] = {}
    for meeting_id, staff_id, name in await session.execute(statement):
        found.setdefault(meeting_id, []).append({"id": staff_id, "name": name})
    return found


def _item(row: Any, staff: list[dict[str, Any]], window: CalendarWindow, now: datetime) -> dict[str, Any]:
    host = {"id": row["host_id"], "name": row["host_name"]} if row["host_id"] else None
    taken = {name: row[name] for name in ("starts_at", "ends_at", "duration_minutes", "kind")}
    taken["status"] = _status(row, now)
    if row["is_visible"]:
        shown = {name: row[name] for name in ("topic", "timezone", "version", "occurrence_id")}
        can_edit = row["is_editable"] and row["kind"] == "single"
        shown |= {"meeting_id": row["id"], "subject": _subject(row), "can_edit": can_edit}
        return {**taken, **shown, "staff": staff, "host": host}
    asked = {"staff": [person for person in staff if person["id"] in window.staff_id]}
    return {**taken, **HIDDEN, **asked, "host": host if row["host_id"] in window.host_id else None}


def _status(row: Any, now: datetime) -> str:
    """Only the date at which a series stands can be the one that is running."""
    if row["is_current"] or row["status"] == "ended":
        return status_at(now, row)
    return "ended" if row["ends_at"] <= now else "planned"


def _subject(row: Any) -> dict[str, Any] | None:
    kind = row["subject_kind"]
    return {"kind": kind, "id": row[f"{kind}_id"], "name": row[f"{kind}_name"]} if kind else None
