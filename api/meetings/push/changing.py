"""Sending what was changed here to a meeting that Zoom has."""

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.failpoints import failpoint
from api.core.work import Done, Outcome, Step
from api.events import service as events
from api.hosts import quota
from api.hosts.models import Host
from api.meetings import differences, merging
from api.meetings.models import Meeting
from api.meetings.push.failures import get_meeting, note_failure
from api.meetings.wish import HOST, HOST_ID, SCHEDULE_FOR, Facts, to_body
from api.zoom.client import ZoomClient
from api.zoom.errors import ZoomError


async def change(client: ZoomClient, step: Step, zoom_id: int) -> Outcome:
    """Ask how things are, send all that differs in one PATCH, and ask again, because Zoom follows silently or not."""
    changes: Facts = {}
    try:
        asked_at = clock.now()
        said = await client.get_meeting(zoom_id)
        async with step.transaction() as session:
            meeting = await get_meeting(session, step.object_id)
            await merging.follow_zoom(session, meeting, said, asked_at)
            changes = merging.begin_sending(meeting)
            version = meeting.version
            if changes:
                await _count_writes(session, meeting)
        if changes:
            await failpoint("push.changing")
            await client.update_meeting(zoom_id, to_body(changes))
            await failpoint("push.changed")
            asked_at = clock.now()
            said = await client.get_meeting(zoom_id)
    except ZoomError as error:
        if error.outcome == "refused" and SCHEDULE_FOR in changes:
            await _note_host_stays(step, error)
            return await change(client, step, zoom_id)
        return await note_failure(step, error, in_doubt=False)
    async with step.transaction() as session:
        meeting = await get_meeting(session, step.object_id)
        merged = merging.apply_zoom_meeting(meeting, said, asked_at, pushed_version=version)
        if changes.get(SCHEDULE_FOR, said.host_id) != said.host_id:
            merging.keep_host(meeting)
        await differences.reconcile(session, meeting, merged.base)
        await _record_sent(session, meeting, changes)
        return await step.finish(session, Done())


async def _count_writes(session: AsyncSession, meeting: Meeting) -> None:
    """One write of the host's day; of a meeting that moves, of both hosts, as Zoom does not say whose it counts."""
    has_it_in_zoom = Host.zoom_user_id == (meeting.zoom_facts or {}).get(HOST_ID)
    for host_id in await session.scalars(select(Host.id).where(or_(Host.id == meeting.host_id, has_it_in_zoom))):
        await quota.count_write(session, host_id)


async def _note_host_stays(step: Step, error: ZoomError) -> None:
    """Zoom does not move the meeting: that is for a person to decide, and the rest goes out without it."""
    async with step.transaction() as session:
        meeting = await get_meeting(session, step.object_id)
        merging.keep_host(meeting)
        told = {"fields": [HOST], "reason": error.zoom_message}
        await events.record(session, events.SYSTEM, "meeting.host_move_refused", "meeting", meeting.id, **told)


async def _record_sent(session: AsyncSession, meeting: Meeting, changes: Facts) -> None:
    if changes:
        fields = [HOST if name == SCHEDULE_FOR else name for name in changes]
        await events.record(session, events.SYSTEM, "meeting.changed_in_zoom", "meeting", meeting.id, fields=fields)
