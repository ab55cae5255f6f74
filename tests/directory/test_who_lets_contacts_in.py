"""Who may decide that a contact signs in, by which address, and at which client."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.models import Account
from api.directory.models import Client, Contact
from tests.factories.accounts import make_portal_account, make_staff_member, own_id
from tests.factories.directory import make_client, make_contact
from tests.fixture_types import SignIn

PERSON = {"first_name": "Олена", "email": "olena@yolka.example", "can_sign_in": True}
SETS_SIGN_IN: list[dict[str, Any]] = [
    {"can_sign_in": False},
    {"password": "ten letters"},
    {"email": "thief@elsewhere.example"},
]


async def add(caller: AsyncClient, client: Client, **values: Any) -> int:
    """The status of adding a contact who can sign in."""
    answer = await caller.post("/api/v1/contacts", json={"client_id": str(client.id), **PERSON, **values})
    return answer.status_code


async def test_an_employee_adds_contacts_but_lets_nobody_in(employee: AsyncClient, session: AsyncSession) -> None:
    client = await make_client(session, responsible_id=await own_id(employee))
    assert await add(employee, client) == 403
    assert await session.scalar(select(func.count()).select_from(Contact)) == 0
    assert await add(employee, client, can_sign_in=False) == 201


@pytest.mark.parametrize("change", SETS_SIGN_IN)
async def test_an_employee_does_not_touch_how_somebody_signs_in(
    change: dict[str, Any], employee: AsyncClient, session: AsyncSession
) -> None:
    account = await make_portal_account(session)
    answer = await employee.patch(f"/api/v1/contacts/{account.id}", json={**change, "version": 1})
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    kept = await session.get_one(Account, account.id, populate_existing=True)
    assert (kept.email, kept.is_active) == ("client@parley.example", True)


async def test_an_employee_moves_nobody_who_signs_in_to_another_client(
    employee: AsyncClient, session: AsyncSession
) -> None:
    account, other = await make_portal_account(session), await make_client(session)
    change = {"client_id": str(other.id), "version": 1}
    assert (await employee.patch(f"/api/v1/contacts/{account.id}", json=change)).status_code == 403


async def test_an_employee_still_changes_the_name_of_who_signs_in(employee: AsyncClient, session: AsyncSession) -> None:
    account = await make_portal_account(session)
    change = {"last_name": "Коваль", "email": account.email, "can_sign_in": True, "version": 1}
    assert (await employee.patch(f"/api/v1/contacts/{account.id}", json=change)).status_code == 200


async def test_a_manager_lets_contacts_of_the_own_teams_clients_in(sign_in: SignIn, session: AsyncSession) -> None:
    boss = await make_staff_member(session, role="manager", team="North")
    mate = await make_staff_member(session, email="mate@parley.example", team="North")
    stranger = await make_staff_member(session, email="stranger@parley.example", team="South")
    manager = await sign_in(boss)
    clients = [await make_client(session, responsible_id=who) for who in (boss.id, mate.id, stranger.id, None)]
    added = [await add(manager, client, email=f"{n}@yolka.example") for n, client in enumerate(clients)]
    assert added == [201, 201, 403, 403]


async def test_a_manager_takes_nobody_along_to_another_teams_client(sign_in: SignIn, session: AsyncSession) -> None:
    boss = await make_staff_member(session, role="manager", team="North")
    manager = await sign_in(boss)
    own, other = await make_client(session, responsible_id=boss.id), await make_client(session, "Elsewhere")
    account = await make_portal_account(session, own)
    change = {"client_id": str(other.id), "version": 1}
    assert (await manager.patch(f"/api/v1/contacts/{account.id}", json=change)).status_code == 403


async def test_another_system_lets_nobody_in_beyond_its_rights(employee: AsyncClient, session: AsyncSession) -> None:
    client = await make_client(session)
    contact = await make_contact(session, client, external_id="7", email="olena@yolka.example")
    answer = await employee.put("/api/v1/contacts/by-external-id/7", json={"client_id": str(client.id), **PERSON})
    assert answer.status_code == 403
    await session.refresh(contact)
    assert contact.can_sign_in is False
