"""Creating, changing and deleting meetings, with Zoom's silent corrections."""

from typing import Any

import httpx
import pytest

from simulator.testing import HeldClock, sign_in
from simulator.world import World

BODY: dict[str, Any] = {"topic": "Review", "type": 2, "start_time": "2026-12-03T12:00:00Z", "duration": 45}


async def create(zoom: httpx.AsyncClient, host: str = "me", **body: Any) -> dict[str, Any]:
    answer = await zoom.post(f"/v2/users/{host}/meetings", json=BODY | body)
    assert answer.status_code == 201, answer.text
    created: dict[str, Any] = answer.json()
    return created


async def test_a_start_with_z_is_utc_and_the_zone_only_labels_it(zoom: httpx.AsyncClient) -> None:
    created = await create(zoom, timezone="America/Los_Angeles")

    assert (created["start_time"], created["timezone"]) == ("2026-12-03T12:00:00Z", "America/Los_Angeles")


async def test_a_start_without_z_is_the_wall_clock_of_the_zone(zoom: httpx.AsyncClient) -> None:
    created = await create(zoom, start_time="2026-12-03T12:00:00", timezone="Europe/Kiev")

    assert created["start_time"] == "2026-12-03T10:00:00Z"


async def test_without_a_zone_the_hosts_own_is_answered(zoom: httpx.AsyncClient) -> None:
    assert (await create(zoom))["timezone"] == "Europe/Kiev"


async def test_a_start_in_the_past_silently_becomes_now(zoom: httpx.AsyncClient) -> None:
    assert (await create(zoom, start_time="2025-01-01T00:00:00Z"))["start_time"] == "2026-12-01T09:30:15Z"


async def test_an_email_works_in_place_of_a_user_id(zoom: httpx.AsyncClient) -> None:
    assert (await create(zoom, host="anna.koval@parley.example"))["host_email"] == "anna.koval@parley.example"


async def test_the_same_body_twice_is_two_meetings(zoom: httpx.AsyncClient, world: World) -> None:
    await create(zoom)
    await create(zoom)

    assert len(world.state.meetings) == 2


async def test_a_passcode_is_made_when_none_is_given(zoom: httpx.AsyncClient) -> None:
    created = await create(zoom)

    assert len(created["password"]) == 6
    assert created["join_url"].endswith(f"?pwd={created['encrypted_password']}")


async def test_a_meeting_without_passcode_gets_a_waiting_room(zoom: httpx.AsyncClient) -> None:
    created = await create(zoom, default_password=False, settings={"waiting_room": False})

    assert created["password"] == ""
    assert "pwd=" not in created["join_url"]
    assert created["settings"]["waiting_room"] is True


async def test_a_waiting_room_beats_joining_before_the_host(zoom: httpx.AsyncClient) -> None:
    asked = {"waiting_room": True, "join_before_host": True, "jbh_time": 5}

    settings = (await create(zoom, settings=asked))["settings"]
    assert (settings["waiting_room"], settings["join_before_host"], settings["jbh_time"]) == (True, False, 0)


async def test_a_setting_locked_by_the_account_wins_silently(zoom: httpx.AsyncClient) -> None:
    await zoom.put("/_control/app", json={"locked_settings": {"mute_upon_entry": True}})

    assert (await create(zoom, settings={"mute_upon_entry": False}))["settings"]["mute_upon_entry"] is True


async def test_a_basic_host_gets_neither_registration_nor_cloud_recording(zoom: httpx.AsyncClient) -> None:
    asked = {"approval_type": 0, "auto_recording": "cloud"}

    settings = (await create(zoom, host="basic.user@parley.example", settings=asked))["settings"]
    assert (settings["approval_type"], settings["auto_recording"]) == (2, "none")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"settings": {"jbh_time": 7}}, "settings.jbh_time"),
        ({"duration": 0}, "duration"),
        ({"topic": "x" * 201}, "topic"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"password": "no spaces"}, "password"),
        ({"start_time": "tomorrow"}, "start_time"),
        ({"type": 8}, "recurrence"),
    ],
)
async def test_an_invalid_field_is_named(zoom: httpx.AsyncClient, body: dict[str, Any], field: str) -> None:
    answer = await zoom.post("/v2/users/me/meetings", json=BODY | body)

    assert answer.status_code == 400
    assert (answer.json()["code"], answer.json()["message"]) == (300, "Validation Failed.")
    assert [error["field"] for error in answer.json()["errors"]] == [field]


