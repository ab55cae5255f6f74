"""Bringing back a meeting that was deleted in Zoom: out of Zoom's bin, or as a new one with a new link."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.core import clock, work
from api.core.errors import Problem
from api.events import service as events
from api.meetings import differences, merging, moving, placing, reasons
from api.meetings import service as meetings
from api.meetings.access import editable_by
from api.meetings.models import SCHEDULED, Meeting
from api.meetings.schemas import BringBack


class NotMissingError(Problem):
    """There is nothing to bring back."""

    status = 409
    code = "not_missing"
    title = "The meeting is in Zoom"


async def revive(session: AsyncSession, caller: Caller, meeting_id: UUID, body: BringBack) -> None:
    """Ask for the meeting to be taken out of Zoom's bin, with its link. Zoom keeps it there for seven days."""
    meeting = await _get_missing(session, caller, meeting_id, body)
    await _check_place(session, caller, meeting, body)
    meeting.revive_asked_at = clock.now()
    merging.note_sync(meeting, "waiting", reasons.REVIVING)
    await events.record(session, caller.actor, "meeting.revive_asked", "meeting", meeting_id)
    await work.ask(session, meetings.PUSH, meeting_id, at_once=True)


async def recreate(session: AsyncSession, caller: Caller, meeting_id: UUID, body: BringBack) -> None:
    """Make the meeting once more in Zoom, with a new link; its participants are registered again."""
    meeting = await _get_missing(session, caller, meeting_id, body)
    if meeting.zoom_type != SCHEDULED:
        raise merging.DatesInZoomError("This meeting recurs or has no fixed time; make it again in Zoom.")
    is_exclusive = await _check_place(session, caller, meeting, body)
    await moving.make_anew(session, caller.actor, meeting)
    meeting.version += 1
    await differences.reconcile(session, meeting, {})
    await session.flush()
    if is_exclusive:
        await placing.reserve(session, meeting)
    await work.ask(session, meetings.PUSH, meeting_id, at_once=True)


async def _get_missing(session: AsyncSession, caller: Caller, meeting_id: UUID, body: BringBack) -> Meeting:
    if body.override is not None:
        caller.require("meetings.override")
    meeting = await meetings.get_for_change(session, caller, meeting_id, editable_by(caller))
    if meeting.status != "missing":
        raise NotMissingError("The meeting was not deleted in Zoom, so there is nothing to bring back.")
    if meeting.ends_at <= clock.now() and meeting.zoom_type == SCHEDULED:
        raise meetings.MeetingOverError("The meeting's time is over; it stays in the history.")
    return meeting


async def _check_place(session: AsyncSession, caller: Caller, meeting: Meeting, body: BringBack) -> bool:
    """Meanwhile others may have taken its time: the rules count as for a new meeting."""
    staff_ids = await meetings.list_staff_ids(session, meeting.id)
    everybody = placing.Anew(staff_ids, host=True, subject=True)
    return await placing.place_again(session, caller, meeting, everybody, body.override)
