"""Meetings of the same people at the same time: allowed, warned of, or forbidden."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from httpx import AsyncClient

from tests.factories.accounts import own_id
from tests.factories.meetings import in_days, meeting_body
from tests.meetings.conftest import Rules
from tests.meetings.steps import host_id, schedule

pytestmark = pytest.mark.usefixtures("zoom")


async def ask(client: AsyncClient, **values: Any) -> dict[str, Any]:
    """What is known about a time."""
    query = {name: value for name, value in meeting_body(**values).items() if name != "topic"}
    answer = await client.post("/api/v1/availability", json=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_forbidden_a_busy_colleague_is_named_and_nothing_saved(
    manager: AsyncClient, employee: AsyncClient, rules: Rules
) -> None:
    await rules(restrict_overlapping="forbid")
    staff_ids = [str(await own_id(employee))]
    first = await schedule(manager, staff_ids=staff_ids)
    answer = await manager.post("/api/v1/meetings", json=meeting_body(staff_ids=staff_ids))
    (conflict,) = answer.json()["conflicts"]
    assert (answer.status_code, answer.json()["code"]) == (409, "overlap")
    assert (conflict["who"]["id"], conflict["meeting_id"]) == (staff_ids[0], first["id"])
    assert (await manager.get("/api/v1/meetings")).json()["total"] == 1


async def test_meetings_may_touch(manager: AsyncClient, rules: Rules) -> None:
    await rules(restrict_overlapping="forbid")
    staff_ids = [str(await own_id(manager))]
    first = await schedule(manager, staff_ids=staff_ids)
    await schedule(manager, staff_ids=staff_ids, starts_at=first["ends_at"])


@pytest.mark.parametrize("rule", ["off", "warn"])
async def test_not_forbidden_a_busy_colleague_is_no_obstacle(rule: str, manager: AsyncClient, rules: Rules) -> None:
    await rules(restrict_overlapping=rule)
    staff_ids = [str(await own_id(manager))]
    await schedule(manager, staff_ids=staff_ids)
    await schedule(manager, staff_ids=staff_ids)


async def test_moving_a_meeting_onto_another_is_forbidden_too(manager: AsyncClient, rules: Rules) -> None:
    await rules(restrict_overlapping="forbid")
    staff_ids = [str(await own_id(manager))]
    first = await schedule(manager, staff_ids=staff_ids)
    second = await schedule(manager, staff_ids=staff_ids, starts_at=in_days(8).isoformat())
    change = {"starts_at": first["starts_at"], "version": 1}
    answer = await manager.patch(f"/api/v1/meetings/{second['id']}", json=change)
    assert (answer.status_code, answer.json()["code"]) == (409, "overlap")


async def test_a_meeting_is_no_obstacle_to_itself(manager: AsyncClient, rules: Rules) -> None:
    await rules(restrict_overlapping="forbid")
    meeting = await schedule(manager, staff_ids=[str(await own_id(manager))])
    change = {"duration_minutes": 60, "version": 1}
    assert (await manager.patch(f"/api/v1/meetings/{meeting['id']}", json=change)).status_code == 200


async def test_when_every_host_is_busy_it_is_forbidden(manager: AsyncClient, rules: Rules) -> None:
    await rules(restrict_overlapping="forbid", use_all_users=False)
    await schedule(manager)
    answer = await manager.post("/api/v1/meetings", json=meeting_body())
    assert [conflict["who"]["kind"] for conflict in answer.json()["conflicts"]] == ["host"]


async def test_of_two_at_the_same_moment_one_wins(manager: AsyncClient, rules: Rules) -> None:
    await rules(restrict_overlapping="forbid", use_all_users=False)
    body = meeting_body(staff_ids=[str(await own_id(manager))])
    answers = await asyncio.gather(*(manager.post("/api/v1/meetings", json=body) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]


async def test_asked_before_saving_the_conflict_is_told_with_the_next_free_times(
    manager: AsyncClient, employee: AsyncClient
) -> None:
    staff_ids = [str(await own_id(employee))]
    meeting = await schedule(manager, staff_ids=staff_ids)
    found = await ask(manager, staff_ids=staff_ids)
    assert [conflict["topic"] for conflict in found["conflicts"]] == ["Contract talk"]
    assert found["next_free"][0]["starts_at"] == meeting["ends_at"]


async def test_of_a_meeting_one_may_not_see_only_that_somebody_is_busy_is_told(
    administrator: AsyncClient, employee: AsyncClient, manager: AsyncClient
) -> None:
    staff_ids = [str(await own_id(manager))]
    await schedule(
        administrator, staff_ids=staff_ids, topic="Salaries", host_id=await host_id(administrator, "marina.tkach")
    )
    (conflict,) = (await ask(employee, staff_ids=staff_ids))["conflicts"]
    assert (conflict["meeting_id"], conflict["topic"], conflict["who"]["id"]) == (None, None, staff_ids[0])


async def test_a_free_time_has_no_conflicts(manager: AsyncClient) -> None:
    found = await ask(manager, staff_ids=[str(await own_id(manager))])
    assert (found["conflicts"], found["next_free"]) == ([], [])
    assert "manager@parley.example" in {host["email"] for host in found["free_hosts"]}


async def test_the_meeting_being_edited_is_no_conflict(manager: AsyncClient) -> None:
    staff_ids = [str(await own_id(manager))]
    meeting = await schedule(manager, staff_ids=staff_ids)
    later = (in_days(7) + timedelta(minutes=15)).isoformat()
    assert (await ask(manager, staff_ids=staff_ids, starts_at=later, meeting_id=meeting["id"]))["conflicts"] == []
