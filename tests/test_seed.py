"""The demo world: what is to come, and what was held before."""

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api import seed
from api.auth.models import Account
from api.core import clock
from api.resources import Resources
from simulator.app import create_app as create_simulator
from simulator.history import HELD, state_with_history
from tests.conftest import ZOOM
from tests.fixture_types import SignIn


@pytest.fixture
def simulator() -> FastAPI:
    """A Zoom that has held meetings, and whose time is not ours to move."""
    return create_simulator(state_with_history(clock.now()), url=ZOOM)


@pytest.fixture
async def admin(resources: Resources, sign_in: SignIn, session: AsyncSession) -> httpx.AsyncClient:
    """The demo's administrator, after the demo world was made."""
    assert await seed.fill(resources)
    account = await session.scalar(select(Account).where(Account.email == "admin@parley.example"))
    assert account is not None
    return await sign_in(account)


async def test_past_meetings_have_their_subjects_and_participants(admin: httpx.AsyncClient) -> None:
    past = (await admin.get("/api/v1/meetings", params={"status": "ended"})).json()["items"]
    assert {meeting["topic"] for meeting in past} == {held.topic for held in HELD}
    about = {meeting["topic"]: (meeting["subject"] or {}).get("name") for meeting in past}
    assert [topic for topic, name in about.items() if name is None] == ["Планёрка отдела внедрения"]
    assert about["Условия поставки"] == "Вектор Логистик"
    people = {meeting["topic"]: [person["state"] for person in meeting["participants"]] for meeting in past}
    assert people["Условия поставки"] == ["registered", "registered"]
    assert all(meeting["staff"] and meeting["sync"]["state"] == "in_step" for meeting in past)


async def test_what_is_to_come_has_its_links(admin: httpx.AsyncClient) -> None:
    planned = (await admin.get("/api/v1/meetings", params={"status": "planned"})).json()["items"]
    assert {meeting["topic"] for meeting in planned} == {plan.topic for plan in seed.MEETINGS}
    assert all(meeting["join_url"] for meeting in planned)


async def test_a_database_with_people_is_left_alone(admin: httpx.AsyncClient, resources: Resources) -> None:
    before = (await admin.get("/api/v1/meetings", params={"sort": "starts_at"})).json()
    assert not await seed.fill(resources)
    assert (await admin.get("/api/v1/meetings", params={"sort": "starts_at"})).json() == before
