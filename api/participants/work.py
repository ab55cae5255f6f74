"""Making Zoom's registrants of a meeting agree with its participants.

Zoom knows a registrant of a meeting by the address, so a registration whose answer is missing does no harm when it is
sent again. But it registers one address three times a day, so Zoom's list is looked at before anything is sent.
"""

from collections.abc import Sequence
from datetime import timedelta

from api.core import clock
from api.core.work import Done, Later, Outcome, Refused, Step
from api.meetings import service as meetings
from api.meetings.models import Meeting, Participant
from api.participants import registration
from api.participants import service as participants
from api.participants.registering import register
from api.participants.registration import Run, find_unsettled, note_waiting, settle
from api.participants.withdrawing import withdraw
from api.resources import Resources
from api.settings import service as settings
from api.zoom.errors import ZoomError

AT_ONE_RUN = 50
"""So that a run ends in good time; the next one goes on."""
ASK_AGAIN_AFTER = timedelta(minutes=1)
"""While the meeting or Zoom itself is not there. Both wake this work; the minute is for a call that came too early."""

NOT_CONNECTED = "Zoom is not connected yet; the registration follows as soon as it is."
NOT_IN_ZOOM = "The meeting is not in Zoom yet; the registration follows as soon as it is."
STILL_WAITING = "Some people wait until Zoom takes them."
MEETING_OVER = "The meeting was over or cancelled before Zoom registered this person."


async def push_participants(resources: Resources, step: Step) -> Outcome:
    """Register who waits, and cancel the registration of who was withdrawn."""
    async with step.transaction() as session:
        meeting = await meetings.find_meeting(session, step.object_id)
        client = await settings.find_zoom_client(session, resources)
        people = await find_unsettled(session, step.object_id)
    if meeting is None or not people:
        return Done()
    if participants.is_over(meeting):
        return await _give_up(step, people)
    if client is None:
        return await _postpone(step, "zoom_not_connected", NOT_CONNECTED)
    if meeting.zoom_meeting_id is None:
        return await _postpone(step, "meeting_not_in_zoom", NOT_IN_ZOOM)
    run = Run(client, step, meeting.zoom_meeting_id)
    try:
        return await _push(run, meeting, people)
    except ZoomError as error:
        await note_waiting(step, "zoom_waiting", error.detail)
        return Later(error.code, error.detail, error.retry_at)


async def _push(run: Run, meeting: Meeting, people: Sequence[Participant]) -> Outcome:
    withdrawn = [person for person in people if person.state == "withdrawn"]
    waiting = [person for person in people if person.state == "waiting"]
    due = [person for person in waiting if person.retry_at is None or person.retry_at <= clock.now()]
    kept = [await withdraw(run, person) for person in withdrawn[:AT_ONE_RUN]]
    if due and (obstacle := await registration.switch_on(run, meeting)) is not None:
        await settle(run.step, waiting, "link_only", obstacle)
    elif due:
        await register(run, due[:AT_ONE_RUN])
    if max(len(due), len(withdrawn)) > AT_ONE_RUN:
        return Done(again_at=clock.now())
    return await _end(run.step, [reason for reason in kept if reason])


async def _end(step: Step, kept: list[str]) -> Outcome:
    """Come back when the first of those who still wait can be registered."""
    async with step.transaction() as session:
        waiting = [person for person in await find_unsettled(session, step.object_id) if person.state == "waiting"]
    if waiting:
        times = [person.retry_at for person in waiting if person.retry_at is not None]
        return Later("registrations_wait", STILL_WAITING, min(times) if len(times) == len(waiting) else None)
    return Refused("zoom_refused", kept[0]) if kept else Done()


async def _give_up(step: Step, people: Sequence[Participant]) -> Outcome:
    """Nobody is registered for a meeting that is over, and Zoom cancelled the others with it."""
    waiting = [person for person in people if person.state == "waiting"]
    await settle(step, waiting, "refused", registration.Obstacle("meeting_over", MEETING_OVER))
    await settle(step, [person for person in people if person.state == "withdrawn"], "withdrawn", None)
    return Done()


async def _postpone(step: Step, code: str, reason: str) -> Outcome:
    await note_waiting(step, code, reason)
    return Later(code, reason, clock.now() + ASK_AGAIN_AFTER)
