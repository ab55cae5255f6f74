"""Scheduling, changing and cancelling meetings, and writing down what Zoom says of them."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from api.auth.service import Caller
from api.core import clock, work
from api.core.db import new_id
from api.core.errors import ForbiddenError, InvalidError, NotFoundError, Problem
from api.core.versions import check_version
from api.directory import service as directory
from api.events import service as events
from api.hosts.models import Host
from api.meetings import differences, merging, moving, placing, scheduling
from api.meetings.access import deletable_by, editable_by, visible_to
from api.meetings.models import AT_ANY_TIME, PERSONAL_ROOM, Meeting, MeetingStaff
from api.meetings.passcodes import make_passcode
from api.meetings.schemas import MeetingCreate, MeetingUpdate, OptionsChange, OverrideIn, SubjectRef
from api.settings import service as settings
from api.settings.schemas import OptionsOut

PUSH = merging.PUSH
ENDED_SENTENCE = "The meeting is over; only its links to clients and staff can be changed."
IN_ZOOM = ("topic", "agenda", "timezone", "duration_minutes", "passcode")
"""Columns that an edit copies as they are."""
OURS_ALONE = frozenset({"client_id", "lead_id", "client_group_id", "staff"})
"""What an edit may change that Zoom knows nothing of."""


class PersonalRoomError(Problem):
    """Zoom keeps a user's room for as long as it keeps the user."""

    status = 409
    code = "personal_room"
    title = "A personal room"


class MeetingOverError(Problem):
    """What has taken place cannot be moved."""

    status = 409
    code = "meeting_over"
    title = "The meeting is over"


async def schedule_meeting(session: AsyncSession, caller: Caller, wanted: MeetingCreate) -> UUID:
    """Save a meeting and ask for its push to Zoom. Nothing is saved when a Problem is raised."""
    _check_override(caller, wanted.override)
    starts_at = scheduling.resolve_start(wanted.starts_at, wanted.timezone)
    scheduling.check_not_past(starts_at)
    times = scheduling.times_of(starts_at, wanted.duration_minutes)
    await directory.check_staff_exist(session, wanted.staff_ids, "staff_ids")
    meeting = Meeting(
        id=new_id(),
        topic=wanted.topic,
        agenda=wanted.agenda,
        starts_at=times.starts_at,
        ends_at=times.ends_at,
        duration_minutes=wanted.duration_minutes,
        timezone=wanted.timezone,
        passcode=wanted.passcode or make_passcode(),
        has_our_passcode=wanted.passcode is None,
        options=await _default_options(session, wanted.options),
        created_by=caller.id,
        version=1,
    )
    await _set_subject(session, meeting, wanted.subject)
    is_exclusive = await placing.place_new(session, caller, meeting, wanted.staff_ids, wanted.host_id, wanted.override)
    session.add(meeting)
    await session.flush()
    if is_exclusive:
        await placing.reserve(session, meeting)
    await _add_staff(session, meeting.id, wanted.staff_ids)
    await events.record(session, caller.actor, "meeting.scheduled", "meeting", meeting.id, topic=meeting.topic)
    await work.ask(session, PUSH, meeting.id)
    return meeting.id


def _check_override(caller: Caller, override: OverrideIn | None) -> None:
    if override is not None:
        caller.require("meetings.override")


async def _default_options(session: AsyncSession, change: OptionsChange | None) -> dict[str, Any]:
    defaults = OptionsOut.model_validate(await settings.get_meeting_settings(session)).model_dump()
    return {**defaults, **(change.model_dump(exclude_none=True) if change else {})}


async def _set_subject(session: AsyncSession, meeting: Meeting, subject: SubjectRef | None) -> None:
    if subject is not None:
        await directory.check_subject_exists(session, subject.kind, subject.id, "subject.id")
    for kind in ("client", "lead", "client_group"):
        setattr(meeting, f"{kind}_id", subject.id if subject is not None and subject.kind == kind else None)


async def _set_staff(session: AsyncSession, meeting_id: UUID, staff_ids: list[UUID]) -> None:
    await session.execute(delete(MeetingStaff).where(MeetingStaff.meeting_id == meeting_id))
    await _add_staff(session, meeting_id, staff_ids)


