"""What a private host makes in Zoom stays there; what was scheduled here stays here."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.meetings.models import Meeting
from tests.fixture_types import RunWork
from tests.meetings.steps import host_id, schedule
from tests.sync.conftest import PortalMeeting, Refresh
from tests.sync.steps import counts, listed, our_writes

pytestmark = pytest.mark.usefixtures("zoom")


async def make_private(administrator: AsyncClient, *, is_private: bool = True) -> dict[str, Any]:
    """Keep what the employee makes in Zoom out of here, or let it in again."""
    address = f"/api/v1/hosts/{await host_id(administrator, 'employee')}"
    version = (await administrator.get(address)).json()["version"]
    answer = await administrator.patch(address, json={"is_private": is_private, "version": version})
    assert answer.status_code == 200, answer.text
    host: dict[str, Any] = answer.json()
    return host


async def test_what_was_taken_over_leaves_and_zoom_keeps_it(
    administrator: AsyncClient, employee: AsyncClient, control: AsyncClient, session: AsyncSession,
    in_zoom: PortalMeeting, refresh: Refresh, run_work: RunWork,
) -> None:  # fmt: skip
    ours = await schedule(employee)
    made = [await in_zoom() for _ in range(3)]
    await in_zoom("manager")
    await refresh(employee)
    address = f"/api/v1/hosts/{await host_id(administrator, 'employee')}/made-in-zoom"
    assert (await administrator.get(address)).json() == {"meetings": 3}
    writes = await our_writes(control)
    assert (await make_private(administrator))["is_private"] is True
    await run_work()
    assert [meeting["id"] for meeting in await listed(employee)] == [ours["id"]]
    assert await session.scalar(select(func.count()).select_from(Meeting)) == 2
    assert await our_writes(control) == writes
    there = {meeting["id"] for meeting in (await control.get("/_control/meetings")).json()}
    assert {meeting["id"] for meeting in made} <= there


async def test_nothing_more_comes_until_the_host_is_no_longer_private(
    administrator: AsyncClient, employee: AsyncClient, in_zoom: PortalMeeting, refresh: Refresh
) -> None:
    await make_private(administrator)
    await in_zoom()
    assert counts(await refresh(employee)) == {}
    await make_private(administrator, is_private=False)
    assert counts(await refresh(employee)) == {"new": 1}


async def test_what_was_scheduled_here_is_still_followed(
    administrator: AsyncClient, employee: AsyncClient, control: AsyncClient, refresh: Refresh
) -> None:
    ours = await schedule(employee)
    await make_private(administrator)
    await control.patch(f"/_control/meetings/{ours['zoom_meeting_id']}", json={"topic": "Changed"})
    assert counts(await refresh(employee)) == {"changed": 1}


async def test_only_administrators_decide_it(manager: AsyncClient, administrator: AsyncClient) -> None:
    address = f"/api/v1/hosts/{await host_id(administrator, 'employee')}"
    assert (await manager.patch(address, json={"is_private": True, "version": 1})).status_code == 403
    assert (await manager.get(f"{address}/made-in-zoom")).status_code == 403
    refused = await administrator.patch(address, json={"is_private": None, "version": 1})
    assert refused.json()["errors"][0]["loc"][-1] == "is_private"
