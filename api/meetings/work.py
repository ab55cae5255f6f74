"""The push: making Zoom agree with a meeting of ours, once, whatever fails in between.

Zoom has no idempotency key. So an attempt to create is committed before it leaves, with the passcode that proves a
meeting ours; while its outcome is unknown, Zoom is searched instead of told again (`meetings.adoption`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock, work
from api.core.work import Done, Later, Outcome, Refused, Step
from api.events import service as events
from api.hosts import quota
from api.hosts import service as hosts
from api.hosts.models import Host
from api.meetings import adoption, merging
from api.meetings import service as meetings
from api.meetings.adoption import Attempt
from api.meetings.models import PUSH_PARTICIPANTS, Meeting, Participant
from api.meetings.wish import to_body, wish_of
from api.resources import Resources
from api.settings import service as settings
from api.zoom.client import ZoomClient
from api.zoom.errors import ZoomError, ZoomHostMissingError, ZoomThrottledError
from api.zoom.limits import next_midnight
from api.zoom.schemas import ZoomMeeting

RUNNING_RETRY = timedelta(minutes=5)

ASK_AGAIN_AFTER = timedelta(minutes=1)
"""While Zoom is not set up. Setting it up wakes this work; the minute is for a call that came too early."""

NOT_CONNECTED = "Zoom is not connected yet; the meeting is saved and follows as soon as it is."
TOO_LATE = "The meeting's time was over before Zoom could be told of it, so it was not made there."
NO_HOST = "No Zoom user may host, or none is free then: look at the hosts and the rules, or choose another time."
DAILY_LIMIT = "Zoom takes no more for this host today. The meeting is saved and follows after 00:00 in Greenwich."
EXCHANGEABLE = frozenset({"own", "least_loaded"})


async def push_meeting(resources: Resources, step: Step) -> Outcome:
    """Do what is missing in Zoom for this meeting: create, change or delete it, or find out what became of a create."""
    async with step.transaction() as session:
        meeting = await meetings.find_meeting(session, step.object_id, for_update=True)
        client = await settings.find_zoom_client(session, resources)
        sending = await _begin_attempt(session, meeting) if client and meeting and _is_unsent(meeting) else None
    if meeting is None or meeting.gone_at is not None:
        return Done()
    if client is None:
        return await _postpone(step)
    if sending is not None:
        return await _create(client, step, sending)
    if meeting.zoom_meeting_id is None:
        return await _push_unsettled(client, step, meeting)
    return await _push_known(client, step, meeting, meeting.zoom_meeting_id)


def _is_unsent(meeting: Meeting) -> bool:
    """Whether Zoom does not have the meeting, should have it, and was certainly never told."""
    return meeting.zoom_meeting_id is None and meeting.create_attempt is None and meeting.deleted_at is None


async def _push_unsettled(client: ZoomClient, step: Step, meeting: Meeting) -> Outcome:
    """A create left and its outcome is unknown, or the meeting was deleted before one could leave."""
    if meeting.create_attempt is not None:
        attempt = Attempt.model_validate(meeting.create_attempt)
        if (unsettled := await _settle(client, step, attempt)) is not None:
            return unsettled
    if meeting.deleted_at is not None:
        return await _note_gone(step)
    async with step.transaction() as session:
        sending = await _begin_attempt(session, await _get(session, step.object_id))
    return await _create(client, step, sending)


async def _settle(client: ZoomClient, step: Step, attempt: Attempt) -> Outcome | None:
    """Find out what became of a create whose answer is missing; None when it certainly made nothing."""
    asked_at = clock.now()
    try:
        found = await adoption.find_ours(client, step.transaction, attempt)
    except ZoomError as error:
        return await _note_failure(step, error, in_doubt=True)
    if found is not None:
        return await _adopt(client, step, found, asked_at, attempt.version)
    looked = attempt.looked_cleanly(asked_at)
    next_look_at = looked.next_look_at(asked_at)
    async with step.transaction() as session:
        meeting = await _get(session, step.object_id)
        meeting.create_attempt = None if next_look_at is None else looked.model_dump(mode="json")
        if next_look_at is not None:
            merging.note_sync(meeting, "in_doubt", adoption.IN_DOUBT, next_look_at)
    return None if next_look_at is None else Later("zoom_outcome_unknown", adoption.IN_DOUBT, next_look_at)


async def _adopt(client: ZoomClient, step: Step, found: ZoomMeeting, asked_at: datetime, version: int) -> Outcome:
    async with step.transaction() as session:
        meeting = await _get(session, step.object_id)
        merging.apply_zoom_meeting(meeting, found, asked_at, pushed_version=version)
        await events.record(session, events.SYSTEM, "meeting.adopted", "meeting", meeting.id, zoom_meeting_id=found.id)
        await _ask_for_registrations(session, meeting)
    return await _push_known(client, step, meeting, found.id)


async def _push_known(client: ZoomClient, step: Step, meeting: Meeting, zoom_id: int) -> Outcome:
    """Zoom has the meeting; what was saved since, perhaps while we waited for Zoom, is pushed."""
    if meeting.deleted_at is not None:
        return await _push_delete(client, step, zoom_id)
    if meeting.pushed_version < meeting.version:
        return await _push_change(client, step, zoom_id)
    return Done()


@dataclass(frozen=True)
class Sending:
    """A create that may leave, because that it leaves is committed."""

    attempt: Attempt
    body: dict[str, object]


async def _begin_attempt(session: AsyncSession, meeting: Meeting) -> Sending | Later | Refused:
    """Note that a create is about to leave, and what will prove it ours. Nothing may leave before the commit."""
    if meeting.ends_at <= clock.now():
        merging.note_sync(meeting, "refused", TOO_LATE)
        return Refused("too_late", TOO_LATE)
    host = await _find_host(session, meeting)
    if isinstance(host, Later):
        merging.note_sync(meeting, "waiting", host.reason, host.not_before)
        return host
    attempt = Attempt(
        host=host.zoom_user_id,
        starts_at=meeting.starts_at,
        passcode=meeting.passcode,
        version=meeting.version,
        sent_at=clock.now(),
    )
    meeting.create_attempt = attempt.model_dump(mode="json")
    return Sending(attempt, {"type": meeting.zoom_type, **to_body(wish_of(meeting))})


async def _find_host(session: AsyncSession, meeting: Meeting) -> Host | Later:
    """Who hosts in Zoom, with one of today's writes taken; or until when the create has to wait.

    A host that we chose may still be exchanged, as long as Zoom was told nothing.
    """
    host = meeting.host if meeting.host is not None and meeting.host.is_active else None
    if host is None or (meeting.host_choice in EXCHANGEABLE and not await quota.has_writes(session, host.id)):
        host = await meetings.give_host(session, meeting)
    if host is None:
        return Later(settings.NO_HOST, NO_HOST, clock.now() + ASK_AGAIN_AFTER)
    if await quota.take_write(session, host.id):
        return host
    return Later("zoom_daily_limit", DAILY_LIMIT, next_midnight(clock.now()))


async def _create(client: ZoomClient, step: Step, sending: Sending | Later | Refused) -> Outcome:
    if not isinstance(sending, Sending):
        return sending
    asked_at = clock.now()
    try:
        made = await client.create_meeting(sending.attempt.host, sending.body)
    except ZoomHostMissingError as error:
        return await _look_for_another_host(step, error)
    except ZoomError as error:
        if _is_daily_limit(error):
            return await _look_beyond_limit(step, error)
        return await _note_failure(step, error, in_doubt=error.outcome == "in_doubt")
    async with step.transaction() as session:
        meeting = await _get(session, step.object_id)
        merging.apply_zoom_meeting(meeting, made, asked_at, pushed_version=sending.attempt.version)
        await events.record(session, events.SYSTEM, "meeting.created_in_zoom", "meeting", meeting.id)
        await _ask_for_registrations(session, meeting)
        if meeting.pushed_version == meeting.version:
            return await step.finish(session, Done())
    return await _push_known(client, step, meeting, made.id)


async def _ask_for_registrations(session: AsyncSession, meeting: Meeting) -> None:
    """Who was added before Zoom had the meeting can be registered now."""
    if await session.scalar(select(Participant.id).where(Participant.meeting_id == meeting.id).limit(1)) is not None:
        await work.ask(session, PUSH_PARTICIPANTS, meeting.id, at_once=True)


async def _look_for_another_host(step: Step, error: ZoomHostMissingError) -> Outcome:
    """Zoom no longer knows the host, and made nothing: the next run gives the meeting to somebody else."""
    async with step.transaction() as session:
        meeting = await _get(session, step.object_id)
        meeting.create_attempt = None
        if meeting.host is not None:
            await hosts.note_gone(session, meeting.host)
        merging.note_sync(meeting, "waiting", error.detail)
    return Later(error.code, error.detail, clock.now())


def _is_daily_limit(error: ZoomError) -> bool:
    return isinstance(error, ZoomThrottledError) and error.daily


async def _look_beyond_limit(step: Step, error: ZoomError) -> Outcome:
    """The host's writes of today are used up, whatever we counted: the next run asks somebody else, or waits."""
    async with step.transaction() as session:
        meeting = await _get(session, step.object_id)
        meeting.create_attempt = None
        if meeting.host_id is not None:
            await quota.note_daily_limit(session, meeting.host_id)
        merging.note_sync(meeting, "waiting", error.detail)
    return Later(error.code, error.detail, clock.now())