async def _add_staff(session: AsyncSession, meeting_id: UUID, staff_ids: list[UUID]) -> None:
    rows = [{"meeting_id": meeting_id, "staff_id": staff_id} for staff_id in dict.fromkeys(staff_ids)]
    if rows:
        await session.execute(insert(MeetingStaff), rows)


async def get_for_change(session: AsyncSession, caller: Caller, meeting_id: UUID, allowed: Any) -> Meeting:
    """The meeting, locked: 404 when the caller may not see it, 403 when the caller sees it but may not do this."""
    found = select(Meeting).where(Meeting.id == meeting_id, visible_to(caller)).with_for_update()
    meeting: Meeting | None = await session.scalar(found)
    if meeting is None:
        raise NotFoundError("There is no such meeting, or you may not see it.")
    if meeting.deleted_at is not None:
        raise MeetingOverError("The meeting was cancelled; it cannot be changed any more.")
    if await session.scalar(select(Meeting.id).where(Meeting.id == meeting_id, allowed)) is None:
        raise ForbiddenError("You may see this meeting, but not change it.")
    return meeting


async def update_meeting(
    session: AsyncSession, caller: Caller, meeting_id: UUID, change: MeetingUpdate, if_match: str | None
) -> None:
    """Change what is named and ask for the push. A change that changes nothing is none."""
    _check_override(caller, change.override)
    meeting = await get_for_change(session, caller, meeting_id, editable_by(caller))
    check_version(meeting.version, change.version, if_match)
    given = change.model_dump(exclude_unset=True, exclude={"version", "override", "new_link"})
    _refuse_null(given)
    before = _snapshot(meeting)
    staff_before = await list_staff_ids(session, meeting_id)
    await _apply_change(session, meeting, change, given)
    is_made_anew = await moving.choose_host(session, caller, meeting, change)
    staff_ids = change.staff_ids if change.staff_ids is not None else staff_before
    changed = sorted(name for name, value in _snapshot(meeting).items() if value != before[name])
    if set(staff_ids) != set(staff_before):
        changed.append("staff")
    if not changed:
        return
    _refuse_after_end(before, changed)
    merging.check_dates_are_ours(meeting, changed)
    joining = [staff_id for staff_id in staff_ids if staff_id not in staff_before]
    await _place_again(session, caller, meeting, changed, staff_ids, joining, change.override)
    if "staff" in changed:
        await _set_staff(session, meeting_id, staff_ids)
    await events.record(session, caller.actor, "meeting.changed", "meeting", meeting_id, fields=changed)
    await differences.settle(session, meeting, changed, caller.id)
    if is_made_anew:
        await moving.make_anew(session, caller.actor, meeting)
    await _ask_for_push(session, meeting, changed)


async def _ask_for_push(session: AsyncSession, meeting: Meeting, changed: list[str]) -> None:
    """Zoom is asked nothing when what changed is ours alone; a meeting that it has forgotten by now is not missed."""
    was_pushed = meeting.pushed_version == meeting.version
    meeting.version += 1
    if was_pushed and OURS_ALONE.issuperset(changed):
        meeting.pushed_version = meeting.version
        return
    await work.ask(session, PUSH, meeting.id, at_once=meeting.sync_state == "refused")
    if meeting.sync_state != "in_doubt":
        merging.note_sync(meeting, "waiting")


def _refuse_null(given: dict[str, Any]) -> None:
    for name in ("topic", "staff_ids", "starts_at", "timezone", "duration_minutes", "options", "passcode", "host_id"):
        if name in given and given[name] is None:
            raise InvalidError.at(name, "not_nullable", "This cannot be empty.")


def _refuse_after_end(before: dict[str, Any], changed: list[str]) -> None:
    is_over = before["ends_at"] <= clock.now() and before["zoom_type"] not in AT_ANY_TIME
    if is_over and not OURS_ALONE.issuperset(changed):
        raise MeetingOverError(ENDED_SENTENCE)


