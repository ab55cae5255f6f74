"""The worker's process is killed again and again while it compares: each meeting of Zoom's is here once in the end."""

import asyncio
import random
from collections import Counter

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.work import Runner
from api.meetings.models import Meeting
from api.sync.models import SyncRun
from tests.factories.meetings import in_days
from tests.fault.counts import new_seed
from tests.fault.processes import kill, let_leases_run_out, start_worker
from tests.fixture_types import SignIn

pytestmark = pytest.mark.fault

MEETINGS_OF_EACH = 15
HOSTS = ("admin", "manager", "employee", "anna.koval")
KILLS = 5
SLOW_READS = {"kind": "delay", "method": "GET", "path": "/v2/meetings/*", "seconds": 0.1, "times": None}


async def make_in_zoom(zoom_control: httpx.AsyncClient) -> set[int]:
    """Meetings of several hosts, made in the portal; answers their numbers."""
    made = set()
    for number in range(MEETINGS_OF_EACH):
        for host in HOSTS:
            start = in_days(2 + number).strftime("%Y-%m-%dT%H:%M:%SZ")
            body = {"host": f"{host}@parley.example", "topic": f"Number {number}", "start_time": start}
            made.add((await zoom_control.post("/_control/meetings", json=body)).json()["id"])
    return made


async def test_a_comparison_whose_worker_is_killed_takes_over_each_meeting_once(
    workers: list[Runner],
    worker_environment: dict[str, str],
    zoom_control: httpx.AsyncClient,
    sign_in: SignIn,
    session: AsyncSession,
) -> None:
    seed = new_seed()
    moments, cut_off = random.Random(seed), 0
    made = await make_in_zoom(zoom_control)
    (await zoom_control.post("/_control/faults", json=SLOW_READS)).raise_for_status()
    manager = await sign_in("manager")
    (await manager.post("/api/v1/sync-runs")).raise_for_status()
    for _ in range(KILLS):
        worker = await start_worker(worker_environment)
        await asyncio.sleep(moments.uniform(0, 0.5))
        await kill(worker)
        cut_off += await let_leases_run_out(session)
    (await zoom_control.delete("/_control/faults")).raise_for_status()
    await workers[0].sweep()
    (run,) = await session.scalars(select(SyncRun))
    ours = (await session.scalars(select(Meeting.zoom_meeting_id))).all()
    assert cut_off > 0
    assert (run.state, run.new, run.failed, run.errors) == ("done", len(made), 0, [])
    assert Counter(ours) == Counter(made)
