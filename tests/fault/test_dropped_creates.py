"""Zoom breaks the connection of every create, after doing it or before: each meeting is there once in the end."""

import asyncio
import random
from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.work import Runner
from api.meetings.models import Meeting
from api.resources import Resources
from tests.factories.meetings import in_days, meeting_body
from tests.fault import oracle
from tests.fault.counts import Summary, count, new_seed
from tests.fixture_types import SignIn, Travel

pytestmark = pytest.mark.fault

TRIALS = count(300)
"""Creates that are dropped after the effect, and as many before it."""
SIDE_BY_SIDE = 8
LOOK_AFTER_SECONDS = (3, 60, 60, 60, 86_400)
DAYS = 1 + TRIALS // 200
"""What is sent twice uses up the hosts' hundred writes a day, so the rest waits for the next ones."""


async def drop_in_random_order(zoom_control: httpx.AsyncClient, seed: int) -> None:
    """Each of the next creates is struck by one fault."""
    kinds = ["drop_after"] * TRIALS + ["drop_before"] * TRIALS
    random.Random(seed).shuffle(kinds)
    for kind in kinds:
        fault = {"kind": kind, "method": "POST", "path": "/v2/users/*/meetings", "times": 1}
        (await zoom_control.post("/_control/faults", json=fault)).raise_for_status()


async def schedule_all(manager: httpx.AsyncClient) -> list[dict[str, Any]]:
    """As many meetings as there are faults, some of them at once; three share each hour."""
    bodies = [meeting_body(topic=f"Meeting {i}", starts_at=in_days(2 + DAYS + i // 72, i // 3 % 24).isoformat())
              for i in range(2 * TRIALS)]  # fmt: skip
    free = asyncio.Semaphore(SIDE_BY_SIDE)

    async def schedule(body: dict[str, Any]) -> dict[str, Any]:
        async with free:
            answer = await manager.post("/api/v1/meetings", json=body)
        assert answer.status_code == 201, answer.text
        meeting: dict[str, Any] = answer.json()
        return meeting

    return await asyncio.gather(*(schedule(body) for body in bodies))


async def settle(workers: list[Runner], travel: Travel) -> None:
    """Let both workers look until nothing is left to do."""
    for seconds in LOOK_AFTER_SECONDS * DAYS:
        travel(timedelta(seconds=seconds))
        while sum(await asyncio.gather(*(worker.sweep() for worker in workers))):
            pass


async def test_of_creates_dropped_at_random_none_is_lost_and_none_is_double(
    workers: list[Runner], zoom_control: httpx.AsyncClient, sign_in: SignIn, session: AsyncSession, travel: Travel,
    resources: Resources, summary: Summary,
) -> None:  # fmt: skip
    seed = new_seed()
    await drop_in_random_order(zoom_control, seed)
    meetings = await schedule_all(await sign_in("manager"))
    await settle(workers, travel)
    ledger = (await zoom_control.get("/_control/ledger", params={"kind": "meeting.created"})).json()
    told = [{"deed": deed, "topic": m["topic"], "id": m["id"]} for m in meetings for deed in ("asked", "created")]
    verdict = oracle.judge(await oracle.gather(resources.config.database_url, zoom_control, told))
    summary.note("in_doubt_creates", seed=seed, creates=len(meetings), verdict=verdict.to_numbers())
    in_zoom = Counter(entry["meeting_id"] for entry in ledger)
    ours = list(await session.scalars(select(Meeting).where(Meeting.id.in_([UUID(m["id"]) for m in meetings]))))
    # After some failures in a row the product does not ask Zoom for a while: those wait, and are struck later.
    assert {meeting["sync"]["state"] for meeting in meetings} == {"in_doubt", "waiting"}
    faults = (await zoom_control.get("/_control/faults")).json()
    assert {fault["struck"] for fault in faults} == {1}
    assert {meeting.sync_state for meeting in ours} == {"in_step"}
    assert verdict.is_clean, verdict.to_numbers()
    assert len(ledger) == len(ours) == 2 * TRIALS
    assert in_zoom == Counter(meeting.zoom_meeting_id for meeting in ours)