def _snapshot(meeting: Meeting) -> dict[str, Any]:
    names = (
        *IN_ZOOM,
        "zoom_type",
        "starts_at",
        "ends_at",
        "options",
        "client_id",
        "lead_id",
        "client_group_id",
        "host_id",
    )
    return {name: getattr(meeting, name) for name in names}


async def list_staff_ids(session: AsyncSession, meeting_id: UUID) -> list[UUID]:
    """Who of the staff takes part."""
    return list(await session.scalars(select(MeetingStaff.staff_id).where(MeetingStaff.meeting_id == meeting_id)))


async def _apply_change(session: AsyncSession, meeting: Meeting, change: MeetingUpdate, given: dict[str, Any]) -> None:
    if change.staff_ids is not None:
        await directory.check_staff_exist(session, change.staff_ids, "staff_ids")
    if "subject" in given:
        await _set_subject(session, meeting, change.subject)
    for name in given.keys() & set(IN_ZOOM):
        setattr(meeting, name, given[name])
    meeting.has_our_passcode = meeting.has_our_passcode and "passcode" not in given
    if change.starts_at is not None:
        starts_at = scheduling.resolve_start(change.starts_at, meeting.timezone)
        if starts_at != meeting.starts_at:
            scheduling.check_not_past(starts_at)
            meeting.starts_at = starts_at
    meeting.ends_at = scheduling.times_of(meeting.starts_at, meeting.duration_minutes).ends_at
    if change.options is not None:
        meeting.options = {**meeting.options, **change.options.model_dump(exclude_none=True)}


async def _place_again(
    session: AsyncSession,
    caller: Caller,
    meeting: Meeting,
    changed: list[str],
    staff_ids: list[UUID],
    joining: list[UUID],
    override: OverrideIn | None,
) -> None:
    """Who was busy before may stay busy: only a new time asks for everybody, otherwise those who are new do."""
    is_moved = bool({"starts_at", "ends_at"} & set(changed))
    has_new_host = "host_id" in changed
    has_new_subject = bool({"client_id", "lead_id", "client_group_id"} & set(changed))
    if not (is_moved or joining or has_new_subject or has_new_host):
        return
    needs = placing.Anew(
        staff_ids if is_moved else joining, host=is_moved or has_new_host, subject=is_moved or has_new_subject
    )
    if await placing.place_again(session, caller, meeting, needs, override):
        await session.flush()
        await placing.reserve(session, meeting)


async def cancel_meeting(session: AsyncSession, caller: Caller, meeting_id: UUID) -> None:
    """Cancel the meeting here at once, and in Zoom as soon as Zoom can be reached. The record stays in the history."""
    meeting = await get_for_change(session, caller, meeting_id, deletable_by(caller))
    _check_can_be_cancelled(meeting)
    meeting.deleted_at = clock.now()
    meeting.status = "cancelled"
    merging.note_sync(meeting, "waiting")
    meeting.version += 1
    await events.record(session, caller.actor, "meeting.cancelled", "meeting", meeting_id)
    await work.ask(session, PUSH, meeting_id, at_once=True)


def _check_can_be_cancelled(meeting: Meeting) -> None:
    if meeting.zoom_type == PERSONAL_ROOM:
        raise PersonalRoomError("A personal room belongs to its Zoom user; Zoom does not let it be deleted.")
    if meeting.ends_at <= clock.now() and meeting.zoom_type not in AT_ANY_TIME:
        raise MeetingOverError("The meeting has taken place; it stays in the history and cannot be cancelled.")


async def find_meeting(session: AsyncSession, meeting_id: UUID, *, for_update: bool = False) -> Meeting | None:
    """The meeting with its host, for work; no question of access."""
    found = select(Meeting).where(Meeting.id == meeting_id).options(joinedload(Meeting.host))
    meeting: Meeting | None = await session.scalar(found.with_for_update(of=Meeting) if for_update else found)
    return meeting


async def give_host(session: AsyncSession, meeting: Meeting) -> Host | None:
    """A host for a meeting that was saved before Zoom was connected, or whose own cannot take it."""
    if not await placing.give_host(session, meeting, await list_staff_ids(session, meeting.id)):
        return None
    return await session.get(Host, meeting.host_id)
