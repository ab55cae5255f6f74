"""Who is in a running meeting, as Zoom tells it."""

from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from api.meetings import presence
from api.webhooks.handlers import HANDLERS, Told
from tests.fixture_types import RunWork
from tests.meetings.steps import read, schedule

NOON = datetime(2026, 12, 3, 12, tzinfo=UTC)
RUNNING = {"status": "running", "zoom_meeting_id": 7}


@pytest.fixture
async def held(
    subscribed: None, manager: httpx.AsyncClient, control: httpx.AsyncClient, run_work: RunWork
) -> dict[str, Any]:
    """A meeting of ours that its host has opened in Zoom."""
    made = await schedule(manager)
    await control.post(f"/_control/meetings/{made['zoom_meeting_id']}/start")
    await arrive(control, run_work)
    return made


async def arrive(control: httpx.AsyncClient, run_work: RunWork) -> None:
    await control.post("/_control/webhooks/drain")
    await run_work()


async def names(client: httpx.AsyncClient, meeting: dict[str, Any]) -> list[str]:
    return [one["name"] for one in (await read(client, meeting["id"]))["presence"]]


async def test_a_running_meeting_shows_who_is_in(
    held: dict[str, Any], manager: httpx.AsyncClient, control: httpx.AsyncClient, run_work: RunWork
) -> None:
    people = f"/_control/meetings/{held['zoom_meeting_id']}/participants"
    olha = (await control.post(people, json={"name": "Olha"})).json()
    await control.post(people, json={"name": "Pavlo"})
    await arrive(control, run_work)
    shown = await read(manager, held["id"])
    assert shown["status"] == "running"
    assert {"Olha", "Pavlo"} < {one["name"] for one in shown["presence"]}
    assert all(datetime.fromisoformat(one["since"]).tzinfo for one in shown["presence"])

    await control.delete(f"{people}/{olha['id']}")
    await arrive(control, run_work)
    assert "Olha" not in await names(manager, held)


async def test_nobody_is_in_a_meeting_that_has_ended(
    held: dict[str, Any], manager: httpx.AsyncClient, control: httpx.AsyncClient, run_work: RunWork
) -> None:
    assert await names(manager, held) != []
    await control.post(f"/_control/meetings/{held['zoom_meeting_id']}/end")
    await arrive(control, run_work)

    shown = await read(manager, held["id"])
    assert shown["presence"] == []


async def test_that_it_began_and_ended_stands_in_its_timeline_once(
    held: dict[str, Any], manager: httpx.AsyncClient, control: httpx.AsyncClient, run_work: RunWork
) -> None:
    await control.post("/_control/webhooks/replay", json={"all": True})
    await control.post(f"/_control/meetings/{held['zoom_meeting_id']}/end")
    await arrive(control, run_work)

    rows = (await manager.get(f"/api/v1/meetings/{held['id']}/timeline")).json()["items"]
    actions = [(row["action"], row["actor"]["kind"]) for row in rows]
    assert actions.count(("meeting.started", "zoom")) == 1
    assert actions.count(("meeting.ended", "zoom")) == 1
    assert "meeting.edited_in_zoom" not in [action for action, _ in actions]


def told(event: str, minute: int, participant: str = "", uuid: str = "first") -> Told:
    """Something that happened so many minutes past noon."""
    at = NOON.replace(minute=minute).isoformat()
    person = {"participant_uuid": participant, "user_name": participant, "date_time": at}
    about = {"uuid": uuid, "participant": person, "end_time": at}
    return Told(f"meeting.{event}", 7, NOON, about)


OLHA_COMES_BACK = (
    told("participant_joined", 1, "Olha"),
    told("participant_left", 2, "Olha"),
    told("participant_joined", 3, "Olha"),
    told("participant_joined", 4, "Pavlo"),
    told("participant_left", 5, "Pavlo"),
)
HELD_TWICE = (
    told("participant_joined", 1, "Olha"),
    told("participant_left", 5, "Olha"),
    told("ended", 5),
    told("participant_joined", 8, "Pavlo", uuid="second"),
    told("participant_joined", 2, "Vira"),
)


@pytest.mark.parametrize(("events", "who"), [(OLHA_COMES_BACK, "Olha"), (HELD_TWICE, "Pavlo")])
async def test_order_and_doubles_change_nothing(
    events: tuple[Told, ...], who: str, app: None, session: AsyncSession
) -> None:
    for order in permutations(events):
        for event in (*order, order[0]):
            notes = presence.Notes()
            HANDLERS[event.event](event, notes)
            await presence.write(session, notes)
        assert [one["name"] for one in await presence.list_of(session, RUNNING)] == [who], order
        await session.rollback()
