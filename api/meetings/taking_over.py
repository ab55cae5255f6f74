"""What is found in Zoom and bound to none of ours: ours after all, a double of ours, or made by somebody there."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import column, exists, or_, select, table
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock, work
from api.core.db import new_id
from api.core.timezones import ends_at
from api.events import service as events
from api.hosts.models import Host
from api.meetings import differences, merging
from api.meetings.models import ADOPT, DISCARD, PUSH_PARTICIPANTS, SCHEDULED, Meeting, MeetingStaff, ZoomOrphan
from api.meetings.occurrences import apply_occurrences
from api.meetings.wish import NO_OPTIONS, facts_of, follow
from api.zoom.schemas import ZoomMeeting

USUAL_MINUTES = 60
_RULES = table("adoption_rules", column("is_active"))
_HAS_RULES = select(exists().where(_RULES.c.is_active))
"""All that is known here of the rules of adoption: whether there is one to be asked."""


async def take_over(session: AsyncSession, host: Host, zoom: ZoomMeeting, asked_at: datetime) -> Meeting | None:
    """A meeting that was made in Zoom becomes one of ours, with the host's employee.

    None when it is one of ours already. What a private host makes stays in Zoom.
    """
    if host.is_private or await _recognise(session, zoom, asked_at):
        return None
    starts_at = zoom.start_time or zoom.created_at or asked_at
    meeting = Meeting(
        id=new_id(), zoom_type=zoom.kind or SCHEDULED, topic=zoom.topic, starts_at=starts_at,
        ends_at=ends_at(starts_at, USUAL_MINUTES), duration_minutes=USUAL_MINUTES, timezone="UTC", passcode="",
        options=dict(NO_OPTIONS), conflicts=[], host_id=host.id, origin="zoom", status="planned", version=1,
        created_at=zoom.created_at or asked_at,
    )  # fmt: skip
    follow(meeting, facts_of(zoom))
    merging.apply_zoom_meeting(meeting, zoom, asked_at, pushed_version=1)
    session.add(meeting)
    await session.flush()
    if host.staff_id is not None:
        session.add(MeetingStaff(meeting_id=meeting.id, staff_id=host.staff_id))
    await apply_occurrences(session, meeting, zoom, asked_at)
    if await session.scalar(_HAS_RULES):
        await work.ask(session, ADOPT, meeting.id)
    await events.record(session, events.ZOOM, "meeting.made_in_zoom", "meeting", meeting.id, topic=meeting.topic)
    return meeting


async def _recognise(session: AsyncSession, zoom: ZoomMeeting, asked_at: datetime) -> bool:
    """Whether it is ours: bound to one of ours, on its way to be, or proven to be by the passcode made here.

    One question asks for what is bound and for what a create with a missing answer made: between two, the one could
    become the other.
    """
    is_being_made = Meeting.create_attempt.is_not(None) & (Meeting.create_attempt["passcode"].astext == zoom.password)
    ours = select(Meeting.id).where(or_(Meeting.zoom_meeting_id == zoom.id, is_being_made))
    if await session.scalar(ours.limit(1)) is not None:
        return True
    orphan = await session.scalar(select(ZoomOrphan.state).where(ZoomOrphan.zoom_meeting_id == zoom.id))
    if orphan is not None:
        return orphan != "kept"
    twin = await _find_twin(session, zoom)
    if twin is not None and twin.zoom_meeting_id is None:
        await bind(session, twin, zoom, asked_at)
    elif twin is not None:
        await note_orphan(session, twin.id, zoom.id, "double")
    return twin is not None


async def _find_twin(session: AsyncSession, zoom: ZoomMeeting) -> Meeting | None:
    """The meeting of ours with that start and that passcode, if nobody can have typed it."""
    if not zoom.password or zoom.start_time is None:
        return None
    found = select(Meeting).where(
        Meeting.starts_at == zoom.start_time, Meeting.passcode == zoom.password, Meeting.has_our_passcode,
        Meeting.deleted_at.is_(None), Meeting.status != "missing",
    )  # fmt: skip
    twin: Meeting | None = await session.scalar(found.limit(1).with_for_update())
    return twin


async def bind(session: AsyncSession, meeting: Meeting, zoom: ZoomMeeting, asked_at: datetime) -> None:
    """Ours was made in Zoom, but is not known to have been: the database is older than that. So Zoom is right."""
    follow(meeting, facts_of(zoom))
    meeting.has_our_passcode = True
    meeting.version += 1
    merged = merging.apply_zoom_meeting(meeting, zoom, asked_at, pushed_version=meeting.version)
    await differences.reconcile(session, meeting, merged.base)
    await events.record(session, events.SYSTEM, "meeting.adopted", "meeting", meeting.id, zoom_meeting_id=zoom.id)
    await work.ask(session, PUSH_PARTICIPANTS, meeting.id)


async def note_orphan(session: AsyncSession, meeting_id: UUID, zoom_meeting_id: int, reason: str) -> None:
    """This meeting in Zoom is ours and must not be; it is looked at once more, and deleted."""
    orphan = ZoomOrphan(
        id=new_id(), zoom_meeting_id=zoom_meeting_id, meeting_id=meeting_id, reason=reason, found_at=clock.now()
    )
    session.add(orphan)
    await work.ask(session, DISCARD, orphan.id)
