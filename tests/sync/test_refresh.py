"""What was done in Zoom's own portal stands here after Refresh, and nothing is written to Zoom for it."""

from datetime import timedelta

import pytest
from httpx import AsyncClient

from api.core import clock
from tests.factories.accounts import own_id
from tests.factories.meetings import in_days
from tests.fixture_types import RunWork, Travel
from tests.meetings.conftest import Fault
from tests.meetings.steps import read, schedule
from tests.sync.conftest import PortalMeeting, Refresh
from tests.sync.steps import counts, listed, our_writes

pytestmark = pytest.mark.usefixtures("zoom")


async def test_a_meeting_made_in_zoom_appears_as_its_hosts(
    employee: AsyncClient, in_zoom: PortalMeeting, refresh: Refresh
) -> None:
    made = await in_zoom(agenda="Prices", password="x1y2z3", settings={"waiting_room": True, "auto_recording": "cloud"})
    run = await refresh(employee)
    (meeting,) = await listed(employee)
    assert (run["state"], counts(run)) == ("done", {"new": 1})
    assert meeting["zoom_meeting_id"] == made["id"]
    assert meeting.items() >= {
        "topic": "Made in the portal", "agenda": "Prices", "passcode": "x1y2z3", "timezone": "Europe/Kyiv",
        "duration_minutes": 30, "origin": "zoom", "status": "planned", "subject": None, "join_url": made["join_url"],
        "created_by": {"kind": "zoom", "id": None, "name": "Zoom"},
    }.items()  # fmt: skip
    assert meeting["starts_at"] == in_days(8).isoformat().replace("+00:00", "Z")
    assert meeting["options"].items() >= {"waiting_room": True, "record": "cloud"}.items()
    assert (meeting["host"]["email"], meeting["sync"]["state"]) == ("employee@parley.example", "in_step")
    assert [person["id"] for person in meeting["staff"]] == [str(await own_id(employee))]


async def test_a_second_look_finds_nothing_new(employee: AsyncClient, in_zoom: PortalMeeting, refresh: Refresh) -> None:
    await in_zoom()
    await in_zoom("manager", default_password=False)
    await refresh(employee)
    again = await refresh(employee)
    assert (counts(again), again["counts"]["unchanged"]) == ({}, 2)
    assert again["progress"] == {"hosts_done": 7, "hosts_total": 7, "meetings_seen": 2}


async def test_only_what_differs_is_read_one_by_one(
    employee: AsyncClient, manager: AsyncClient, control: AsyncClient, in_zoom: PortalMeeting, refresh: Refresh
) -> None:
    edited = await in_zoom()
    for _ in range(3):
        await in_zoom()
    await schedule(manager)
    await refresh(employee)
    await control.patch(f"/_control/meetings/{edited['id']}", json={"topic": "Another"})
    before = (await control.get("/_control/requests")).json()
    await refresh(employee)
    asked = (await control.get("/_control/requests")).json()[len(before) :]
    assert [request["path"] for request in asked if "/v2/meetings/" in request["path"]] == [
        f"/v2/meetings/{edited['id']}"
    ]
    assert {request["method"] for request in asked} == {"GET"}


@pytest.mark.parametrize(
    ("there", "here", "kind"),
    [
        ({"topic": "Another"}, {"topic": "Another"}, "changed"),
        ({"agenda": "New plan"}, {"agenda": "New plan"}, "changed"),
        ({"password": "other1"}, {"passcode": "other1"}, "changed"),
        ({"timezone": "America/New_York"}, {"timezone": "America/New_York"}, "changed"),
        ({"duration": 90}, {"duration_minutes": 90}, "moved"),
        ({"start_time": "2099-05-01T10:00:00Z"}, {"starts_at": "2099-05-01T10:00:00Z"}, "moved"),
    ],
)
async def test_an_edit_in_zoom_is_followed(
    there: dict[str, object], here: dict[str, object], kind: str,
    manager: AsyncClient, control: AsyncClient, refresh: Refresh,
) -> None:  # fmt: skip
    meeting = await schedule(manager)
    await control.patch(f"/_control/meetings/{meeting['zoom_meeting_id']}", json=there)
    writes = await our_writes(control)
    run = await refresh(manager)
    after = await read(manager, meeting["id"])
    assert after.items() >= {**here, "version": 2}.items()
    assert (after["sync"]["state"], counts(run)) == ("in_step", {kind: 1})
    (change,) = run["changes"]
    assert (change["kind"], change["meeting"]["id"]) == (kind, meeting["id"])
    assert await our_writes(control) == writes


