"""A run has its progress, is joined by who asks meanwhile, waits when Zoom says so, and is seen as far as one may."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.work import LEASE, THE_ONLY_ONE, Runner, Work, start_clock
from api.resources import Resources
from api.sync.models import SyncRun
from api.sync.service import RUN
from api.worker import CLOCKS, HANDLERS
from tests.fixture_types import RunWork, Travel
from tests.meetings.conftest import Fault
from tests.meetings.steps import schedule
from tests.sync.conftest import REFRESH, PortalMeeting, Refresh
from tests.sync.steps import counts, listed, our_writes

LISTS = "/v2/users/*/meetings"


async def runs(client: AsyncClient, **query: Any) -> list[dict[str, Any]]:
    """The runs, the newest first."""
    found: list[dict[str, Any]] = (await client.get(REFRESH, params=query)).json()["items"]
    return found


@pytest.mark.usefixtures("zoom")
async def test_who_presses_meanwhile_joins_the_run(employee: AsyncClient, manager: AsyncClient) -> None:
    first, second = await employee.post(REFRESH), await manager.post(REFRESH)
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json()["id"] == first.json()["id"]
    assert first.headers["location"] == second.headers["location"] == f"{REFRESH}/{first.json()['id']}"
    assert first.json()["asked_by"]["name"] == "Employee of Staff"


@pytest.mark.usefixtures("zoom")
async def test_twenty_presses_at_once_are_one_run(manager: AsyncClient) -> None:
    answers = await asyncio.gather(*(manager.post(REFRESH) for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [200] * 19 + [201]
    assert len({answer.json()["id"] for answer in answers}) == 1


@pytest.mark.usefixtures("zoom")
async def test_a_request_sent_twice_with_one_key_is_one_run(manager: AsyncClient, refresh: Refresh) -> None:
    key = {"Idempotency-Key": "once"}
    first = (await manager.post(REFRESH, headers=key)).json()
    await refresh(manager)
    again = await manager.post(REFRESH, headers=key)
    assert (again.status_code, again.json()["id"], again.json()["state"]) == (200, first["id"], "done")


@pytest.mark.usefixtures("zoom")
async def test_a_run_only_reads(
    manager: AsyncClient, control: AsyncClient, in_zoom: PortalMeeting, refresh: Refresh
) -> None:
    meeting = await schedule(manager)
    await in_zoom()
    await control.patch(f"/_control/meetings/{meeting['zoom_meeting_id']}", json={"topic": "Another"})
    ledger, requests = await our_writes(control), (await control.get("/_control/requests")).json()
    assert counts(await refresh(manager)) == {"new": 1, "changed": 1}
    asked = (await control.get("/_control/requests")).json()[len(requests) :]
    assert {request["method"] for request in asked} == {"GET"}
    assert await our_writes(control) == ledger


@pytest.mark.usefixtures("zoom")
@pytest.mark.parametrize("path", ["/v2/users", "/v2/users/*/meetings", "/v2/meetings/*"])
async def test_a_429_in_the_middle_makes_the_run_wait_and_go_on(
    path: str, manager: AsyncClient, in_zoom: PortalMeeting, fault: Fault, refresh: Refresh,
    travel: Travel, run_work: RunWork,
) -> None:  # fmt: skip
    for host in ("employee", "manager", "anna.koval"):
        await in_zoom(host)
    await fault("rate_limit", method="GET", path=path, limit="daily", retry_after="seconds", seconds=600)
    waiting = await refresh(manager)
    assert (waiting["state"], waiting["error_code"], waiting["finished_at"]) == ("waiting", "zoom_throttled", None)
    assert waiting["retry_at"] is not None
    assert (await manager.post(REFRESH)).json()["id"] == waiting["id"]
    travel(timedelta(minutes=11))
    await run_work()
    (done,) = await runs(manager, page_size=1)
    assert (done["id"], done["state"], done["error_code"]) == (waiting["id"], "done", None)
    assert done["counts"]["new"] == 3
    assert done["progress"]["hosts_done"] == done["progress"]["hosts_total"] == 7


@pytest.mark.usefixtures("zoom")
async def test_a_run_whose_worker_died_goes_on_with_the_hosts_that_are_left(
    manager: AsyncClient, control: AsyncClient, in_zoom: PortalMeeting, fault: Fault, resources: Resources,
    session: AsyncSession, travel: Travel, run_work: RunWork,
) -> None:  # fmt: skip
    for host in ("employee", "manager", "anna.koval", "igor.melnyk"):
        await in_zoom(host)
    await fault("delay", method="GET", path="/v2/meetings/*", seconds=0.3, times=None)
    begun = (await manager.post(REFRESH)).json()
    dying = asyncio.create_task(Runner(HANDLERS, resources.transaction, resources).run_one(RUN, THE_ONLY_ONE))
    while not (await listed(manager, origin="zoom")):
        pass
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    await control.delete("/_control/faults")
    travel(LEASE + timedelta(seconds=1))
    await run_work()
    run = (await manager.get(f"{REFRESH}/{begun['id']}")).json()
    assert (run["state"], run["counts"]["new"], run["progress"]["hosts_done"]) == ("done", 4, 7)
    assert await session.scalar(select(func.count()).select_from(SyncRun)) == 1


@pytest.mark.usefixtures("zoom")
async def test_of_two_workers_one_compares(
    manager: AsyncClient, control: AsyncClient, in_zoom: PortalMeeting, resources: Resources
) -> None:
    await in_zoom()
    await manager.post(REFRESH)
    before = len((await control.get("/_control/requests")).json())
    workers = [Runner(HANDLERS, resources.transaction, resources) for _ in range(2)]
    await asyncio.gather(*(worker.sweep() for worker in workers))
    asked = (await control.get("/_control/requests")).json()[before:]
    users, lists, reads = 1, 2 * 7, 1
    assert len(asked) == users + lists + reads


@pytest.mark.usefixtures("zoom")
async def test_it_runs_by_itself_every_five_minutes(
    employee: AsyncClient, in_zoom: PortalMeeting, session: AsyncSession, travel: Travel, run_work: RunWork
) -> None:
    assert RUN in CLOCKS
    await start_clock(session, RUN)
    await session.commit()
    await run_work()
    await in_zoom()
    travel(timedelta(minutes=4))
    await run_work()
    assert await listed(employee) == []
    travel(timedelta(minutes=2))
    await run_work()
    assert len(await listed(employee)) == 1
    newest, before = await runs(employee)
    assert (newest["asked_by"], newest["counts"]["new"], before["counts"]["new"]) == (None, 1, 0)


@pytest.mark.usefixtures("zoom")
async def test_one_sees_the_number_of_all_changes_and_the_names_of_the_own(
    employee: AsyncClient, manager: AsyncClient, administrator: AsyncClient, in_zoom: PortalMeeting, refresh: Refresh
) -> None:
    await in_zoom("employee", topic="For the employee")
    await in_zoom("manager", topic="For the manager")
    run = await refresh(employee)
    assert run["counts"]["new"] == 2
    assert [change["meeting"]["topic"] for change in run["changes"]] == ["For the employee"]
    address = f"{REFRESH}/{run['id']}"
    assert len((await manager.get(address)).json()["changes"]) == 1
    assert len((await administrator.get(address)).json()["changes"]) == 2


@pytest.mark.usefixtures("zoom")
async def test_a_host_that_cannot_be_compared_is_named_to_those_who_may_see_hosts(
    employee: AsyncClient, administrator: AsyncClient, in_zoom: PortalMeeting, fault: Fault, control: AsyncClient,
    refresh: Refresh,
) -> None:  # fmt: skip
    await in_zoom("manager")
    hosts = {host["email"]: host["id"] for host in (await control.get("/_control/users")).json()}
    await fault("status", path=f"/v2/users/{hosts['employee@parley.example']}/meetings", status=503, times=None)
    run = await refresh(employee)
    assert (run["state"], run["counts"]["new"], run["progress"]["hosts_done"]) == ("done", 1, 7)
    assert [(error["code"], error["host"]) for error in run["errors"]] == [("zoom_unavailable", None)]
    seen = (await administrator.get(f"{REFRESH}/{run['id']}")).json()
    assert seen["errors"][0]["host"]["name"] == "Sofia Employee"


@pytest.mark.usefixtures("zoom")
async def test_while_zoom_is_away_the_run_fails_and_the_next_one_succeeds(
    manager: AsyncClient, control: AsyncClient, fault: Fault, refresh: Refresh
) -> None:
    await fault("status", path=LISTS, status=503, times=None)
    failed = await refresh(manager)
    assert (failed["state"], failed["error_code"]) == ("failed", "zoom_unavailable")
    await control.delete("/_control/faults")
    assert (await refresh(manager))["state"] == "done"


async def test_without_a_connection_it_says_so(manager: AsyncClient, refresh: Refresh) -> None:
    run = await refresh(manager)
    assert (run["state"], run["error_code"]) == ("failed", "zoom_not_connected")
    assert run["error"] == "Zoom is not connected yet, so there is nothing to compare with."


async def test_nothing_runs_by_itself_before_there_is_a_connection(
    manager: AsyncClient, session: AsyncSession, run_work: RunWork
) -> None:
    await start_clock(session, RUN)
    await session.commit()
    await run_work()
    assert await runs(manager) == []


@pytest.mark.usefixtures("zoom")
async def test_a_run_that_crashed_too_often_is_tried_again_when_somebody_asks(
    manager: AsyncClient, session: AsyncSession, run_work: RunWork
) -> None:
    begun = (await manager.post(REFRESH)).json()
    await session.execute(update(Work).where(Work.kind == RUN).values(state="quarantined"))
    await session.commit()
    assert (await manager.post(REFRESH)).json()["id"] == begun["id"]
    await run_work()
    assert (await manager.get(f"{REFRESH}/{begun['id']}")).json()["state"] == "done"


@pytest.mark.usefixtures("zoom")
async def test_old_runs_are_forgotten(manager: AsyncClient, session: AsyncSession, refresh: Refresh) -> None:
    old = await refresh(manager)
    past = clock.now() - timedelta(days=8)
    await session.execute(update(SyncRun).values(finished_at=past))
    await session.commit()
    await refresh(manager)
    assert (await manager.get(f"{REFRESH}/{old['id']}")).status_code == 404
    assert len(await runs(manager)) == 1


@pytest.mark.parametrize("query", [{"page_size": 0}, {"page_size": 101}, {"page": 0}, {"what": "else"}])
async def test_odd_questions_are_refused(query: dict[str, Any], manager: AsyncClient) -> None:
    assert (await manager.get(REFRESH, params=query)).status_code == 422


async def test_clients_may_not(contact: AsyncClient) -> None:
    assert (await contact.post(REFRESH)).status_code == 403
