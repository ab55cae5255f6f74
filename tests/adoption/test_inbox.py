"""Who may edit a meeting decides whom it is about: by a proposal, otherwise, or not at all."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from api.directory.models import Client
from tests.adoption.conftest import RULES, MakeRule
from tests.factories.accounts import make_staff_member
from tests.factories.directory import make_client, make_lead
from tests.fixture_types import RunWork
from tests.meetings.steps import read
from tests.sync.conftest import PortalMeeting, Refresh

pytestmark = pytest.mark.usefixtures("zoom")

INBOX = "/api/v1/inbox"


@pytest.fixture
async def horns(session: AsyncSession) -> Client:
    """The client that is proposed."""
    return await make_client(session, "Horns")


@pytest.fixture
async def waiting(
    employee: AsyncClient, session: AsyncSession, horns: Client, make_rule: MakeRule,
    in_zoom: PortalMeeting, refresh: Refresh,
) -> str:  # fmt: skip
    """The employee's meeting, which waits for a decision; the rule adds a colleague."""
    colleague = await make_staff_member(session, email="colleague@parley.example", name="Colleague")
    await make_rule(find_by="name", staff_ids=[str(colleague.id)])
    await in_zoom(topic="Horns, weekly")
    await refresh(employee)
    (item,) = (await employee.get(INBOX)).json()["items"]
    assert [person["name"] for person in item["staff"]] == ["Colleague"]
    meeting_id: str = item["meeting"]["id"]
    return meeting_id


async def decide(client: AsyncClient, meeting_id: str, subject: dict[str, Any] | None, **headers: str) -> Any:
    """Say whom the meeting is about."""
    return await client.post(f"{INBOX}/{meeting_id}/decision", json={"subject": subject}, headers=headers)


async def total(client: AsyncClient) -> int:
    """How much waits for this caller."""
    answer: int = (await client.get(INBOX)).json()["total"]
    return answer


async def test_a_proposal_that_is_taken_is_set_with_the_rules_colleagues(
    employee: AsyncClient, waiting: str, horns: Client
) -> None:
    taken = await decide(employee, waiting, {"kind": "client", "id": str(horns.id)})
    assert taken.status_code == 200
    meeting = await read(employee, waiting)
    assert (meeting["subject"]["name"], meeting["version"]) == ("Horns", taken.json()["version"])
    assert "Colleague" in [person["name"] for person in meeting["staff"]]
    assert await total(employee) == 0


async def test_somebody_else_is_set_without_the_rules_colleagues(
    employee: AsyncClient, session: AsyncSession, waiting: str
) -> None:
    lead = await make_lead(session)
    assert (await decide(employee, waiting, {"kind": "lead", "id": str(lead.id)})).status_code == 200
    meeting = await read(employee, waiting)
    assert meeting["subject"]["id"] == str(lead.id)
    assert "Colleague" not in [person["name"] for person in meeting["staff"]]


async def test_what_is_left_without_a_subject_is_not_proposed_again(
    employee: AsyncClient, administrator: AsyncClient, waiting: str, run_work: RunWork
) -> None:
    assert (await decide(employee, waiting, None)).status_code == 200
    assert (await read(employee, waiting))["subject"] is None
    await administrator.post(f"{RULES}/apply")
    await run_work()
    assert await total(employee) == 0


async def test_who_decides_twice_with_one_key_decides_once(employee: AsyncClient, waiting: str, horns: Client) -> None:
    subject = {"kind": "client", "id": str(horns.id)}
    first = await decide(employee, waiting, subject, **{"Idempotency-Key": "one"})
    again = await decide(employee, waiting, subject, **{"Idempotency-Key": "one"})
    assert (again.status_code, again.json()) == (200, first.json())
    assert (await decide(employee, waiting, None)).status_code == 404


async def test_an_edit_that_names_somebody_takes_it_out_of_the_inbox(
    employee: AsyncClient, waiting: str, horns: Client
) -> None:
    version = (await read(employee, waiting))["version"]
    change = {"subject": {"kind": "client", "id": str(horns.id)}, "version": version}
    assert (await employee.patch(f"/api/v1/meetings/{waiting}", json=change)).status_code == 200
    assert await total(employee) == 0
    assert (await decide(employee, waiting, None)).status_code == 404


async def test_somebody_who_does_not_exist_is_refused_and_it_goes_on_waiting(
    employee: AsyncClient, waiting: str
) -> None:
    refused = await decide(employee, waiting, {"kind": "client", "id": waiting})
    assert (refused.status_code, refused.json()["errors"][0]["loc"][-1]) == (422, "id")
    assert await total(employee) == 1


async def test_it_waits_only_for_those_who_may_edit_it(
    manager: AsyncClient, administrator: AsyncClient, waiting: str
) -> None:
    assert (await total(manager), await total(administrator)) == (0, 1)
    assert (await decide(manager, waiting, None)).status_code == 404