async def _push_change(client: ZoomClient, step: Step, zoom_id: int) -> Outcome:
    """Ask how things are, send all that differs in one PATCH, and ask again, because Zoom follows silently or not."""
    try:
        asked_at = clock.now()
        said = await client.get_meeting(zoom_id)
        async with step.transaction() as session:
            meeting = await _get(session, step.object_id)
            merged = merging.apply_zoom_meeting(meeting, said, asked_at, pushed_version=meeting.pushed_version)
            if fields := [*merged.followed, *merged.disputed]:
                await merging.record_change(session, meeting, fields)
            changes = merging.begin_sending(meeting)
            version = meeting.version
            if changes and meeting.host_id is not None:
                await quota.count_write(session, meeting.host_id)
        if changes:
            await client.update_meeting(zoom_id, to_body(changes))
            asked_at = clock.now()
            said = await client.get_meeting(zoom_id)
    except ZoomError as error:
        return await _note_failure(step, error, in_doubt=False)
    async with step.transaction() as session:
        meeting = await _get(session, step.object_id)
        merging.apply_zoom_meeting(meeting, said, asked_at, pushed_version=version)
        if changes:
            await events.record(
                session, events.SYSTEM, "meeting.changed_in_zoom", "meeting", meeting.id, fields=list(changes)
            )
        return await step.finish(session, Done())


