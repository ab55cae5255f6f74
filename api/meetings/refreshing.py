"""Bringing one meeting up to date with what Zoom just said of it, when an event was the reason to ask."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import work
from api.hosts.models import Host
from api.meetings import merging, taking_over
from api.meetings.models import INSTANT, Meeting
from api.zoom.schemas import ZoomMeeting

DELETED = "meeting.deleted"
ENDED = "meeting.ended"


async def write_answer(
    session: AsyncSession, zoom_id: int, zoom: ZoomMeeting | None, asked_at: datetime, told: Collection[str]
) -> None:
    """Write what Zoom answered; None when it knows no such meeting. `told` are the signed events that made us ask."""
    found = select(Meeting).where(Meeting.zoom_meeting_id == zoom_id).with_for_update()
    meeting: Meeting | None = await session.scalar(found)
    if zoom is None:
        if meeting is not None:
            await _note_missing(session, meeting, asked_at, is_told=DELETED in told)
    elif meeting is None:
        await _take_over(session, zoom, asked_at)
    else:
        if ENDED in told:
            await _note_held(session, meeting, zoom, asked_at)
        await merging.merge_zoom_meeting(session, meeting, zoom, asked_at)


async def _note_missing(session: AsyncSession, meeting: Meeting, asked_at: datetime, *, is_told: bool) -> None:
    """Signed word of its deletion is a proof, and this answer another one.

    Without such word, this answer alone proves nothing, and the comparison looks again: it also sees whether
    everything is missing at once.
    """
    if meeting.deleted_at is not None or meeting.status not in {"planned", "open", "running"}:
        return
    if is_told:
        meeting.missing_since = asked_at - merging.SECOND_PROOF_AFTER
    if is_told or meeting.zoom_type == INSTANT:
        await merging.note_missing(session, meeting, asked_at)
    else:
        meeting.missing_since = meeting.missing_since or asked_at


async def _note_held(session: AsyncSession, meeting: Meeting, zoom: ZoomMeeting, asked_at: datetime) -> None:
    """It was over before anybody asked, and Zoom does not say of a meeting that it was held."""
    is_unnoticed = meeting.status in {"planned", "open"} and zoom.status != "started"
    if is_unnoticed and meeting.deleted_at is None and meeting.starts_at <= asked_at:
        meeting.status = "running"
        await merging.record_holding(session, meeting, "planned")


async def _take_over(session: AsyncSession, zoom: ZoomMeeting, asked_at: datetime) -> None:
    """A meeting of a host whom we do not know yet waits for the comparison, which asks for the hosts first."""
    host: Host | None = await session.scalar(select(Host).where(Host.zoom_user_id == zoom.host_id, Host.is_active))
    made = await taking_over.take_over(session, host, zoom, asked_at) if host is not None else None
    if made is not None and made.status == "running":
        await merging.record_holding(session, made, "planned")
    if made is None:
        await _end_doubt(session, zoom)


async def _end_doubt(session: AsyncSession, zoom: ZoomMeeting) -> None:
    """It is the meeting that a create of ours made, whose answer we never got: there is no need to wait for a look."""
    is_ours = Meeting.create_attempt["passcode"].astext == zoom.password
    in_doubt = select(Meeting.id).where(Meeting.create_attempt.is_not(None), Meeting.sync_state == "in_doubt", is_ours)
    for meeting_id in await session.scalars(in_doubt):
        await work.ask(session, merging.PUSH, meeting_id, at_once=True)
