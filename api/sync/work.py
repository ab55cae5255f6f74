"""The comparison with Zoom: by itself every few minutes, and when somebody asks; one at a time over all processes."""

import asyncio
from datetime import timedelta

from sqlalchemy import delete, select

from api.core import clock
from api.core.work import Done, Later, Outcome, Step
from api.events import service as events
from api.hosts import service as hosts
from api.hosts.models import Host
from api.meetings.merging import SECOND_PROOF_AFTER
from api.meetings.models import Meeting
from api.resources import Resources
from api.settings import service as settings
from api.sync import progress
from api.sync.hosts import Comparison, concerns_account
from api.sync.models import SyncRun
from api.sync.service import find_open_run
from api.zoom.client import ZoomClient
from api.zoom.errors import ZoomError, ZoomNotConnectedError, ZoomThrottledError, ZoomUnavailableError

HOSTS_AT_ONCE = 4
FORGOTTEN_AT_ONCE = 500
NOT_CONNECTED = "Zoom is not connected yet, so there is nothing to compare with."
NO_USERS = "Zoom named no users, but an account always has its owner."


async def run_sync(resources: Resources, step: Step) -> Outcome:
    """Compare everything with Zoom. A run that was paused or cut off goes on with the hosts that are left."""
    async with step.transaction() as session:
        client = await settings.find_zoom_client(session, resources)
        is_wanted = client is not None or await find_open_run(session) is not None
        run = await progress.take_up(session) if is_wanted else None
    if run is None:
        return _again(resources)
    try:
        if client is None:
            raise ZoomNotConnectedError(NOT_CONNECTED)
        await _compare(client, step, run)
    except ZoomThrottledError as error:
        return await _pause(step, run, error)
    except ZoomError as error:
        async with step.transaction() as session:
            await progress.end(session, run.id, error)
        return _again(resources)
    async with step.transaction() as session:
        ended = await progress.end(session, run.id)
    return _again(resources, has_suspects=ended.suspected > 0)


def _again(resources: Resources, *, has_suspects: bool = False) -> Done:
    """When to compare next; what was not found is looked for once more as soon as that is a proof."""
    every = timedelta(minutes=resources.config.sync_every_minutes)
    return Done(again_at=clock.now() + (min(every, SECOND_PROOF_AFTER) if has_suspects else every))


async def _pause(step: Step, run: SyncRun, error: ZoomThrottledError) -> Outcome:
    async with step.transaction() as session:
        paused = await session.get_one(SyncRun, run.id, with_for_update=True)
        paused.state, paused.retry_at = "waiting", error.retry_at
        paused.error_code, paused.error_text = error.code, error.detail
    return Later(error.code, error.detail, error.retry_at)


async def _compare(client: ZoomClient, step: Step, run: SyncRun) -> None:
    if run.hosts_total == 0:
        await _refresh_hosts(client, step, run)
    async with step.transaction() as session:
        left = select(Host).where(Host.is_active, Host.id.not_in(run.done_host_ids)).order_by(Host.id)
        active = list(await session.scalars(left))
    comparison = Comparison(client, step, run.id, is_thorough=run.asked_by is not None)
    for start in range(0, len(active), HOSTS_AT_ONCE):
        batch = active[start : start + HOSTS_AT_ONCE]
        tasks = [asyncio.create_task(comparison.compare(host)) for host in batch]
        try:
            errors = await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
        _check([error for error in errors if error is not None], several=min(HOSTS_AT_ONCE, len(active)))


def _check(errors: list[ZoomError], *, several: int) -> None:
    """Raise what ends or pauses the run: an error of the account, or Zoom answering for none of several hosts."""
    for error in errors:
        if concerns_account(error):
            raise error
    is_away = [error for error in errors if error.outcome in {"not_sent", "in_doubt"}]
    if len(is_away) == several:
        raise is_away[0]


async def forget_private(_resources: Resources, step: Step) -> Outcome:
    """Take away what was taken over of a host who is private now. Zoom is told nothing, and keeps it."""
    gone: int | None = None
    while gone is None or gone == FORGOTTEN_AT_ONCE:
        async with step.transaction() as session:
            host = await session.get(Host, step.object_id)
            if host is None or not host.is_private:
                return Done()
            theirs = select(Meeting.id).where(Meeting.host_id == host.id, Meeting.origin == "zoom")
            ids = (await session.scalars(theirs.limit(FORGOTTEN_AT_ONCE).with_for_update())).all()
            await session.execute(delete(Meeting).where(Meeting.id.in_(ids)))
            gone = len(ids)
            if gone:
                await events.record(session, events.SYSTEM, "host.meetings_forgotten", "host", host.id, meetings=gone)
    return Done()


async def _refresh_hosts(client: ZoomClient, step: Step, run: SyncRun) -> None:
    asked_at = clock.now()
    users = [user async for user in client.list_users()]
    if not users:
        raise ZoomUnavailableError(NO_USERS)
    async with step.transaction() as session:
        await hosts.apply_zoom_users(session, users, asked_at)
        counted = await session.scalars(select(Host.id).where(Host.is_active))
        (await progress.count(session, run.id)).hosts_total = len(counted.all())
