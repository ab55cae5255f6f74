"""Watching a Zoom that does not answer, or does not accept us, until it does again."""

from datetime import timedelta

from api.core import clock, work
from api.core.work import Done, Later, Outcome, Step
from api.resources import Resources
from api.settings import service as settings
from api.zoom.errors import ZoomError, ZoomNotConnectedError, ZoomUnavailableError
from api.zoom.refusals import CREDENTIALS_CODES

AGAIN_AFTER = timedelta(seconds=10)
REFUSED_AGAIN_AFTER = timedelta(minutes=1)


async def watch_zoom(resources: Resources, step: Step) -> Outcome:
    """Ask Zoom something small. Once it answers, everything that waited for that is tried, and the watch is over."""
    async with step.transaction() as session:
        client = await settings.find_zoom_client(session, resources)
    if client is None:
        return Done()
    try:
        await client.probe()
    except ZoomNotConnectedError as error:
        return Later(error.code, error.detail, clock.now() + REFUSED_AGAIN_AFTER)
    except ZoomUnavailableError as error:
        standing = await client.read_standing()
        return Later(error.code, error.detail, standing.rests_until or clock.now() + AGAIN_AFTER)
    except ZoomError:
        pass  # an answer, if not the one that was asked for
    async with step.transaction() as session:
        for code in (ZoomUnavailableError.code, *CREDENTIALS_CODES):
            await work.wake(session, error_prefix=code)
        return await step.finish(session, Done())
