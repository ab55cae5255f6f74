"""What finds a meeting: people, who is responsible, and every word; and what keeps that true."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import text, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.directory.models import Client, ClientGroup, Lead, Staff
from api.hosts.models import Host
from api.meetings.models import Meeting, Participant
from tests.factories.accounts import make_staff_member, own_id
from tests.factories.directory import make_client, make_client_group, make_contact, make_lead
from tests.factories.meetings import in_days
from tests.fixture_types import SignIn
from tests.meetings.steps import schedule

pytestmark = pytest.mark.usefixtures("zoom")


async def find(client: AsyncClient, **params: Any) -> list[str]:
    """The topics that this list holds, in order."""
    answer = await client.get("/api/v1/meetings", params=params)
    assert answer.status_code == 200, answer.text
    return [item["topic"] for item in answer.json()["items"]]


def about(kind: str, entity: Any) -> dict[str, str]:
    """The subject of a meeting."""
    return {"kind": kind, "id": str(entity.id)}


async def add_participant(session: AsyncSession, meeting: dict[str, Any], **values: Any) -> Participant:
    """Somebody from outside takes part."""
    given = {"email": "guest@outside.example", "first_name": "Ганна", **values}
    participant = Participant(meeting_id=meeting["id"], **given)
    session.add(participant)
    await session.commit()
    return participant


@pytest.mark.parametrize(
    "search", ["сонячний", "office@sunny.example", "sunny", "Tkach ганна", "ганна@", "guest@outside", "manager staff"]
)
async def test_search_finds_names_companies_and_addresses(
    search: str, manager: AsyncClient, session: AsyncSession
) -> None:
    client = await make_client(session, name="Сонячний берег", email="office@sunny.example")
    meeting = await schedule(manager, subject=about("client", client), staff_ids=[str(await own_id(manager))])
    await add_participant(session, meeting, last_name="Tkach")
    await schedule(manager, topic="Another", starts_at=in_days(8).isoformat())
    found = await find(manager, search=search)
    assert "Contract talk" in found
    assert ("Another" in found) is (search == "manager staff")  # who made it is a word of it, too


async def test_search_finds_a_lead_by_company_and_a_group_by_name(manager: AsyncClient, session: AsyncSession) -> None:
    lead, group = await make_lead(session, company="Old Mill"), await make_client_group(session, name="Опт")
    await schedule(manager, topic="Lead", subject=about("lead", lead))
    await schedule(manager, topic="Group", subject=about("client_group", group), starts_at=in_days(8).isoformat())
    assert (await find(manager, search="mill"), await find(manager, search="опт")) == (["Lead"], ["Group"])


async def test_every_word_has_to_fit_wherever_it_stands(manager: AsyncClient, session: AsyncSession) -> None:
    client = await make_client(session, name="Вектор")
    await schedule(manager, topic="Договор", subject=about("client", client))
    assert await find(manager, search="век дог") == ["Договор"]
    assert await find(manager, search="век счёт") == []


async def test_numbers_in_a_text_are_found_as_words_too(manager: AsyncClient) -> None:
    await schedule(manager, topic="План 2027 12")
    assert await find(manager, search="2027 12") == ["План 2027 12"]


async def test_a_renamed_client_is_found_by_the_new_name_alone(manager: AsyncClient, session: AsyncSession) -> None:
    client = await make_client(session, name="Before")
    await schedule(manager, subject=about("client", client))
    await session.execute(update(Client).values(name="Afterwards"))
    await session.commit()
    assert (await find(manager, search="before"), await find(manager, search="after")) == ([], ["Contract talk"])


async def test_who_is_withdrawn_or_renamed_is_no_longer_found(manager: AsyncClient, session: AsyncSession) -> None:
    guest = await add_participant(session, await schedule(manager))
    guest.first_name = "Oksana"
    await session.commit()
    assert (await find(manager, search="ганна"), await find(manager, search="oksana")) == ([], ["Contract talk"])
    guest.state = "withdrawn"
    await session.commit()
    assert await find(manager, search="oksana") == []


async def test_managers_are_several_me_or_none(
    administrator: AsyncClient, manager: AsyncClient, session: AsyncSession
) -> None:
    boss, other = await own_id(administrator), await own_id(manager)
    mine = await make_client(session, "Mine", responsible_id=boss)
    theirs = await make_lead(session, "Theirs", responsible_id=other)
    await schedule(administrator, topic="Mine", subject=about("client", mine))
    await schedule(administrator, topic="Theirs", subject=about("lead", theirs), starts_at=in_days(8).isoformat())
    await schedule(administrator, topic="Nobody's", starts_at=in_days(9).isoformat())
    assert await find(administrator, manager_id="me") == ["Mine"]
    assert await find(administrator, manager_id=["me", str(other)]) == ["Theirs", "Mine"]
    assert await find(administrator, manager_id=["none", str(other)]) == ["Nobody's", "Theirs"]
    assert await find(administrator, manager_id=["none", "me"], search="contract") == []
    await session.execute(update(Client).values(responsible_id=other))
    await session.execute(update(Lead).values(responsible_id=None))
    await session.commit()
    assert await find(administrator, manager_id=str(other)) == ["Mine"]


async def test_several_statuses_fit_together(administrator: AsyncClient, session: AsyncSession) -> None:
    statuses = ("planned", "running", "ended", "cancelled", "missing")
    for day, status in enumerate(statuses, start=5):
        meeting = await schedule(administrator, topic=status, starts_at=in_days(day).isoformat())
        await session.execute(update(Meeting).where(Meeting.id == meeting["id"]).values(status=status))
    await session.commit()
    assert await find(administrator, status=["planned", "running"], sort="starts_at") == ["planned", "running"]
    assert await find(administrator, status=["ended", "cancelled"]) == ["cancelled", "ended"]
    assert await find(administrator) == ["missing", "ended", "running", "planned"]


async def test_a_client_has_the_meetings_of_its_contacts_and_its_group_when_asked(
    manager: AsyncClient, session: AsyncSession
) -> None:
    group = await make_client_group(session)
    client = await make_client(session, client_group_id=group.id)
    contact = await make_contact(session, client, email="olha@client.example")
    await schedule(manager, topic="Own", subject=about("client", client))
    await schedule(manager, topic="Group", subject=about("client_group", group), starts_at=in_days(8).isoformat())
    invited = await schedule(manager, topic="Contact", starts_at=in_days(9).isoformat())
    await add_participant(session, invited, email="olha@client.example", contact_id=contact.id)
    of_client = {"subject_kind": "client", "subject_id": str(client.id)}
    answer = (await manager.get("/api/v1/meetings", params={**of_client, "related": True})).json()
    assert [(item["topic"], item["via"]) for item in answer["items"]] == [
        ("Contact", "contact"), ("Group", "client_group"), ("Own", None),
    ]  # fmt: skip
    assert await find(manager, **of_client) == ["Own"]


async def test_related_needs_to_know_the_client(manager: AsyncClient) -> None:
    answer = await manager.get("/api/v1/meetings", params={"related": True})
    assert (answer.status_code, answer.json()["errors"][0]["loc"]) == (422, ["query", "related"])


async def test_a_teams_list_has_each_meeting_once_however_many_colleagues_are_in_it(
    sign_in: SignIn, session: AsyncSession
) -> None:
    boss = await sign_in(await make_staff_member(session, "manager", team="Sales", email="boss@parley.example"))
    people = [
        await make_staff_member(session, team="Sales", email=f"one{n}@parley.example", name=f"One {n}")
        for n in range(3)
    ]
    mine = await make_client(session, responsible_id=await own_id(boss))
    for day in range(5, 17):
        await schedule(
            boss, topic=str(day), staff_ids=[str(person.id) for person in people], subject=about("client", mine),
            starts_at=in_days(day).isoformat(),
        )  # fmt: skip
    first = (await boss.get("/api/v1/meetings", params={"page_size": 10})).json()
    after = {"page_size": 10, "cursor": first["next_cursor"]}
    second = (await boss.get("/api/v1/meetings", params=after)).json()
    topics = [item["topic"] for item in first["items"] + second["items"]]
    assert (topics, first["total"], second["total"]) == ([str(day) for day in range(16, 4, -1)], 12, 12)


async def test_a_page_behind_the_last_still_tells_the_total(manager: AsyncClient) -> None:
    await schedule(manager)
    for search in ({}, {"search": "contract"}):
        page = (await manager.get("/api/v1/meetings", params={"page": 3, **search})).json()
        assert (page["items"], page["total"]) == ([], 1)


async def test_who_stops_to_host_no_longer_has_the_meeting(
    administrator: AsyncClient, employee: AsyncClient, session: AsyncSession
) -> None:
    mine = (await session.scalars(text("SELECT id FROM hosts WHERE email = 'employee@parley.example'"))).one()
    await schedule(administrator, host_id=str(mine))
    assert await find(employee) == ["Contract talk"]
    await session.execute(update(Host).where(Host.id == mine).values(staff_id=None))
    await session.commit()
    assert await find(employee) == []


async def test_what_a_meeting_is_found_by_never_differs_from_what_others_say(
    manager: AsyncClient, session: AsyncSession
) -> None:
    client, group = await make_client(session), await make_client_group(session)
    me = str(await own_id(manager))
    meeting = await schedule(manager, subject=about("client", client), staff_ids=[me])
    await add_participant(session, meeting)
    changes = [
        update(Client).values(name="Other", responsible_id=me), update(ClientGroup).values(name="Retail"),
        update(Staff).values(name="Somebody Else"), update(Host).values(staff_id=None),
        update(Meeting).values(topic="New topic", client_id=None, client_group_id=group.id),
        update(Meeting).values(starts_at=in_days(30), ends_at=in_days(30, 13), status="ended"),
    ]  # fmt: skip
    derived = text("SELECT people, manager_id, search::text FROM meetings")
    listed = text(
        "SELECT count(*) FROM meetings m"
        " FULL JOIN meeting_people p ON p.meeting_id = m.id AND p.staff_id = ANY (m.people)"
        " WHERE (p.starts_at, p.ends_at, p.status) IS DISTINCT FROM (m.starts_at, m.ends_at, m.status)"
        " AND cardinality(m.people) > 0"
    )
    for change in changes:
        await session.execute(change)
        kept = (await session.execute(derived)).all()
        await session.execute(text("UPDATE meetings SET topic = topic"))
        assert (await session.execute(derived)).all() == kept
        assert await session.scalar(listed) == 0
