"""Who may see, add and withdraw the people of which meetings."""

import pytest
from httpx import AsyncClient
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.models import Role
from api.auth.permissions import DEFAULT_ROLES
from tests.factories.accounts import make_staff_member, own_id
from tests.factories.directory import make_client, make_contact
from tests.fixture_types import SignIn
from tests.meetings.steps import host_id, schedule
from tests.participants.steps import OLHA, add, listed, only, people_of

pytestmark = pytest.mark.usefixtures("zoom")


async def limit_employees(session: AsyncSession, *without: str) -> None:
    """Take these permissions from the role, as an administrator may."""
    left = [permission for permission in DEFAULT_ROLES["employee"] if permission not in without]
    await session.execute(update(Role).where(Role.key == "employee").values(permissions=left))
    await session.commit()


async def test_an_employee_adds_to_own_meetings_and_those_to_take_part_in(
    employee: AsyncClient, administrator: AsyncClient
) -> None:
    with_me = await schedule(administrator, staff_ids=[str(await own_id(employee))])
    assert (await add(employee, await schedule(employee)))["state"] == "registered"
    assert (await add(employee, with_me))["state"] == "registered"


async def test_a_manager_adds_to_the_teams_meetings(sign_in: SignIn, session: AsyncSession) -> None:
    boss = await sign_in(await make_staff_member(session, "manager", team="Sales", email="boss@parley.example"))
    seller = await sign_in(await make_staff_member(session, team="Sales", email="seller@parley.example"))
    assert (await add(boss, await schedule(seller)))["state"] == "registered"


async def test_an_administrator_adds_to_any_meeting(administrator: AsyncClient, employee: AsyncClient) -> None:
    assert (await add(administrator, await schedule(employee)))["state"] == "registered"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("POST", ""),
        ("POST", "/bulk"),
        ("GET", "/from-subject"),
        ("POST", "/from-subject"),
        ("DELETE", "/"),
    ],
)
async def test_meetings_one_may_not_see_have_no_people(
    method: str, path: str, employee: AsyncClient, administrator: AsyncClient
) -> None:
    meeting = await schedule(administrator, host_id=await host_id(administrator, "marina.tkach"))
    participant = await add(administrator, meeting)
    bodies = {"": OLHA, "/bulk": {"participants": [OLHA]}}
    address = people_of(meeting) + (f"/{participant['id']}" if path == "/" else path)
    answer = await employee.request(method, address, json=bodies.get(path) if method == "POST" else None)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert (await only(administrator, meeting))["state"] == "registered"


async def test_who_may_only_look_sees_people_without_their_links(
    employee: AsyncClient, administrator: AsyncClient, session: AsyncSession
) -> None:
    meeting = await schedule(administrator, staff_ids=[str(await own_id(employee))])
    participant = await add(administrator, meeting)
    await limit_employees(session, "meetings.edit.own")
    (seen,) = await listed(employee, meeting)
    assert (seen["email"], seen["join_url"]) == (OLHA["email"], None)
    added = await employee.post(people_of(meeting), json={**OLHA, "email": "x@client.example"})
    withdrawn = await employee.delete(f"{people_of(meeting)}/{participant['id']}")
    assert (added.status_code, withdrawn.status_code) == (403, 403)


async def test_without_a_right_to_the_directory_nobody_is_betrayed_as_known(
    employee: AsyncClient, session: AsyncSession
) -> None:
    await make_contact(session, await make_client(session), email=OLHA["email"])
    await limit_employees(session, "directory.view")
    meeting = await schedule(employee)
    assert (await add(employee, meeting))["contact_id"] is None
    assert (await employee.get("/api/v1/participants/suggestions", params={"search": "ol"})).status_code == 403
