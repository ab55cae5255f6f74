"""Zoom registers the people of a meeting where it can, once, whatever fails in between."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.work import Work
from api.meetings.models import PUSH_PARTICIPANTS, Participant
from tests.factories.meetings import in_days
from tests.fixture_types import RunWork, Travel
from tests.meetings.conftest import Fault
from tests.meetings.steps import read, requests, schedule
from tests.participants.steps import (
    OLHA,
    add,
    listed,
    only,
    people_of,
    registrants,
    schedule_with_basic_host,
)

pytestmark = pytest.mark.usefixtures("zoom")
REGISTER = {"method": "POST", "path": "/v2/meetings/*/registrants"}


async def test_a_person_gets_a_link_of_their_own(manager: AsyncClient, simulator: FastAPI) -> None:
    meeting = await schedule(manager)
    participant = await add(manager, meeting)
    assert (participant["state"], participant["name"]) == ("registered", "Olha Shevchenko")
    assert "/w/" in participant["join_url"]
    assert registrants(simulator) == [("olha@client.example", "approved")]


async def test_people_are_shown_with_their_meeting_at_once(manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    await add(manager, meeting)
    (shown,) = (await read(manager, meeting["id"]))["participants"]
    assert (shown["email"], shown["state"]) == ("olha@client.example", "registered")


async def test_registration_is_switched_on_once_and_the_meeting_stays_in_step(
    manager: AsyncClient, control: AsyncClient, run_work: RunWork
) -> None:
    meeting = await schedule(manager)
    await add(manager, meeting)
    await add(manager, meeting, email="pavlo@client.example")
    await run_work()
    assert len(await requests(control, "PATCH")) == 1
    assert (await read(manager, meeting["id"]))["sync"]["state"] == "in_step"


async def test_a_registration_whose_answer_is_missing_is_found_in_zooms_list(
    manager: AsyncClient, simulator: FastAPI, control: AsyncClient, fault: Fault, travel: Travel, run_work: RunWork
) -> None:
    meeting = await schedule(manager)
    await fault("drop_after", **REGISTER)
    waiting = await add(manager, meeting)
    assert (waiting["state"], waiting["reason_code"]) == ("waiting", "zoom_waiting")
    travel(timedelta(minutes=1))
    await run_work()
    assert (await only(manager, meeting))["state"] == "registered"
    sent = [request for request in await requests(control, "POST") if request["path"].endswith("/registrants")]
    assert (len(sent), len(registrants(simulator))) == (1, 1)


async def test_a_registration_that_zoom_never_saw_is_sent_again(
    manager: AsyncClient, simulator: FastAPI, fault: Fault, travel: Travel, run_work: RunWork
) -> None:
    meeting = await schedule(manager)
    await fault("drop_before", **REGISTER)
    await add(manager, meeting)
    travel(timedelta(minutes=1))
    await run_work()
    assert (await only(manager, meeting))["state"] == "registered"
    assert registrants(simulator) == [("olha@client.example", "approved")]


async def test_a_meeting_that_zoom_does_not_have_yet_is_waited_for(
    manager: AsyncClient, control: AsyncClient, fault: Fault, travel: Travel, run_work: RunWork
) -> None:
    await fault("rate_limit", method="POST", path="/v2/users/*/meetings", limit="qps", retry_after="seconds", seconds=9)
    meeting = await schedule(manager)
    participant = await add(manager, meeting)
    assert (participant["state"], participant["reason_code"]) == ("waiting", "meeting_not_in_zoom")
    travel(timedelta(seconds=10))
    await run_work()
    assert (await only(manager, meeting))["state"] == "registered"


async def test_a_basic_host_leaves_people_with_the_meetings_link(
    administrator: AsyncClient, control: AsyncClient
) -> None:
    meeting = await schedule_with_basic_host(administrator)
    participant = await add(administrator, meeting)
    assert (participant["state"], participant["reason_code"]) == ("link_only", "basic_host")
    assert participant["join_url"] == meeting["join_url"]
    assert await requests(control, "PATCH") == []


async def test_where_zoom_silently_keeps_registration_off_people_have_the_meetings_link(
    manager: AsyncClient, control: AsyncClient
) -> None:
    meeting = await schedule(manager)
    await control.put("/_control/app", json={"locked_settings": {"approval_type": 2}})
    participant = await add(manager, meeting)
    assert (participant["state"], participant["reason_code"]) == ("link_only", "no_registration")


@pytest.mark.parametrize(("status", "code"), [(400, 200), (404, 404)])
async def test_where_zoom_refuses_registration_people_have_the_meetings_link(
    status: int, code: int, manager: AsyncClient, fault: Fault
) -> None:
    meeting = await schedule(manager)
    await fault("status", status=status, code=code, message="Only available for paid account", **REGISTER)
    assert (await add(manager, meeting))["state"] == "link_only"


async def test_what_zoom_refuses_is_told_with_its_reason_and_may_be_tried_again(
    manager: AsyncClient, fault: Fault
) -> None:
    meeting = await schedule(manager)
    await fault("status", status=400, code=3043, message="Meeting has reached maximum attendee capacity.", **REGISTER)
    refused = await add(manager, meeting)
    assert (refused["state"], refused["reason_code"]) == ("refused", "zoom_refused")
    assert "maximum attendee capacity" in refused["reason"]
    assert (await add(manager, meeting, first_name="Olga"))["state"] == "registered"
    assert (await only(manager, meeting))["first_name"] == "Olga"


async def test_one_refused_person_is_nobody_elses_trouble(manager: AsyncClient, fault: Fault) -> None:
    meeting = await schedule(manager)
    await fault("status", status=400, code=300, message="Validation Failed.", **REGISTER)
    people = [OLHA, {**OLHA, "email": "pavlo@client.example"}]
    answer = await manager.post(f"{people_of(meeting)}/bulk", json={"participants": people})
    assert [person["state"] for person in answer.json()["items"]] == ["refused", "registered"]


async def test_a_last_name_that_the_host_requires_is_made_up(
    manager: AsyncClient, simulator: FastAPI, fault: Fault
) -> None:
    meeting = await schedule(manager)
    body = '{"code":300,"message":"Validation Failed.","errors":[{"field":"last_name","message":"Invalid field."}]}'
    await fault("status", status=400, body=body, content_type="application/json", **REGISTER)
    participant = await add(manager, meeting, last_name=None)
    assert (participant["state"], participant["last_name"]) == ("registered", None)
    assert simulator.state.world.state.registrants[0].last_name == "-"


async def test_where_the_host_approves_people_ours_are_approved_at_once(
    manager: AsyncClient, control: AsyncClient, simulator: FastAPI
) -> None:
    meeting = await schedule(manager)
    await control.patch(f"/_control/meetings/{meeting['zoom_meeting_id']}", json={"settings": {"approval_type": 1}})
    assert (await add(manager, meeting))["state"] == "registered"
    assert simulator.state.world.state.meetings[meeting["zoom_meeting_id"]].settings["approval_type"] == 1


async def test_a_fourth_registration_of_a_person_in_a_day_waits_for_the_next(
    manager: AsyncClient, control: AsyncClient, session: AsyncSession, travel: Travel, run_work: RunWork
) -> None:
    await control.put("/_control/limits", json={"enforce": True})
    meetings = [await schedule(manager, starts_at=in_days(day).isoformat()) for day in (5, 6, 7, 8)]
    states = [(await add(manager, meeting))["state"] for meeting in meetings]
    fourth = await only(manager, meetings[3])
    assert states == ["registered"] * 3 + ["waiting"]
    assert (fourth["reason_code"], fourth["retry_at"][11:19]) == ("three_a_day", "00:00:00")
    sent = [request for request in await requests(control, "POST") if request["path"].endswith("/registrants")]
    assert len(sent) == 3  # counted here, so that Zoom need not refuse
    travel(timedelta(days=1))
    await run_work()
    assert await session.scalar(select(Participant.state).where(Participant.id == fourth["id"])) == "registered"


async def test_zooms_own_count_is_believed_and_others_are_registered_meanwhile(
    manager: AsyncClient, fault: Fault, session: AsyncSession, travel: Travel, run_work: RunWork
) -> None:
    meeting = await schedule(manager)
    await fault("rate_limit", limit="registrant_day", **REGISTER)
    waiting = await add(manager, meeting)
    other = await add(manager, meeting, email="pavlo@client.example")
    assert (waiting["reason_code"], other["state"]) == ("three_a_day", "registered")
    assert (await listed(manager, meeting))[0]["state"] == "waiting"
    travel(timedelta(days=1))
    await run_work()
    assert await session.scalar(select(Participant.state).where(Participant.id == waiting["id"])) == "registered"


async def test_who_waits_when_the_meeting_is_cancelled_is_registered_no_more(
    manager: AsyncClient, simulator: FastAPI, fault: Fault, travel: Travel, run_work: RunWork
) -> None:
    meeting = await schedule(manager)
    await fault("status", status=503, times=None, **REGISTER)
    await add(manager, meeting)
    await manager.delete(f"/api/v1/meetings/{meeting['id']}")
    travel(timedelta(minutes=10))
    await run_work()
    refused = await only(manager, meeting)
    assert (refused["state"], refused["reason_code"]) == ("refused", "meeting_over")
    assert registrants(simulator) == []


async def test_a_cancelled_meeting_shows_no_links(manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    await add(manager, meeting)
    await manager.delete(f"/api/v1/meetings/{meeting['id']}")
    assert (await only(manager, meeting))["join_url"] is None


async def test_people_stay_registered_when_the_meeting_moves(manager: AsyncClient, run_work: RunWork) -> None:
    meeting = await schedule(manager)
    before = await add(manager, meeting)
    change: dict[str, Any] = {"starts_at": in_days(9).isoformat(), "version": 1}
    assert (await manager.patch(f"/api/v1/meetings/{meeting['id']}", json=change)).status_code == 200
    await run_work()
    after = await only(manager, meeting)
    assert (after["state"], after["join_url"]) == ("registered", before["join_url"])


async def test_nothing_is_left_to_do_when_all_are_registered(manager: AsyncClient, session: AsyncSession) -> None:
    await add(manager, await schedule(manager))
    states = select(Work.state).where(Work.kind == PUSH_PARTICIPANTS)
    in_doubt = select(Participant.is_in_doubt)
    assert (await session.scalar(states), await session.scalar(in_doubt)) == ("done", False)
