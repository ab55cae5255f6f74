"""Meetings being held, and what is known of them afterwards."""

from typing import Any
from urllib.parse import quote

import httpx
import pytest

from simulator.testing import HeldClock
from simulator.world import World

BODY = {"topic": "Review", "start_time": "2026-12-01T10:00:00Z"}


@pytest.fixture
async def meeting(zoom: httpx.AsyncClient) -> dict[str, Any]:
    created: dict[str, Any] = (await zoom.post("/v2/users/me/meetings", json=BODY)).json()
    return created


async def hold(zoom: httpx.AsyncClient, clock: HeldClock, meeting_id: int) -> None:
    """Twelve minutes, the guest in it for the last ten."""
    await zoom.post(f"/_control/meetings/{meeting_id}/start")
    clock.advance(minutes=2)
    guest = {"name": "Guest", "email": "guest@elsewhere.example"}
    await zoom.post(f"/_control/meetings/{meeting_id}/participants", json=guest)
    clock.advance(minutes=10)
    await zoom.put(f"/v2/meetings/{meeting_id}/status", json={"action": "end"})


async def test_a_meeting_that_is_held_says_started(zoom: httpx.AsyncClient, meeting: dict[str, Any]) -> None:
    await zoom.post(f"/_control/meetings/{meeting['id']}/start")

    assert (await zoom.get(f"/v2/meetings/{meeting['id']}")).json()["status"] == "started"


async def test_a_meeting_that_ended_has_a_new_uuid_and_waits_again(
    zoom: httpx.AsyncClient, clock: HeldClock, meeting: dict[str, Any]
) -> None:
    await hold(zoom, clock, meeting["id"])

    fetched = (await zoom.get(f"/v2/meetings/{meeting['id']}")).json()
    assert fetched["status"] == "waiting"
    assert fetched["uuid"] != meeting["uuid"]


async def test_a_past_meeting_is_found_by_id_and_by_uuid(
    zoom: httpx.AsyncClient, clock: HeldClock, meeting: dict[str, Any]
) -> None:
    await hold(zoom, clock, meeting["id"])

    by_id = (await zoom.get(f"/v2/past_meetings/{meeting['id']}")).json()
    by_uuid = (await zoom.get(f"/v2/past_meetings/{quote(quote(meeting['uuid'], safe=''), safe='')}")).json()
    assert by_id == by_uuid
    assert (by_id["duration"], by_id["total_minutes"], by_id["participants_count"]) == (12, 22, 2)


@pytest.mark.parametrize("uuid", ["/abcdefghijklmnopqrstu==", "ab//cdefghijklmnopqrst==", "8/1CiislTkGvH8gZ+3Fvgg=="])
async def test_a_uuid_with_slashes_is_understood_when_encoded_twice(
    zoom: httpx.AsyncClient, world: World, clock: HeldClock, meeting: dict[str, Any], uuid: str
) -> None:
    world.state.meetings[meeting["id"]].uuid = uuid
    await hold(zoom, clock, meeting["id"])

    twice = quote(quote(uuid, safe=""), safe="")
    assert (await zoom.get(f"/v2/past_meetings/{twice}")).json()["uuid"] == uuid
    assert (await zoom.get(f"/v2/past_meetings/{twice}/participants")).json()["total_records"] == 2


async def test_a_uuid_that_starts_with_a_slash_is_not_understood_when_encoded_once(
    zoom: httpx.AsyncClient, world: World, clock: HeldClock, meeting: dict[str, Any]
) -> None:
    world.state.meetings[meeting["id"]].uuid = "/abcdefghijklmnopqrstu=="
    await hold(zoom, clock, meeting["id"])

    answer = await zoom.get(f"/v2/past_meetings/{quote('/abcdefghijklmnopqrstu==', safe='')}")
    assert (answer.status_code, answer.json()["code"]) == (404, 3001)


async def test_the_address_of_an_outsider_is_not_told(
    zoom: httpx.AsyncClient, clock: HeldClock, meeting: dict[str, Any]
) -> None:
    await hold(zoom, clock, meeting["id"])

    people = (await zoom.get(f"/v2/past_meetings/{meeting['id']}/participants")).json()["participants"]
    assert [(p["name"], p["user_email"], p["duration"]) for p in people] == [
        ("Olena Admin", "admin@parley.example", 720),
        ("Guest", "", 600),
    ]


async def test_every_holding_is_an_instance(zoom: httpx.AsyncClient, clock: HeldClock, meeting: dict[str, Any]) -> None:
    await hold(zoom, clock, meeting["id"])
    await hold(zoom, clock, meeting["id"])

    instances = (await zoom.get(f"/v2/past_meetings/{meeting['id']}/instances")).json()["meetings"]
    assert len({instance["uuid"] for instance in instances}) == 2


async def test_a_meeting_never_held_has_no_past(zoom: httpx.AsyncClient, meeting: dict[str, Any]) -> None:
    answer = await zoom.get(f"/v2/past_meetings/{meeting['id']}")

    assert (answer.status_code, answer.json()["code"]) == (404, 3001)


async def test_ending_tells_the_ledger_who_left_first(
    zoom: httpx.AsyncClient, clock: HeldClock, meeting: dict[str, Any]
) -> None:
    await hold(zoom, clock, meeting["id"])

    kinds = [entry["kind"] for entry in (await zoom.get(f"/_control/ledger?meeting_id={meeting['id']}")).json()]
    assert kinds == [
        "meeting.created",
        "meeting.started",
        "participant.joined",
        "participant.joined",
        "participant.left",
        "participant.left",
        "meeting.ended",
    ]
