"""Changing and cancelling meetings over REST."""

from datetime import timedelta
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from tests.factories.accounts import own_id
from tests.factories.directory import make_client, make_lead
from tests.factories.meetings import in_days, meeting_body
from tests.fixture_types import Travel
from tests.meetings.steps import host_id, ledger, read, requests, schedule

pytestmark = pytest.mark.usefixtures("zoom")


async def change(client: AsyncClient, meeting: dict[str, Any], **values: Any) -> dict[str, Any]:
    """The meeting after this change."""
    answer = await client.patch(f"/api/v1/meetings/{meeting['id']}", json={**values, "version": meeting["version"]})
    assert answer.status_code == 200, answer.text
    changed: dict[str, Any] = answer.json()
    return changed


@pytest.mark.parametrize(
    "values",
    [
        {"topic": "Подписание договора"},
        {"agenda": "Только подпись"},
        {"agenda": None},
        {"duration_minutes": 90},
        {"passcode": "new_Pass1"},
        {"timezone": "Europe/London"},
    ],
)
async def test_what_is_changed_is_changed_in_zoom_too(values: dict[str, Any], manager: AsyncClient) -> None:
    meeting = await change(manager, await schedule(manager, agenda="The first plan"), **values)
    assert {name: meeting[name] for name in values} == values
    assert (meeting["sync"]["state"], meeting["version"]) == ("in_step", 2)


async def test_only_what_differs_is_sent(manager: AsyncClient, control: AsyncClient) -> None:
    meeting = await schedule(manager)
    await change(manager, meeting, topic="Another topic", duration_minutes=meeting["duration_minutes"])
    (update,) = await ledger(control, "meeting.updated")
    assert update["changed"] == {"topic": "Another topic"}


async def test_a_change_that_changes_nothing_is_none(manager: AsyncClient, control: AsyncClient) -> None:
    meeting = await schedule(manager)
    unchanged = await change(manager, meeting, topic=meeting["topic"], starts_at=meeting["starts_at"])
    assert unchanged["version"] == 1
    assert await requests(control, "PATCH") == []


async def test_moving_a_meeting_moves_its_end(manager: AsyncClient) -> None:
    meeting = await change(manager, await schedule(manager), starts_at=in_days(8, 9).isoformat())
    assert meeting["ends_at"] == (in_days(8, 9) + timedelta(minutes=45)).strftime("%Y-%m-%dT%H:%M:%SZ")


async def test_options_that_are_not_named_stay(manager: AsyncClient) -> None:
    meeting = await schedule(manager, options={"record": "local"})
    changed = await change(manager, meeting, options={"host_video": False})
    assert changed["options"] == {**meeting["options"], "host_video": False}


async def test_subject_and_staff_change_without_touching_zoom(
    manager: AsyncClient, employee: AsyncClient, session: AsyncSession, control: AsyncClient
) -> None:
    client, lead = await make_client(session), await make_lead(session)
    meeting = await schedule(manager, subject={"kind": "client", "id": str(client.id)})
    staff_id = str(await own_id(employee))
    changed = await change(manager, meeting, subject={"kind": "lead", "id": str(lead.id)}, staff_ids=[staff_id])
    assert (changed["subject"]["id"], [person["id"] for person in changed["staff"]]) == (str(lead.id), [staff_id])
    assert await ledger(control, "meeting.updated") == []


async def test_whoever_saves_second_is_told(manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    await change(manager, meeting, topic="I was first")
    address = f"/api/v1/meetings/{meeting['id']}"
    by_body = await manager.patch(address, json={"topic": "Me too", "version": 1})
    by_header = await manager.patch(address, json={"topic": "Me too"}, headers={"If-Match": '"1"'})
    assert (by_body.status_code, by_body.json()["code"]) == (409, "stale_version")
    assert (by_header.status_code, (await read(manager, meeting["id"]))["topic"]) == (412, "I was first")


async def test_who_leaves_a_meeting_sees_once_more_what_was_saved(
    employee: AsyncClient, administrator: AsyncClient
) -> None:
    marina, me = await host_id(administrator, "marina.tkach"), str(await own_id(employee))
    meeting = await schedule(administrator, host_id=marina, staff_ids=[me])
    left = await change(employee, await read(employee, meeting["id"]), staff_ids=[])
    assert left["staff"] == []
    assert (await employee.get(f"/api/v1/meetings/{meeting['id']}")).status_code == 404


async def test_every_answer_names_the_version_for_if_match(manager: AsyncClient) -> None:
    made = await manager.post("/api/v1/meetings", json=meeting_body())
    address, version = made.headers["Location"], made.headers["ETag"]
    changed = await manager.patch(address, json={"topic": "By header"}, headers={"If-Match": version})
    assert (version, changed.headers["ETag"]) == ('"1"', '"2"')
    assert (await manager.get(address)).headers["ETag"] == '"2"'


async def test_a_change_without_a_version_is_refused(manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    answer = await manager.patch(f"/api/v1/meetings/{meeting['id']}", json={"topic": "Blind"})
    assert (answer.status_code, answer.json()["code"]) == (428, "version_required")


@pytest.mark.parametrize("name", ["topic", "starts_at", "timezone", "duration_minutes", "passcode", "staff_ids"])
async def test_what_a_meeting_needs_cannot_be_taken_away(name: str, manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    answer = await manager.patch(f"/api/v1/meetings/{meeting['id']}", json={name: None, "version": 1})
    assert (answer.status_code, answer.json()["errors"][0]["loc"]) == (422, ["body", name])


async def test_what_has_taken_place_cannot_be_moved(manager: AsyncClient, travel: Travel) -> None:
    meeting = await schedule(manager, starts_at=(clock.now() + timedelta(minutes=10)).isoformat(), duration_minutes=5)
    travel(timedelta(minutes=16))
    answer = await manager.patch(f"/api/v1/meetings/{meeting['id']}", json={"topic": "Too late", "version": 1})
    deleted = await manager.delete(f"/api/v1/meetings/{meeting['id']}")
    assert [answer.json()["code"], deleted.json()["code"]] == ["meeting_over", "meeting_over"]
    assert (await read(manager, meeting["id"]))["status"] == "ended"


async def test_a_cancelled_meeting_leaves_list_and_zoom_and_stays_in_the_history(
    manager: AsyncClient, control: AsyncClient
) -> None:
    meeting = await schedule(manager)
    answer = await manager.delete(f"/api/v1/meetings/{meeting['id']}")
    assert answer.status_code == 204
    assert len(await ledger(control, "meeting.deleted")) == 1
    assert (await manager.get("/api/v1/meetings")).json()["items"] == []
    listed = (await manager.get("/api/v1/meetings", params={"status": "cancelled"})).json()["items"]
    assert [item["id"] for item in listed] == [meeting["id"]]
    assert listed[0]["can"] == {"edit": False, "delete": False, "start": False}


async def test_a_cancelled_meeting_cannot_be_changed_or_cancelled_again(manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    await manager.delete(f"/api/v1/meetings/{meeting['id']}")
    again = await manager.delete(f"/api/v1/meetings/{meeting['id']}")
    edited = await manager.patch(f"/api/v1/meetings/{meeting['id']}", json={"topic": "Alive?", "version": 2})
    assert [again.json()["code"], edited.json()["code"]] == ["meeting_over", "meeting_over"]
