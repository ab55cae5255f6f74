"""Many want the same hour at once: one gets it, nobody waits in a circle, and a transaction broken off runs again."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.work import Runner
from api.meetings.models import Meeting, Reservation
from api.resources import Resources
from api.settings.models import MeetingSettings, ZoomSettings
from tests.factories.accounts import own_id
from tests.factories.directory import make_client
from tests.factories.meetings import in_days, meeting_body
from tests.fault.counts import Summary, count
from tests.fixture_types import SignIn

pytestmark = pytest.mark.fault

ROUNDS = count(34)
"""For each of the three that are contested."""
AT_ONCE = 20
DEADLOCKS = text("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
BREAK_OFF = """
CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF nextval('broken_off') <= {times} THEN
        RAISE EXCEPTION 'broken off' USING ERRCODE = '{sqlstate}';
    END IF;
    RETURN NEW;
END $$"""


@pytest.fixture
async def manager(workers: list[Runner], sign_in: SignIn, session: AsyncSession) -> httpx.AsyncClient:
    """Somebody who schedules while overlaps are forbidden; all users of the account may host."""
    await session.execute(update(MeetingSettings).values(restrict_overlapping="forbid"))
    await session.execute(update(ZoomSettings).values(account_email="admin@parley.example"))
    await session.commit()
    return await sign_in("manager")


@pytest.mark.parametrize("contested", ["host", "staff", "client"])
async def test_of_twenty_who_want_one_hour_one_gets_it(
    contested: str, manager: httpx.AsyncClient, session: AsyncSession, summary: Summary
) -> None:
    await session.execute(update(MeetingSettings).values(use_all_users=contested != "host"))
    client = await make_client(session)
    wanted: dict[str, dict[str, Any]] = {
        "host": {},
        "staff": {"staff_ids": [str(await own_id(manager))]},
        "client": {"subject": {"kind": "client", "id": str(client.id)}},
    }
    deadlocks = await session.scalar(DEADLOCKS)
    await session.commit()
    for number in range(ROUNDS):
        hour = in_days(3 + number // 8, number % 8 * 3)
        starts = [hour + timedelta(minutes=random.randrange(45)) for _ in range(AT_ONCE)]
        bodies = [meeting_body(starts_at=start.isoformat(), **wanted[contested]) for start in starts]
        answers = await asyncio.gather(*(manager.post("/api/v1/meetings", json=body) for body in bodies))
        assert Counter(answer.status_code for answer in answers) == {201: 1, 409: AT_ONCE - 1}
    summary.note(f"races_for_a_{contested}", rounds=ROUNDS, racers=AT_ONCE, winners_each=1)
    assert await session.scalar(select(func.count()).select_from(Meeting)) == ROUNDS
    assert await session.scalar(DEADLOCKS) == deadlocks


async def test_who_moves_and_who_schedules_wait_for_each_other(manager: httpx.AsyncClient) -> None:
    staff_ids = [str(await own_id(manager))]
    for number in range(ROUNDS // 2):
        hours = [in_days(3 + number, hour) for hour in range(10)]
        bodies = [meeting_body(starts_at=hour.isoformat(), staff_ids=staff_ids) for hour in hours]
        there = [(await manager.post("/api/v1/meetings", json=body)).json() for body in bodies]
        target = in_days(3 + number, 15).isoformat()
        moves = [
            manager.patch(f"/api/v1/meetings/{meeting['id']}", json={"starts_at": target, "version": 1})
            for meeting in there
        ]
        new = [manager.post("/api/v1/meetings", json={**body, "starts_at": target}) for body in bodies]
        answers = await asyncio.gather(*moves, *new)
        codes = Counter(answer.status_code for answer in answers)
        assert (codes[200] + codes[201], codes[409]) == (1, AT_ONCE - 1)


async def test_behind_the_locks_the_database_itself_refuses_a_second_reservation(
    manager: httpx.AsyncClient, session: AsyncSession
) -> None:
    meetings = [
        (await manager.post("/api/v1/meetings", json=meeting_body(starts_at=in_days(day).isoformat()))).json()
        for day in (3, 4)
    ]
    ids = [UUID(meeting["id"]) for meeting in meetings]
    first = (await session.scalars(select(Reservation).where(Reservation.meeting_id == ids[0]))).one()
    moved = update(Reservation).where(Reservation.meeting_id == ids[1])
    with pytest.raises(IntegrityError, match="one_at_a_time"):
        await session.execute(moved.values(during=first.during, host_id=first.host_id))
    await session.rollback()


@pytest.fixture
async def mended(resources: Resources) -> AsyncIterator[None]:
    """Afterwards the database breaks off nothing any more."""
    yield
    async with resources.engine.begin() as connection:
        await connection.execute(text("DROP FUNCTION IF EXISTS break_off() CASCADE"))
        await connection.execute(text("DROP SEQUENCE IF EXISTS broken_off"))


async def break_off(resources: Resources, sqlstate: str, times: int) -> None:
    """From now on, so often, who writes a meeting is broken off with this SQLSTATE; a rollback does not count back."""
    async with resources.engine.begin() as connection:
        await connection.execute(text("CREATE SEQUENCE broken_off"))
        await connection.execute(text(BREAK_OFF.format(sqlstate=sqlstate, times=times)))
        trigger = "CREATE TRIGGER break_off BEFORE INSERT ON meetings FOR EACH ROW EXECUTE FUNCTION break_off()"
        await connection.execute(text(trigger))


@pytest.mark.usefixtures("mended")
@pytest.mark.parametrize("sqlstate", ["40P01", "40001", "23P01"])
@pytest.mark.parametrize(("times", "statuses"), [(2, [201, 201]), (3, [503, 201])])
async def test_a_transaction_that_was_broken_off_runs_three_times_at_most(
    sqlstate: str, times: int, statuses: list[int], manager: httpx.AsyncClient, resources: Resources
) -> None:
    await break_off(resources, sqlstate, times)
    bodies = [meeting_body(starts_at=in_days(day).isoformat()) for day in (3, 4)]
    answers = [
        await manager.post("/api/v1/meetings", json=body, headers={"Idempotency-Key": body["starts_at"]})
        for body in bodies
    ]
    assert [answer.status_code for answer in answers] == statuses
    assert (await manager.get("/api/v1/meetings")).json()["total"] == statuses.count(201)
