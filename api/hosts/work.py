"""Keeping our copy of the account's Zoom users."""

from datetime import timedelta

from api.core import clock, work
from api.core.work import Done, Later, Outcome, Step
from api.hosts import service as hosts
from api.resources import Resources
from api.settings import service as settings
from api.zoom.errors import ZoomError

EVERY = timedelta(hours=1)


async def refresh_hosts(resources: Resources, step: Step) -> Outcome:
    """Ask Zoom for all users and write them down, once an hour and whenever the connection was changed."""
    async with step.transaction() as session:
        client = await settings.find_zoom_client(session, resources)
    if client is None:
        return Done()
    asked_at = clock.now()
    try:
        users = [user async for user in client.list_users()]
    except ZoomError as error:
        return Later(error.code, error.detail, error.retry_at)
    if not users:
        return Later("zoom_unavailable", "Zoom named no users, but an account always has its owner.")
    async with step.transaction() as session:
        await hosts.apply_zoom_users(session, users, asked_at)
        await work.wake(session, error_prefix=settings.NO_HOST)
    return Done(again_at=clock.now() + EVERY)
