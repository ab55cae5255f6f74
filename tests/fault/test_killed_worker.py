"""The worker's process is killed again and again while creates are under way: each meeting is there once in the end."""

import asyncio
import random
from collections import Counter
from datetime import timedelta
from time import monotonic

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.work import LEASE, Runner
from api.meetings.models import Meeting
from api.resources import Resources
from tests.factories.meetings import in_days, meeting_body
from tests.fault.counts import new_seed
from tests.fault.processes import kill, let_leases_run_out, start_worker
from tests.fixture_types import SignIn, Travel

pytestmark = pytest.mark.fault

MEETINGS = 60
KILLS = 15
SLOW_CREATES = {"kind": "delay", "method": "POST", "path": "/v2/users/*/meetings", "seconds": 0.2, "times": None}
LONGEST_LIFE_SECONDS = 1.2
"""After a worker is ready: time for a few looks and creates, often not for their end."""
LOOK_AFTER_SECONDS = (3, 60, 60, 60)


async def creates(zoom_control: httpx.AsyncClient) -> list[int]:
    """The meetings that Zoom made, by their ids there."""
    ledger = (await zoom_control.get("/_control/ledger", params={"kind": "meeting.created"})).json()
    return [entry["meeting_id"] for entry in ledger]


@pytest.fixture
def pushes_left_to_workers(app: FastAPI, resources: Resources) -> None:
    """The web process saves meetings, and pushes none itself."""
    app.state.runner = Runner({}, resources.transaction, resources)


async def schedule_all(manager: httpx.AsyncClient) -> None:
    """Meetings whose creates are pending; three share each hour."""
    for i in range(MEETINGS):
        body = meeting_body(topic=f"Meeting {i}", starts_at=in_days(2 + i // 72, i // 3 % 24).isoformat())
        (await manager.post("/api/v1/meetings", json=body)).raise_for_status()


async def settle(workers: list[Runner], travel: Travel) -> None:
    """Let leases run out, and both workers look until what is in doubt is settled and nothing is left to do."""
    for seconds in (LEASE.total_seconds() + 1, *LOOK_AFTER_SECONDS):
        travel(timedelta(seconds=seconds))
        while sum(await asyncio.gather(*(worker.sweep() for worker in workers))):
            pass


async def live(zoom_control: httpx.AsyncClient, lives: random.Random) -> None:
    """Until some moment, or until Zoom has just made a meeting, whose answer is lost then."""
    if lives.random() < 0.3:
        await asyncio.sleep(lives.uniform(0, LONGEST_LIFE_SECONDS))
        return
    ends_at = monotonic() + LONGEST_LIFE_SECONDS
    known = len(await creates(zoom_control))
    while monotonic() < ends_at and len(await creates(zoom_control)) == known:
        pass
    await asyncio.sleep(lives.uniform(0, 0.01))


async def kill_again_and_again(
    environment: dict[str, str], zoom_control: httpx.AsyncClient, session: AsyncSession, lives: random.Random
) -> int:
    """Worker after worker dies at work; answers how many pushes that cut off."""
    cut_off = 0
    for _ in range(KILLS):
        worker = await start_worker(environment)
        await live(zoom_control, lives)
        await kill(worker)
        cut_off += await let_leases_run_out(session)
    return cut_off


async def test_of_creates_whose_worker_is_killed_none_is_lost_and_none_is_double(
    pushes_left_to_workers: None,
    workers: list[Runner],
    worker_environment: dict[str, str],
    zoom_control: httpx.AsyncClient,
    sign_in: SignIn,
    session: AsyncSession,
    travel: Travel,
) -> None:
    seed = new_seed()
    await schedule_all(await sign_in("manager"))
    (await zoom_control.post("/_control/faults", json=SLOW_CREATES)).raise_for_status()
    cut_off = await kill_again_and_again(worker_environment, zoom_control, session, random.Random(seed))
    (await zoom_control.delete("/_control/faults")).raise_for_status()
    await settle(workers, travel)
    made = await creates(zoom_control)
    ours = list(await session.scalars(select(Meeting)))
    assert cut_off > KILLS
    assert {meeting.sync_state for meeting in ours} == {"in_step"}
    assert len(made) == len(ours) == MEETINGS
    assert Counter(made) == Counter(meeting.zoom_meeting_id for meeting in ours)
