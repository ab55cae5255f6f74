"""A lead becomes a client: once, with its person, and with its meetings."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest
from httpx import AsyncClient
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.directory.models import Client, Contact, Lead
from api.events.models import Event
from api.meetings.models import Meeting
from tests.factories.directory import make_client, make_client_group, make_contact, make_lead
from tests.fixture_types import RunWork, SignIn
from tests.meetings.steps import read, requests, schedule

OF_LEAD = {"company": "Онищенко Консалтинг", "email": "taras@onyshchenko.example", "phone": "+380 44 1"}


async def convert(caller: AsyncClient, lead: Lead, **values: Any) -> dict[str, Any]:
    """What the lead became."""
    answer = await caller.post(f"/api/v1/leads/{lead.id}/convert", json=values)
    assert answer.status_code == 200, answer.text
    converted: dict[str, Any] = answer.json()
    return converted


async def refused(caller: AsyncClient, lead: Lead, **values: Any) -> list[tuple[str, str]]:
    """Where the request is wrong, and how."""
    answer = await caller.post(f"/api/v1/leads/{lead.id}/convert", json=values)
    assert answer.status_code == 422
    return [(".".join(error["loc"]), error["code"]) for error in answer.json()["errors"]]


def about(lead: Lead) -> dict[str, str]:
    """The lead as a meeting's subject."""
    return {"kind": "lead", "id": str(lead.id)}


async def test_a_lead_becomes_a_client_with_its_person_as_contact(employee: AsyncClient, session: AsyncSession) -> None:
    lead = await make_lead(session, "Тарас Онищенко", **OF_LEAD)
    made = await convert(employee, lead)
    client = (await employee.get(f"/api/v1/clients/{made['client']['id']}")).json()
    contact = (await employee.get(f"/api/v1/contacts/{made['contact']['id']}")).json()
    assert (client["name"], client["email"]) == ("Онищенко Консалтинг", None)
    assert (contact["first_name"], contact["last_name"], contact["client"]) == ("Тарас", "Онищенко", made["client"])
    assert (contact["email"], contact["phone"], contact["can_sign_in"]) == (OF_LEAD["email"], OF_LEAD["phone"], False)
    assert (made["lead"]["status"], made["lead"]["converted_client"]) == ("converted", made["client"])


async def test_what_is_said_goes_before_what_the_lead_has(
    employee: AsyncClient, manager: AsyncClient, session: AsyncSession
) -> None:
    group = await make_client_group(session)
    responsible_id = (await manager.get("/api/v1/session")).json()["account"]["id"]
    lead = await make_lead(session, **OF_LEAD)
    made = await convert(
        employee, lead, client_name="ТОВ «Онищенко»", client_group_id=str(group.id), responsible_id=responsible_id,
        contact={"first_name": "Тарас", "email": "office@onyshchenko.example"},
    )  # fmt: skip
    client = (await employee.get(f"/api/v1/clients/{made['client']['id']}")).json()
    assert (client["name"], client["client_group"]["id"]) == ("ТОВ «Онищенко»", str(group.id))
    assert (client["responsible"]["id"], made["contact"]["name"]) == (responsible_id, "Тарас")


async def test_a_lead_without_a_company_is_the_client_in_person(employee: AsyncClient, session: AsyncSession) -> None:
    lead = await make_lead(session, "Madonna", email="m@example.com")
    made = await convert(employee, lead)
    client = (await employee.get(f"/api/v1/clients/{made['client']['id']}")).json()
    assert (client["name"], client["email"], made["contact"]["name"]) == ("Madonna", "m@example.com", "Madonna")


async def test_a_lead_can_become_a_client_that_is_there(employee: AsyncClient, session: AsyncSession) -> None:
    client = await make_client(session)
    known = await make_contact(session, client, email="Taras@Onyshchenko.example")
    made = await convert(employee, await make_lead(session, **OF_LEAD), client_id=str(client.id))
    assert (made["client"]["id"], made["contact"]["id"]) == (str(client.id), str(known.id))
    assert await session.scalar(select(func.count()).select_from(Contact)) == 1


async def test_no_contact_is_made_when_none_is_wanted(employee: AsyncClient, session: AsyncSession) -> None:
    made = await convert(employee, await make_lead(session), contact=None)
    assert made["contact"] is None
    assert await session.scalar(select(func.count()).select_from(Contact)) == 0


