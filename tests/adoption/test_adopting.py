"""A sure rule sets whom a meeting made in Zoom is about; where there is a choice, people are asked."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.adoption.conftest import RULES, MakeRule
from tests.factories.accounts import make_staff_member, own_id
from tests.factories.directory import make_client, make_client_group, make_contact, make_lead
from tests.meetings.steps import ledger
from tests.sync.conftest import PortalMeeting, Refresh
from tests.sync.steps import listed, our_writes

pytestmark = pytest.mark.usefixtures("zoom")

OLHA = "Olha@Horns.example"


def invited(*emails: str) -> dict[str, Any]:
    """The settings of a meeting whose host invited these people in Zoom."""
    return {"meeting_invitees": [{"email": email, "internal_user": False} for email in emails]}


async def inbox(client: AsyncClient) -> list[dict[str, Any]]:
    """What waits for this caller."""
    items: list[dict[str, Any]] = (await client.get("/api/v1/inbox")).json()["items"]
    return items


async def test_the_client_of_an_invited_contact_is_set_and_the_timeline_tells(
    employee: AsyncClient, control: AsyncClient, session: AsyncSession, make_rule: MakeRule,
    in_zoom: PortalMeeting, refresh: Refresh,
) -> None:  # fmt: skip
    client = await make_client(session)
    await make_contact(session, client, email="olha@horns.example")
    await make_rule(name="By address", is_sure=True)
    await in_zoom(settings=invited(OLHA))
    await refresh(employee)
    (meeting,) = await listed(employee)
    assert meeting["subject"] == {"kind": "client", "id": str(client.id), "name": client.name}
    assert meeting["sync"]["state"] == "in_step"
    timeline = (await employee.get(f"/api/v1/meetings/{meeting['id']}/timeline")).json()["items"]
    set_by_rule = next(entry for entry in timeline if entry["action"] == "meeting.subject_set")
    assert (set_by_rule["actor"]["kind"], set_by_rule["fields"], set_by_rule["reason"]) == (
        "system", ["subject"], "By address",
    )  # fmt: skip
    assert await our_writes(control) == []
    assert await inbox(employee) == []


async def test_who_registered_tells_it_too(
    employee: AsyncClient, control: AsyncClient, session: AsyncSession, make_rule: MakeRule,
    in_zoom: PortalMeeting, refresh: Refresh,
) -> None:  # fmt: skip
    lead = await make_lead(session, email="petro@lead.example")
    await make_rule(is_sure=True)
    made = await in_zoom(settings={"approval_type": 0})
    form = {"email": "petro@lead.example", "first_name": "Petro"}
    assert (await control.post(made["registration_url"], data=form)).status_code == 200
    await refresh(employee)
    (meeting,) = await listed(employee)
    assert meeting["subject"] == {"kind": "lead", "id": str(lead.id), "name": lead.name}


async def test_two_that_fit_are_proposed_with_what_tells_it(
    employee: AsyncClient, session: AsyncSession, make_rule: MakeRule, in_zoom: PortalMeeting, refresh: Refresh
) -> None:
    horns, hooves = await make_client(session, "Horns"), await make_client(session, "Hooves")
    for client in (horns, hooves):
        await make_contact(session, client, email=f"{client.name.lower()}@shared.example")
    rule = await make_rule(name="By domain", find_by="domain", is_sure=True)
    await in_zoom(settings=invited("somebody@shared.example", "x@gmail.com"))
    await refresh(employee)
    (meeting,) = await listed(employee)
    (item,) = await inbox(employee)
    assert (meeting["subject"], item["meeting"]["id"]) == (None, meeting["id"])
    assert item["rule"] == {"id": rule["id"], "name": "By domain"}
    assert {proposal["subject"]["name"] for proposal in item["proposals"]} == {"Horns", "Hooves"}
    assert {proposal["evidence"] for proposal in item["proposals"]} == {"horns@shared.example", "hooves@shared.example"}


async def test_a_name_in_the_topic_is_proposed_by_a_rule_that_is_not_sure(
    employee: AsyncClient, session: AsyncSession, make_rule: MakeRule, in_zoom: PortalMeeting, refresh: Refresh
) -> None:
    group = await make_client_group(session, "Оптовики Одессы")
    await make_rule(find_by="name")
    await in_zoom(topic="Созвон: «оптовики одессы»")
    await refresh(employee)
    (item,) = await inbox(employee)
    assert [proposal["subject"] for proposal in item["proposals"]] == [
        {"kind": "client_group", "id": str(group.id), "name": group.name}
    ]


async def test_the_first_rule_that_fits_and_finds_decides(
    employee: AsyncClient, administrator: AsyncClient, session: AsyncSession, make_rule: MakeRule,
    in_zoom: PortalMeeting, refresh: Refresh,
) -> None:  # fmt: skip
    client, lead = await make_client(session), await make_lead(session)
    colleague = await make_staff_member(session, email="colleague@parley.example", name="Colleague")
    host = str(await own_id(employee))
    await make_rule(name="Finds nobody", find_by="email", is_sure=True)
    other_host = str(await own_id(administrator))
    as_client, as_lead = ({"kind": "client", "id": str(client.id)}, {"kind": "lead", "id": str(lead.id)})
    await make_rule(name="Not this host", find_by="fixed", subject=as_client, is_sure=True, host_staff_id=other_host)
    await make_rule(name="Off", find_by="fixed", subject=as_client, is_sure=True, is_active=False)
    await make_rule(
        name="Fits", find_by="fixed", subject=as_lead, is_sure=True, host_staff_id=host, topic="made in *",
        staff_ids=[str(colleague.id)],
    )  # fmt: skip
    await make_rule(name="Too late", find_by="fixed", subject=as_client, is_sure=True)
    await in_zoom()
    await refresh(employee)
    (meeting,) = await listed(employee)
    assert meeting["subject"]["id"] == str(lead.id)
    assert {person["id"] for person in meeting["staff"]} == {host, str(colleague.id)}


async def test_without_rules_nothing_is_proposed(
    employee: AsyncClient, control: AsyncClient, in_zoom: PortalMeeting, refresh: Refresh
) -> None:
    await in_zoom()
    await refresh(employee)
    assert await inbox(employee) == []
    assert len(await ledger(control)) == 1


async def test_rules_are_asked_about_what_is_here_already_when_that_is_wanted(
    employee: AsyncClient, administrator: AsyncClient, session: AsyncSession, make_rule: MakeRule,
    in_zoom: PortalMeeting, refresh: Refresh, run_work: Any,
) -> None:  # fmt: skip
    client = await make_client(session, "Horns")
    await in_zoom(topic="Horns, weekly")
    await refresh(employee)
    await make_rule(find_by="name", is_sure=True)
    assert (await administrator.post(f"{RULES}/apply")).json() == {"meetings": 1}
    await run_work()
    (meeting,) = await listed(employee)
    assert meeting["subject"]["id"] == str(client.id)
    assert (await administrator.post(f"{RULES}/apply")).json() == {"meetings": 0}
