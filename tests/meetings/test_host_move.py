"""Another host: Zoom moves the meeting with its link, or it is made anew with the consent of a person."""

from typing import Any

import pytest
from httpx import AsyncClient

from tests.factories.meetings import in_days
from tests.fixture_types import RunWork
from tests.meetings.conftest import Fault, Rules
from tests.meetings.steps import host_id, ledger, read, requests, schedule

pytestmark = pytest.mark.usefixtures("zoom")


async def move(client: AsyncClient, meeting: dict[str, Any], host: str | None, **values: Any) -> Any:
    """Save the meeting with another host."""
    body = {"host_id": host, "version": meeting["version"], **values}
    return await client.patch(f"/api/v1/meetings/{meeting['id']}", json=body)


async def used(administrator: AsyncClient) -> dict[str, int]:
    """Today's writes by login, of those who have any."""
    hosts = (await administrator.get("/api/v1/hosts")).json()
    return {host["email"].split("@")[0]: host["quota"]["used"] for host in hosts if host["quota"]["used"]}


async def test_zoom_moves_the_meeting_and_the_link_stays(
    manager: AsyncClient, administrator: AsyncClient, control: AsyncClient
) -> None:
    meeting = await schedule(manager)
    anna = await host_id(administrator, "anna.koval")
    answer = await move(manager, meeting, anna, topic="Moved")
    after = answer.json()
    assert (after["host"]["id"], after["host_choice"], after["sync"]["state"]) == (anna, "requested", "in_step")
    assert (after["join_url"], after["zoom_meeting_id"]) == (meeting["join_url"], meeting["zoom_meeting_id"])
    there = (await control.get(f"/_control/meetings/{meeting['zoom_meeting_id']}")).json()
    assert (there["host_email"], there["topic"]) == ("anna.koval@parley.example", "Moved")
    assert len(await requests(control, "PATCH")) == 1
    assert await used(administrator) == {"manager": 2, "anna.koval": 1}


async def test_an_employee_may_not_change_the_host(
    employee: AsyncClient, administrator: AsyncClient, control: AsyncClient
) -> None:
    meeting = await schedule(employee)
    answer = await move(employee, meeting, await host_id(administrator, "anna.koval"))
    assert answer.status_code == 403
    assert (await move(employee, meeting, meeting["host"]["id"])).status_code == 200
    assert await requests(control, "PATCH") == []


async def test_a_new_host_must_be_free_where_overlaps_are_forbidden(
    manager: AsyncClient, administrator: AsyncClient, rules: Rules
) -> None:
    await rules(restrict_overlapping="forbid")
    anna = await host_id(administrator, "anna.koval")
    await schedule(administrator, host_id=anna, starts_at=in_days(7, 12).isoformat())
    meeting = await schedule(manager, starts_at=in_days(7, 12).isoformat())
    answer = await move(manager, meeting, anna)
    assert (answer.status_code, answer.json()["code"]) == (409, "overlap")
    assert (await read(manager, meeting["id"]))["host"]["id"] == meeting["host"]["id"]
    free = await schedule(manager, starts_at=in_days(8, 12).isoformat())
    assert (await move(manager, free, anna)).status_code == 200


async def test_who_may_not_host_is_no_choice(manager: AsyncClient, administrator: AsyncClient) -> None:
    meeting = await schedule(manager)
    anna = await host_id(administrator, "anna.koval")
    (await administrator.patch(f"/api/v1/hosts/{anna}", json={"in_pool": False, "version": 1})).raise_for_status()
    for host, code in ((anna, "not_in_pool"), (meeting["id"], "not_in_pool"), (None, "not_nullable")):
        answer = await move(manager, meeting, host)
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code)


async def test_a_basic_user_gets_a_new_meeting_only_with_consent(
    manager: AsyncClient, administrator: AsyncClient, control: AsyncClient, run_work: RunWork
) -> None:
    meeting = await schedule(manager)
    basic = await host_id(administrator, "basic.user")
    refused = await move(manager, meeting, basic)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "needs_new_link")
    after = (await move(manager, meeting, basic, new_link=True)).json()
    await run_work()
    assert (after["sync"]["state"], after["host"]["id"]) == ("in_step", basic)
    assert after["zoom_meeting_id"] != meeting["zoom_meeting_id"]
    assert after["join_url"] != meeting["join_url"]
    assert [entry["meeting_id"] for entry in await ledger(control, "meeting.deleted")] == [meeting["zoom_meeting_id"]]


async def test_what_zoom_does_not_move_is_a_difference_and_the_rest_goes_out(
    manager: AsyncClient, administrator: AsyncClient, control: AsyncClient, fault: Fault
) -> None:
    meeting = await schedule(manager)
    anna = await host_id(administrator, "anna.koval")
    await fault("status", method="PATCH", status=400, code=3000, message="You cannot schedule a meeting for anna")
    after = (await move(manager, meeting, anna, topic="Still sent")).json()
    assert (after["topic"], after["sync"]["state"]) == ("Still sent", "different")
    assert (await control.get(f"/_control/meetings/{meeting['zoom_meeting_id']}")).json()["topic"] == "Still sent"
    address = f"/api/v1/meetings/{meeting['id']}/differences"
    [item] = (await manager.get(address)).json()["items"]
    assert (item["field"], item["why"], item["ours"]) == ("host", "host_refused", "Anna Koval")
    without = await manager.post(address, json={"field": "host", "take": "ours"})
    assert without.status_code == 422
    stays = await manager.post(address, json={"field": "host", "take": "zoom"})
    assert stays.json()["items"] == []
    last = await read(manager, meeting["id"])
    assert (last["host"]["id"], last["sync"]["state"]) == (meeting["host"]["id"], "in_step")


async def test_it_can_then_be_made_anew_with_the_new_host(
    manager: AsyncClient, administrator: AsyncClient, control: AsyncClient, fault: Fault, run_work: RunWork
) -> None:
    meeting = await schedule(manager)
    anna = await host_id(administrator, "anna.koval")
    await fault("status", method="PATCH", status=400, code=3000, message="You cannot schedule a meeting for anna")
    await move(manager, meeting, anna)
    body = {"field": "host", "take": "ours", "new_link": True}
    (await manager.post(f"/api/v1/meetings/{meeting['id']}/differences", json=body)).raise_for_status()
    await run_work()
    after = await read(manager, meeting["id"])
    assert (after["host"]["id"], after["sync"]["state"]) == (anna, "in_step")
    live = (await control.get("/_control/meetings")).json()
    assert [item["id"] for item in live] == [after["zoom_meeting_id"]]


async def test_an_edit_is_told_who_else_could_host(manager: AsyncClient, administrator: AsyncClient) -> None:
    meeting = await schedule(manager)
    anna = await host_id(administrator, "anna.koval")
    question = {name: meeting[name] for name in ("starts_at", "timezone", "duration_minutes")}
    asked = {**question, "staff_ids": [], "meeting_id": meeting["id"]}
    kept = (await manager.post("/api/v1/availability", json=asked)).json()
    assert (kept["host"]["id"], kept["conflicts"]) == (meeting["host"]["id"], [])
    assert {meeting["host"]["id"], anna} <= {host["id"] for host in kept["free_hosts"]}
    other = (await manager.post("/api/v1/availability", json={**asked, "host_id": anna})).json()
    assert (other["host"]["id"], other["conflicts"]) == (anna, [])