@pytest.mark.usefixtures("zoom")
async def test_the_meetings_come_along_and_zoom_is_told_nothing(
    employee: AsyncClient, session: AsyncSession, control: httpx.AsyncClient, run_work: RunWork
) -> None:
    lead = await make_lead(session)
    meeting = await schedule(employee, subject=about(lead))
    other = await schedule(employee, topic="Another", subject=about(await make_lead(session, "Somebody else")))
    told = len(await requests(control, "PATCH"))
    made = await convert(employee, lead)
    await run_work()
    moved = await read(employee, meeting["id"])
    assert moved["subject"] == {"kind": "client", **made["client"]}
    assert (moved["sync"]["state"], moved["version"]) == ("in_step", meeting["version"] + 1)
    assert (moved["join_url"], len(await requests(control, "PATCH"))) == (meeting["join_url"], told)
    assert (await read(employee, other["id"]))["subject"]["kind"] == "lead"


async def test_meetings_that_the_caller_may_not_see_come_along_too(
    employee: AsyncClient, sign_in: SignIn, session: AsyncSession
) -> None:
    lead = await make_lead(session)
    boss = await sign_in("administrator")
    meeting = await schedule(boss, subject=about(lead))
    await convert(employee, lead)
    assert (await read(boss, meeting["id"]))["subject"]["kind"] == "client"
    assert (await employee.get(f"/api/v1/meetings/{meeting['id']}")).status_code == 404


async def test_twice_is_the_same_client(employee: AsyncClient, session: AsyncSession) -> None:
    lead = await make_lead(session, **OF_LEAD)
    first = await convert(employee, lead)
    assert await convert(employee, lead, client_name="Another") == first
    assert await session.scalar(select(func.count()).select_from(Client)) == 1


async def test_two_who_convert_at_once_make_one_client(
    employee: AsyncClient, manager: AsyncClient, session: AsyncSession
) -> None:
    lead = await make_lead(session, **OF_LEAD)
    both = await asyncio.gather(*(convert(caller, lead) for caller in (employee, manager) * 3))
    assert len({made["client"]["id"] for made in both}) == 1
    assert await session.scalar(select(func.count()).select_from(Client)) == 1


async def test_no_further_meeting_is_about_a_lead_that_is_a_client(
    employee: AsyncClient, session: AsyncSession
) -> None:
    lead = await make_lead(session)
    await convert(employee, lead)
    body = {"topic": "Late", "timezone": "UTC", "duration_minutes": 30, "starts_at": "2199-01-01T10:00:00Z"}
    answer = await employee.post("/api/v1/meetings", json={**body, "subject": about(lead)})
    assert [(error["loc"], error["code"]) for error in answer.json()["errors"]] == [
        (["body", "subject", "id"], "converted")
    ]


async def test_what_has_become_a_client_stays_one(employee: AsyncClient, session: AsyncSession) -> None:
    lead = await make_lead(session, external_id="7")
    version = (await convert(employee, lead))["lead"]["version"]
    changed = await employee.patch(f"/api/v1/leads/{lead.id}", json={"status": "new", "version": version})
    upserted = await employee.put("/api/v1/leads/by-external-id/7", json={"name": "Petro", "status": "lost"})
    for answer in (changed, upserted):
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "stays_converted")
    renamed = await employee.patch(f"/api/v1/leads/{lead.id}", json={"name": "Petro", "version": version})
    assert renamed.json()["status"] == "converted"


async def test_what_is_wrong_is_told_at_its_field_and_nothing_happens(
    employee: AsyncClient, session: AsyncSession
) -> None:
    lead, client = await make_lead(session), await make_client(session)
    assert await refused(employee, lead, client_id=str(uuid4())) == [("body.client_id", "unknown")]
    assert await refused(employee, lead, client_id=str(client.id), client_name="A") == [
        ("body.client_name", "client_is_there")
    ]
    assert await refused(employee, lead, responsible_id=str(uuid4())) == [("body.responsible_id", "unknown")]
    assert await refused(employee, lead, contact={"first_name": ""}) == [
        ("body.contact.first_name", "string_too_short")
    ]
    await session.refresh(lead)
    assert (lead.status, await session.scalar(select(func.count()).select_from(Client))) == ("new", 1)


async def test_an_unknown_lead_is_not_found(employee: AsyncClient) -> None:
    assert (await employee.post(f"/api/v1/leads/{uuid4()}/convert", json={})).status_code == 404


async def test_the_conversion_and_each_moved_meeting_are_events(employee: AsyncClient, session: AsyncSession) -> None:
    lead = await make_lead(session)
    meeting = await schedule(employee, subject=about(lead))
    made = await convert(employee, lead)
    kept = await session.execute(select(Event.action, Event.data).where(Event.object_id == lead.id))
    assert [tuple(row) for row in kept] == [("lead.converted", {"client_id": made["client"]["id"]})]
    last = select(Event.data).where(Event.object_id == meeting["id"]).order_by(Event.id.desc()).limit(1)
    assert await session.scalar(last) == {"fields": ["client_id", "lead_id"]}
    assert await session.scalar(select(Meeting.lead_id).where(Meeting.id == meeting["id"])) is None
