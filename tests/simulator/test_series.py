"""Meetings that repeat."""

from typing import Any

import httpx


async def create_series(zoom: httpx.AsyncClient, recurrence: dict[str, Any], **body: Any) -> dict[str, Any]:
    asked = {"topic": "Weekly", "type": 8, "start_time": "2027-03-22T10:00:00", "timezone": "Europe/Kiev"}
    answer = await zoom.post("/v2/users/me/meetings", json=asked | body | {"recurrence": recurrence})
    assert answer.status_code == 201, answer.text
    created: dict[str, Any] = answer.json()
    return created


async def test_a_series_keeps_its_wall_clock_over_daylight_saving(zoom: httpx.AsyncClient) -> None:
    created = await create_series(zoom, {"type": 2, "repeat_interval": 1, "weekly_days": "2", "end_times": 2})

    starts = [occurrence["start_time"] for occurrence in created["occurrences"]]
    assert starts == ["2027-03-22T08:00:00Z", "2027-03-29T07:00:00Z"]


async def test_an_occurrence_is_named_by_the_milliseconds_of_its_start(zoom: httpx.AsyncClient) -> None:
    created = await create_series(zoom, {"type": 1, "end_times": 1})

    assert created["occurrences"][0]["occurrence_id"] == "1805702400000"


async def test_weekdays_count_from_sunday(zoom: httpx.AsyncClient) -> None:
    created = await create_series(zoom, {"type": 2, "weekly_days": "1,4", "end_times": 3})

    days = [occurrence["start_time"][:10] for occurrence in created["occurrences"]]
    assert days == ["2027-03-24", "2027-03-28", "2027-03-31"]


async def test_a_month_without_the_day_is_left_out(zoom: httpx.AsyncClient) -> None:
    created = await create_series(zoom, {"type": 3, "monthly_day": 31, "end_times": 3})

    days = [occurrence["start_time"][:10] for occurrence in created["occurrences"]]
    assert days == ["2027-03-31", "2027-05-31", "2027-07-31"]


async def test_the_last_friday_of_the_month(zoom: httpx.AsyncClient) -> None:
    created = await create_series(zoom, {"type": 3, "monthly_week": -1, "monthly_week_day": 6, "end_times": 2})

    assert [o["start_time"][:10] for o in created["occurrences"]] == ["2027-03-26", "2027-04-30"]


async def test_a_series_without_an_end_is_cut_to_a_horizon(zoom: httpx.AsyncClient) -> None:
    created = await create_series(zoom, {"type": 2, "end_times": 0})

    assert len(created["occurrences"]) == 110


async def test_one_occurrence_is_deleted_and_the_others_stay(zoom: httpx.AsyncClient) -> None:
    created = await create_series(zoom, {"type": 1, "end_times": 3})
    first = created["occurrences"][0]["occurrence_id"]
    await zoom.delete(f"/v2/meetings/{created['id']}?occurrence_id={first}")

    fetched = (await zoom.get(f"/v2/meetings/{created['id']}")).json()
    assert [o["status"] for o in fetched["occurrences"]] == ["deleted", "available", "available"]


async def test_one_occurrence_is_moved_and_the_others_stay(zoom: httpx.AsyncClient) -> None:
    created = await create_series(zoom, {"type": 1, "end_times": 2})
    first, second = created["occurrences"]
    moved = {"start_time": "2027-03-22T15:00:00Z"}
    await zoom.patch(f"/v2/meetings/{created['id']}?occurrence_id={first['occurrence_id']}", json=moved)

    fetched = (await zoom.get(f"/v2/meetings/{created['id']}")).json()
    assert [o["start_time"] for o in fetched["occurrences"]] == ["2027-03-22T15:00:00Z", second["start_time"]]


async def test_a_series_is_one_row_of_a_list(zoom: httpx.AsyncClient) -> None:
    created = await create_series(zoom, {"type": 1, "end_times": 3})

    listed = (await zoom.get("/v2/users/me/meetings")).json()["meetings"]
    assert [(row["id"], row["start_time"]) for row in listed] == [(created["id"], "2027-03-22T08:00:00Z")]
    assert "occurrences" not in listed[0]
