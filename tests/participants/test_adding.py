"""Who can be added to which meeting, and what is said of those who cannot."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.meetings.models import Participant
from tests.factories.directory import make_client, make_contact
from tests.fixture_types import Travel
from tests.meetings.steps import schedule
from tests.participants.steps import OLHA, add, listed, only, people_of

pytestmark = pytest.mark.usefixtures("zoom")


def errors(answer: Response) -> list[tuple[Any, str]]:
    """Where it is wrong, and how."""
    assert answer.status_code == 422, answer.text
    return [(error["loc"], error["code"]) for error in answer.json()["errors"]]


async def test_an_address_is_trimmed_and_a_known_one_is_recognised(manager: AsyncClient, session: AsyncSession) -> None:
    contact = await make_contact(session, await make_client(session), email="Olha@Client.example")
    participant = await add(manager, await schedule(manager), email="  olha@client.example ", last_name=None)
    assert (participant["email"], participant["name"]) == ("olha@client.example", "Olha")
    assert participant["contact_id"] == str(contact.id)


async def test_of_two_contacts_with_one_address_the_meetings_own_is_meant(
    manager: AsyncClient, session: AsyncSession
) -> None:
    ours, other = await make_client(session), await make_client(session, name="Another")
    mine = await make_contact(session, ours, email=OLHA["email"])
    await make_contact(session, other, email=OLHA["email"])
    meeting = await schedule(manager, subject={"kind": "client", "id": str(ours.id)})
    assert (await add(manager, meeting))["contact_id"] == str(mine.id)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "no address"),
        ("email", f"{'a' * 60}@{'b' * 60}.{'c' * 60}.example"),
        ("first_name", "  "),
        ("first_name", "x" * 65),
        ("last_name", "two\nlines"),
        ("state", "registered"),
    ],
)
async def test_what_is_wrong_is_told_at_its_field(field: str, value: str, manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    answer = await manager.post(people_of(meeting), json={**OLHA, field: value})
    assert [loc for loc, _ in errors(answer)] == [["body", field]]
    assert await listed(manager, meeting) == []


async def test_nobody_is_added_twice(manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    await add(manager, meeting)
    answer = await manager.post(people_of(meeting), json={**OLHA, "email": "OLHA@client.example"})
    assert errors(answer) == [(["body", "email"], "already_added")]
    assert len(await listed(manager, meeting)) == 1


async def test_the_host_is_not_added_to_the_own_meeting(manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    answer = await manager.post(people_of(meeting), json={**OLHA, "email": meeting["host"]["email"].upper()})
    assert errors(answer) == [(["body", "email"], "host_address")]


async def test_of_two_who_add_one_person_at_the_same_moment_one_is_told(
    manager: AsyncClient, session: AsyncSession
) -> None:
    meeting = await schedule(manager)
    answers = await asyncio.gather(*(manager.post(people_of(meeting), json=OLHA) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [201, 422, 422, 422, 422]
    assert await session.scalar(select(func.count()).select_from(Participant)) == 1


async def test_the_same_request_twice_adds_once(manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    headers = {"Idempotency-Key": "one"}
    first, second = [await manager.post(people_of(meeting), json=OLHA, headers=headers) for _ in range(2)]
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] == second.json()["id"]
    assert second.headers["Idempotent-Replayed"] == "true"


async def test_several_are_added_at_once(manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    people = [{**OLHA, "email": f"person{number}@client.example"} for number in range(5)]
    answer = await manager.post(f"{people_of(meeting)}/bulk", json={"participants": people})
    assert answer.status_code == 201
    assert [person["state"] for person in answer.json()["items"]] == ["registered"] * 5


async def test_of_several_none_is_added_when_one_cannot_be(manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    await add(manager, meeting)
    emails = ["new@client.example", OLHA["email"], "NEW@client.example", meeting["host"]["email"]]
    people = [{**OLHA, "email": email} for email in emails]
    answer = await manager.post(f"{people_of(meeting)}/bulk", json={"participants": people})
    assert errors(answer) == [
        (["body", "participants", 1, "email"], "already_added"),
        (["body", "participants", 2, "email"], "repeated"),
        (["body", "participants", 3, "email"], "host_address"),
    ]
    assert len(await listed(manager, meeting)) == 1


@pytest.mark.parametrize("count", [0, 101])
async def test_no_and_too_many_people_are_refused(count: int, manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    people = [{**OLHA, "email": f"person{number}@client.example"} for number in range(count)]
    answer = await manager.post(f"{people_of(meeting)}/bulk", json={"participants": people})
    assert errors(answer)[0][0] == ["body", "participants"]


async def test_a_meeting_takes_a_thousand_people(manager: AsyncClient, session: AsyncSession) -> None:
    meeting = await schedule(manager)
    session.add_all(
        Participant(meeting_id=meeting["id"], email=f"{number}@client.example", first_name="P", state="registered")
        for number in range(999)
    )
    await session.commit()
    people = [OLHA, {**OLHA, "email": "one.too@many.example"}]
    answer = await manager.post(f"{people_of(meeting)}/bulk", json={"participants": people})
    assert (answer.status_code, answer.json()["code"], answer.json()["places_left"]) == (
        409,
        "too_many_participants",
        1,
    )


@pytest.mark.parametrize(
    ("later", "code"), [(timedelta(minutes=10), "meeting_running"), (timedelta(hours=2), "meeting_over")]
)
async def test_nobody_is_added_or_withdrawn_once_the_meeting_has_begun(
    later: timedelta, code: str, manager: AsyncClient, travel: Travel
) -> None:
    meeting = await schedule(manager, starts_at=(clock.now() + timedelta(minutes=5)).isoformat())
    participant = await add(manager, meeting)
    travel(later)
    added = await manager.post(people_of(meeting), json={**OLHA, "email": "late@client.example"})
    withdrawn = await manager.delete(f"{people_of(meeting)}/{participant['id']}")
    looked = await manager.get(f"{people_of(meeting)}/from-subject")
    assert {(answer.status_code, answer.json()["code"]) for answer in (added, withdrawn, looked)} == {(409, code)}
    assert (await only(manager, meeting))["state"] == "registered"


async def test_nobody_is_added_to_a_cancelled_meeting(manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    await manager.delete(f"/api/v1/meetings/{meeting['id']}")
    answer = await manager.post(people_of(meeting), json=OLHA)
    assert (answer.status_code, answer.json()["code"]) == (409, "meeting_over")
