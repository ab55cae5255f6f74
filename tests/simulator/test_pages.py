"""The join, start and registration pages, walked as a browser would."""

from typing import Any

import httpx
import pytest

from simulator.testing import HeldClock
from simulator.world import World

BODY = {"topic": "Review <b>Q4</b>", "start_time": "2026-12-01T10:00:00Z", "settings": {"join_before_host": False}}


async def create(zoom: httpx.AsyncClient, **settings: Any) -> dict[str, Any]:
    asked = BODY | {"settings": {"join_before_host": False} | settings}
    created: dict[str, Any] = (await zoom.post("/v2/users/me/meetings", json=asked)).json()
    return created


async def present(zoom: httpx.AsyncClient, meeting_id: int) -> list[str]:
    shown = (await zoom.get(f"/_control/meetings/{meeting_id}")).json()
    return [person["name"] for person in shown["participants"]]


async def test_starting_makes_the_meeting_run_with_the_host_in_it(zoom: httpx.AsyncClient) -> None:
    created = await create(zoom)
    looked = await zoom.get(created["start_url"])
    before = (await zoom.get(f"/v2/meetings/{created['id']}")).json()["status"]
    await zoom.post(created["start_url"], follow_redirects=True)

    assert "Start the meeting" in looked.text
    assert (before, (await zoom.get(f"/v2/meetings/{created['id']}")).json()["status"]) == ("waiting", "started")
    assert await present(zoom, created["id"]) == ["Olena Admin"]


async def test_a_start_link_dies_after_two_hours(zoom: httpx.AsyncClient, clock: HeldClock) -> None:
    created = await create(zoom)
    clock.advance(hours=2)

    answer = await zoom.post(created["start_url"])
    assert answer.status_code == 403
    assert "expired" in answer.text


@pytest.mark.parametrize("zak", ["", "x.y.z", "%22%3E"])
async def test_a_made_up_start_link_starts_nothing(zoom: httpx.AsyncClient, zak: str) -> None:
    created = await create(zoom)

    assert (await zoom.post(f"/s/{created['id']}?zak={zak}")).status_code == 403


async def test_joining_and_leaving_change_who_is_there(zoom: httpx.AsyncClient) -> None:
    created = await create(zoom)
    await zoom.post(created["start_url"])
    room = await zoom.post(created["join_url"], data={"name": "Olha"})
    joined = await present(zoom, created["id"])
    await zoom.post(f"{room.headers['location']}/leave")

    assert (joined, await present(zoom, created["id"])) == (["Olena Admin", "Olha"], ["Olena Admin"])


async def test_a_guest_waits_until_the_host_has_started(zoom: httpx.AsyncClient) -> None:
    created = await create(zoom)

    answer = await zoom.post(created["join_url"], data={"name": "Olha"})
    assert "the host has not started" in answer.text
    assert await present(zoom, created["id"]) == []


async def test_a_guest_may_come_before_the_host_where_that_is_allowed(zoom: httpx.AsyncClient) -> None:
    created = await create(zoom, join_before_host=True)
    await zoom.post(created["join_url"], data={"name": "Olha"})

    assert await present(zoom, created["id"]) == ["Olha"]


async def test_without_the_links_secret_the_passcode_is_asked_for(zoom: httpx.AsyncClient) -> None:
    created = await create(zoom, join_before_host=True)
    plain = f"/j/{created['id']}"

    wrong = await zoom.post(plain, data={"name": "Olha", "passcode": "guess"})
    right = await zoom.post(plain, data={"name": "Olha", "passcode": created["password"]})
    assert "The passcode is wrong." in wrong.text
    assert right.status_code == 303


async def test_a_registrant_is_known_by_the_link(zoom: httpx.AsyncClient, world: World) -> None:
    created = await create(zoom, approval_type=0)
    person = {"email": "olha@client.example", "first_name": "Olha", "last_name": "Shevchenko"}
    link = (await zoom.post(f"/v2/meetings/{created['id']}/registrants", json=person)).json()["join_url"]
    await zoom.post(created["start_url"])
    await zoom.post(link)

    guest = world.state.sessions[0].participants[1]
    assert (guest.name, guest.email) == ("Olha Shevchenko", "olha@client.example")
    assert guest.registrant_id == world.state.registrants[0].id


async def test_with_registration_a_plain_link_leads_to_the_form(zoom: httpx.AsyncClient, world: World) -> None:
    created = await create(zoom, approval_type=0)
    form = await zoom.get(created["join_url"])
    answer = await zoom.post(form.headers["location"], data={"first_name": "Olha", "email": "olha@client.example"})

    assert "You are registered." in answer.text
    assert [registrant.email for registrant in world.state.registrants] == ["olha@client.example"]


async def test_what_people_typed_is_escaped(zoom: httpx.AsyncClient) -> None:
    created = await create(zoom)

    text = (await zoom.get(created["join_url"])).text
    assert "<b>Q4</b>" not in text
    assert "&lt;b&gt;Q4&lt;/b&gt;" in text


async def test_a_deleted_meeting_has_no_join_page(zoom: httpx.AsyncClient) -> None:
    created = await create(zoom)
    await zoom.delete(f"/v2/meetings/{created['id']}")

    assert (await zoom.get(created["join_url"])).status_code == 404
