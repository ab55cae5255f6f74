"""What the calendar shows: whose time is taken, and no more than one may know."""

from datetime import timedelta
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.db import new_id
from api.meetings.calendar import MOST_ITEMS
from api.meetings.models import Meeting
from tests.factories.accounts import own_id
from tests.factories.directory import make_client
from tests.factories.meetings import in_days
from tests.meetings.steps import host_id, schedule

pytestmark = pytest.mark.usefixtures("zoom")

NOBODY_KNOWS = {
    "meeting_id": None, "topic": None, "subject": None, "timezone": None, "version": None, "can_edit": False,
}  # fmt: skip


async def look(client: AsyncClient, first: int = 6, last: int = 8, **people: Any) -> dict[str, Any]:
    """The window from noon of one day to noon of another."""
    window = {"from": in_days(first).isoformat(), "to": in_days(last).isoformat(), **people}
    answer = await client.get("/api/v1/calendar", params=window)
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


async def topics(client: AsyncClient, **people: Any) -> list[str]:
    """What stands in next week's calendar, in order."""
    return [item["topic"] for item in (await look(client, **people))["items"]]


async def test_a_meeting_stands_in_every_window_it_meets(manager: AsyncClient) -> None:
    await schedule(manager, starts_at=(in_days(7) - timedelta(minutes=10)).isoformat(), duration_minutes=20)
    before, after, later = [await look(manager, *days) for days in ((6, 7), (7, 8), (8, 9))]
    assert [len(window["items"]) for window in (before, after, later)] == [1, 1, 0]


async def test_what_ends_as_the_window_begins_is_outside(manager: AsyncClient) -> None:
    await schedule(manager, starts_at=(in_days(7) - timedelta(minutes=20)).isoformat(), duration_minutes=20)
    assert (await look(manager, 7, 8))["items"] == []


async def test_a_cancelled_meeting_takes_nobodys_time(manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    await manager.delete(f"/api/v1/meetings/{meeting['id']}")
    assert (await look(manager, staff_id=str(await own_id(manager))))["items"] == []


async def test_each_meeting_tells_whose_time_it_takes(
    manager: AsyncClient, employee: AsyncClient, session: AsyncSession
) -> None:
    client = await make_client(session, name="Lofts")
    people = sorted([str(await own_id(manager)), str(await own_id(employee))])
    meeting = await schedule(manager, staff_ids=people, subject={"kind": "client", "id": str(client.id)})
    (item,) = (await look(manager))["items"]
    assert sorted(person["id"] for person in item["staff"]) == people
    assert item["host"] == {name: meeting["host"][name] for name in ("id", "name")}
    assert item["subject"] == {"kind": "client", "id": str(client.id), "name": "Lofts"}
    assert (item["can_edit"], item["version"]) == (True, meeting["version"])


async def test_chosen_people_and_hosts_are_shown_together(administrator: AsyncClient, manager: AsyncClient) -> None:
    marina, someone = await host_id(administrator, "marina.tkach"), str(await own_id(manager))
    other = await host_id(administrator, "manager")
    await schedule(administrator, topic="Of the manager", staff_ids=[someone], host_id=other)
    await schedule(administrator, topic="Hosted by Marina", host_id=marina, starts_at=in_days(7, 14).isoformat())
    await schedule(administrator, topic="Of nobody", host_id=other, starts_at=in_days(7, 16).isoformat())
    assert await topics(administrator, staff_id=someone) == ["Of the manager"]
    assert await topics(administrator, host_id=marina) == ["Hosted by Marina"]
    assert await topics(administrator, staff_id=someone, host_id=marina) == ["Of the manager", "Hosted by Marina"]


async def test_of_a_meeting_one_may_not_see_only_the_time_of_those_asked_for_is_told(
    employee: AsyncClient, administrator: AsyncClient, manager: AsyncClient, session: AsyncSession
) -> None:
    boss, other = str(await own_id(administrator)), str(await own_id(manager))
    marina = await host_id(administrator, "marina.tkach")
    client = await make_client(session)
    subject = {"kind": "client", "id": str(client.id)}
    await schedule(administrator, topic="Salaries", staff_ids=[boss, other], host_id=marina, subject=subject)
    (item,) = (await look(employee, staff_id=boss))["items"]
    assert {name: item[name] for name in NOBODY_KNOWS} == NOBODY_KNOWS
    assert ([person["id"] for person in item["staff"]], item["host"]) == ([boss], None)


async def test_of_a_host_one_may_know_that_it_is_busy(employee: AsyncClient, administrator: AsyncClient) -> None:
    boss, marina = str(await own_id(administrator)), await host_id(administrator, "marina.tkach")
    await schedule(administrator, topic="Salaries", staff_ids=[boss], host_id=marina)
    (item,) = (await look(employee, host_id=marina))["items"]
    assert (item["host"]["id"], item["staff"], item["meeting_id"], item["topic"]) == (marina, [], None, None)


async def test_without_people_nothing_stands_there_that_one_may_not_see(
    employee: AsyncClient, administrator: AsyncClient
) -> None:
    await schedule(administrator, topic="Salaries", host_id=await host_id(administrator, "marina.tkach"))
    await schedule(employee, topic="Mine", starts_at=in_days(7, 15).isoformat())
    assert await topics(employee) == ["Mine"]


@pytest.mark.parametrize(("days", "status"), [(0, 422), (43, 200), (44, 422)])
async def test_a_window_is_longer_than_nothing_and_no_longer_than_six_weeks(
    days: int, status: int, manager: AsyncClient
) -> None:
    window = {"from": in_days(1).isoformat(), "to": in_days(1 + days).isoformat()}
    assert (await manager.get("/api/v1/calendar", params=window)).status_code == status


async def test_what_is_too_much_for_one_answer_is_told_to_be_missing(
    administrator: AsyncClient, session: AsyncSession
) -> None:
    minutes = [in_days(7) + timedelta(seconds=index) for index in range(MOST_ITEMS + 2)]
    common = {"topic": "One of many", "duration_minutes": 1, "timezone": "UTC", "passcode": "1", "options": {}}
    rows = [{"id": new_id(), "starts_at": at, "ends_at": at + timedelta(minutes=1), **common} for at in minutes]
    await session.execute(insert(Meeting), rows)
    await session.commit()
    full = await look(administrator)
    assert (len(full["items"]), full["complete_until"]) == (MOST_ITEMS, minutes[MOST_ITEMS].strftime("%Y-%m-%dT%XZ"))
    assert (await look(administrator, 8, 9))["complete_until"] is None