async def test_settings_changed_in_zoom_are_followed_when_the_meeting_is_read(
    manager: AsyncClient, control: AsyncClient, refresh: Refresh
) -> None:
    meeting = await schedule(manager)
    change = {"topic": "Another", "settings": {"participant_video": True, "mute_upon_entry": False}}
    await control.patch(f"/_control/meetings/{meeting['zoom_meeting_id']}", json=change)
    await refresh(manager)
    options = (await read(manager, meeting["id"]))["options"]
    assert (options["participant_video"], options["mute_upon_entry"]) == (True, False)


async def test_what_only_we_changed_stays_and_goes_out(
    manager: AsyncClient, control: AsyncClient, fault: Fault, refresh: Refresh, travel: Travel, run_work: RunWork
) -> None:
    meeting = await schedule(manager)
    await fault("rate_limit", method="PATCH", limit="qps", retry_after="seconds", seconds=300)
    await manager.patch(f"/api/v1/meetings/{meeting['id']}", json={"topic": "Ours", "version": 1})
    await control.patch(f"/_control/meetings/{meeting['zoom_meeting_id']}", json={"agenda": "Theirs"})
    await refresh(manager)
    waiting = await read(manager, meeting["id"])
    assert (waiting["topic"], waiting["agenda"], waiting["sync"]["state"]) == ("Ours", "Theirs", "waiting")
    travel(timedelta(minutes=6))
    await run_work()
    there = (await control.get(f"/_control/meetings/{meeting['zoom_meeting_id']}")).json()
    assert (there["topic"], there["agenda"]) == ("Ours", "Theirs")
    assert (await read(manager, meeting["id"]))["sync"]["state"] == "in_step"


async def test_a_meeting_is_running_while_it_is_held_and_then_has_ended(
    manager: AsyncClient, control: AsyncClient, refresh: Refresh, travel: Travel
) -> None:
    meeting = await schedule(manager, starts_at=(clock.now() + timedelta(minutes=20)).isoformat())
    address = f"/_control/meetings/{meeting['zoom_meeting_id']}"
    travel(timedelta(minutes=21))
    await control.post(f"{address}/start")
    running = await refresh(manager)
    assert (await read(manager, meeting["id"]))["status"] == "running"
    await control.post(f"{address}/end")
    await refresh(manager)
    assert (await read(manager, meeting["id"]))["status"] == "ended"
    assert counts(running) == {"changed": 1}


async def test_a_meeting_opened_before_its_time_is_planned_again_when_it_is_left(
    manager: AsyncClient, control: AsyncClient, refresh: Refresh
) -> None:
    meeting = await schedule(manager)
    for deed, status in (("start", "running"), ("end", "planned")):
        await control.post(f"/_control/meetings/{meeting['zoom_meeting_id']}/{deed}")
        await refresh(manager)
        assert (await read(manager, meeting["id"]))["status"] == status


async def test_a_meeting_given_to_another_host_in_zoom_is_that_hosts(
    manager: AsyncClient, control: AsyncClient, refresh: Refresh
) -> None:
    meeting = await schedule(manager)
    change = {"schedule_for": "anna.koval@parley.example"}
    (await control.patch(f"/_control/meetings/{meeting['zoom_meeting_id']}", json=change)).raise_for_status()
    run = await refresh(manager)
    assert (await read(manager, meeting["id"]))["host"]["email"] == "anna.koval@parley.example"
    assert counts(run) == {"changed": 1}
