"""Registration for a meeting in Zoom: switching it on, and writing down how each person's stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.work import Step
from api.hosts import quota
from api.meetings.models import SCHEDULED, Meeting, Participant
from api.participants.service import note_state
from api.zoom.client import ZoomClient
from api.zoom.errors import ZoomRefusedError
from api.zoom.schemas import ZoomMeeting

AUTOMATIC, MANUAL = 0, 1
"""Zoom's approval types with which registration is on; 2 is off."""
SERIES = 8

BASIC_HOST = "The host has a Basic plan, and Zoom registers people only for licensed hosts. The meeting's link works."
NO_REGISTRATION = "Zoom does not offer registration for this meeting. The meeting's link works."


@dataclass(frozen=True)
class Obstacle:
    """Why there is no registration."""

    code: str
    reason: str


@dataclass(frozen=True)
class Run:
    """One run of the work: whom to ask, and in which meeting."""

    client: ZoomClient
    step: Step
    zoom_id: int


async def switch_on(run: Run, meeting: Meeting) -> Obstacle | None:
    """Let Zoom register people for this meeting, by itself and at once; or the reason why it does not.

    Zoom refuses silently too: a change is answered well, and the registration stays off. Approval by a person, which
    somebody chose in Zoom, stays.
    """
    if meeting.host is not None and meeting.host.plan == "basic":
        return Obstacle("basic_host", BASIC_HOST)
    if meeting.zoom_type not in {SCHEDULED, SERIES}:
        return Obstacle("no_registration", NO_REGISTRATION)
    if _is_on(await run.client.get_meeting(run.zoom_id)):
        return None
    if meeting.host is not None:
        async with run.step.transaction() as session:
            await quota.count_write(session, meeting.host.id)
    try:
        await run.client.update_meeting(run.zoom_id, {"settings": {"approval_type": AUTOMATIC}})
    except ZoomRefusedError as error:
        return Obstacle("no_registration", f"{NO_REGISTRATION} {error.detail}")
    if _is_on(await run.client.get_meeting(run.zoom_id)):
        return None
    return Obstacle("no_registration", NO_REGISTRATION)


def _is_on(zoom: ZoomMeeting) -> bool:
    return zoom.settings.approval_type in {AUTOMATIC, MANUAL}


async def find_unsettled(session: AsyncSession, meeting_id: UUID) -> list[Participant]:
    """Those for whom Zoom has something to do, in the order in which they were added."""
    is_registered = or_(Participant.zoom_registrant_id.is_not(None), Participant.is_in_doubt)
    found = (
        select(Participant)
        .where(
            Participant.meeting_id == meeting_id,
            or_(Participant.state == "waiting", (Participant.state == "withdrawn") & is_registered),
        )
        .order_by(Participant.id)
    )
    return list(await session.scalars(found))


async def lock(session: AsyncSession, participant: Participant) -> Participant:
    """The participant as it is now, locked after its meeting: that is the order of those who add and withdraw."""
    return (await _lock_all(session, [participant]))[0]


async def _lock_all(session: AsyncSession, people: Sequence[Participant]) -> Sequence[Participant]:
    await session.execute(select(Meeting.id).where(Meeting.id == people[0].meeting_id).with_for_update())
    found = select(Participant).where(Participant.id.in_([person.id for person in people]))
    return (await session.scalars(found.order_by(Participant.id).with_for_update())).all()


async def settle(step: Step, people: Sequence[Participant], state: str, why: Obstacle | None) -> None:
    """These people are in this state for good, unless somebody changed theirs meanwhile."""
    if not people:
        return
    before = {person.id: person.state for person in people}
    async with step.transaction() as session:
        for participant in await _lock_all(session, people):
            participant.is_in_doubt = False
            if participant.state == "withdrawn":
                participant.zoom_registrant_id = participant.join_url = None
            if participant.state == before[participant.id]:
                note_state(participant, state, why.code if why else None, why.reason if why else None)


async def note_waiting(step: Step, code: str, reason: str) -> None:
    """Why those who wait do so; who waits for tomorrow has a reason of their own."""
    async with step.transaction() as session:
        await session.execute(select(Meeting.id).where(Meeting.id == step.object_id).with_for_update())
        for participant in await find_unsettled(session, step.object_id):
            if participant.state == "waiting" and (participant.retry_at is None or participant.retry_at <= clock.now()):
                note_state(participant, "waiting", code, reason)
