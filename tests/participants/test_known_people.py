"""People whom the directory knows: offered while one types, and added with the meeting's subject."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.directory import make_client, make_client_group, make_contact, make_lead
from tests.meetings.steps import schedule
from tests.participants.steps import add, listed, people_of

pytestmark = pytest.mark.usefixtures("zoom")


async def suggested(client: AsyncClient, search: str) -> list[dict[str, Any]]:
    """Who is offered."""
    answer = await client.get("/api/v1/participants/suggestions", params={"search": search})
    assert answer.status_code == 200, answer.text
    people: list[dict[str, Any]] = answer.json()
    return people


async def test_contacts_leads_and_staff_are_offered_by_name_and_address(
    manager: AsyncClient, employee: AsyncClient, session: AsyncSession
) -> None:
    client = await make_client(session, name="Horns and Hooves")
    await make_contact(session, client, "Фёдор", last_name="Нов", email="fedor@horns.example")
    await make_lead(session, "Employee to be", email="soon@leads.example", company="Nobody")
    (contact,) = await suggested(manager, "федор hooves")
    assert (contact["kind"], contact["email"], contact["company"]) == ("contact", "fedor@horns.example", client.name)
    found = await suggested(manager, "EMPLOYEE")
    assert [person["kind"] for person in found] == ["lead", "staff"]
    assert (found[0]["first_name"], found[0]["last_name"]) == ("Employee", "to be")


async def test_who_has_no_address_is_not_offered(manager: AsyncClient, session: AsyncSession) -> None:
    await make_contact(session, await make_client(session), "Silent")
    await make_lead(session, "Silent lead")
    assert await suggested(manager, "silent") == []


@pytest.mark.parametrize("search", ["o%", "o_", "\\\\"])
async def test_signs_of_like_stand_for_themselves(search: str, manager: AsyncClient, session: AsyncSession) -> None:
    await make_contact(session, await make_client(session), "Olha", email="olha@client.example")
    assert await suggested(manager, search) == []


async def test_at_most_eight_are_offered(manager: AsyncClient, session: AsyncSession) -> None:
    client = await make_client(session)
    for number in range(10):
        await make_contact(session, client, f"Person {number}", email=f"p{number}@client.example")
    assert len(await suggested(manager, "person")) == 8


async def test_the_contacts_of_a_client_are_added_together(manager: AsyncClient, session: AsyncSession) -> None:
    client = await make_client(session)
    await make_contact(session, client, "Olha", email="olha@client.example")
    await make_contact(session, client, "Pavlo", email="pavlo@client.example")
    await make_contact(session, client, "Silent")
    await make_contact(session, await make_client(session, name="Another"), email="stranger@client.example")
    meeting = await schedule(manager, subject={"kind": "client", "id": str(client.id)})
    await add(manager, meeting)
    before = (await manager.get(f"{people_of(meeting)}/from-subject")).json()
    answer = await manager.post(f"{people_of(meeting)}/from-subject")
    assert (before["to_add"], before["already_added"], before["without_email"]) == (1, 1, 1)
    assert before["subject"] == {"kind": "client", "id": str(client.id), "name": client.name}
    assert (answer.status_code, answer.json()["to_add"]) == (201, 1)
    emails = [(person["email"], person["state"]) for person in answer.json()["items"]]
    assert emails == [("olha@client.example", "registered"), ("pavlo@client.example", "registered")]


async def test_the_contacts_of_all_clients_of_a_group_are_added(manager: AsyncClient, session: AsyncSession) -> None:
    group = await make_client_group(session)
    for number in range(3):
        client = await make_client(session, name=f"Shop {number}", client_group_id=group.id)
        await make_contact(session, client, f"Buyer {number}", email=f"buyer{number}@shop.example")
    await make_contact(session, await make_client(session), email="in.no.group@client.example")
    meeting = await schedule(manager, subject={"kind": "client_group", "id": str(group.id)})
    await manager.post(f"{people_of(meeting)}/from-subject")
    assert len(await listed(manager, meeting)) == 3


async def test_a_lead_is_added_as_the_person_it_is(manager: AsyncClient, session: AsyncSession) -> None:
    lead = await make_lead(session, "Petro Sahaidachnyi", email="petro@lead.example")
    meeting = await schedule(manager, subject={"kind": "lead", "id": str(lead.id)})
    await manager.post(f"{people_of(meeting)}/from-subject")
    (participant,) = await listed(manager, meeting)
    assert (participant["first_name"], participant["last_name"]) == ("Petro", "Sahaidachnyi")


async def test_a_meeting_about_nobody_has_nobody_to_add(manager: AsyncClient, session: AsyncSession) -> None:
    await make_contact(session, await make_client(session), email="in.no.group@client.example")
    await make_lead(session, email="petro@lead.example")
    meeting = await schedule(manager)
    answer = (await manager.post(f"{people_of(meeting)}/from-subject")).json()
    assert (answer["subject"], answer["to_add"], answer["items"]) == (None, 0, [])


async def test_the_host_is_left_out_of_the_subjects_people(manager: AsyncClient, session: AsyncSession) -> None:
    client = await make_client(session)
    meeting = await schedule(manager, subject={"kind": "client", "id": str(client.id)})
    await make_contact(session, client, email=meeting["host"]["email"])
    answer = await manager.post(f"{people_of(meeting)}/from-subject")
    assert (answer.json()["to_add"], answer.json()["items"]) == (0, [])
