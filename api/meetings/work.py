"""The push: making Zoom agree with a meeting of ours, once, whatever fails in between.

Zoom has no idempotency key. So an attempt to create is committed before it leaves, with the passcode that proves a
meeting ours; while its outcome is unknown, Zoom is searched instead of told again (`meetings.adoption`).
"""

from datetime import datetime

from api.core import clock
from api.core.work import Done, Later, Outcome, Step
from api.events import service as events
from api.meetings import adoption, merging, reasons, taking_over
from api.meetings import service as meetings
from api.meetings.adoption import Attempt
from api.meetings.models import Meeting
from api.meetings.push import changing, creating, deleting, reviving
from api.meetings.push.creating import Sending
from api.meetings.push.failures import ASK_AGAIN_AFTER, get_meeting, note_failure
from api.resources import Resources
from api.settings import service as settings
from api.zoom.client import ZoomClient
from api.zoom.errors import ZoomError, ZoomHostMissingError
from api.zoom.schemas import ZoomMeeting


async def push_meeting(resources: Resources, step: Step) -> Outcome:
    """Do what is missing in Zoom for this meeting: create, change or delete it, or find out what became of a create."""
    async with step.transaction() as session:
        meeting = await meetings.find_meeting(session, step.object_id, for_update=True)
        client = await settings.find_zoom_client(session, resources)
        may_send = client is not None and not client.rests
        is_prompt = meeting is not None and _is_unsent(meeting) and not _is_late(meeting)
        sending = await creating.begin_attempt(session, meeting) if may_send and meeting and is_prompt else None
    if meeting is None or meeting.gone_at is not None:
        return Done()
    if client is None:
        return await _postpone(step)
    if not may_send and (rest := await client.find_rest()) is not None:
        return await note_failure(step, rest, in_doubt=meeting.create_attempt is not None)
    if sending is not None:
        return await _create(client, step, sending)
    if meeting.zoom_meeting_id is None:
        return await _push_unsettled(client, step, meeting)
    return await _push_known(client, step, meeting, meeting.zoom_meeting_id)


def _is_unsent(meeting: Meeting) -> bool:
    """Whether Zoom does not have the meeting, should have it, and was certainly never told."""
    return meeting.zoom_meeting_id is None and meeting.create_attempt is None and meeting.deleted_at is None


def _is_late(meeting: Meeting) -> bool:
    return meeting.host is not None and clock.now() - meeting.created_at > adoption.LATE


async def _push_unsettled(client: ZoomClient, step: Step, meeting: Meeting) -> Outcome:
    """A create left and its outcome is unknown, or might have left, or the meeting was deleted before one could."""
    if meeting.create_attempt is not None:
        attempt = Attempt.model_validate(meeting.create_attempt)
        if (unsettled := await _settle(client, step, attempt)) is not None:
            return unsettled
    elif (known := await _find_made_before(client, step, meeting)) is not None:
        return known
    if meeting.deleted_at is not None:
        return await deleting.note_gone(step)
    async with step.transaction() as session:
        sending = await creating.begin_attempt(session, await get_meeting(session, step.object_id))
    return await _create(client, step, sending)


async def _find_made_before(client: ZoomClient, step: Step, meeting: Meeting) -> Outcome | None:
    """Look whether a late create left already: out of a backup, the database does not know what it did since."""
    if meeting.deleted_at is not None or meeting.host is None or not meeting.has_our_passcode:
        return None
    made_by = Attempt(
        host=meeting.host.zoom_user_id, starts_at=meeting.starts_at, passcode=meeting.passcode,
        version=meeting.version, sent_at=meeting.created_at,
    )  # fmt: skip
    asked_at = clock.now()
    try:
        found = await adoption.find_ours(client, step.transaction, made_by)
    except ZoomHostMissingError:
        return None
    except ZoomError as error:
        return await note_failure(step, error, in_doubt=False)
    if found is None:
        return None
    async with step.transaction() as session:
        await taking_over.bind(session, await get_meeting(session, step.object_id), found, asked_at)
        return await step.finish(session, Done())


async def _settle(client: ZoomClient, step: Step, attempt: Attempt) -> Outcome | None:
    """Find out what became of a create whose answer is missing; None when it certainly made nothing."""
    asked_at = clock.now()
    try:
        found = await adoption.find_ours(client, step.transaction, attempt)
    except ZoomError as error:
        return await note_failure(step, error, in_doubt=True)
    if found is not None:
        return await _adopt(client, step, found, asked_at, attempt.version)
    looked = attempt.looked_cleanly(asked_at)
    next_look_at = looked.next_look_at(asked_at)
    async with step.transaction() as session:
        meeting = await get_meeting(session, step.object_id)
        meeting.create_attempt = None if next_look_at is None else looked.model_dump(mode="json")
        if next_look_at is not None:
            merging.note_sync(meeting, "in_doubt", reasons.OUTCOME_UNKNOWN, next_look_at)
    if next_look_at is None:
        return None
    return Later("zoom_outcome_unknown", reasons.OUTCOME_UNKNOWN.text, next_look_at)


async def _adopt(client: ZoomClient, step: Step, found: ZoomMeeting, asked_at: datetime, version: int) -> Outcome:
    async with step.transaction() as session:
        meeting = await get_meeting(session, step.object_id)
        await creating.note_made(session, meeting, found, asked_at, version)
        await events.record(session, events.SYSTEM, "meeting.adopted", "meeting", meeting.id, zoom_meeting_id=found.id)
    return await _push_known(client, step, meeting, found.id)


async def _create(client: ZoomClient, step: Step, sending: Sending | Outcome) -> Outcome:
    if not isinstance(sending, Sending):
        return sending
    made = await creating.create(client, step, sending)
    if not isinstance(made, ZoomMeeting):
        return made
    async with step.transaction() as session:
        meeting = await get_meeting(session, step.object_id)
    return await _push_known(client, step, meeting, made.id)


async def _push_known(client: ZoomClient, step: Step, meeting: Meeting, zoom_id: int) -> Outcome:
    """Zoom has the meeting; what was saved since, perhaps while we waited for Zoom, is pushed."""
    if meeting.deleted_at is not None:
        return await deleting.delete(client, step, zoom_id)
    if meeting.revive_asked_at is not None:
        return await reviving.revive(client, step, zoom_id)
    if meeting.pushed_version < meeting.version:
        return await changing.change(client, step, zoom_id)
    return Done()


async def _postpone(step: Step) -> Outcome:
    async with step.transaction() as session:
        merging.note_sync(await get_meeting(session, step.object_id), "waiting", reasons.NOT_CONNECTED)
    return Later("zoom_not_connected", reasons.NOT_CONNECTED.text, clock.now() + ASK_AGAIN_AFTER)
