"""Lists of users and meetings, and their pages."""

from typing import Any

import httpx

from simulator.testing import HeldClock


async def create(zoom: httpx.AsyncClient, count: int = 1, **body: Any) -> None:
    for number in range(count):
        asked = {"topic": f"Meeting {number}", "start_time": "2026-12-03T12:00:00Z"} | body
        assert (await zoom.post("/v2/users/me/meetings", json=asked)).status_code == 201


async def topics(zoom: httpx.AsyncClient, kind: str) -> list[str]:
    rows = (await zoom.get(f"/v2/users/me/meetings?type={kind}")).json()["meetings"]
    return sorted(row["topic"] for row in rows)


async def test_pages_follow_each_other_until_the_token_is_empty(zoom: httpx.AsyncClient) -> None:
    await create(zoom, 5)
    seen, token = [], ""
    for _ in range(3):
        page = (await zoom.get(f"/v2/users/me/meetings?page_size=2&next_page_token={token}")).json()
        seen += [row["topic"] for row in page["meetings"]]
        token = page["next_page_token"]

    assert token == ""
    assert sorted(seen) == [f"Meeting {number}" for number in range(5)]


async def test_a_page_token_lives_15_minutes(zoom: httpx.AsyncClient, clock: HeldClock) -> None:
    token = (await zoom.get("/v2/users?page_size=2")).json()["next_page_token"]
    clock.advance(minutes=16)

    answer = await zoom.get(f"/v2/users?page_size=2&next_page_token={token}")
    assert (answer.status_code, answer.json()["code"]) == (400, 300)
    assert answer.json()["message"] == "The next page token is invalid or expired."


async def test_only_the_hosts_own_meetings_are_listed(zoom: httpx.AsyncClient) -> None:
    await create(zoom)

    assert (await zoom.get("/v2/users/anna.koval@parley.example/meetings")).json()["meetings"] == []


async def test_instant_meetings_are_never_listed_as_scheduled(zoom: httpx.AsyncClient) -> None:
    await create(zoom, type=1)

    assert await topics(zoom, "scheduled") == []


async def test_each_list_shows_its_own_part(zoom: httpx.AsyncClient, clock: HeldClock) -> None:
    await create(zoom, topic="over", start_time="2026-12-01T09:31:00Z", duration=5)
    await create(zoom, topic="ahead")
    running = await zoom.post("/_control/meetings", json={"topic": "running", "start_time": "2026-12-02T12:00:00Z"})
    await zoom.post(f"/_control/meetings/{running.json()['id']}/start")
    clock.advance(minutes=20)

    assert await topics(zoom, "scheduled") == ["ahead", "over", "running"]
    assert await topics(zoom, "live") == ["running"]
    assert await topics(zoom, "upcoming") == ["ahead"]
    assert await topics(zoom, "upcoming_meetings") == ["ahead", "running"]
    assert await topics(zoom, "previous_meetings") == ["over"]


async def test_a_new_meeting_is_missing_from_lists_while_they_lag(zoom: httpx.AsyncClient, clock: HeldClock) -> None:
    await zoom.put("/_control/lag", json={"list_seconds": 30})
    await create(zoom)

    at_once = await topics(zoom, "scheduled")
    clock.advance(seconds=30)
    assert (at_once, await topics(zoom, "scheduled")) == ([], ["Meeting 0"])


async def test_agenda_is_cut_in_lists_and_absent_when_empty(zoom: httpx.AsyncClient) -> None:
    await create(zoom, agenda="x" * 300)
    await create(zoom)

    rows = (await zoom.get("/v2/users/me/meetings")).json()["meetings"]
    assert sorted(len(row.get("agenda", "")) for row in rows) == [0, 250]


async def test_users_can_be_added_changed_and_removed(zoom: httpx.AsyncClient) -> None:
    await zoom.post("/_control/users", json={"email": "new@parley.example", "first_name": "New"})
    await zoom.patch("/_control/users/new@parley.example", json={"type": 1})
    added = (await zoom.get("/v2/users/new@parley.example")).json()
    await zoom.delete("/_control/users/new@parley.example")

    assert (added["first_name"], added["type"]) == ("New", 1)
    assert (await zoom.get("/v2/users/new@parley.example")).json()["code"] == 1001
