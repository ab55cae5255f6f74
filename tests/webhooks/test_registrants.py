"""Registrations that were made or ended in Zoom itself."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from simulator.testing import sign_in
from tests.fixture_types import RunWork, Travel
from tests.meetings.steps import schedule

pytestmark = pytest.mark.usefixtures("subscribed")

OLHA = {"email": "olha@client.example", "first_name": "Olha"}


async def arrive(control: httpx.AsyncClient, run_work: RunWork) -> None:
    await control.post("/_control/webhooks/drain")
    await run_work()


async def people(client: httpx.AsyncClient, meeting: dict[str, Any]) -> dict[str, str]:
    listed = (await client.get(f"/api/v1/meetings/{meeting['id']}/participants")).json()
    return {one["email"]: one["state"] for one in listed["items"]}


@pytest.fixture
async def meeting(manager: httpx.AsyncClient, control: httpx.AsyncClient, run_work: RunWork) -> dict[str, Any]:
    """A meeting of ours for which people can register in Zoom."""
    made = await schedule(manager)
    await sign_in(control)
    body = {"settings": {"approval_type": 0}}
    assert (await control.patch(f"/v2/meetings/{made['zoom_meeting_id']}", json=body)).is_success
    await arrive(control, run_work)
    return made


async def test_who_registers_in_zoom_becomes_a_participant_and_leaves_with_the_registration(
    meeting: dict[str, Any], manager: httpx.AsyncClient, control: httpx.AsyncClient, run_work: RunWork
) -> None:
    registrants = f"/v2/meetings/{meeting['zoom_meeting_id']}/registrants"
    assert (await control.post(registrants, json=OLHA)).is_success
    await arrive(control, run_work)
    assert await people(manager, meeting) == {"olha@client.example": "registered"}

    decision = {"action": "cancel", "registrants": [{"email": OLHA["email"]}]}
    assert (await control.put(f"{registrants}/status", json=decision)).is_success
    await arrive(control, run_work)
    assert await people(manager, meeting) == {"olha@client.example": "refused"}


async def test_a_registration_that_a_list_may_not_show_yet_is_looked_for_again(
    meeting: dict[str, Any], manager: httpx.AsyncClient, control: httpx.AsyncClient, run_work: RunWork, travel: Travel
) -> None:
    added = await manager.post(f"/api/v1/meetings/{meeting['id']}/participants", json=OLHA)
    assert added.is_success
    await arrive(control, run_work)
    decision = {"action": "cancel", "registrants": [{"email": OLHA["email"]}]}
    await control.put(f"/v2/meetings/{meeting['zoom_meeting_id']}/registrants/status", json=decision)
    await arrive(control, run_work)
    assert await people(manager, meeting) == {"olha@client.example": "registered"}

    travel(timedelta(minutes=3))
    await run_work()
    assert await people(manager, meeting) == {"olha@client.example": "refused"}
