"""Zoom agrees with us in the end, exactly once, whatever fails in between."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from api.meetings.models import Meeting
from api.resources import Resources
from tests.factories.meetings import in_days
from tests.factories.zoom import connect_zoom
from tests.fixture_types import RunWork, Travel
from tests.meetings.conftest import Fault, Rules
from tests.meetings.steps import ledger, read, requests, schedule

TWO_MINUTES_OF_LOOKS = (2, 8, 20, 30, 60, 70)


async def let_time_pass(travel: Travel, run_work: RunWork) -> None:
    """Long enough for everything that is in doubt to be settled."""
    for seconds in TWO_MINUTES_OF_LOOKS:
        travel(timedelta(seconds=seconds))
        await run_work()


@pytest.mark.usefixtures("zoom")
async def test_while_zoom_is_down_a_meeting_is_saved_and_its_link_follows(
    fault: Fault, control: AsyncClient, manager: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    await fault("rate_limit", method="POST", limit="qps", retry_after="seconds", times=None)
    meeting = await schedule(manager)
    assert (meeting["sync"]["state"], meeting["join_url"]) == ("waiting", None)
    assert meeting["sync"]["retry_at"] is not None
    await control.delete("/_control/faults")
    travel(timedelta(minutes=10))
    await run_work()
    assert (await read(manager, meeting["id"]))["sync"]["state"] == "in_step"


@pytest.mark.usefixtures("zoom")
async def test_a_create_that_zoom_did_without_answering_is_adopted(
    fault: Fault, control: AsyncClient, manager: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    await fault("drop_after", method="POST", path="/v2/users/*/meetings")
    meeting = await schedule(manager)
    assert meeting["sync"]["state"] == "in_doubt"
    await let_time_pass(travel, run_work)
    adopted = await read(manager, meeting["id"])
    assert [entry["meeting_id"] for entry in await ledger(control)] == [adopted["zoom_meeting_id"]]


@pytest.mark.usefixtures("zoom")
async def test_a_create_that_zoom_never_did_is_sent_again(
    fault: Fault, control: AsyncClient, manager: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    await fault("drop_before", method="POST", path="/v2/users/*/meetings")
    meeting = await schedule(manager)
    await let_time_pass(travel, run_work)
    made = await ledger(control)
    assert [entry["meeting_id"] for entry in made] == [(await read(manager, meeting["id"]))["zoom_meeting_id"]]


@pytest.mark.usefixtures("zoom")
async def test_nothing_is_sent_again_before_two_minutes_of_looking(
    fault: Fault, control: AsyncClient, manager: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    await fault("drop_before", method="POST", path="/v2/users/*/meetings")
    await schedule(manager)
    for seconds in (2, 8, 20, 30, 59):
        travel(timedelta(seconds=seconds))
        await run_work()
    assert len(await requests(control, "POST")) == 1 + 1  # the token, and the create that was dropped


@pytest.mark.usefixtures("zoom")
async def test_a_meeting_that_lists_show_late_is_not_made_twice(
    fault: Fault, control: AsyncClient, manager: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    await control.put("/_control/lag", json={"list_seconds": 100})
    await fault("drop_after", method="POST", path="/v2/users/*/meetings")
    meeting = await schedule(manager)
    await let_time_pass(travel, run_work)
    assert (await read(manager, meeting["id"]))["sync"]["state"] == "in_step"
    assert len(await ledger(control)) == 1


@pytest.mark.usefixtures("zoom")
async def test_somebody_elses_meeting_at_that_time_is_not_adopted(
    fault: Fault, control: AsyncClient, manager: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    starts_at = in_days(9)
    theirs = await control.post(
        "/_control/meetings",
        json={
            "host": "manager@parley.example",
            "topic": "Contract talk",
            "start_time": starts_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "duration": 45,
            "password": "theirs",
        },
    )
    assert theirs.is_success, theirs.text
    await fault("drop_before", method="POST", path="/v2/users/*/meetings")
    meeting = await schedule(manager, starts_at=starts_at.isoformat())
    await let_time_pass(travel, run_work)
    ours = await read(manager, meeting["id"])
    assert ours["sync"]["state"] == "in_step"
    assert ours["zoom_meeting_id"] != theirs.json()["id"]


@pytest.mark.usefixtures("zoom")
@pytest.mark.parametrize("status", [500, 502, 503])
async def test_every_5xx_leaves_a_create_in_doubt(status: int, fault: Fault, manager: AsyncClient) -> None:
    await fault("status", method="POST", path="/v2/users/*/meetings", status=status)
    assert (await schedule(manager))["sync"]["state"] == "in_doubt"


@pytest.mark.usefixtures("zoom")
async def test_what_zoom_refuses_is_kept_with_the_reason(
    fault: Fault, manager: AsyncClient, travel: Travel, run_work: RunWork, control: AsyncClient
) -> None:
    await fault("status", method="POST", path="/v2/users/*/meetings", status=400, code=300, message="Invalid topic.")
    meeting = await schedule(manager)
    assert meeting["sync"]["state"] == "refused"
    assert "Invalid topic." in meeting["sync"]["reason"]
    await let_time_pass(travel, run_work)
    assert await ledger(control) == []


@pytest.mark.usefixtures("zoom")
async def test_an_edit_tries_again_what_zoom_refused(fault: Fault, manager: AsyncClient) -> None:
    await fault("status", method="POST", path="/v2/users/*/meetings", status=400, code=300, message="Invalid topic.")
    meeting = await schedule(manager)
    answer = await manager.patch(f"/api/v1/meetings/{meeting['id']}", json={"topic": "Better", "version": 1})
    assert answer.json()["sync"]["state"] == "in_step"


async def test_a_meeting_saved_before_zoom_is_connected_follows_when_it_is(
    manager: AsyncClient, session: AsyncSession, resources: Resources, rules: Rules, run_work: RunWork, travel: Travel
) -> None:
    meeting = await schedule(manager)
    assert (meeting["sync"]["state"], meeting["host"]) == ("waiting", None)
    await rules(use_all_users=True)
    await connect_zoom(session, resources.box)
    await run_work()
    travel(timedelta(minutes=1))
    await run_work()
    assert (await read(manager, meeting["id"]))["sync"]["state"] == "in_step"


@pytest.mark.usefixtures("zoom")
async def test_edits_made_while_zoom_is_away_are_one_change(
    fault: Fault, control: AsyncClient, manager: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    meeting = await schedule(manager)
    await fault("status", method="PATCH", status=503, times=3)
    changes: list[dict[str, Any]] = [{"topic": "One"}, {"agenda": "Two"}, {"duration_minutes": 30}]
    for version, change in enumerate(changes, start=1):
        await manager.patch(f"/api/v1/meetings/{meeting['id']}", json={**change, "version": version})
    await control.delete("/_control/faults")
    travel(timedelta(minutes=10))
    await run_work()
    updates = await ledger(control, "meeting.updated")
    assert len(updates) == 1
    assert (await read(manager, meeting["id"]))["sync"]["state"] == "in_step"


@pytest.mark.usefixtures("zoom")
async def test_a_deletion_reaches_zoom_when_zoom_is_back(
    fault: Fault, control: AsyncClient, manager: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    meeting = await schedule(manager)
    await fault("status", method="DELETE", status=503)
    await manager.delete(f"/api/v1/meetings/{meeting['id']}")
    assert (await read(manager, meeting["id"]))["status"] == "cancelled"
    assert await ledger(control, "meeting.deleted") == []
    travel(timedelta(minutes=10))
    await run_work()
    assert [entry["meeting_id"] for entry in await ledger(control, "meeting.deleted")] == [meeting["zoom_meeting_id"]]


@pytest.mark.usefixtures("zoom")
async def test_a_meeting_deleted_while_in_doubt_leaves_nothing_in_zoom(
    fault: Fault, control: AsyncClient, manager: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    await fault("drop_after", method="POST", path="/v2/users/*/meetings")
    meeting = await schedule(manager)
    await manager.delete(f"/api/v1/meetings/{meeting['id']}")
    await let_time_pass(travel, run_work)
    assert len(await ledger(control, "meeting.deleted")) == 1
    assert len(await ledger(control)) == 1


@pytest.mark.usefixtures("zoom")
async def test_one_answer_that_a_meeting_is_gone_is_not_believed(
    fault: Fault, manager: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    meeting = await schedule(manager)
    gone: dict[str, Any] = {
        "status": 404,
        "code": 3001,
        "message": f"Meeting does not exist: {meeting['zoom_meeting_id']}.",
    }
    await fault("status", method="PATCH", **gone)
    await manager.patch(f"/api/v1/meetings/{meeting['id']}", json={"topic": "Still here", "version": 1})
    assert (await read(manager, meeting["id"]))["status"] == "planned"
    travel(timedelta(seconds=61))
    await run_work()
    assert (await read(manager, meeting["id"]))["sync"]["state"] == "in_step"


@pytest.mark.usefixtures("zoom")
async def test_a_meeting_deleted_in_zoom_is_missing_after_two_proofs(
    control: AsyncClient, manager: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    meeting = await schedule(manager)
    await control.delete(f"/_control/meetings/{meeting['zoom_meeting_id']}")
    await manager.patch(f"/api/v1/meetings/{meeting['id']}", json={"topic": "Anybody there?", "version": 1})
    assert (await read(manager, meeting["id"]))["status"] == "planned"
    travel(timedelta(seconds=61))
    await run_work()
    missing = await read(manager, meeting["id"])
    assert (missing["status"], missing["sync"]["state"]) == ("missing", "missing")


@pytest.mark.usefixtures("zoom")
async def test_a_setting_that_zoom_keeps_is_shown_and_not_fought(control: AsyncClient, manager: AsyncClient) -> None:
    await control.put("/_control/app", json={"locked_settings": {"waiting_room": True}})
    meeting = await schedule(manager, options={"waiting_room": False, "join_before_host": True})
    assert meeting["sync"]["state"] == "different"
    assert "waiting room" in meeting["sync"]["reason"]
    assert await ledger(control, "meeting.updated") == []


@pytest.mark.usefixtures("zoom")
async def test_the_attempt_is_committed_before_it_leaves(
    fault: Fault, manager: AsyncClient, session: AsyncSession
) -> None:
    await fault("drop_before", method="POST", path="/v2/users/*/meetings")
    meeting = await schedule(manager)
    row = await session.get_one(Meeting, UUID(meeting["id"]))
    assert row.create_attempt is not None
    assert row.create_attempt["passcode"] == meeting["passcode"]
    assert datetime.fromisoformat(row.create_attempt["sent_at"]) <= datetime.now(UTC)
