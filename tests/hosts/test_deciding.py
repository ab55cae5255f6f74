"""What is decided about a Zoom user: whose it is, and how many meetings it may run at once."""

from datetime import timedelta
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from api.resources import Resources
from tests.factories.accounts import make_staff_member
from tests.factories.zoom import connect_zoom
from tests.fixture_types import RunWork, Travel

HOSTS = "/api/v1/hosts"
ANNA = "anna.koval@parley.example"
UNKNOWN = "019a0000-0000-7000-8000-000000000000"


@pytest.fixture
async def connected(session: AsyncSession, resources: Resources, run_work: RunWork) -> None:
    """The demo account's users are here."""
    await connect_zoom(session, resources.box)
    await run_work()


async def by_email(administrator: AsyncClient, email: str = ANNA) -> dict[str, Any]:
    """The host with this address."""
    (host,) = (await administrator.get(HOSTS, params={"search": email.upper()})).json()
    found: dict[str, Any] = host
    return found


async def decide(administrator: AsyncClient, **values: Any) -> dict[str, Any]:
    """Change Anna's Zoom user."""
    host = await by_email(administrator)
    answer = await administrator.patch(f"{HOSTS}/{host['id']}", json={**values, "version": host["version"]})
    assert answer.status_code == 200, answer.text
    decided: dict[str, Any] = answer.json()
    return decided


@pytest.mark.usefixtures("connected")
async def test_whose_it_is_stays_as_chosen_and_the_address_is_only_a_suggestion(
    administrator: AsyncClient, session: AsyncSession, run_work: RunWork, travel: Travel
) -> None:
    anna = await make_staff_member(session, email=ANNA, name="Anna")
    other = await make_staff_member(session, email="other@parley.example", name="Other")
    suggested = {"id": str(anna.id), "name": "Anna"}
    assert (await by_email(administrator))["suggested_staff"] == suggested
    chosen = await decide(administrator, staff_id=str(other.id))
    assert (chosen["staff"]["name"], chosen["suggested_staff"]) == ("Other", suggested)
    assert (await decide(administrator, staff_id=None))["staff"] is None
    travel(timedelta(hours=1))
    await run_work()
    assert (await by_email(administrator))["staff"] is None
    assert (await decide(administrator, staff_id=str(anna.id)))["suggested_staff"] is None


@pytest.mark.usefixtures("connected")
async def test_who_loses_the_licence_runs_one_meeting_at_once(
    administrator: AsyncClient, control: AsyncClient, run_work: RunWork, travel: Travel
) -> None:
    assert (await decide(administrator, capacity=2))["capacity"] == 2
    travel(timedelta(hours=1))
    await run_work()
    assert (await by_email(administrator))["capacity"] == 2
    await control.patch(f"/_control/users/{ANNA}", json={"type": 1})
    travel(timedelta(hours=1))
    await run_work()
    assert (await by_email(administrator))["capacity"] == 1


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize(
    ("email", "body", "field", "code"),
    [
        (ANNA, {"capacity": 3}, "capacity", "less_than_equal"),
        (ANNA, {"capacity": 0}, "capacity", "greater_than_equal"),
        (ANNA, {"capacity": None}, "capacity", "not_nullable"),
        (ANNA, {"in_pool": None}, "in_pool", "not_nullable"),
        (ANNA, {"staff_id": UNKNOWN}, "staff_id", "unknown"),
        ("basic.user@parley.example", {"capacity": 2}, "capacity", "not_licensed"),
    ],
)
async def test_what_cannot_be_is_told_at_its_field(
    email: str, body: dict[str, Any], field: str, code: str, administrator: AsyncClient
) -> None:
    host = await by_email(administrator, email)
    answer = await administrator.patch(f"{HOSTS}/{host['id']}", json={**body, "version": 1})
    assert answer.status_code == 422
    assert [(error["loc"], error["code"]) for error in answer.json()["errors"]] == [(["body", field], code)]
    assert await by_email(administrator, email) == host
