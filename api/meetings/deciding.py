"""The differences between Zoom and our meetings, for people: seeing them, and deciding whose value counts."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field, StrictBool
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.core import clock, work
from api.core.errors import InvalidError, NotFoundError, Problem
from api.core.schemas import EXACT_TOTAL_LIMIT, Input, Output
from api.events import service as events
from api.hosts.models import Host
from api.meetings import differences, merging, moving
from api.meetings import service as meetings
from api.meetings.access import editable_by, visible_to
from api.meetings.models import AT_ANY_TIME, Difference, Meeting
from api.meetings.wish import HOST, HOST_ID, field_of, find_member, follow, show_value

Value = str | int | bool | None


class DifferenceOut(Output):
    """A field in which Zoom and we do not agree."""

    field: str = Field(examples=["topic", "starts_at", "waiting_room"])
    kind: Literal["disputed", "kept"] = Field(
        description="`disputed` was changed on both sides and waits for a decision; `kept` Zoom does not let us have."
    )
    why: Literal["both_changed", "locked", "waiting_room", "host_refused"]
    base: Value = Field(description="What both said before.")
    ours: Value
    theirs: Value
    found_at: datetime


class MeetingDifferencesOut(Output):
    """In what a meeting differs from Zoom."""

    items: list[DifferenceOut]


class DifferingMeeting(Output):
    """The meeting a difference is of."""

    id: UUID
    topic: str
    starts_at: datetime
    can_edit: bool


class ListedDifference(DifferenceOut):
    """A difference in the list of all."""

    meeting: DifferingMeeting


class DifferenceFilters(Input):
    """Which differences to list."""

    kind: Literal["disputed", "kept"] | None = None
    page: int = Field(default=1, ge=1, le=10_000)
    page_size: int = Field(default=25, ge=1, le=100)


class DifferenceChoice(Input):
    """Whose value counts."""

    field: str = Field(max_length=50, examples=["topic"])
    take: Literal["zoom", "ours"]
    new_link: StrictBool = Field(
        default=False, description="Agrees that the meeting gets a new link: needed to send our `host`."
    )


class NotDifferentError(Problem):
    """Nothing to decide."""

    status = 409
    code = "not_different"
    title = "There is no difference"


async def list_of_meeting(session: AsyncSession, caller: Caller, meeting_id: UUID) -> dict[str, Any]:
    """What differs in this meeting. Raises NotFoundError for one that the caller may not see."""
    found = select(Meeting).where(Meeting.id == meeting_id, visible_to(caller))
    meeting = await session.scalar(found)
    if meeting is None:
        raise NotFoundError("There is no such meeting, or you may not see it.")
    rows = select(Difference).where(Difference.meeting_id == meeting_id, Difference.state == "open")
    return {"items": [_show(row, meeting) for row in await session.scalars(rows.order_by(Difference.id))]}


async def list_differences(session: AsyncSession, caller: Caller, filters: DifferenceFilters) -> dict[str, Any]:
    """All that differs in meetings that the caller may see, what was found last first."""
    wanted = [Difference.state == "open", Meeting.deleted_at.is_(None), visible_to(caller)]
    if filters.kind is not None:
        wanted.append(Difference.kind == filters.kind)
    joined = select(Difference, Meeting).join(Meeting, Meeting.id == Difference.meeting_id).where(*wanted)
    page = joined.order_by(Difference.found_at.desc(), Difference.id.desc()).limit(filters.page_size)
    rows = (await session.execute(page.offset((filters.page - 1) * filters.page_size))).all()
    counted = joined.with_only_columns(Difference.id).limit(EXACT_TOTAL_LIMIT + 1).subquery()
    total = await session.scalar(select(func.count()).select_from(counted)) or 0
    ids = [meeting.id for _, meeting in rows]
    editable = set(await session.scalars(select(Meeting.id).where(Meeting.id.in_(ids), editable_by(caller))))
    return {
        "items": [{**_show(row, meeting), "meeting": _name(meeting, editable)} for row, meeting in rows],
        "total": min(total, EXACT_TOTAL_LIMIT),
        "total_is_exact": total <= EXACT_TOTAL_LIMIT,
        "page": filters.page,
        "page_size": filters.page_size,
        "next_cursor": None,
    }


def _name(meeting: Meeting, editable: set[UUID]) -> dict[str, Any]:
    named = {name: getattr(meeting, name) for name in ("id", "topic", "starts_at")}
    return {**named, "can_edit": meeting.id in editable}


def _show(row: Difference, meeting: Meeting) -> dict[str, Any]:
    values = {name: show_value(row.field, getattr(row, name)) for name in ("base", "ours", "theirs")}
    return {
        "field": field_of(row.field), "kind": row.kind, "why": _why(row, meeting), "found_at": row.found_at, **values,
    }  # fmt: skip


def _why(row: Difference, meeting: Meeting) -> str:
    """A waiting room beats join-before-host in Zoom; what else it keeps, the account has locked."""
    if row.field == HOST:
        return "host_refused"
    if row.kind == "disputed":
        return "both_changed"
    beaten = row.field == "settings.join_before_host" and (meeting.zoom_facts or {}).get("settings.waiting_room")
    return "waiting_room" if beaten else "locked"


async def decide(session: AsyncSession, caller: Caller, meeting_id: UUID, choice: DifferenceChoice) -> None:
    """Follow Zoom in this field, or send ours. What is still under way to Zoom stays so."""
    meeting = await meetings.get_for_change(session, caller, meeting_id, editable_by(caller))
    found = select(Difference).where(
        Difference.meeting_id == meeting_id, Difference.field == find_member(choice.field), Difference.state == "open"
    )
    row = await session.scalar(found)
    if row is None:
        raise NotDifferentError("Zoom and we agree on this by now; nothing was changed.")
    meeting.conflicts = [name for name in meeting.conflicts if name != row.field]
    if choice.take == "zoom":
        await _take_theirs(session, meeting, row)
    else:
        await _send_ours(session, caller, meeting, row, choice)
    differences.close(row, "took_zoom" if choice.take == "zoom" else "sent_ours", caller.id)
    action = "meeting.took_zoom" if choice.take == "zoom" else "meeting.sent_ours"
    await events.record(session, caller.actor, action, "meeting", meeting_id, fields=[row.field])


async def _take_theirs(session: AsyncSession, meeting: Meeting, row: Difference) -> None:
    was_pushed = meeting.pushed_version == meeting.version
    if row.field == HOST:
        zoom_user = (meeting.zoom_facts or {}).get(HOST_ID)
        meeting.host_id = await session.scalar(select(Host.id).where(Host.zoom_user_id == zoom_user))
        meeting.host_choice = None
    else:
        follow(meeting, {row.field: row.theirs})
    meeting.version += 1
    meeting.pushed_version += was_pushed
    merging.note_agreement(meeting)


async def _send_ours(
    session: AsyncSession, caller: Caller, meeting: Meeting, row: Difference, choice: DifferenceChoice
) -> None:
    if meeting.ends_at <= clock.now() and meeting.zoom_type not in AT_ANY_TIME:
        raise meetings.MeetingOverError(meetings.ENDED_SENTENCE)
    if row.field == HOST:
        moving.require_host_change(caller)
        if not choice.new_link:
            raise InvalidError.at("new_link", "needs_new_link", "Zoom does not move it: it would be made anew.")
        await moving.make_anew(session, caller.actor, meeting)
    meeting.version += 1
    merging.note_sync(meeting, "waiting")
    await work.ask(session, meetings.PUSH, meeting.id, at_once=True)
