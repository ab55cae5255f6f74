"""What there is to do: counts over what the caller may see, on the caller's days."""

from datetime import timedelta
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.meetings.models import Meeting
from tests.factories.accounts import own_id
from tests.factories.directory import make_client
from tests.factories.meetings import in_days
from tests.fixture_types import Travel
from tests.meetings.steps import host_id, schedule

pytestmark = pytest.mark.usefixtures("zoom")


async def dashboard(client: AsyncClient) -> dict[str, Any]:
    """What this caller is told."""
    answer = await client.get("/api/v1/dashboard")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def counted(told: dict[str, Any]) -> dict[str, int]:
    """Days on which there is something."""
    return {day["day"]: day["count"] for day in told["days"] if day["count"]}


def zone_in_the_morning() -> str:
    """Where it is about ten, so that today has hours left. These names have the sign that nobody expects."""
    return f"Etc/GMT{min(clock.now().hour - 10, 12):+d}"


async def test_there_are_two_weeks_back_and_ahead_with_empty_days(manager: AsyncClient) -> None:
    days = [day["day"] for day in (await dashboard(manager))["days"]]
    today = clock.now().date()
    assert days == [(today + timedelta(days=number)).isoformat() for number in range(-14, 15)]


async def test_meetings_are_counted_on_their_day_with_their_length(manager: AsyncClient) -> None:
    for hour in (9, 15):
        await schedule(manager, starts_at=in_days(3, hour).isoformat(), duration_minutes=30)
    await schedule(manager, starts_at=in_days(20).isoformat())
    told = await dashboard(manager)
    assert counted(told) == {in_days(3).date().isoformat(): 2}
    assert told["days"][17]["minutes"] == 60


async def test_days_are_those_of_the_callers_zone(manager: AsyncClient) -> None:
    await schedule(manager, starts_at=in_days(3, 23).isoformat())
    await manager.patch("/api/v1/session", json={"timezone": "Asia/Tokyo"})
    told = await dashboard(manager)
    assert (told["timezone"], counted(told)) == ("Asia/Tokyo", {in_days(4).date().isoformat(): 1})


async def test_cancelled_meetings_are_not_counted(manager: AsyncClient) -> None:
    meeting = await schedule(manager, starts_at=in_days(3).isoformat())
    await manager.delete(f"/api/v1/meetings/{meeting['id']}")
    told = await dashboard(manager)
    assert (counted(told), told["managers"], told["hosts"]) == ({}, [], [])


async def test_nobody_counts_what_they_may_not_see(
    employee: AsyncClient, manager: AsyncClient, administrator: AsyncClient
) -> None:
    marina = await host_id(administrator, "marina.tkach")
    await schedule(administrator, starts_at=in_days(3).isoformat(), host_id=marina)
    await schedule(employee, starts_at=in_days(4).isoformat())
    assert sum(counted(await dashboard(employee)).values()) == 1
    assert sum(counted(await dashboard(manager)).values()) == 0
    assert sum(counted(await dashboard(administrator)).values()) == 2


async def test_managers_are_those_of_the_clients_and_nobody_comes_last(
    administrator: AsyncClient, manager: AsyncClient, session: AsyncSession
) -> None:
    client = await make_client(session, responsible_id=await own_id(manager))
    subject = {"kind": "client", "id": str(client.id)}
    await schedule(administrator, starts_at=in_days(2).isoformat(), subject=subject, duration_minutes=45)
    for day in (3, 4):
        await schedule(administrator, starts_at=in_days(day).isoformat())
    told = await dashboard(administrator)
    managers = [(each["manager"] and each["manager"]["id"], each["count"]) for each in told["managers"]]
    assert managers == [(str(client.responsible_id), 1), (None, 2)]
    assert told["managers"][0]["minutes"] == 45


async def test_the_load_of_hosts_is_this_weeks(administrator: AsyncClient, session: AsyncSession) -> None:
    marina = await host_id(administrator, "marina.tkach")
    now = clock.now()
    for hours in (1, 3):
        made = await schedule(administrator, starts_at=(now + timedelta(hours=hours)).isoformat(), host_id=marina)
        monday = (now - timedelta(days=now.weekday())).replace(hour=10, minute=hours)
        await session.execute(update(Meeting).where(Meeting.id == made["id"]).values(starts_at=monday))
    await session.commit()
    await schedule(administrator, starts_at=in_days(8).isoformat(), host_id=marina)
    (load,) = (await dashboard(administrator))["hosts"]
    assert (load["host"]["id"], load["count"], load["minutes"]) == (marina, 2, 90)


async def test_today_says_how_far_it_is(manager: AsyncClient, session: AsyncSession, travel: Travel) -> None:
    await manager.patch("/api/v1/session", json={"timezone": zone_in_the_morning()})
    for minutes in (10, 60, 120):
        starts_at = clock.now() + timedelta(minutes=minutes)
        await schedule(manager, starts_at=starts_at.isoformat(), duration_minutes=15)
    travel(timedelta(minutes=70))
    running = update(Meeting).where(Meeting.ends_at > clock.now(), Meeting.starts_at < clock.now())
    await session.execute(running.values(status="running"))
    await session.commit()
    today = (await dashboard(manager))["today"]
    assert (today["count"], today["over"], today["running"]) == (3, 1, 1)


async def test_a_contact_has_no_dashboard(contact: AsyncClient) -> None:
    assert (await contact.get("/api/v1/dashboard")).status_code == 403
