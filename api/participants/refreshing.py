"""What hosts and guests do with registrations in Zoom itself: followed when an event was the reason to look."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.db import new_id
from api.events import service as events
from api.meetings.models import Meeting, Participant
from api.participants.queries import find_contacts
from api.participants.service import MOST_PARTICIPANTS, note_state
from api.zoom.schemas import ZoomRegistrant

LISTED_AFTER = timedelta(minutes=2)
"""Zoom's lists may show a new registration so late."""
LONGEST_NAME = 64
ENDED_IN_ZOOM = "The registration was cancelled or denied in Zoom."


async def apply_registrants(session: AsyncSession, zoom_id: int, listed: Mapping[str, ZoomRegistrant]) -> bool:
    """Write what Zoom's complete lists say, by address in small letters; answers whether to look again later.

    Who waits for an approval in Zoom is not added: adding somebody here is an approval.
    """
    found = select(Meeting).where(Meeting.zoom_meeting_id == zoom_id, Meeting.deleted_at.is_(None))
    meeting: Meeting | None = await session.scalar(found.with_for_update())
    if meeting is None:
        return False
    people = select(Participant).where(Participant.meeting_id == meeting.id).order_by(Participant.id)
    known = {person.email.lower(): person for person in await session.scalars(people.with_for_update())}
    approved = {email: one for email, one in listed.items() if one.status == "approved" and one.join_url}
    for email, participant in known.items():
        if email in approved:
            await _note_approved(session, participant, approved[email])
    await _add(session, meeting, {email: one for email, one in approved.items() if email not in known}, len(known))
    lost = [one for email, one in known.items() if one.state == "registered" and email not in approved]
    young = [one for one in lost if one.email.lower() not in listed and _may_be_unlisted(one)]
    for participant in lost:
        if participant not in young:
            await _note_ended(session, participant)
    return bool(young)


def _may_be_unlisted(participant: Participant) -> bool:
    return participant.zoom_sent_at is not None and clock.now() < participant.zoom_sent_at + LISTED_AFTER


async def _note_approved(session: AsyncSession, participant: Participant, zoom: ZoomRegistrant) -> None:
    if participant.state == "withdrawn":  # its cancelling is under way
        return
    was_registered = participant.state == "registered"
    participant.zoom_registrant_id = zoom.id or participant.zoom_registrant_id
    participant.join_url = zoom.join_url
    participant.is_in_doubt = False
    note_state(participant, "registered")
    if not was_registered:
        await _record(session, "participant.registered", participant)


async def _add(session: AsyncSession, meeting: Meeting, fresh: Mapping[str, ZoomRegistrant], count: int) -> None:
    """People who registered themselves, or whom the host registered."""
    contacts = await find_contacts(session, meeting, fresh) if fresh else {}
    for email, zoom in list(fresh.items())[: max(0, MOST_PARTICIPANTS - count)]:
        participant = Participant(
            id=new_id(), meeting_id=meeting.id, contact_id=contacts.get(email), email=zoom.email,
            first_name=zoom.first_name[:LONGEST_NAME] or zoom.email, last_name=zoom.last_name[:LONGEST_NAME] or None,
            state="registered", zoom_registrant_id=zoom.id, join_url=zoom.join_url,
        )  # fmt: skip
        session.add(participant)
        await session.flush()
        await _record(session, "participant.registered", participant)


async def _note_ended(session: AsyncSession, participant: Participant) -> None:
    note_state(participant, "refused", "denied_in_zoom", ENDED_IN_ZOOM)
    participant.join_url = participant.zoom_registrant_id = None
    await _record(session, "participant.denied_in_zoom", participant)


async def _record(session: AsyncSession, action: str, participant: Participant) -> None:
    told = {"participant_id": str(participant.id)}
    await events.record(session, events.ZOOM, action, "meeting", participant.meeting_id, **told)
