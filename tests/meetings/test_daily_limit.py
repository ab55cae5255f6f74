"""Zoom takes 100 writes for one user and day: they are counted, and who has none left gets no more creates."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.models import Account
from api.core import clock
from api.hosts import quota
from api.zoom.limits import next_midnight
from tests.fixture_types import RunWork, SignIn, Travel
from tests.meetings.conftest import Fault, Rules
from tests.meetings.steps import host_id, ledger, read, requests, schedule

ToMidnight = Callable[[], Awaitable[AsyncClient]]

pytestmark = pytest.mark.usefixtures("zoom")

CREATES: dict[str, Any] = {"method": "POST", "path": "/v2/users/*/meetings"}
FORMS = ["iso", "seconds", "http_date", "none"]


async def used(administrator: AsyncClient, login: str) -> int:
    """The writes of today of `<login>@parley.example`."""
    host = await administrator.get(f"/api/v1/hosts/{await host_id(administrator, login)}")
    return int(host.json()["quota"]["used"])


async def use_up(session: AsyncSession, administrator: AsyncClient, login: str) -> str:
    """No more writes today for this host; answers its id."""
    limited = await host_id(administrator, login)
    await quota.note_daily_limit(session, UUID(limited))
    await session.commit()
    return limited


async def asked_to_create(control: AsyncClient) -> int:
    """How many creates Zoom got, refused ones among them."""
    return sum(request["path"].endswith("/meetings") for request in await requests(control, "POST"))


@pytest.fixture
def to_midnight(travel: Travel, run_work: RunWork, sign_in: SignIn, session: AsyncSession) -> ToMidnight:
    """To the next day in Greenwich, where what is due then is done, and an administrator signs in to look."""

    async def go() -> AsyncClient:
        travel(next_midnight(clock.now()) - clock.now() + timedelta(seconds=1))
        await run_work()
        account = await session.scalar(select(Account).where(Account.role == "administrator"))
        return await sign_in(account or "administrator")

    return go


async def test_creates_and_changes_are_counted_and_deletions_are_not(
    manager: AsyncClient, administrator: AsyncClient
) -> None:
    meeting = await schedule(manager)
    assert await used(administrator, "manager") == 1
    await manager.patch(f"/api/v1/meetings/{meeting['id']}", json={"topic": "Another", "version": 1})
    await manager.delete(f"/api/v1/meetings/{meeting['id']}")
    assert await used(administrator, "manager") == 2


async def test_the_count_begins_anew_at_midnight_in_greenwich(manager: AsyncClient, to_midnight: ToMidnight) -> None:
    await schedule(manager)
    administrator = await to_midnight()
    assert await used(administrator, "manager") == 0


async def test_who_has_no_writes_left_is_not_chosen_while_others_have(
    manager: AsyncClient, administrator: AsyncClient, session: AsyncSession
) -> None:
    limited = await use_up(session, administrator, "manager")
    meeting = await schedule(manager)
    assert (meeting["host_choice"], meeting["sync"]["state"]) == ("least_loaded", "in_step")
    assert meeting["host"]["id"] != limited


async def test_where_that_very_host_is_asked_for_the_meeting_waits_for_the_next_day(
    manager: AsyncClient, administrator: AsyncClient, session: AsyncSession, control: AsyncClient, travel: Travel,
    run_work: RunWork, to_midnight: ToMidnight,
) -> None:  # fmt: skip
    limited = await use_up(session, administrator, "manager")
    meeting = await schedule(manager, host_id=limited)
    assert (meeting["host_choice"], meeting["sync"]["state"]) == ("requested", "waiting")
    assert meeting["sync"]["retry_at"] == f"{next_midnight(clock.now()):%Y-%m-%dT%H:%M:%SZ}"
    travel(timedelta(seconds=1))
    await run_work()
    assert await ledger(control) == []
    administrator = await to_midnight()
    assert (await read(administrator, meeting["id"]))["sync"]["state"] == "in_step"


@pytest.mark.parametrize("form", FORMS)
async def test_told_of_the_limit_however_it_is_written_others_go_on_and_that_host_does_not(
    form: str, manager: AsyncClient, administrator: AsyncClient, control: AsyncClient, fault: Fault,
    run_work: RunWork, travel: Travel,
) -> None:  # fmt: skip
    await fault("rate_limit", limit="host_day", retry_after=form, **CREATES)
    first = await schedule(manager)
    travel(timedelta(seconds=5))
    await run_work()
    second = await schedule(manager)
    hosts = {(await read(manager, meeting["id"]))["host"]["email"] for meeting in (first, second)}
    assert "manager@parley.example" not in hosts
    assert len(await ledger(control)) == 2
    assert await asked_to_create(control) == 3
    assert await used(administrator, "manager") == 100


@pytest.mark.parametrize("form", FORMS)
async def test_the_accounts_only_host_is_asked_again_no_earlier_than_at_midnight(
    form: str, manager: AsyncClient, control: AsyncClient, fault: Fault, rules: Rules, run_work: RunWork,
    travel: Travel, to_midnight: ToMidnight,
) -> None:  # fmt: skip
    await rules(use_all_users=False)
    await fault("rate_limit", limit="host_day", retry_after=form, **CREATES)
    meeting = await schedule(manager)
    for _ in range(3):
        travel((next_midnight(clock.now()) - clock.now()) / 3)
        await run_work()
    assert await asked_to_create(control) == 1
    administrator = await to_midnight()
    assert (await read(administrator, meeting["id"]))["sync"]["state"] == "in_step"
