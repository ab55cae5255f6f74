"""Finding meetings: filters, search, order and pages."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.schemas import Page
from api.meetings.models import Meeting
from api.meetings.schemas import MeetingOut
from tests.factories.accounts import own_id
from tests.factories.directory import make_client, make_lead
from tests.factories.meetings import in_days
from tests.fixture_types import Travel
from tests.meetings.steps import schedule

pytestmark = pytest.mark.usefixtures("zoom")


async def find(client: AsyncClient, **params: Any) -> list[str]:
    """The topics that this search answers, in order."""
    answer = await client.get("/api/v1/meetings", params=params)
    assert answer.status_code == 200, answer.text
    return [item["topic"] for item in answer.json()["items"]]


async def three(client: AsyncClient) -> None:
    """Three meetings on three days."""
    for day, topic in enumerate(("First", "Second", "Third"), start=5):
        await schedule(client, topic=topic, starts_at=in_days(day).isoformat())


async def test_the_latest_come_first_unless_told_otherwise(manager: AsyncClient) -> None:
    await three(manager)
    assert await find(manager) == ["Third", "Second", "First"]
    assert await find(manager, sort="starts_at") == ["First", "Second", "Third"]


async def test_a_period_has_its_beginning_and_not_its_end(manager: AsyncClient) -> None:
    await three(manager)
    params = {"period_from": in_days(5).isoformat(), "period_to": in_days(6).isoformat()}
    assert await find(manager, **params) == ["First"]


async def test_a_period_may_be_about_the_creation(manager: AsyncClient) -> None:
    await three(manager)
    since = (clock.now() - timedelta(minutes=5)).isoformat()
    assert len(await find(manager, period_field="created_at", period_from=since)) == 3
    assert await find(manager, period_field="created_at", period_to=since) == []


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("договор", True),
        ("ДОГОВ", True),
        ("еж", True),
        ("Ёжик", True),
        ("цена срок", True),
        ("мост", True),
        ("северный мос", True),
        ("100%", False),
        ("%", False),
        ("'; drop table meetings", False),
        (":* & !", False),
    ],
)
async def test_search_finds_beginnings_of_words_and_names(
    search: str, *, found: bool, manager: AsyncClient, session: AsyncSession
) -> None:
    client = await make_client(session, name="Северный мост")
    subject = {"kind": "client", "id": str(client.id)}
    await schedule(manager, topic="Согласование договора: ёжики", agenda="1. Срок\n2. Цена", subject=subject)
    assert bool(await find(manager, search=search)) is found


async def test_search_finds_the_meeting_number_however_it_is_written(manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    number = str(meeting["zoom_meeting_id"])
    for written in (number, f"{number[:3]} {number[3:7]} {number[7:]}", f"{number[:3]}-{number[3:7]}"):
        assert await find(manager, search=written) == ["Contract talk"]


async def test_filters_by_subject_staff_and_manager(
    manager: AsyncClient, employee: AsyncClient, session: AsyncSession
) -> None:
    me, colleague = str(await own_id(manager)), str(await own_id(employee))
    client, lead = await make_client(session, responsible_id=await own_id(manager)), await make_lead(session)
    await schedule(manager, topic="Client", subject={"kind": "client", "id": str(client.id)}, staff_ids=[colleague])
    await schedule(manager, topic="Lead", subject={"kind": "lead", "id": str(lead.id)})
    assert await find(manager, subject_kind="lead") == ["Lead"]
    assert await find(manager, subject_kind="client", subject_id=str(client.id)) == ["Client"]
    assert await find(manager, subject_id=str(lead.id)) == ["Lead"]
    assert await find(manager, staff_id=colleague) == ["Client"]
    assert await find(manager, manager_id=me) == ["Client"]


async def test_a_planned_meeting_whose_time_is_over_has_ended(manager: AsyncClient, travel: Travel) -> None:
    await schedule(manager, starts_at=(clock.now() + timedelta(minutes=5)).isoformat(), duration_minutes=5)
    assert await find(manager, status="planned") == ["Contract talk"]
    travel(timedelta(minutes=11))
    assert await find(manager, status="planned") == []
    assert await find(manager, status="ended") == ["Contract talk"]


async def test_a_cursor_walks_through_all_without_gap_or_double(manager: AsyncClient) -> None:
    for number in range(12):
        await schedule(manager, topic=f"Meeting {number}")
    first = (await manager.get("/api/v1/meetings", params={"page_size": 10})).json()
    second = (await manager.get("/api/v1/meetings", params={"page_size": 10, "cursor": first["next_cursor"]})).json()
    ids = [item["id"] for item in first["items"] + second["items"]]
    assert (len(set(ids)), second["next_cursor"], first["total"]) == (12, None, 12)


async def test_what_is_to_come_stands_before_what_is_over_through_all_pages(
    manager: AsyncClient, session: AsyncSession, travel: Travel
) -> None:
    client = await make_client(session)
    about = {"subject_kind": "client", "subject_id": str(client.id), "sort": "upcoming_first"}
    for hour in range(1, 13):
        await schedule(manager, topic=f"In {hour}", starts_at=_in_hours(hour), subject=_ref(client.id))
    travel(timedelta(hours=6, minutes=50))
    wanted = [f"In {hour}" for hour in (*range(7, 13), *range(6, 0, -1))]
    first = (await manager.get("/api/v1/meetings", params={**about, "page_size": 10})).json()
    assert [item["topic"] for item in first["items"]] == wanted[:10]
    assert await find(manager, **about, page_size=10, page=2) == wanted[10:]
    assert await find(manager, **about, page_size=10, cursor=first["next_cursor"]) == wanted[10:]


async def test_what_runs_for_too_long_is_not_over_and_what_ended_early_is(
    manager: AsyncClient, session: AsyncSession, travel: Travel
) -> None:
    client = await make_client(session)
    for topic, hour in (("Too long", 1), ("Over", 2), ("Early", 20), ("To come", 21)):
        await schedule(manager, topic=topic, starts_at=_in_hours(hour), subject=_ref(client.id))
    for topic, status in (("Too long", "running"), ("Early", "ended")):
        await session.execute(update(Meeting).where(Meeting.topic == topic).values(status=status))
    await session.commit()
    travel(timedelta(hours=5))
    found = await find(manager, subject_kind="client", subject_id=str(client.id), sort="upcoming_first")
    assert found == ["Too long", "To come", "Early", "Over"]


async def test_only_the_meetings_of_somebody_are_put_upcoming_first(manager: AsyncClient) -> None:
    answer = await manager.get("/api/v1/meetings", params={"sort": "upcoming_first"})
    assert answer.json()["errors"][0]["code"] == "needs_subject"


def _in_hours(hours: int) -> str:
    return (clock.now() + timedelta(hours=hours)).isoformat()


def _ref(client_id: UUID) -> dict[str, str]:
    return {"kind": "client", "id": str(client_id)}


async def test_pages_by_number(manager: AsyncClient) -> None:
    for number in range(11):
        await schedule(manager, topic=f"Meeting {number}")
    page = (await manager.get("/api/v1/meetings", params={"page_size": 10, "page": 2})).json()
    assert (len(page["items"]), page["total"], page["page"], page["total_is_exact"]) == (1, 11, 2, True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("page_size", "20"),
        ("page", "0"),
        ("page", "1001"),
        ("sort", "topic; drop table meetings"),
        ("cursor", "bm9uc2Vuc2U="),
        ("status", "lost"),
        ("staff_id", "me"),
        ("colour", "blue"),
    ],
)
async def test_a_wrong_parameter_is_named(name: str, value: str, manager: AsyncClient) -> None:
    answer = await manager.get("/api/v1/meetings", params={name: value})
    assert (answer.status_code, answer.json()["errors"][0]["loc"][:2]) == (422, ["query", name])


async def test_what_is_written_without_the_model_is_what_the_model_writes(
    manager: AsyncClient, session: AsyncSession
) -> None:
    client = await make_client(session)
    meeting = await schedule(manager, agenda="Contract", subject=_ref(client.id))
    person = {"email": "guest@example.com", "first_name": "Guest"}
    (await manager.post(f"/api/v1/meetings/{meeting['id']}/participants", json=person)).raise_for_status()
    await schedule(manager, topic="Second")
    listed = await manager.get("/api/v1/meetings")
    assert len(listed.json()["items"]) == 2
    written = Page[MeetingOut].model_validate_json(listed.text).model_dump(mode="json")
    for ours, models in zip(listed.json()["items"], written["items"], strict=True):
        assert ours == models
