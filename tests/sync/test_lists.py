"""Lists that break off or take too long sweep nothing away, and are begun anew."""

from datetime import timedelta

import pytest
from httpx import AsyncClient

from api.resources import Resources
from api.settings import service as settings
from api.zoom import client as zoom_client
from tests.fixture_types import RunWork, Travel
from tests.meetings.conftest import Fault
from tests.meetings.steps import read, schedule
from tests.sync.conftest import PortalMeeting, Refresh
from tests.sync.steps import counts, listed

pytestmark = pytest.mark.usefixtures("zoom")

LISTS = "/v2/users/*/meetings"


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three meetings a page, so that a handful fills several."""
    monkeypatch.setattr(zoom_client, "PAGE_SIZE", 3)


async def lists_asked(control: AsyncClient) -> int:
    """How many pages of lists Zoom has answered or refused."""
    return sum(one["path"].endswith("/meetings") for one in (await control.get("/_control/requests")).json())


@pytest.mark.usefixtures("small_pages")
async def test_everything_of_many_pages_is_taken_over_once(
    employee: AsyncClient, in_zoom: PortalMeeting, refresh: Refresh
) -> None:
    for _ in range(10):
        await in_zoom()
    assert counts(await refresh(employee)) == {"new": 10}
    assert counts(await refresh(employee)) == {}
    assert len(await listed(employee)) == 10


@pytest.mark.usefixtures("small_pages")
async def test_a_page_that_fails_sweeps_nothing_away(
    employee: AsyncClient, control: AsyncClient, in_zoom: PortalMeeting, fault: Fault, refresh: Refresh, travel: Travel
) -> None:
    made = [await in_zoom() for _ in range(10)]
    await refresh(employee)
    await control.delete(f"/_control/meetings/{made[0]['id']}")
    employees = f"/v2/users/{made[0]['host_id']}/meetings"
    await fault("status", method="GET", path=employees, status=503, skip=3, times=1)
    run = await refresh(employee)
    assert counts(run) == {}
    assert [error["host"] for error in run["errors"]] == [None]
    travel(timedelta(minutes=2))
    assert {meeting["status"] for meeting in await listed(employee)} == {"planned"}
    assert counts(await refresh(employee)) == {"suspected": 1}


@pytest.mark.usefixtures("small_pages")
async def test_a_list_whose_token_is_old_is_begun_anew(
    employee: AsyncClient, control: AsyncClient, in_zoom: PortalMeeting, resources: Resources, travel: Travel
) -> None:
    made = {(await in_zoom())["id"] for _ in range(8)}
    async with resources.transaction() as session:
        client = await settings.find_zoom_client(session, resources)
    assert client is not None
    before = await lists_asked(control)
    pages: list[int] = []
    seen: set[int] = set()
    async for page in client.list_meeting_pages("employee@parley.example"):
        pages.append(len(page))
        seen |= {item.id for item in page}
        if len(pages) == 2:
            travel(timedelta(minutes=11))
    assert pages == [3, 3, 3, 3, 2]
    assert seen == made
    assert await lists_asked(control) - before == 5


async def test_after_a_day_without_a_worker_what_happened_meanwhile_is_caught_up_at_once(
    manager: AsyncClient, control: AsyncClient, in_zoom: PortalMeeting, refresh: Refresh, travel: Travel,
    run_work: RunWork,
) -> None:  # fmt: skip
    ours = await schedule(manager)
    for _ in range(3):
        await in_zoom()
    await refresh(manager)
    await control.patch(f"/_control/meetings/{ours['zoom_meeting_id']}", json={"topic": "Changed at night"})
    await in_zoom("manager", topic="New at night")
    travel(timedelta(hours=5))
    before = len((await control.get("/_control/requests")).json())
    await run_work()
    assert (await read(manager, ours["id"]))["topic"] == "Changed at night"
    assert {meeting["topic"] for meeting in await listed(manager)} == {"Changed at night", "New at night"}
    asked = (await control.get("/_control/requests")).json()[before:]
    assert sum("/v2/meetings/" in request["path"] for request in asked) == 2
