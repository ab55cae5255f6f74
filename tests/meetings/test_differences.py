"""What differs from Zoom is shown field by field, and a person decides whose value counts."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.meetings.models import Difference
from tests.meetings.steps import read, requests, schedule

pytestmark = pytest.mark.usefixtures("zoom")


async def differences(client: AsyncClient, meeting: dict[str, Any]) -> list[dict[str, Any]]:
    """What the meeting's card tells."""
    answer = await client.get(f"/api/v1/meetings/{meeting['id']}/differences")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def decide(client: AsyncClient, meeting: dict[str, Any], field: str, take: str, **values: Any) -> Any:
    """Whose value counts."""
    body = {"field": field, "take": take, **values}
    return await client.post(f"/api/v1/meetings/{meeting['id']}/differences", json=body)


async def in_zoom(control: AsyncClient, meeting: dict[str, Any]) -> dict[str, Any]:
    """The meeting as Zoom has it."""
    answer: dict[str, Any] = (await control.get(f"/_control/meetings/{meeting['zoom_meeting_id']}")).json()
    return answer


async def dispute_topic(manager: AsyncClient, control: AsyncClient) -> dict[str, Any]:
    """Changed in Zoom and here."""
    meeting = await schedule(manager, topic="Before")
    await control.patch(f"/_control/meetings/{meeting['zoom_meeting_id']}", json={"topic": "Theirs"})
    await manager.patch(f"/api/v1/meetings/{meeting['id']}", json={"topic": "Ours", "version": meeting["version"]})
    return await read(manager, meeting["id"])


async def test_a_field_changed_on_both_sides_is_shown_with_both_values(
    manager: AsyncClient, control: AsyncClient
) -> None:
    meeting = await dispute_topic(manager, control)
    [item] = await differences(manager, meeting)
    told = {name: item[name] for name in ("field", "kind", "why", "base", "ours", "theirs")}
    assert told == {
        "field": "topic", "kind": "disputed", "why": "both_changed", "base": "Before", "ours": "Ours",
        "theirs": "Theirs",
    }  # fmt: skip
    assert (meeting["sync"]["reason_code"], meeting["sync"]["values"]["fields"]) == ("disputed", ["topic"])


async def test_who_takes_zooms_value_follows_it_and_sends_nothing(manager: AsyncClient, control: AsyncClient) -> None:
    meeting = await dispute_topic(manager, control)
    sent = len(await requests(control, "PATCH"))
    answer = await decide(manager, meeting, "topic", "zoom")
    assert answer.json()["items"] == []
    after = await read(manager, meeting["id"])
    assert (after["topic"], after["sync"]["state"]) == ("Theirs", "in_step")
    assert len(await requests(control, "PATCH")) == sent


async def test_who_sends_ours_changes_it_in_zoom(manager: AsyncClient, control: AsyncClient) -> None:
    meeting = await dispute_topic(manager, control)
    assert (await decide(manager, meeting, "topic", "ours")).json()["items"] == []
    assert (await in_zoom(control, meeting))["topic"] == "Ours"
    assert (await read(manager, meeting["id"]))["sync"]["state"] == "in_step"


async def test_the_decision_is_kept_and_told(manager: AsyncClient, control: AsyncClient, session: AsyncSession) -> None:
    meeting = await dispute_topic(manager, control)
    await decide(manager, meeting, "topic", "zoom")
    row = (await session.scalars(select(Difference))).one()
    assert (row.state, row.resolved_by is not None, row.resolved_at is not None) == ("took_zoom", True, True)
    told = (await manager.get(f"/api/v1/meetings/{meeting['id']}/timeline")).json()["items"]
    assert (told[0]["action"], told[0]["fields"], told[0]["actor"]["kind"]) == ("meeting.took_zoom", ["topic"], "staff")


async def test_what_is_decided_cannot_be_decided_again(manager: AsyncClient, control: AsyncClient) -> None:
    meeting = await dispute_topic(manager, control)
    await decide(manager, meeting, "topic", "zoom")
    for field in ("topic", "agenda", "no such field"):
        answer = await decide(manager, meeting, field, "ours")
        assert (answer.status_code, answer.json()["code"]) == (409, "not_different")
    assert (await read(manager, meeting["id"]))["topic"] == "Theirs"


async def test_saving_the_field_again_decides_it(
    manager: AsyncClient, control: AsyncClient, session: AsyncSession
) -> None:
    meeting = await dispute_topic(manager, control)
    body = {"topic": "Ours after all", "version": meeting["version"]}
    (await manager.patch(f"/api/v1/meetings/{meeting['id']}", json=body)).raise_for_status()
    assert (await in_zoom(control, meeting))["topic"] == "Ours after all"
    assert (await session.scalars(select(Difference.state))).all() == ["sent_ours"]


async def test_a_setting_that_the_account_locks_is_told_as_such_and_not_fought(
    manager: AsyncClient, control: AsyncClient
) -> None:
    await control.put("/_control/app", json={"locked_settings": {"waiting_room": True}})
    options = {"waiting_room": False, "join_before_host": True}
    meeting = await schedule(manager, options=options)
    kept = {item["field"]: (item["kind"], item["why"]) for item in await differences(manager, meeting)}
    assert kept == {"waiting_room": ("kept", "locked"), "join_before_host": ("kept", "waiting_room")}
    assert await requests(control, "PATCH") == []
    await decide(manager, meeting, "waiting_room", "zoom")
    after = await read(manager, meeting["id"])
    assert (after["options"]["waiting_room"], after["sync"]["state"]) == (True, "in_step")


async def test_all_of_them_are_listed_for_those_who_may_see_the_meetings(
    manager: AsyncClient, employee: AsyncClient, administrator: AsyncClient, control: AsyncClient
) -> None:
    meeting = await dispute_topic(manager, control)
    listed = (await administrator.get("/api/v1/differences", params={"kind": "disputed"})).json()
    assert [(item["field"], item["meeting"]["id"]) for item in listed["items"]] == [("topic", meeting["id"])]
    assert listed["total"] == 1
    assert (await administrator.get("/api/v1/differences", params={"kind": "kept"})).json()["total"] == 0
    assert (await employee.get("/api/v1/differences")).json()["total"] == 0
    assert (await employee.get(f"/api/v1/meetings/{meeting['id']}/differences")).status_code == 404
    assert (await decide(employee, meeting, "topic", "zoom")).status_code == 404
    assert len(await differences(manager, meeting)) == 1


async def test_what_agrees_again_by_itself_is_no_difference(
    manager: AsyncClient, control: AsyncClient, session: AsyncSession
) -> None:
    meeting = await dispute_topic(manager, control)
    await control.patch(f"/_control/meetings/{meeting['zoom_meeting_id']}", json={"topic": "Ours"})
    body = {"agenda": "More", "version": meeting["version"]}
    (await manager.patch(f"/api/v1/meetings/{meeting['id']}", json=body)).raise_for_status()
    assert await differences(manager, meeting) == []
    assert (await session.scalars(select(Difference.state))).all() == ["settled"]
