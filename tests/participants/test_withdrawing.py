"""Whoever is withdrawn is registered in Zoom no more."""

from datetime import timedelta

import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Response

from tests.fixture_types import RunWork, Travel
from tests.meetings.conftest import Fault
from tests.meetings.steps import read, schedule
from tests.participants.steps import add, only, people_of, registrants, schedule_with_basic_host

pytestmark = pytest.mark.usefixtures("zoom")
REGISTER = {"method": "POST", "path": "/v2/meetings/*/registrants"}
DECIDE = {"method": "PUT", "path": "/v2/meetings/*/registrants/status"}


async def withdraw(client: AsyncClient, meeting: dict[str, str], participant: dict[str, str]) -> Response:
    """Take this person off the meeting."""
    return await client.delete(f"{people_of(meeting)}/{participant['id']}")


async def test_a_withdrawn_person_is_cancelled_in_zoom(manager: AsyncClient, simulator: FastAPI) -> None:
    meeting = await schedule(manager)
    answer = await withdraw(manager, meeting, await add(manager, meeting))
    assert answer.status_code == 204
    assert registrants(simulator) == [("olha@client.example", "cancelled")]
    gone = await only(manager, meeting)
    assert (gone["state"], gone["join_url"]) == ("withdrawn", None)
    assert (await read(manager, meeting["id"]))["participants"] == []


async def test_withdrawing_twice_is_withdrawing_once(manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    participant = await add(manager, meeting)
    assert [(await withdraw(manager, meeting, participant)).status_code for _ in range(2)] == [204, 204]


async def test_while_zoom_is_away_the_withdrawal_is_kept_and_follows(
    manager: AsyncClient, simulator: FastAPI, fault: Fault, travel: Travel, run_work: RunWork
) -> None:
    meeting = await schedule(manager)
    participant = await add(manager, meeting)
    await fault("status", status=503, **DECIDE)
    assert (await withdraw(manager, meeting, participant)).status_code == 204
    assert registrants(simulator) == [("olha@client.example", "approved")]
    travel(timedelta(minutes=1))
    await run_work()
    assert registrants(simulator) == [("olha@client.example", "cancelled")]


async def test_a_registration_whose_answer_is_missing_is_cancelled_too(
    manager: AsyncClient, simulator: FastAPI, fault: Fault, travel: Travel, run_work: RunWork
) -> None:
    meeting = await schedule(manager)
    await fault("drop_after", **REGISTER)
    await withdraw(manager, meeting, await add(manager, meeting))
    travel(timedelta(minutes=1))
    await run_work()
    assert registrants(simulator) == [("olha@client.example", "cancelled")]


async def test_what_zoom_says_against_a_withdrawal_is_told(manager: AsyncClient, fault: Fault) -> None:
    meeting = await schedule(manager)
    participant = await add(manager, meeting)
    await fault("status", status=400, code=3000, message="Not now.", **DECIDE)
    await withdraw(manager, meeting, participant)
    kept = await only(manager, meeting)
    assert (kept["state"], kept["reason_code"]) == ("withdrawn", "zoom_refused")


async def test_who_comes_back_is_registered_anew(manager: AsyncClient, simulator: FastAPI) -> None:
    meeting = await schedule(manager)
    first = await add(manager, meeting)
    await withdraw(manager, meeting, first)
    again = await add(manager, meeting)
    assert (again["id"], again["state"]) == (first["id"], "registered")
    assert [status for _, status in registrants(simulator)] == ["cancelled", "approved"]


async def test_who_has_only_the_link_leaves_without_zoom(administrator: AsyncClient) -> None:
    meeting = await schedule_with_basic_host(administrator)
    assert (await withdraw(administrator, meeting, await add(administrator, meeting))).status_code == 204
    assert (await only(administrator, meeting))["state"] == "withdrawn"


async def test_somebody_of_another_meeting_is_not_withdrawn(manager: AsyncClient) -> None:
    meeting, other = await schedule(manager), await schedule(manager, starts_at="2027-03-01T10:00:00Z")
    participant = await add(manager, meeting)
    assert (await withdraw(manager, other, participant)).status_code == 404
    assert (await only(manager, meeting))["state"] == "registered"
