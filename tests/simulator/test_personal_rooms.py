"""A user's own room, and one date of a series handled in the portal."""

import httpx
import pytest

ROOM = "/_control/meetings/personal-room/employee@parley.example"


@pytest.fixture
async def room(zoom: httpx.AsyncClient) -> int:
    """The number of the employee's room."""
    return int((await zoom.post(ROOM)).json()["id"])


async def listed(zoom: httpx.AsyncClient, kind: str) -> list[int]:
    answer = await zoom.get("/v2/users/employee@parley.example/meetings", params={"type": kind})
    return [row["id"] for row in answer.json()["meetings"]]


async def test_the_room_has_its_users_number_and_is_the_same_each_time(zoom: httpx.AsyncClient, room: int) -> None:
    user = (await zoom.get("/v2/users/employee@parley.example")).json()
    said = (await zoom.get(f"/v2/meetings/{room}")).json()
    assert (room, said["pmi"], said["type"]) == (user["pmi"], str(user["pmi"]), 4)
    assert "start_time" not in said
    assert (await zoom.post(ROOM)).json()["password"] == said["password"]


async def test_it_is_listed_only_while_it_is_held(zoom: httpx.AsyncClient, room: int) -> None:
    assert (await listed(zoom, "live"), await listed(zoom, "scheduled")) == ([], [])
    await zoom.post(f"/_control/meetings/{room}/start")
    assert (await listed(zoom, "live"), await listed(zoom, "scheduled")) == ([room], [])


async def test_it_cannot_be_deleted(zoom: httpx.AsyncClient, room: int) -> None:
    refused = await zoom.delete(f"/v2/meetings/{room}")
    assert (refused.status_code, refused.json()["code"]) == (400, 3018)


async def test_the_portal_moves_and_deletes_one_date_of_a_series(zoom: httpx.AsyncClient) -> None:
    series = {"type": 8, "start_time": "2027-03-22T10:00:00Z", "recurrence": {"type": 1, "end_times": 3}}
    made = (await zoom.post("/_control/meetings", json=series)).json()
    first, second, _ = (date["occurrence_id"] for date in made["occurrences"])
    address = f"/_control/meetings/{made['id']}"
    await zoom.patch(address, params={"occurrence_id": first}, json={"start_time": "2027-03-22T15:00:00Z"})
    await zoom.delete(address, params={"occurrence_id": second})
    dates = (await zoom.get(f"/v2/meetings/{made['id']}")).json()["occurrences"]
    assert [(date["start_time"][11:13], date["status"]) for date in dates] == [
        ("15", "available"), ("10", "deleted"), ("10", "available"),
    ]  # fmt: skip
