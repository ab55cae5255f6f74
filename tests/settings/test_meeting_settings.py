"""The rules of scheduling, and the options that a new meeting begins with."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.events.models import Event

MEETINGS = "/api/v1/settings/meetings"
FIRST: dict[str, Any] = {
    "use_all_users": False,
    "restrict_overlapping": "warn",
    "buffer_before_minutes": 0,
    "buffer_after_minutes": 0,
    "record": "none",
    "join_before_host": False,
    "host_video": True,
    "participant_video": False,
    "mute_upon_entry": True,
    "waiting_room": True,
    "version": 1,
}
OTHER: dict[str, Any] = {
    "use_all_users": True,
    "restrict_overlapping": "forbid",
    "buffer_before_minutes": 10,
    "buffer_after_minutes": 120,
    "record": "cloud",
    "join_before_host": True,
    "host_video": False,
    "participant_video": True,
    "mute_upon_entry": False,
    "waiting_room": False,
}


async def test_a_new_installation_warns_of_overlaps_and_has_a_waiting_room(employee: AsyncClient) -> None:
    assert (await employee.get(MEETINGS)).json() == FIRST


async def test_every_rule_can_be_changed(administrator: AsyncClient, employee: AsyncClient) -> None:
    answer = await administrator.put(MEETINGS, json={**OTHER, "version": 1})
    assert (answer.status_code, answer.json()) == (200, {**OTHER, "version": 2})
    assert (await employee.get(MEETINGS)).json() == answer.json()


async def test_who_read_an_older_version_changes_no_rule(administrator: AsyncClient) -> None:
    await administrator.put(MEETINGS, json={**OTHER, "version": 1})
    answer = await administrator.put(MEETINGS, json=FIRST)
    assert (answer.status_code, answer.json()["code"]) == (409, "stale_version")
    assert (await administrator.get(MEETINGS)).json() == {**OTHER, "version": 2}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("restrict_overlapping", "sometimes"),
        ("buffer_before_minutes", -1),
        ("buffer_after_minutes", 121),
        ("buffer_after_minutes", "10"),
        ("record", True),
        ("use_all_users", "yes"),
        ("waiting_room", 1),
        ("host_video", None),
        ("version", None),
        ("colour", "red"),
    ],
)
async def test_wrong_rules_are_named_at_their_field(field: str, value: object, administrator: AsyncClient) -> None:
    answer = await administrator.put(MEETINGS, json={**FIRST, field: value})
    assert answer.status_code == 422
    assert [error["loc"] for error in answer.json()["errors"]] == [["body", field]]
    assert (await administrator.get(MEETINGS)).json() == FIRST


async def test_rules_come_whole(administrator: AsyncClient) -> None:
    answer = await administrator.put(MEETINGS, json={"waiting_room": False, "version": 1})
    missing = {error["loc"][1] for error in answer.json()["errors"]}
    assert (answer.status_code, missing) == (422, FIRST.keys() - {"waiting_room", "version"})


async def test_a_change_of_rules_is_an_event_that_tells_what_changed(
    administrator: AsyncClient, session: AsyncSession
) -> None:
    await administrator.put(MEETINGS, json={**FIRST, "restrict_overlapping": "forbid"})
    told = await session.scalar(select(Event.data).where(Event.action == "settings.changed"))
    assert told == {"changes": {"restrict_overlapping": "forbid"}}
