"""Registering people for a meeting."""

from typing import Any

import httpx
import pytest

from simulator.testing import HeldClock

PERSON = {"email": "olha@client.example", "first_name": "Olha", "last_name": "Shevchenko"}


async def create(zoom: httpx.AsyncClient, approval_type: int = 0, **body: Any) -> str:
    asked = {"topic": "Open day", "start_time": "2026-12-03T12:00:00Z", "settings": {"approval_type": approval_type}}
    created = (await zoom.post("/v2/users/me/meetings", json=asked | body)).json()
    return f"/v2/meetings/{created['id']}/registrants"


async def listed(zoom: httpx.AsyncClient, registrants: str, status: str = "approved") -> list[str]:
    rows = (await zoom.get(f"{registrants}?status={status}")).json()["registrants"]
    return [row["email"] for row in rows]


async def test_a_registrant_gets_a_link_of_their_own(zoom: httpx.AsyncClient) -> None:
    registrants = await create(zoom)

    answer = await zoom.post(registrants, json=PERSON)
    assert answer.status_code == 201
    assert "/w/" in answer.json()["join_url"]
    assert await listed(zoom, registrants) == ["olha@client.example"]


async def test_the_same_address_again_is_the_same_registrant(zoom: httpx.AsyncClient) -> None:
    registrants = await create(zoom)

    first, second = [(await zoom.post(registrants, json=PERSON)).json() for _ in range(2)]
    assert first == second


async def test_a_registrant_to_be_approved_has_no_link_yet(zoom: httpx.AsyncClient) -> None:
    registrants = await create(zoom, approval_type=1)

    answer = (await zoom.post(registrants, json=PERSON)).json()
    assert "join_url" not in answer
    assert await listed(zoom, registrants, "pending") == ["olha@client.example"]


async def test_auto_approve_registers_at_once_where_others_wait(zoom: httpx.AsyncClient) -> None:
    registrants = await create(zoom, approval_type=1)

    assert "join_url" in (await zoom.post(registrants, json=PERSON | {"auto_approve": True})).json()


async def test_a_decision_by_address_alone_works(zoom: httpx.AsyncClient) -> None:
    registrants = await create(zoom, approval_type=1)
    await zoom.post(registrants, json=PERSON)

    decision = {"action": "approve", "registrants": [{"email": PERSON["email"]}]}
    assert (await zoom.put(f"{registrants}/status", json=decision)).status_code == 204
    assert await listed(zoom, registrants) == ["olha@client.example"]


async def test_a_cancelled_registrant_is_in_none_of_the_lists(zoom: httpx.AsyncClient) -> None:
    registrants = await create(zoom)
    registrant_id = (await zoom.post(registrants, json=PERSON)).json()["registrant_id"]

    assert (await zoom.delete(f"{registrants}/{registrant_id}")).status_code == 204
    assert [await listed(zoom, registrants, status) for status in ("approved", "pending", "denied")] == [[], [], []]


async def test_a_meeting_without_registration_answers_the_code_404(zoom: httpx.AsyncClient) -> None:
    registrants = await create(zoom, approval_type=2)

    answer = await zoom.post(registrants, json=PERSON)
    assert (answer.status_code, answer.json()["code"]) == (404, 404)
    assert answer.json()["message"].startswith("Registration has not been enabled for this meeting: ")


async def test_registration_on_a_series_without_dates_is_refused_silently(zoom: httpx.AsyncClient) -> None:
    registrants = await create(zoom, type=3)

    assert (await zoom.post(registrants, json=PERSON)).json()["code"] == 404


async def test_the_host_can_not_register(zoom: httpx.AsyncClient) -> None:
    registrants = await create(zoom)

    answer = await zoom.post(registrants, json=PERSON | {"email": "admin@parley.example"})
    assert (answer.status_code, answer.json()) == (400, {"code": 3027, "message": "Host can not register"})


async def test_nobody_registers_for_a_meeting_that_is_over(zoom: httpx.AsyncClient, clock: HeldClock) -> None:
    registrants = await create(zoom, start_time="2026-12-01T09:31:00Z", duration=5)
    clock.advance(minutes=10)

    assert (await zoom.post(registrants, json=PERSON)).json()["code"] == 3038


@pytest.mark.parametrize("field", ["email", "first_name"])
async def test_an_invalid_field_is_named(zoom: httpx.AsyncClient, field: str) -> None:
    registrants = await create(zoom)

    answer = await zoom.post(registrants, json=PERSON | {field: ""})
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"field": field, "message": "Invalid field."}]
