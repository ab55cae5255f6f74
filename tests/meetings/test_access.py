"""Who sees, changes and deletes which meetings."""

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.accounts import make_staff_member, own_id
from tests.factories.directory import make_client
from tests.factories.meetings import in_days
from tests.fixture_types import SignIn
from tests.meetings.steps import host_id, read, schedule

pytestmark = pytest.mark.usefixtures("zoom")


async def listed(client: AsyncClient) -> set[str]:
    """The topics this caller sees."""
    return {item["topic"] for item in (await client.get("/api/v1/meetings")).json()["items"]}


async def test_an_employee_sees_own_meetings_and_those_to_take_part_in(
    employee: AsyncClient, administrator: AsyncClient
) -> None:
    me, marina = str(await own_id(employee)), await host_id(administrator, "marina.tkach")
    await schedule(employee, topic="Mine")
    await schedule(administrator, topic="With me", host_id=marina, staff_ids=[me])
    await schedule(administrator, topic="Without me", host_id=marina)
    assert await listed(employee) == {"Mine", "With me"}


async def test_what_one_hosts_is_ones_own(employee: AsyncClient, administrator: AsyncClient) -> None:
    mine = await schedule(employee)
    await schedule(administrator, topic="Hosted by me", host_id=mine["host"]["id"], starts_at=in_days(9).isoformat())
    assert "Hosted by me" in await listed(employee)


async def test_a_manager_sees_the_meetings_of_the_team(sign_in: SignIn, session: AsyncSession) -> None:
    boss = await sign_in(await make_staff_member(session, "manager", team="Sales", email="boss@parley.example"))
    seller = await sign_in(await make_staff_member(session, team="Sales", email="seller@parley.example"))
    stranger = await sign_in(await make_staff_member(session, team="Support", email="stranger@parley.example"))
    await schedule(seller, topic="Ours")
    await schedule(stranger, topic="Theirs")
    assert await listed(boss) == {"Ours"}


async def test_a_manager_without_team_sees_no_other_people_without_team(
    manager: AsyncClient, administrator: AsyncClient
) -> None:
    await schedule(administrator, topic="Not my business", host_id=await host_id(administrator, "marina.tkach"))
    assert await listed(manager) == set()


async def test_a_manager_sees_meetings_with_clients_in_their_care(
    manager: AsyncClient, administrator: AsyncClient, session: AsyncSession
) -> None:
    client = await make_client(session, responsible_id=await own_id(manager))
    await schedule(administrator, topic="My client", subject={"kind": "client", "id": str(client.id)})
    assert await listed(manager) == {"My client"}


async def test_an_administrator_sees_all(administrator: AsyncClient, employee: AsyncClient) -> None:
    await schedule(employee, topic="Private talk")
    assert await listed(administrator) == {"Private talk"}


@pytest.mark.parametrize(("method", "suffix"), [("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/join")])
async def test_what_one_may_not_see_does_not_exist(
    method: str, suffix: str, administrator: AsyncClient, employee: AsyncClient
) -> None:
    meeting = await schedule(administrator, host_id=await host_id(administrator, "marina.tkach"))
    body = {"topic": "Mine now", "version": 1} if method == "PATCH" else None
    answer = await employee.request(method, f"/api/v1/meetings/{meeting['id']}{suffix}", json=body)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert (await read(administrator, meeting["id"]))["version"] == 1


async def test_an_employee_deletes_only_what_the_employee_made(
    employee: AsyncClient, administrator: AsyncClient
) -> None:
    meeting = await schedule(administrator, staff_ids=[str(await own_id(employee))])
    seen = await read(employee, meeting["id"])
    answer = await employee.delete(f"/api/v1/meetings/{meeting['id']}")
    assert (seen["can"]["edit"], seen["can"]["delete"]) == (True, False)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/meetings"), ("POST", "/meetings"), ("GET", "/calendar"), ("POST", "/availability")],
)
async def test_a_client_reaches_no_route_of_the_staff(method: str, path: str, contact: AsyncClient) -> None:
    answer = await contact.request(method, f"/api/v1{path}", json={})
    assert answer.status_code == 403


async def test_who_is_not_signed_in_reaches_nothing(anonymous: AsyncClient) -> None:
    assert (await anonymous.get("/api/v1/meetings")).status_code == 401
