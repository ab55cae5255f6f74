"""A meeting's timeline tells who did what, here and in Zoom, to those who may see the meeting."""

from typing import Any

import pytest
from httpx import AsyncClient

from api.core.work import Runner
from tests.fixture_types import RunWork
from tests.meetings.steps import schedule

pytestmark = pytest.mark.usefixtures("zoom")


async def timeline(client: AsyncClient, meeting: dict[str, Any], **query: Any) -> dict[str, Any]:
    """What happened to the meeting."""
    answer = await client.get(f"/api/v1/meetings/{meeting['id']}/timeline", params=query)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def deeds(told: dict[str, Any]) -> list[tuple[str, str | None, list[str]]]:
    """What, by whom and of what, the oldest first."""
    items = reversed(told["items"])
    return [(item["action"], item["actor"]["name"] or item["actor"]["kind"], item["fields"]) for item in items]


async def test_it_tells_both_sides_in_their_order(manager: AsyncClient, control: AsyncClient) -> None:
    meeting = await schedule(manager)
    await control.patch(f"/_control/meetings/{meeting['zoom_meeting_id']}", json={"agenda": "Theirs"})
    address = f"/api/v1/meetings/{meeting['id']}"
    await manager.patch(address, json={"duration_minutes": 50, "passcode": "again1", "version": 1})
    await manager.delete(address)
    assert deeds(await timeline(manager, meeting)) == [
        ("meeting.scheduled", "Manager of Staff", []),
        ("meeting.created_in_zoom", "system", []),
        ("meeting.changed", "Manager of Staff", ["duration_minutes", "passcode"]),
        ("meeting.edited_in_zoom", "zoom", ["agenda"]),
        ("meeting.changed_in_zoom", "system", ["duration_minutes", "passcode"]),
        ("meeting.cancelled", "Manager of Staff", []),
        ("meeting.deleted_in_zoom", "system", []),
    ]


async def test_it_comes_in_parts(manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    first = await timeline(manager, meeting, page_size=1)
    second = await timeline(manager, meeting, page_size=1, cursor=first["next_cursor"])
    assert (deeds(first)[0][0], deeds(second)[0][0]) == ("meeting.created_in_zoom", "meeting.scheduled")
    assert second["next_cursor"] is None


async def test_it_names_the_people_whom_it_is_about(manager: AsyncClient, run_work: RunWork, runner: Runner) -> None:
    meeting = await schedule(manager)
    person = {"email": "olha@client.example", "first_name": "Olha", "last_name": "Kobets"}
    (await manager.post(f"/api/v1/meetings/{meeting['id']}/participants", json=person)).raise_for_status()
    await run_work()
    told = await timeline(manager, meeting)
    assert [item["people"] for item in told["items"] if item["action"] == "participant.added"] == [["Olha Kobets"]]


async def test_who_may_not_see_the_meeting_learns_nothing(manager: AsyncClient, employee: AsyncClient) -> None:
    meeting = await schedule(manager)
    assert (await employee.get(f"/api/v1/meetings/{meeting['id']}/timeline")).status_code == 404
