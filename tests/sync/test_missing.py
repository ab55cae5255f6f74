"""A meeting is gone when Zoom has said so twice, a minute apart, and not of too many at once."""

from datetime import timedelta
from typing import Any

import pytest
from httpx import AsyncClient

from tests.factories.meetings import in_days
from tests.fixture_types import RunWork, Travel
from tests.meetings.conftest import Fault
from tests.meetings.steps import read, schedule
from tests.sync.conftest import PortalMeeting, Refresh
from tests.sync.steps import counts, listed

pytestmark = pytest.mark.usefixtures("zoom")

NOT_THERE: dict[str, Any] = {"method": "GET", "path": "/v2/meetings/*", "status": 404, "code": 3001}
A_MINUTE = timedelta(minutes=1)


async def delete_in_zoom(control: AsyncClient, *meetings: dict[str, Any]) -> None:
    """As the host does it in Zoom's portal."""
    for meeting in meetings:
        (await control.delete(f"/_control/meetings/{meeting['zoom_meeting_id']}")).raise_for_status()


async def schedule_many(manager: AsyncClient, number: int) -> list[dict[str, Any]]:
    """Meetings of the manager, an hour after each other."""
    return [
        await schedule(manager, starts_at=in_days(7 + i // 20, i % 20).isoformat(), duration_minutes=30)
        for i in range(number)
    ]


async def test_a_meeting_deleted_in_zoom_is_missing_after_two_proofs(
    manager: AsyncClient, control: AsyncClient, refresh: Refresh, travel: Travel
) -> None:
    meeting = await schedule(manager)
    await delete_in_zoom(control, meeting)
    first = await refresh(manager)
    assert counts(first) == {"suspected": 1}
    assert (await read(manager, meeting["id"]))["status"] == "planned"
    travel(timedelta(seconds=30))
    assert counts(await refresh(manager)) == {"suspected": 1}
    travel(A_MINUTE)
    last = await refresh(manager)
    after = await read(manager, meeting["id"])
    assert (after["status"], after["sync"]["state"]) == ("missing", "missing")
    assert [(change["kind"], change["meeting"]["id"]) for change in last["changes"]] == [("cancelled", meeting["id"])]
    assert counts(await refresh(manager)) == {}


async def test_the_second_proof_comes_by_itself(
    manager: AsyncClient, control: AsyncClient, refresh: Refresh, travel: Travel, run_work: RunWork
) -> None:
    meeting = await schedule(manager)
    await delete_in_zoom(control, meeting)
    await refresh(manager)
    travel(A_MINUTE)
    await run_work()
    assert (await read(manager, meeting["id"]))["status"] == "missing"


async def test_a_single_lie_changes_nothing(
    manager: AsyncClient, control: AsyncClient, fault: Fault, refresh: Refresh, travel: Travel
) -> None:
    meeting = await schedule(manager)
    await control.patch(f"/_control/meetings/{meeting['zoom_meeting_id']}", json={"topic": "Another"})
    await fault("status", **NOT_THERE)
    lied_to = await refresh(manager)
    assert counts(lied_to) == {"suspected": 1}
    after = await read(manager, meeting["id"])
    assert (after["status"], after["sync"]["state"]) == ("planned", "in_step")
    travel(2 * A_MINUTE)
    assert counts(await refresh(manager)) == {"changed": 1}
    assert (await read(manager, meeting["id"])).items() >= {"topic": "Another", "status": "planned"}.items()


@pytest.mark.parametrize("status", [500, 404])
async def test_another_failure_is_no_proof(
    status: int, manager: AsyncClient, control: AsyncClient, fault: Fault, refresh: Refresh, travel: Travel
) -> None:
    meeting = await schedule(manager)
    await control.patch(f"/_control/meetings/{meeting['zoom_meeting_id']}", json={"topic": "Another"})
    await fault("status", method="GET", path="/v2/meetings/*", status=status, code=1001, times=None)
    for _ in range(3):
        assert counts(await refresh(manager)) == {"failed": 1}
        travel(2 * A_MINUTE)
    assert (await read(manager, meeting["id"]))["status"] == "planned"


async def test_of_many_that_vanish_at_once_none_is_believed(
    administrator: AsyncClient, manager: AsyncClient, control: AsyncClient, refresh: Refresh, travel: Travel
) -> None:
    meetings = await schedule_many(manager, 12)
    await delete_in_zoom(control, *meetings[:6])
    for _ in range(3):
        run = await refresh(administrator)
        (error,) = run["errors"]
        assert (error["code"], error["host"]["name"]) == ("mass_disappearance", "Petro Manager")
        assert counts(run) == {}
        travel(2 * A_MINUTE)
    assert {meeting["status"] for meeting in await listed(manager)} == {"planned"}


async def test_a_few_of_many_are_believed(
    manager: AsyncClient, control: AsyncClient, refresh: Refresh, travel: Travel
) -> None:
    meetings = await schedule_many(manager, 12)
    await delete_in_zoom(control, *meetings[:5])
    await refresh(manager)
    travel(A_MINUTE)
    assert counts(await refresh(manager)) == {"cancelled": 5}


async def test_empty_lists_alone_take_nothing_away(
    manager: AsyncClient, control: AsyncClient, refresh: Refresh, travel: Travel
) -> None:
    await schedule_many(manager, 8)
    await control.put("/_control/lag", json={"list_seconds": 1_000_000})
    for _ in range(2):
        assert counts(await refresh(manager)) == {}
        travel(2 * A_MINUTE)
    assert {meeting["status"] for meeting in await listed(manager)} == {"planned"}


async def test_a_meeting_that_lists_do_not_show_yet_is_not_missed(
    manager: AsyncClient, control: AsyncClient, refresh: Refresh, travel: Travel
) -> None:
    await control.put("/_control/lag", json={"list_seconds": 300})
    meeting = await schedule(manager)
    for _ in range(2):
        assert counts(await refresh(manager)) == {}
        travel(A_MINUTE)
    assert (await read(manager, meeting["id"]))["sync"]["state"] == "in_step"


async def test_a_meeting_brought_back_from_zooms_bin_is_planned_again(
    manager: AsyncClient, control: AsyncClient, refresh: Refresh, travel: Travel
) -> None:
    meeting = await schedule(manager)
    await delete_in_zoom(control, meeting)
    await refresh(manager)
    travel(A_MINUTE)
    await refresh(manager)
    (await control.post(f"/_control/meetings/{meeting['zoom_meeting_id']}/recover")).raise_for_status()
    assert counts(await refresh(manager)) == {"changed": 1}
    after = await read(manager, meeting["id"])
    assert (after["status"], after["sync"]["state"]) == ("planned", "in_step")


async def test_what_we_deleted_does_not_come_back_from_zooms_bin(
    manager: AsyncClient, control: AsyncClient, in_zoom: PortalMeeting, refresh: Refresh
) -> None:
    meeting = await schedule(manager)
    await manager.delete(f"/api/v1/meetings/{meeting['id']}")
    (await control.post(f"/_control/meetings/{meeting['zoom_meeting_id']}/recover")).raise_for_status()
    assert counts(await refresh(manager)) == {}
    assert (await read(manager, meeting["id"]))["status"] == "cancelled"
