"""The dates of a series stand here one by one, are followed one by one, and keep people busy."""

from datetime import timedelta
from typing import Any

import pytest
from httpx import AsyncClient

from tests.factories.meetings import in_days
from tests.fixture_types import Travel
from tests.meetings.conftest import Rules
from tests.meetings.steps import read, schedule
from tests.sync.conftest import PortalMeeting, Refresh
from tests.sync.steps import counts, listed

pytestmark = pytest.mark.usefixtures("zoom")

DAILY = {"type": 1, "repeat_interval": 1, "end_times": 4}


def zulu(days: int, hour: int = 12) -> str:
    """That hour in Zoom's form."""
    return in_days(days, hour).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture
async def series(employee: AsyncClient, in_zoom: PortalMeeting, refresh: Refresh) -> dict[str, Any]:
    """Four days running, taken over from Zoom; with `zoom` as Zoom has it."""
    made = await in_zoom(type=8, start_time=zulu(2), recurrence=DAILY, timezone="UTC")
    await refresh(employee)
    (meeting,) = await listed(employee)
    return {**meeting, "zoom": made}


async def dates(client: AsyncClient, meeting: dict[str, Any], **asked: str) -> list[tuple[str, int, str]]:
    """Start, length and state of each date."""
    answer = await client.get(f"/api/v1/meetings/{meeting['id']}/occurrences", params=asked)
    assert answer.status_code == 200, answer.text
    return [(date["starts_at"], date["duration_minutes"], date["status"]) for date in answer.json()["items"]]


async def calendar(client: AsyncClient) -> list[dict[str, Any]]:
    """The next ten days of the caller's calendar."""
    window = {"from": in_days(0, 0).isoformat(), "to": in_days(10, 0).isoformat()}
    items: list[dict[str, Any]] = (await client.get("/api/v1/calendar", params=window)).json()["items"]
    return items


async def test_a_series_has_its_dates_and_says_that_it_is_one(employee: AsyncClient, series: dict[str, Any]) -> None:
    assert (series["kind"], series["starts_at"]) == ("series", zulu(2))
    assert await dates(employee, series) == [(zulu(day), 30, "planned") for day in (2, 3, 4, 5)]
    assert await dates(employee, series, when="past") == []


async def test_the_calendar_shows_every_date_and_moves_none(employee: AsyncClient, series: dict[str, Any]) -> None:
    items = await calendar(employee)
    assert [item["starts_at"] for item in items] == [zulu(day) for day in (2, 3, 4, 5)]
    assert {item["meeting_id"] for item in items} == {series["id"]}
    assert len({item["occurrence_id"] for item in items}) == 4
    assert {(item["kind"], item["can_edit"]) for item in items} == {("series", False)}


async def test_a_date_moved_in_zoom_is_followed(
    employee: AsyncClient, control: AsyncClient, series: dict[str, Any], refresh: Refresh
) -> None:
    second = series["zoom"]["occurrences"][1]["occurrence_id"]
    change = {"start_time": zulu(3, 15), "duration": 90}
    address = f"/_control/meetings/{series['zoom']['id']}"
    await control.patch(address, params={"occurrence_id": second}, json=change)
    assert counts(await refresh(employee)) == {"changed": 1}
    assert (await dates(employee, series))[1] == (zulu(3, 15), 90, "planned")
    timeline = (await employee.get(f"/api/v1/meetings/{series['id']}/timeline")).json()["items"]
    assert (timeline[0]["action"], timeline[0]["fields"]) == ("meeting.edited_in_zoom", ["occurrences"])
    assert counts(await refresh(employee)) == {}


async def test_a_date_deleted_in_zoom_is_marked_and_leaves_the_calendar(
    employee: AsyncClient, control: AsyncClient, series: dict[str, Any], refresh: Refresh
) -> None:
    first = series["zoom"]["occurrences"][0]["occurrence_id"]
    await control.delete(f"/_control/meetings/{series['zoom']['id']}", params={"occurrence_id": first})
    await refresh(employee)
    assert (await dates(employee, series))[0] == (zulu(2), 30, "cancelled")
    assert [item["starts_at"] for item in await calendar(employee)] == [zulu(day) for day in (3, 4, 5)]
    assert (await read(employee, series["id"]))["starts_at"] == zulu(3)


