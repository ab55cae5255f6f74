"""Series, meetings without a date and instant ones are kept without harm; what is being made is not doubled."""

from datetime import timedelta

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.models import Account
from api.core import clock
from tests.factories.accounts import own_id
from tests.factories.meetings import in_days
from tests.fixture_types import RunWork, SignIn, Travel
from tests.meetings.conftest import Fault
from tests.meetings.steps import ledger, read, schedule
from tests.sync.conftest import PortalMeeting, Refresh
from tests.sync.steps import counts, listed

pytestmark = pytest.mark.usefixtures("zoom")

DAILY = {"type": 1, "repeat_interval": 1, "end_times": 4}


def zulu(days: int, hour: int = 12) -> str:
    """That hour in Zoom's form."""
    return in_days(days, hour).strftime("%Y-%m-%dT%H:%M:%SZ")


async def test_a_series_stands_at_its_next_date_and_moves_on(
    employee: AsyncClient, in_zoom: PortalMeeting, refresh: Refresh, travel: Travel,
    sign_in: SignIn, session: AsyncSession,
) -> None:  # fmt: skip
    first, second = zulu(1), zulu(2)
    await in_zoom(type=8, start_time=first, recurrence=DAILY, timezone="UTC")
    assert counts(await refresh(employee)) == {"new": 1}
    (meeting,) = await listed(employee)
    assert (meeting["starts_at"], meeting["sync"]["state"]) == (first, "in_step")
    account = await session.get_one(Account, await own_id(employee))
    travel(in_days(1, 18) - clock.now())
    employee = await sign_in(account)
    assert counts(await refresh(employee)) == {}
    after = await read(employee, meeting["id"])
    assert after["starts_at"] == second
    assert (after["status"], after["sync"]["state"]) == ("planned", "in_step")


async def test_a_series_that_is_over_stays_at_its_last_date(
    employee: AsyncClient, in_zoom: PortalMeeting, refresh: Refresh, travel: Travel,
    sign_in: SignIn, session: AsyncSession,
) -> None:  # fmt: skip
    last = zulu(4)
    await in_zoom(type=8, start_time=zulu(1), recurrence=DAILY, timezone="UTC")
    account = await session.get_one(Account, await own_id(employee))
    for days in (0, 3, 3):
        travel(timedelta(days=days))
        employee = await sign_in(account)
        run = await refresh(employee)
    (meeting,) = await listed(employee)
    assert (meeting["starts_at"], meeting["status"], meeting["sync"]["state"]) == (last, "ended", "in_step")
    assert counts(run) == {}


async def test_a_meeting_that_gets_a_date_in_zoom_stands_at_it(
    employee: AsyncClient, control: AsyncClient, in_zoom: PortalMeeting, refresh: Refresh
) -> None:
    made = await in_zoom(type=3)
    await refresh(employee)
    change = {"type": 2, "start_time": zulu(9), "duration": 25}
    (await control.patch(f"/_control/meetings/{made['id']}", json=change)).raise_for_status()
    assert counts(await refresh(employee)) == {"moved": 1}
    (meeting,) = await listed(employee)
    assert (meeting["starts_at"], meeting["duration_minutes"]) == (zulu(9), 25)
    assert meeting["sync"]["state"] == "in_step"


async def test_the_dates_of_a_series_are_not_changed_from_here(
    employee: AsyncClient, in_zoom: PortalMeeting, refresh: Refresh
) -> None:
    await in_zoom(type=8, start_time=zulu(1), recurrence=DAILY, timezone="UTC")
    await refresh(employee)
    (meeting,) = await listed(employee)
    address = f"/api/v1/meetings/{meeting['id']}"
    moved = await employee.patch(address, json={"starts_at": zulu(1, 18), "version": meeting["version"]})
    assert (moved.status_code, moved.json()["code"]) == (409, "dates_in_zoom")
    renamed = await employee.patch(address, json={"topic": "Every day", "version": meeting["version"]})
    assert renamed.json()["sync"]["state"] == "in_step"


async def test_a_meeting_without_a_date_stands_at_the_moment_it_was_made(
    employee: AsyncClient, in_zoom: PortalMeeting, refresh: Refresh
) -> None:
    made = await in_zoom(type=3)
    assert counts(await refresh(employee)) == {"new": 1}
    (meeting,) = await listed(employee)
    assert (meeting["starts_at"], meeting["sync"]["state"]) == (made["created_at"], "in_step")
    assert counts(await refresh(employee)) == {}


async def test_an_instant_meeting_is_there_while_it_runs_and_has_ended_after(
    employee: AsyncClient, control: AsyncClient, in_zoom: PortalMeeting, refresh: Refresh
) -> None:
    made = await in_zoom(type=1)
    address = f"/_control/meetings/{made['id']}"
    await control.post(f"{address}/start")
    await refresh(employee)
    (meeting,) = await listed(employee)
    assert (meeting["status"], meeting["sync"]["state"]) == ("running", "in_step")
    await control.post(f"{address}/end")
    await control.delete(address)
    assert counts(await refresh(employee)) == {"changed": 1}
    assert (await read(employee, meeting["id"]))["status"] == "ended"


async def test_a_meeting_whose_create_is_in_doubt_is_not_taken_for_a_new_one(
    manager: AsyncClient, control: AsyncClient, fault: Fault, refresh: Refresh, travel: Travel, run_work: RunWork
) -> None:
    await fault("drop_after", method="POST", path="/v2/users/*/meetings")
    meeting = await schedule(manager)
    assert meeting["sync"]["state"] == "in_doubt"
    assert counts(await refresh(manager)) == {}
    travel(timedelta(seconds=2))
    await run_work()
    (only,) = await listed(manager)
    assert (only["id"], only["origin"], only["sync"]["state"]) == (meeting["id"], "crm", "in_step")
    assert len(await ledger(control)) == 1


async def test_a_meeting_of_somebody_else_at_the_same_time_is_taken_over_meanwhile(
    manager: AsyncClient, fault: Fault, in_zoom: PortalMeeting, refresh: Refresh
) -> None:
    await fault("drop_before", method="POST", path="/v2/users/*/meetings")
    ours = await schedule(manager)
    await in_zoom("manager", topic="Contract talk", start_time=ours["starts_at"], password="theirs")
    assert counts(await refresh(manager)) == {"new": 1}


async def test_texts_and_zones_that_only_zoom_knows_do_no_harm(
    manager: AsyncClient, in_zoom: PortalMeeting, refresh: Refresh
) -> None:
    await in_zoom("manager", topic="A\0B", agenda="x" * 2000, timezone="SST", default_password=False)
    assert counts(await refresh(manager)) == {"new": 1}
    (meeting,) = await listed(manager)
    assert (meeting["topic"], meeting["timezone"], meeting["passcode"]) == ("AB", "Pacific/Guadalcanal", "")
    assert meeting["sync"]["state"] == "in_step"
    assert counts(await refresh(manager)) == {}


async def test_many_pages_of_a_host_are_all_read(
    manager: AsyncClient, in_zoom: PortalMeeting, refresh: Refresh
) -> None:
    for number in range(310):
        await in_zoom("manager", topic=f"Number {number}")
    run = await refresh(manager)
    assert (counts(run), len(run["changes"]), run["changes_are_complete"]) == ({"new": 310}, 200, False)
    assert (await refresh(manager))["counts"]["unchanged"] == 310