async def _push_delete(client: ZoomClient, step: Step, zoom_id: int) -> Outcome:
    try:
        await client.delete_meeting(zoom_id)
    except ZoomError as error:
        if error.outcome == "missing":
            return await _note_gone(step)
        if error.outcome == "refused":
            return await _delete_later(step, error)
        return await _note_failure(step, error, in_doubt=False)
    return await _note_gone(step)


async def _delete_later(step: Step, error: ZoomError) -> Outcome:
    """Zoom deletes no running meeting; it is asked again until the meeting is over."""
    retry_at = clock.now() + RUNNING_RETRY
    async with step.transaction() as session:
        merging.note_sync(await _get(session, step.object_id), "waiting", error.detail, retry_at)
    return Later(error.code, error.detail, retry_at)


async def _note_gone(step: Step) -> Outcome:
    async with step.transaction() as session:
        meeting = await _get(session, step.object_id)
        meeting.gone_at = clock.now()
        merging.note_sync(meeting, "in_step")
        await events.record(session, events.SYSTEM, "meeting.deleted_in_zoom", "meeting", meeting.id)
        return await step.finish(session, Done())


async def _note_failure(step: Step, error: ZoomError, *, in_doubt: bool) -> Outcome:
    """Keep why it did not work, where people see it, and decide when to try again."""
    if error.outcome == "missing":
        return await _note_missing(step, error)
    async with step.transaction() as session:
        meeting = await _get(session, step.object_id)
        if in_doubt:
            attempt = Attempt.model_validate(meeting.create_attempt)
            look_at = attempt.next_look_at(clock.now()) or clock.now() + adoption.LOOKS[0]
            merging.note_sync(meeting, "in_doubt", adoption.IN_DOUBT, look_at)
            return Later(error.code, error.detail, max(look_at, error.retry_at or look_at))
        meeting.create_attempt = None
        if error.outcome == "refused":
            merging.note_sync(meeting, "refused", error.detail)
            return Refused(error.code, error.detail)
        retry_at = await _retry_at(session, meeting, error)
        merging.note_sync(meeting, "waiting", error.detail, retry_at)
    return Later(error.code, error.detail, retry_at)


async def _retry_at(session: AsyncSession, meeting: Meeting, error: ZoomError) -> datetime | None:
    """A day's limit ends at midnight in Greenwich, whatever else the answer says."""
    if not _is_daily_limit(error) or meeting.host_id is None:
        return error.retry_at
    await quota.note_daily_limit(session, meeting.host_id)
    return next_midnight(clock.now())


async def _note_missing(step: Step, error: ZoomError) -> Outcome:
    """Zoom does not know the meeting. One such answer may be wrong; the second, a minute later, is believed."""
    async with step.transaction() as session:
        meeting = await _get(session, step.object_id)
        second_proof_at = await merging.note_missing(session, meeting, clock.now())
        if second_proof_at is None:
            return Done()
        merging.note_sync(meeting, "waiting", error.detail, second_proof_at)
    return Later(error.code, error.detail, second_proof_at)


async def _postpone(step: Step) -> Outcome:
    async with step.transaction() as session:
        merging.note_sync(await _get(session, step.object_id), "waiting", NOT_CONNECTED)
    return Later("zoom_not_connected", NOT_CONNECTED, clock.now() + ASK_AGAIN_AFTER)


async def _get(session: AsyncSession, meeting_id: UUID) -> Meeting:
    """The meeting, locked; meetings are never removed, so it is there."""
    meeting = await meetings.find_meeting(session, meeting_id, for_update=True)
    if meeting is None:
        raise LookupError(f"meeting {meeting_id} vanished")
    return meeting
