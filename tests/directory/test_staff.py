"""Members of staff: their accounts, their roles, and who may give them."""

from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth import passwords
from api.auth.models import Account, Role
from api.auth.permissions import DEFAULT_ROLES
from tests.factories.accounts import own_id

ADDRESS = "/api/v1/staff"
NEW = {"name": "Ганна Коваль", "email": "hanna@parley.example", "role": "employee"}


async def find_id(caller: AsyncClient, role: str) -> str:
    """The id of the member of staff with this role."""
    items = (await caller.get(ADDRESS)).json()["items"]
    found: str = next(item["id"] for item in items if item["role"] == role)
    return found


async def change(caller: AsyncClient, staff_id: UUID | str, **values: Any) -> Any:
    """Change a member of staff at the version it has."""
    version = (await caller.get(f"{ADDRESS}/{staff_id}")).json()["version"]
    return await caller.patch(f"{ADDRESS}/{staff_id}", json={**values, "version": version})


async def test_a_new_member_of_staff_can_sign_in(administrator: AsyncClient, session: AsyncSession) -> None:
    new = {**NEW, "password": "ten letters", "timezone": "Europe/Kyiv", "locale": "uk", "position": "Sales"}
    answer = await administrator.post(ADDRESS, json=new)
    assert answer.status_code == 201
    del new["password"]
    assert answer.json().items() >= new.items()
    account = (await session.scalars(select(Account).where(Account.email == NEW["email"]))).one()
    assert await passwords.matches("ten letters", account.password_hash)
    assert str(account.id) == answer.json()["id"]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("password", "nine char", "string_too_short"),
        ("role", "boss", "unknown"),
        ("email", "Manager@parley.example", "taken"),
        ("timezone", "Kyiv", "value_error"),
    ],
)
async def test_wrong_input_is_named_at_its_field(
    field: str, value: str, code: str, administrator: AsyncClient, manager: AsyncClient
) -> None:
    answer = await administrator.post(ADDRESS, json={**NEW, field: value})
    errors = [(error["loc"], error["code"]) for error in answer.json()["errors"]]
    assert errors == [(["body", field], code)]


async def test_people_of_one_team_name_are_in_one_team(administrator: AsyncClient) -> None:
    first = await administrator.post(ADDRESS, json={**NEW, "team_name": "Sales"})
    other = await administrator.post(ADDRESS, json={**NEW, "email": "b@parley.example", "team_name": "Sales"})
    assert first.json()["team"]["name"] == "Sales"
    assert first.json()["team"] == other.json()["team"]
    assert (await change(administrator, first.json()["id"], team_name=None)).json()["team"] is None


@pytest.mark.parametrize(
    "values",
    [{"role": "manager"}, {"is_active": False}, {"password": "another one"}],
    ids=lambda values: next(iter(values)),
)
async def test_what_changes_rights_ends_the_sessions(
    values: dict[str, Any], administrator: AsyncClient, employee: AsyncClient
) -> None:
    answer = await change(administrator, await own_id(employee), **values)
    assert answer.status_code == 200
    assert answer.json()["version"] == 2
    assert (await employee.get("/api/v1/session")).json()["code"] == "not_signed_in"


async def test_another_name_leaves_the_session_and_reaches_the_account(
    administrator: AsyncClient, employee: AsyncClient
) -> None:
    await change(administrator, await own_id(employee), name="Олена", email="olena@parley.example")
    account = (await employee.get("/api/v1/session")).json()["account"]
    assert (account["name"], account["email"]) == ("Олена", "olena@parley.example")


async def test_staff_who_leave_are_deactivated_and_stay_in_the_list(
    administrator: AsyncClient, employee: AsyncClient, session: AsyncSession
) -> None:
    employee_id = await own_id(employee)
    assert (await administrator.delete(f"{ADDRESS}/{employee_id}")).status_code == 204
    assert (await employee.get("/api/v1/session")).status_code == 401
    former = (await administrator.get(ADDRESS, params={"is_active": "false"})).json()["items"]
    assert [item["id"] for item in former] == [str(employee_id)]
    assert await session.scalar(select(Account.is_active).where(Account.id == employee_id)) is False


@pytest.mark.parametrize("values", [{"role": "employee"}, {"is_active": False}])
async def test_nobody_takes_his_own_rights_away(values: dict[str, Any], administrator: AsyncClient) -> None:
    answer = await change(administrator, await own_id(administrator), **values)
    assert (answer.status_code, answer.json()["code"]) == (409, "own_account")


async def test_nobody_deactivates_himself(administrator: AsyncClient) -> None:
    answer = await administrator.delete(f"{ADDRESS}/{await own_id(administrator)}")
    assert answer.json()["code"] == "own_account"


@pytest.fixture
async def clerk(manager: AsyncClient, session: AsyncSession) -> AsyncClient:
    """A manager whose role may edit staff, but has no further rights than a manager's."""
    widened = update(Role).where(Role.key == "manager").values(permissions=[*DEFAULT_ROLES["manager"], "staff.edit"])
    await session.execute(widened)
    await session.commit()
    return manager


async def test_a_role_with_no_more_rights_can_be_given(clerk: AsyncClient) -> None:
    assert (await clerk.post(ADDRESS, json=NEW)).status_code == 201


async def test_nobody_adds_somebody_with_more_rights(clerk: AsyncClient, session: AsyncSession) -> None:
    answer = await clerk.post(ADDRESS, json={**NEW, "role": "administrator"})
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert await session.scalar(select(Account.id).where(Account.email == NEW["email"])) is None


async def test_nobody_gives_a_role_with_more_rights(clerk: AsyncClient, employee: AsyncClient) -> None:
    answer = await change(clerk, await own_id(employee), role="administrator")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert (await employee.get("/api/v1/session")).json()["account"]["role"] == "employee"


@pytest.mark.parametrize(
    "values", [{"password": "mine from now"}, {"email": "me@parley.example"}, {"is_active": False}]
)
async def test_nobody_lays_hands_on_an_account_with_more_rights(
    values: dict[str, Any], clerk: AsyncClient, administrator: AsyncClient
) -> None:
    administrator_id = await find_id(clerk, "administrator")
    answer = await change(clerk, administrator_id, **values)
    removed = await clerk.delete(f"{ADDRESS}/{administrator_id}")
    assert (answer.status_code, removed.status_code) == (403, 403)
    assert (await administrator.get("/api/v1/session")).status_code == 200
