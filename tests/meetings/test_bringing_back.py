"""A meeting deleted in Zoom is taken out of Zoom's bin, or made anew with a new link."""

from datetime import timedelta
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.meetings.models import Participant
from tests.factories.meetings import in_days
from tests.fixture_types import RunWork, Travel
from tests.meetings.conftest import Fault, Rules
from tests.meetings.steps import host_id, ledger, read, schedule

pytestmark = pytest.mark.usefixtures("zoom")


async def lose(
    client: AsyncClient, control: AsyncClient, travel: Travel, run_work: RunWork, **values: Any
) -> dict[str, Any]:
    """A meeting that was deleted in Zoom, proven twice."""
    meeting = await schedule(client, **values)
    (await control.delete(f"/_control/meetings/{meeting['zoom_meeting_id']}")).raise_for_status()
    for _ in range(2):
        travel(timedelta(seconds=61))
        (await client.post("/api/v1/sync-runs")).raise_for_status()
        await run_work()
    lost = await read(client, meeting["id"])
    assert lost["status"] == "missing"
    return lost


async def bring_back(client: AsyncClient, meeting: dict[str, Any], how: str, **values: Any) -> Any:
    """`revive` or `recreate`."""
    return await client.post(f"/api/v1/meetings/{meeting['id']}/{how}", json=values)


async def actions(client: AsyncClient, meeting: dict[str, Any]) -> list[str]:
    """The timeline, the newest first."""
    told = (await client.get(f"/api/v1/meetings/{meeting['id']}/timeline")).json()["items"]
    return [item["action"] for item in told]


async def test_it_comes_out_of_the_bin_with_its_link(
    manager: AsyncClient, control: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    meeting = await lose(manager, control, travel, run_work)
    after = (await bring_back(manager, meeting, "revive")).json()
    assert (after["status"], after["sync"]["state"]) == ("planned", "in_step")
    assert after["join_url"] == meeting["join_url"]
    assert (await actions(manager, meeting))[:2] == ["meeting.back_in_zoom", "meeting.revive_asked"]


async def test_what_the_bin_no_longer_has_is_told(
    manager: AsyncClient, control: AsyncClient, travel: Travel, run_work: RunWork, simulator: Any
) -> None:
    meeting = await lose(manager, control, travel, run_work)
    simulator.state.world.state.meetings[meeting["zoom_meeting_id"]].deleted_at -= timedelta(days=8)
    after = (await bring_back(manager, meeting, "revive")).json()
    assert (after["status"], after["sync"]["state"]) == ("missing", "missing")
    assert after["sync"]["reason_code"] == "not_in_bin"
    assert (await actions(manager, meeting))[0] == "meeting.revive_failed"


async def test_while_zoom_is_away_the_wish_waits(
    manager: AsyncClient, control: AsyncClient, travel: Travel, run_work: RunWork, fault: Fault
) -> None:
    meeting = await lose(manager, control, travel, run_work)
    await fault("status", method="PUT", status=503)
    waiting = (await bring_back(manager, meeting, "revive")).json()
    assert (waiting["status"], waiting["sync"]["state"]) == ("missing", "waiting")
    travel(timedelta(minutes=20))
    await run_work()
    assert (await read(manager, meeting["id"]))["status"] == "planned"


async def test_made_anew_it_has_a_new_link_and_its_people_are_registered_again(
    manager: AsyncClient, control: AsyncClient, travel: Travel, run_work: RunWork, session: AsyncSession
) -> None:
    meeting = await schedule(manager)
    person = {"email": "olha@client.example", "first_name": "Olha", "last_name": "Kobets"}
    (await manager.post(f"/api/v1/meetings/{meeting['id']}/participants", json=person)).raise_for_status()
    await run_work()
    [before] = (await session.scalars(select(Participant.join_url))).all()
    (await control.delete(f"/_control/meetings/{meeting['zoom_meeting_id']}")).raise_for_status()
    for _ in range(2):
        travel(timedelta(seconds=61))
        (await manager.post("/api/v1/sync-runs")).raise_for_status()
        await run_work()
    after = (await bring_back(manager, meeting, "recreate")).json()
    await run_work()
    assert (after["status"], after["sync"]["state"]) == ("planned", "in_step")
    assert after["zoom_meeting_id"] != meeting["zoom_meeting_id"]
    assert after["passcode"] != meeting["passcode"]
    [(state, link)] = (await session.execute(select(Participant.state, Participant.join_url))).all()
    assert state == "registered"
    assert link not in (None, before)
    assert "meeting.made_anew" in await actions(manager, meeting)


async def test_what_is_in_zoom_cannot_be_brought_back(manager: AsyncClient, control: AsyncClient) -> None:
    meeting = await schedule(manager)
    for how in ("revive", "recreate"):
        answer = await bring_back(manager, meeting, how)
        assert (answer.status_code, answer.json()["code"]) == (409, "not_missing")
    assert len(await ledger(control)) == 1


async def test_who_may_not_see_it_is_told_nothing(
    manager: AsyncClient, employee: AsyncClient, control: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    meeting = await lose(manager, control, travel, run_work)
    for how in ("revive", "recreate"):
        assert (await bring_back(employee, meeting, how)).status_code == 404
    assert (await read(manager, meeting["id"]))["status"] == "missing"


async def test_its_time_may_be_taken_by_now(
    manager: AsyncClient, administrator: AsyncClient, control: AsyncClient, travel: Travel, run_work: RunWork,
    rules: Rules,
) -> None:  # fmt: skip
    await rules(restrict_overlapping="forbid")
    host = await host_id(administrator, "manager")
    starts_at = in_days(9).isoformat()
    meeting = await lose(manager, control, travel, run_work, starts_at=starts_at, host_id=host)
    await schedule(administrator, starts_at=starts_at, host_id=host)
    for how in ("revive", "recreate"):
        answer = await bring_back(manager, meeting, how)
        assert (answer.status_code, answer.json()["code"]) == (409, "overlap")
    let_through = await bring_back(manager, meeting, "recreate", override={"reason": "Agreed by phone"})
    assert let_through.json()["status"] == "planned"


async def test_what_is_over_stays_in_the_history(
    manager: AsyncClient, control: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    starts_at = (clock.now() + timedelta(hours=2)).replace(microsecond=0)
    meeting = await lose(manager, control, travel, run_work, starts_at=starts_at.isoformat())
    travel(timedelta(hours=5))
    answer = await bring_back(manager, meeting, "recreate")
    assert (answer.status_code, answer.json()["code"]) == (409, "meeting_over")


async def test_taken_out_of_the_bin_in_zoom_it_comes_back_by_itself(
    manager: AsyncClient, control: AsyncClient, travel: Travel, run_work: RunWork, simulator: Any
) -> None:
    meeting = await lose(manager, control, travel, run_work)
    simulator.state.world.state.meetings[meeting["zoom_meeting_id"]].deleted_at = None
    travel(timedelta(seconds=61))
    (await manager.post("/api/v1/sync-runs")).raise_for_status()
    await run_work()
    assert (await read(manager, meeting["id"]))["status"] == "planned"
    assert (await actions(manager, meeting))[0] == "meeting.back_in_zoom"
