"""Telling Zoom once more what it refused."""

from typing import Any

import pytest
from httpx import AsyncClient

from tests.fixture_types import RunWork
from tests.meetings.conftest import Fault
from tests.meetings.steps import host_id, ledger, read, schedule

pytestmark = pytest.mark.usefixtures("zoom")


@pytest.fixture
async def refused(employee: AsyncClient, fault: Fault, run_work: RunWork) -> dict[str, Any]:
    """A meeting that Zoom did not take."""
    await fault("status", method="POST", path="/v2/users/*/meetings", status=400, times=1)
    meeting = await schedule(employee)
    await run_work()
    return await read(employee, meeting["id"])


async def test_a_refused_meeting_is_taken_at_the_second_try(
    refused: dict[str, Any], employee: AsyncClient, control: AsyncClient
) -> None:
    assert refused["sync"]["state"] == "refused"
    answer = await employee.post(f"/api/v1/meetings/{refused['id']}/push")
    assert (answer.status_code, answer.json()["sync"]["state"]) == (200, "in_step")
    assert len(await ledger(control)) == 1


async def test_a_meeting_in_step_is_left_alone(employee: AsyncClient, control: AsyncClient) -> None:
    meeting = await schedule(employee)
    answer = await employee.post(f"/api/v1/meetings/{meeting['id']}/push")
    assert (answer.status_code, answer.json()["version"]) == (200, meeting["version"])
    assert len(await ledger(control)) == 1
    assert await ledger(control, "meeting.updated") == []


async def test_who_may_not_see_the_meeting_cannot_push_it(employee: AsyncClient, administrator: AsyncClient) -> None:
    marina = await host_id(administrator, "marina.tkach")
    meeting = await schedule(administrator, host_id=marina)
    assert (await employee.post(f"/api/v1/meetings/{meeting['id']}/push")).status_code == 404
