"""Our copy of the account's Zoom users follows Zoom."""

from datetime import timedelta
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock, work
from api.core.work import Work
from api.hosts import service as hosts_service
from api.hosts.models import Host
from api.resources import Resources
from api.settings.service import HOSTS_REFRESH
from api.zoom.schemas import ZoomUser
from tests.factories.accounts import make_staff_member
from tests.factories.zoom import connect_zoom
from tests.fixture_types import RunWork, Travel

ANNA = "anna.koval@parley.example"
HOUR = timedelta(hours=1)


@pytest.fixture
async def connected(session: AsyncSession, resources: Resources, run_work: RunWork) -> None:
    """The demo account's users are here."""
    await connect_zoom(session, resources.box)
    await run_work()


async def by_email(administrator: AsyncClient) -> dict[str, dict[str, Any]]:
    """The hosts as an administrator sees them."""
    answer = await administrator.get("/api/v1/hosts")
    assert answer.status_code == 200, answer.text
    return {host["email"]: host for host in answer.json()}


def without_day(hosts: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The hosts without their counts of today, which a test may see change at midnight."""
    return [{name: value for name, value in host.items() if name != "quota"} for host in hosts.values()]


async def waiting(session: AsyncSession) -> Work:
    """The piece of work that keeps the copy."""
    found = await session.scalar(
        select(Work).where(Work.kind == HOSTS_REFRESH).execution_options(populate_existing=True)
    )
    assert found is not None
    return found


@pytest.mark.usefixtures("connected")
async def test_saving_the_connection_brings_the_users(administrator: AsyncClient) -> None:
    hosts = await by_email(administrator)
    assert len(hosts) == 7
    anna = hosts[ANNA]
    assert anna.items() >= {"name": "Anna Koval", "plan": "licensed", "is_active": True, "in_pool": True}.items()
    assert hosts["basic.user@parley.example"]["plan"] == "basic"


async def test_saving_the_connection_over_rest_asks_zoom_at_once(
    administrator: AsyncClient, control: AsyncClient, run_work: RunWork
) -> None:
    body = {
        "account_id": "parley-demo-account",
        "client_id": "parley-demo-client",
        "client_secret": "parley-demo-secret",
        "version": 1,
    }
    await administrator.put("/api/v1/settings/zoom", json=body)
    await run_work()
    assert len(await by_email(administrator)) == 7


@pytest.mark.usefixtures("connected")
async def test_hosts_are_matched_with_staff_by_email(
    administrator: AsyncClient, session: AsyncSession, run_work: RunWork, travel: Travel
) -> None:
    anna = await make_staff_member(session, email="Anna.Koval@Parley.example", name="Anna")
    await make_staff_member(session, email="igor.melnyk@parley.example", name="Igor")
    travel(HOUR)
    await run_work()
    hosts = await by_email(administrator)
    assert hosts[ANNA]["staff"] == {"id": str(anna.id), "name": "Anna"}
    assert hosts["marina.tkach@parley.example"]["staff"] is None


@pytest.mark.usefixtures("connected")
async def test_zoom_is_asked_again_every_hour_and_not_before(
    administrator: AsyncClient, control: AsyncClient, run_work: RunWork, travel: Travel
) -> None:
    await control.patch(f"/_control/users/{ANNA}", json={"first_name": "Hanna", "type": 1})
    travel(timedelta(minutes=59))
    await run_work()
    assert (await by_email(administrator))[ANNA]["name"] == "Anna Koval"
    travel(timedelta(minutes=2))
    await run_work()
    assert (await by_email(administrator))[ANNA].items() >= {"name": "Hanna Koval", "plan": "basic"}.items()


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize("leaving", ["deleted", "deactivated"])
async def test_a_user_who_left_zoom_stays_as_inactive_and_comes_back_as_the_same(
    leaving: str, administrator: AsyncClient, control: AsyncClient, run_work: RunWork, travel: Travel
) -> None:
    before = (await by_email(administrator))[ANNA]
    if leaving == "deleted":
        await control.delete(f"/_control/users/{ANNA}")
    else:
        await control.patch(f"/_control/users/{ANNA}", json={"status": "inactive"})
    travel(HOUR)
    await run_work()
    hosts = await by_email(administrator)
    assert [email for email, host in hosts.items() if not host["is_active"]] == [ANNA]
    if leaving == "deleted":
        await control.post("/_control/users", json={"email": ANNA, "first_name": "Anna", "last_name": "Koval"})
    else:
        await control.patch(f"/_control/users/{ANNA}", json={"status": "active"})
    travel(HOUR)
    await run_work()
    after = (await by_email(administrator))[ANNA]
    assert (after["id"], after["is_active"]) == (before["id"], True)


@pytest.mark.usefixtures("connected")
async def test_a_host_who_was_taken_out_of_the_pool_stays_out(
    administrator: AsyncClient, run_work: RunWork, travel: Travel
) -> None:
    anna = (await by_email(administrator))[ANNA]
    await administrator.patch(f"/api/v1/hosts/{anna['id']}", json={"in_pool": False, "version": 1})
    travel(HOUR)
    await run_work()
    assert not (await by_email(administrator))[ANNA]["in_pool"]


@pytest.mark.usefixtures("connected")
async def test_while_zoom_is_down_the_hosts_stay_and_zoom_is_asked_later(
    administrator: AsyncClient, session: AsyncSession, control: AsyncClient, run_work: RunWork, travel: Travel
) -> None:
    before = await by_email(administrator)
    await control.post("/_control/faults", json={"kind": "status", "status": 503, "times": None})
    travel(HOUR)
    await run_work()
    later = await waiting(session)
    assert (later.state, later.error_code) == ("waiting", "zoom_unavailable")
    assert timedelta(0) < later.not_before - clock.now() <= timedelta(minutes=10)
    assert without_day(await by_email(administrator)) == without_day(before)
    await control.delete("/_control/faults")
    travel(timedelta(minutes=10))
    await run_work()
    assert (await waiting(session)).error_code is None
    assert (await by_email(administrator))[ANNA]["seen_at"] > before[ANNA]["seen_at"]


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize("body", ['{"users": []}', "{}", "<html></html>"])
async def test_an_answer_without_users_deactivates_nobody(
    body: str, administrator: AsyncClient, session: AsyncSession, control: AsyncClient, run_work: RunWork,
    travel: Travel, simulator: Any,
) -> None:  # fmt: skip
    if body == '{"users": []}':
        simulator.state.world.state.users.clear()
    else:
        fault = {"kind": "status", "status": 502, "body": body, "times": None}
        await control.post("/_control/faults", json=fault)
    travel(HOUR)
    await run_work()
    assert (await waiting(session)).error_code == "zoom_unavailable"
    assert all(host["is_active"] for host in (await by_email(administrator)).values())


async def test_without_a_connection_there_is_nothing_to_ask(
    session: AsyncSession, control: AsyncClient, run_work: RunWork
) -> None:
    await work.ask(session, HOSTS_REFRESH, work.THE_ONLY_ONE)
    await session.commit()
    await run_work()
    assert (await waiting(session)).state == "done"
    assert (await control.get("/_control/requests")).json() == []


async def test_an_account_may_have_thousands_of_users(session: AsyncSession) -> None:
    users = [ZoomUser(id=f"u{number}", email=f"u{number}@big.example", type=2) for number in range(5_000)]
    await hosts_service.apply_zoom_users(session, users, clock.now())
    await hosts_service.apply_zoom_users(session, users[:4_000], clock.now())
    active = select(Host.id).where(Host.is_active)
    assert len((await session.scalars(active)).all()) == 4_000
    await session.rollback()
