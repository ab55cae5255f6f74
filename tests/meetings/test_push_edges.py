"""Zoom still agrees in the end when its lists lag, hosts vanish, starts pass and answers to changes are lost."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.work import LEASE, Work
from api.meetings import service as meetings
from tests.factories.accounts import make_staff_member, own_id
from tests.fixture_types import RunWork, SignIn, Travel
from tests.meetings.conftest import Fault
from tests.meetings.steps import ledger, read, schedule

pytestmark = pytest.mark.usefixtures("zoom")

CREATE: dict[str, Any] = {"method": "POST", "path": "/v2/users/*/meetings"}
NO_CALL: dict[str, Any] = {"kind": "rate_limit", "limit": "qps", "retry_after": "seconds", "times": None}


async def settle(travel: Travel, run_work: RunWork) -> None:
    """Five minutes, in steps that are shorter than the time between two looks."""
    for _ in range(20):
        travel(timedelta(seconds=15))
        await run_work()


async def save(client: AsyncClient, meeting_id: str, version: int, **values: Any) -> None:
    """Save a change, whatever Zoom says of it."""
    answer = await client.patch(f"/api/v1/meetings/{meeting_id}", json={**values, "version": version})
    assert answer.status_code == 200, answer.text


async def every_request(control: AsyncClient) -> list[dict[str, Any]]:
    """All that Zoom was ever asked."""
    asked: list[dict[str, Any]] = (await control.get("/_control/requests")).json()
    return asked


async def next_run_at(session: AsyncSession, meeting_id: str) -> datetime | None:
    """When the push of this meeting is due; None when nothing is left to do."""
    due = select(Work.not_before).where(
        Work.kind == meetings.PUSH, Work.object_id == UUID(meeting_id), Work.state == "waiting"
    )
    found = await session.scalar(due)
    await session.rollback()
    return found


async def test_a_meeting_that_begins_while_its_create_is_in_doubt_is_not_made_twice(
    fault: Fault, control: AsyncClient, manager: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    await fault("drop_after", **CREATE)
    meeting = await schedule(manager, starts_at=(clock.now() - timedelta(seconds=20)).isoformat())
    assert meeting["sync"]["state"] == "in_doubt"
    await settle(travel, run_work)
    adopted = await read(manager, meeting["id"])
    assert [entry["meeting_id"] for entry in await ledger(control)] == [adopted["zoom_meeting_id"]]
    assert adopted["sync"]["state"] == "in_step"


async def test_a_meeting_that_zoom_hears_of_after_its_start_is_not_made_twice(
    fault: Fault, control: AsyncClient, manager: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    await fault(**NO_CALL)
    meeting = await schedule(manager, starts_at=(clock.now() + timedelta(minutes=20)).isoformat())
    travel(timedelta(minutes=25))
    await control.delete("/_control/faults")
    await fault("drop_after", **CREATE)
    await run_work()
    assert (await read(manager, meeting["id"]))["sync"]["state"] == "in_doubt"
    await settle(travel, run_work)
    adopted = await read(manager, meeting["id"])
    assert [entry["meeting_id"] for entry in await ledger(control)] == [adopted["zoom_meeting_id"]]


async def test_a_start_that_zoom_moved_because_it_had_passed_is_no_difference(manager: AsyncClient) -> None:
    meeting = await schedule(manager, starts_at=(clock.now() - timedelta(seconds=20)).isoformat())
    assert (meeting["sync"]["state"], meeting["sync"]["reason"]) == ("in_step", None)


async def test_a_meeting_that_lists_show_after_two_minutes_is_not_made_twice(
    fault: Fault, control: AsyncClient, manager: AsyncClient, session: AsyncSession, travel: Travel, run_work: RunWork
) -> None:
    await control.put("/_control/lag", json={"list_seconds": 121})
    await fault("drop_after", **CREATE)
    meeting = await schedule(manager)
    while due_at := await next_run_at(session, meeting["id"]):
        travel(max(due_at - clock.now(), timedelta(0)))
        await run_work()
    adopted = await read(manager, meeting["id"])
    assert [entry["meeting_id"] for entry in await ledger(control)] == [adopted["zoom_meeting_id"]]


async def test_an_edit_that_another_worker_is_about_to_push_is_said_to_wait(
    manager: AsyncClient, session: AsyncSession
) -> None:
    meeting = await schedule(manager)
    held = update(Work).where(Work.object_id == UUID(meeting["id"])).values(lease_until=clock.now() + LEASE)
    await session.execute(held)
    await session.commit()
    answer = await manager.patch(f"/api/v1/meetings/{meeting['id']}", json={"topic": "Not there yet", "version": 1})
    assert answer.json()["sync"]["state"] == "waiting"


async def test_zoom_is_asked_nothing_when_only_our_links_change(manager: AsyncClient, control: AsyncClient) -> None:
    meeting = await schedule(manager)
    asked = await every_request(control)
    await save(manager, meeting["id"], 1, staff_ids=[str(await own_id(manager))])
    changed = await read(manager, meeting["id"])
    assert (changed["version"], changed["sync"]["state"]) == (2, "in_step")
    assert await every_request(control) == asked


async def test_an_old_meeting_that_zoom_forgot_keeps_its_end_when_its_staff_change(
    manager: AsyncClient, session: AsyncSession, sign_in: SignIn, travel: Travel, run_work: RunWork
) -> None:
    meeting = await schedule(manager)
    travel(timedelta(days=60))
    colleague = await make_staff_member(session, email="colleague@parley.example", role="administrator")
    later = await sign_in(colleague)
    await save(later, meeting["id"], 1, staff_ids=[str(colleague.id)])
    await settle(travel, run_work)
    assert (await read(later, meeting["id"]))["status"] == "ended"


async def test_a_change_that_zoom_did_without_answering_is_taken_back_when_it_is_unwanted(
    fault: Fault, control: AsyncClient, manager: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    meeting = await schedule(manager, topic="First")
    await fault("drop_after", method="PATCH")
    await save(manager, meeting["id"], 1, topic="Second")
    await fault("status", method="PATCH", status=400, code=300, message="Invalid agenda.")
    await save(manager, meeting["id"], 2, agenda="Refused")
    travel(timedelta(seconds=10))
    await run_work()
    assert (await read(manager, meeting["id"]))["sync"]["state"] == "refused"
    await save(manager, meeting["id"], 3, topic="First", agenda=None)
    await settle(travel, run_work)
    in_zoom = (await control.get(f"/_control/meetings/{meeting['zoom_meeting_id']}")).json()
    assert (await read(manager, meeting["id"]))["sync"]["state"] == "in_step"
    assert in_zoom["topic"] == "First"


@pytest.mark.parametrize("minutes", [1, 70], ids=["before the list of users says so", "after it"])
async def test_a_meeting_of_a_host_who_left_zoom_gets_another(
    minutes: int, fault: Fault, control: AsyncClient, manager: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    await fault(**NO_CALL)
    meeting = await schedule(manager)
    await control.delete(f"/_control/users/{meeting['host']['email']}")
    await control.delete("/_control/faults")
    travel(timedelta(minutes=minutes))
    await run_work()
    moved = await read(manager, meeting["id"])
    assert moved["sync"]["state"] == "in_step"
    assert moved["host"]["email"] != meeting["host"]["email"]


async def test_a_meeting_whose_time_is_over_is_not_made_in_zoom(
    fault: Fault, control: AsyncClient, manager: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    await fault(**NO_CALL)
    meeting = await schedule(manager, starts_at=(clock.now() + timedelta(minutes=20)).isoformat())
    travel(timedelta(hours=5))
    await control.delete("/_control/faults")
    await run_work()
    late = await read(manager, meeting["id"])
    assert (late["status"], late["sync"]["state"]) == ("ended", "refused")
    assert "was over before Zoom could be told" in late["sync"]["reason"]
    assert await ledger(control) == []


async def test_a_running_meeting_is_deleted_when_it_is_over(
    fault: Fault, control: AsyncClient, manager: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    meeting = await schedule(manager)
    await fault("status", method="DELETE", status=400, code=3002, message="The meeting is in progress.")
    await manager.delete(f"/api/v1/meetings/{meeting['id']}")
    waiting = (await read(manager, meeting["id"]))["sync"]
    assert (waiting["state"], waiting["retry_at"] is None) == ("waiting", False)
    travel(timedelta(minutes=6))
    await run_work()
    assert [entry["meeting_id"] for entry in await ledger(control, "meeting.deleted")] == [meeting["zoom_meeting_id"]]