async def test_a_host_who_is_not_there_is_1001(zoom: httpx.AsyncClient) -> None:
    answer = await zoom.post("/v2/users/nobody@parley.example/meetings", json=BODY)

    assert answer.status_code == 404
    assert answer.json() == {"code": 1001, "message": "User does not exist: nobody@parley.example."}


async def test_an_update_merges_settings_and_leaves_the_rest(zoom: httpx.AsyncClient) -> None:
    created = await create(zoom)
    await zoom.patch(f"/v2/meetings/{created['id']}", json={"settings": {"mute_upon_entry": True}})

    fetched = (await zoom.get(f"/v2/meetings/{created['id']}")).json()
    assert fetched["settings"] == created["settings"] | {"mute_upon_entry": True}
    assert (fetched["topic"], fetched["password"]) == (created["topic"], created["password"])


async def test_an_update_to_a_past_start_is_ignored(zoom: httpx.AsyncClient) -> None:
    created = await create(zoom)
    answer = await zoom.patch(f"/v2/meetings/{created['id']}", json={"start_time": "2025-01-01T00:00:00Z"})

    assert answer.status_code == 204
    assert (await zoom.get(f"/v2/meetings/{created['id']}")).json()["start_time"] == created["start_time"]


async def test_a_new_passcode_changes_the_join_link(zoom: httpx.AsyncClient) -> None:
    created = await create(zoom)
    await zoom.patch(f"/v2/meetings/{created['id']}", json={"password": "other-1"})

    fetched = (await zoom.get(f"/v2/meetings/{created['id']}")).json()
    assert fetched["password"] == "other-1"
    assert fetched["join_url"] != created["join_url"]


async def test_schedule_for_moves_a_meeting_to_another_host(zoom: httpx.AsyncClient) -> None:
    created = await create(zoom)
    await zoom.patch(f"/v2/meetings/{created['id']}", json={"schedule_for": "igor.melnyk@parley.example"})

    fetched = (await zoom.get(f"/v2/meetings/{created['id']}")).json()
    assert (fetched["host_email"], fetched["join_url"]) == ("igor.melnyk@parley.example", created["join_url"])


async def test_a_deleted_meeting_is_3001_and_can_be_recovered(zoom: httpx.AsyncClient) -> None:
    meeting = f"/v2/meetings/{(await create(zoom))['id']}"
    await zoom.delete(meeting)

    second, fetched = await zoom.delete(meeting), await zoom.get(meeting)
    assert (second.status_code, fetched.status_code) == (404, 404)
    assert fetched.json() == {"code": 3001, "message": f"Meeting does not exist: {meeting.rpartition('/')[2]}."}
    await zoom.put(f"{meeting}/status", json={"action": "recover"})
    assert (await zoom.get(meeting)).status_code == 200


async def test_a_running_meeting_is_not_deleted(zoom: httpx.AsyncClient) -> None:
    created = await create(zoom)
    await zoom.post(f"/_control/meetings/{created['id']}/start")

    answer = await zoom.delete(f"/v2/meetings/{created['id']}")
    assert (answer.status_code, answer.json()["code"]) == (400, 3002)


async def test_a_one_time_meeting_expires_30_days_after_its_date(zoom: httpx.AsyncClient, clock: HeldClock) -> None:
    created = await create(zoom)
    clock.advance(days=33)

    await sign_in(zoom)
    assert (await zoom.get(f"/v2/meetings/{created['id']}")).json()["code"] == 3001


async def test_the_invitation_names_host_time_and_link(zoom: httpx.AsyncClient) -> None:
    created = await create(zoom)

    text = (await zoom.get(f"/v2/meetings/{created['id']}/invitation")).json()["invitation"]
    assert text.startswith("Olena Admin is inviting you to a scheduled Zoom meeting.\r\n")
    assert created["join_url"] in text
    assert "Dec 3, 2026 02:00 PM Europe/Kiev" in text


async def test_what_a_host_changes_in_the_portal_is_told_apart_in_the_ledger(zoom: httpx.AsyncClient) -> None:
    created = await create(zoom)
    await zoom.patch(f"/_control/meetings/{created['id']}", json={"topic": "Renamed in Zoom"})

    last = (await zoom.get("/_control/ledger")).json()[-1]
    assert (last["kind"], last["source"]) == ("meeting.updated", "portal")
    assert (last["before"], last["changed"]) == ({"topic": "Review"}, {"topic": "Renamed in Zoom"})
