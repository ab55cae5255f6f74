"""What tests of participants do again and again: add, read, ask Zoom who is registered."""

from typing import Any

import httpx

from tests.meetings.steps import host_id, schedule

OLHA = {"email": "olha@client.example", "first_name": "Olha", "last_name": "Shevchenko"}


def people_of(meeting: dict[str, Any]) -> str:
    """The address of the meeting's people."""
    return f"/api/v1/meetings/{meeting['id']}/participants"


async def add(client: httpx.AsyncClient, meeting: dict[str, Any], **values: Any) -> dict[str, Any]:
    """A person in this meeting: Olha, unless something else is said."""
    answer = await client.post(people_of(meeting), json={**OLHA, **values})
    assert answer.status_code == 201, answer.text
    participant: dict[str, Any] = answer.json()
    return participant


async def listed(client: httpx.AsyncClient, meeting: dict[str, Any]) -> list[dict[str, Any]]:
    """The meeting's people as this caller sees them now."""
    answer = await client.get(people_of(meeting))
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def only(client: httpx.AsyncClient, meeting: dict[str, Any]) -> dict[str, Any]:
    """The one person of the meeting."""
    (participant,) = await listed(client, meeting)
    return participant


async def schedule_with_basic_host(administrator: httpx.AsyncClient, **values: Any) -> dict[str, Any]:
    """A meeting whose host Zoom lets register nobody."""
    return await schedule(administrator, host_id=await host_id(administrator, "basic.user"), **values)


def registrants(simulator: Any) -> list[tuple[str, str]]:
    """Everybody whom Zoom ever registered: address and status."""
    return [(registrant.email, registrant.status) for registrant in simulator.state.world.state.registrants]