async def test_a_series_made_shorter_in_zoom_loses_its_last_dates(
    employee: AsyncClient, control: AsyncClient, series: dict[str, Any], refresh: Refresh
) -> None:
    shorter = {"recurrence": {**DAILY, "end_times": 2}}
    (await control.patch(f"/_control/meetings/{series['zoom']['id']}", json=shorter)).raise_for_status()
    await refresh(employee)
    assert [start for start, _, _ in await dates(employee, series)] == [zulu(2), zulu(3)]


async def test_what_becomes_a_single_meeting_has_no_dates_any_more(
    employee: AsyncClient, control: AsyncClient, series: dict[str, Any], refresh: Refresh
) -> None:
    (await control.patch(f"/_control/meetings/{series['zoom']['id']}", json={"type": 2})).raise_for_status()
    await refresh(employee)
    assert (await read(employee, series["id"]))["kind"] == "single"
    assert await dates(employee, series) == []
    assert [item["kind"] for item in await calendar(employee)] == ["single"]


async def test_a_later_date_keeps_people_and_the_host_busy(
    employee: AsyncClient, manager: AsyncClient, series: dict[str, Any], rules: Rules
) -> None:
    await rules(restrict_overlapping="forbid")
    colleague = series["staff"][0]["id"]
    asked = {
        "topic": "Too", "starts_at": zulu(4), "timezone": "UTC", "duration_minutes": 30, "staff_ids": [colleague]
    }  # fmt: skip
    refused = await manager.post("/api/v1/meetings", json=asked)
    assert (refused.status_code, refused.json()["code"]) == (409, "overlap")
    assert refused.json()["conflicts"][0]["starts_at"] == zulu(4)
    free = await schedule(manager, starts_at=zulu(4, 13), timezone="UTC", staff_ids=[colleague])
    assert free["host"]["email"] == "employee@parley.example"
    elsewhere = await schedule(manager, starts_at=zulu(5), timezone="UTC")
    assert elsewhere["host"]["email"] != series["host"]["email"]


async def test_what_has_no_fixed_time_is_planned_keeps_nobody_busy_and_can_be_deleted(
    employee: AsyncClient, administrator: AsyncClient, in_zoom: PortalMeeting, refresh: Refresh, travel: Travel
) -> None:
    await in_zoom(type=3)
    await refresh(employee)
    travel(timedelta(hours=3))
    (meeting,) = await listed(employee, status="planned")
    assert (meeting["kind"], meeting["status"]) == ("no_fixed_time", "planned")
    assert await calendar(employee) == []
    renamed = {"topic": "Any time", "version": meeting["version"]}
    address = f"/api/v1/meetings/{meeting['id']}"
    assert (await employee.patch(address, json=renamed)).status_code == 200
    assert (await read(administrator, meeting["id"]))["can"]["delete"] is True
    assert (await administrator.delete(address)).status_code == 204


async def test_a_personal_room_comes_when_it_is_held_and_stays(
    employee: AsyncClient, administrator: AsyncClient, control: AsyncClient, refresh: Refresh
) -> None:
    room = (await control.post("/_control/meetings/personal-room/employee@parley.example")).json()
    assert counts(await refresh(employee)) == {}
    await control.post(f"/_control/meetings/{room['id']}/start")
    assert counts(await refresh(employee)) == {"new": 1}
    (meeting,) = await listed(employee)
    assert (meeting["kind"], meeting["status"]) == ("personal_room", "running")
    await control.post(f"/_control/meetings/{room['id']}/end")
    assert counts(await refresh(employee)) == {"changed": 1}
    assert counts(await refresh(employee)) == {}
    after = await read(employee, meeting["id"])
    assert (after["status"], after["can"]["delete"]) == ("planned", False)
    refused = await administrator.delete(f"/api/v1/meetings/{meeting['id']}")
    assert (refused.status_code, refused.json()["code"]) == (409, "personal_room")


async def test_the_dates_of_a_meeting_one_may_not_see_are_not_found(
    manager: AsyncClient, series: dict[str, Any]
) -> None:
    assert (await manager.get(f"/api/v1/meetings/{series['id']}/occurrences")).status_code == 404
