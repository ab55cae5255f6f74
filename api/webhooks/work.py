"""Applying what Zoom told us: sorting events, asking Zoom about the meetings they name, forgetting old ones."""

from collections.abc import Sequence
from datetime import timedelta

from api.core import clock
from api.core.work import Done, Later, Outcome, Step
from api.meetings import presence, refreshing
from api.participants.refreshing import LISTED_AFTER, apply_registrants
from api.participants.registering import list_known
from api.resources import Resources
from api.settings import service as settings
from api.webhooks import service as webhooks
from api.webhooks.handlers import read_told
from api.webhooks.models import ZoomEvent
from api.zoom.errors import ZoomError, ZoomMeetingMissingError

EVERY = timedelta(hours=1)
ASK_AGAIN_AFTER = timedelta(minutes=1)
NOT_CONNECTED = "Zoom is not connected, so it cannot be asked what its events are about."
GATHERING = "Zoom was asked about this meeting a moment ago; what is told meanwhile leads to one more question."


async def apply_events(_resources: Resources, step: Step) -> Outcome:
    """Sort what came, in portions, until nothing is left."""
    while True:
        async with step.transaction() as session:
            count = await webhooks.sort_events(session)
        if count < webhooks.AT_ONE_STEP:
            return Done()


async def read_meeting(resources: Resources, step: Step) -> Outcome:
    """Ask Zoom how one meeting is now, once for all events that named it, and follow the answer."""
    zoom_id = step.object_id.int
    async with step.transaction() as session:
        events = await webhooks.find_asking(session, zoom_id)
        next_read_at = await webhooks.next_read_at(session, zoom_id)
        client = await settings.find_zoom_client(session, resources)
    if not events:
        return Done()
    if client is None:
        return Later("zoom_not_connected", NOT_CONNECTED, clock.now() + ASK_AGAIN_AFTER)
    if next_read_at is not None:
        return Later("gathering", GATHERING, next_read_at)
    asked_at, said, is_known = clock.now(), None, True
    try:
        said = await client.get_meeting(zoom_id)
    except ZoomMeetingMissingError:
        pass
    except ZoomError as error:
        if error.outcome != "refused":
            return Later(error.code, error.detail, error.retry_at)
        is_known = False  # it is no meeting that this address tells of, and never will be
    async with step.transaction() as session:
        if is_known:
            await refreshing.write_answer(session, zoom_id, said, asked_at, _names(events))
        await webhooks.note_asked(session, events, asked_at)
        return await step.finish(session, Done())


def _names(events: Sequence[ZoomEvent]) -> set[str]:
    """What was told, without the deletion of single dates."""
    told = [read_told(one.event, one.zoom_meeting_id, one.received_at, one.payload) for one in events]
    return {one.event for one in told if not (one.event == refreshing.DELETED and one.is_about_dates_only)}


async def read_registrants(resources: Resources, step: Step) -> Outcome:
    """Ask Zoom who is registered for one meeting, and follow the answer."""
    zoom_id = step.object_id.int
    async with step.transaction() as session:
        client = await settings.find_zoom_client(session, resources)
    if client is None:
        return Later("zoom_not_connected", NOT_CONNECTED, clock.now() + ASK_AGAIN_AFTER)
    try:
        listed = await list_known(client, zoom_id)
    except ZoomError as error:
        if error.outcome in {"refused", "missing"}:
            return Done()
        return Later(error.code, error.detail, error.retry_at)
    async with step.transaction() as session:
        has_to_look_again = await apply_registrants(session, zoom_id, listed)
        return await step.finish(session, Done(clock.now() + LISTED_AFTER if has_to_look_again else None))


async def tidy_up(_resources: Resources, step: Step) -> Outcome:
    """Forget events after thirty days, and who was in a meeting after two."""
    has_more = True
    while has_more:
        async with step.transaction() as session:
            has_more = await webhooks.forget_old(session)
            await presence.forget_old(session)
    return Done(again_at=clock.now() + EVERY)
