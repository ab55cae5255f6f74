"""Scheduling a meeting over REST."""

from datetime import datetime
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.events.models import Event
from api.meetings.models import Meeting
from tests.factories.accounts import own_id
from tests.factories.directory import make_client, make_client_group, make_lead
from tests.factories.meetings import meeting_body
from tests.meetings.conftest import Rules
from tests.meetings.steps import ledger, schedule

UNKNOWN = "019a0000-0000-7000-8000-000000000000"


@pytest.mark.usefixtures("zoom")
async def test_a_scheduled_meeting_is_answered_with_its_link(manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    assert meeting["sync"]["state"] == "in_step"
    assert str(meeting["zoom_meeting_id"]) in meeting["join_url"]
    assert meeting["can"] == {"edit": True, "delete": True, "start": True}


@pytest.mark.usefixtures("zoom")
async def test_zoom_has_what_was_scheduled(manager: AsyncClient, control: AsyncClient) -> None:
    meeting = await schedule(manager, topic="Обсуждение договора", agenda="1. Срок\n2. Цена", passcode="Kyiv-2026")
    made = await ledger(control)
    assert [entry["meeting_id"] for entry in made] == [meeting["zoom_meeting_id"]]
    assert (meeting["passcode"], meeting["agenda"]) == ("Kyiv-2026", "1. Срок\n2. Цена")


@pytest.mark.usefixtures("zoom")
async def test_a_wall_clock_is_read_in_the_meetings_zone(manager: AsyncClient) -> None:
    meeting = await schedule(manager, starts_at="2030-07-01T14:00:00", timezone="America/New_York")
    assert meeting["starts_at"] == "2030-07-01T18:00:00Z"
    assert meeting["timezone"] == "America/New_York"


@pytest.mark.usefixtures("zoom")
async def test_the_creators_own_zoom_user_hosts(manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    assert meeting["host"]["email"] == "manager@parley.example"


@pytest.mark.usefixtures("zoom")
async def test_a_second_meeting_at_that_time_gets_another_host(manager: AsyncClient) -> None:
    first = await schedule(manager)
    second = await schedule(manager)
    assert first["host"]["id"] != second["host"]["id"]


async def test_only_the_account_email_hosts_unless_all_users_may(
    zoom: None, rules: Rules, manager: AsyncClient
) -> None:
    await rules(use_all_users=False)
    meetings = [await schedule(manager) for _ in range(2)]
    assert {meeting["host"]["email"] for meeting in meetings} == {"admin@parley.example"}


@pytest.mark.usefixtures("zoom")
@pytest.mark.parametrize("kind", ["client", "lead", "client_group"])
async def test_a_meeting_is_about_somebody(kind: str, manager: AsyncClient, session: AsyncSession) -> None:
    makers: dict[str, Any] = {"client": make_client, "lead": make_lead, "client_group": make_client_group}
    subject = await makers[kind](session)
    meeting = await schedule(manager, subject={"kind": kind, "id": str(subject.id)})
    assert meeting["subject"] == {"kind": kind, "id": str(subject.id), "name": subject.name}


@pytest.mark.usefixtures("zoom")
async def test_the_clients_manager_is_responsible(manager: AsyncClient, session: AsyncSession) -> None:
    client = await make_client(session, responsible_id=await own_id(manager))
    meeting = await schedule(manager, subject={"kind": "client", "id": str(client.id)})
    assert meeting["responsible_manager"]["id"] == str(await own_id(manager))


@pytest.mark.usefixtures("zoom")
async def test_options_follow_the_settings_where_nothing_else_is_said(manager: AsyncClient, rules: Rules) -> None:
    await rules(record="cloud", mute_upon_entry=False)
    meeting = await schedule(manager, options={"host_video": False})
    options = meeting["options"]
    assert (options["record"], options["mute_upon_entry"], options["host_video"]) == ("cloud", False, False)


@pytest.mark.usefixtures("zoom")
async def test_a_passcode_is_made_where_none_is_given(manager: AsyncClient) -> None:
    passcodes = {(await schedule(manager))["passcode"] for _ in range(3)}
    assert len(passcodes) == 3
    assert all(passcode.isalnum() and len(passcode) == 10 for passcode in passcodes)


@pytest.mark.usefixtures("zoom")
async def test_the_same_request_twice_is_one_meeting(manager: AsyncClient, control: AsyncClient) -> None:
    body, headers = meeting_body(), {"Idempotency-Key": "press-press"}
    first = await manager.post("/api/v1/meetings", json=body, headers=headers)
    second = await manager.post("/api/v1/meetings", json=body, headers=headers)
    assert first.json()["id"] == second.json()["id"]
    assert second.headers["Idempotent-Replayed"] == "true"
    assert len(await ledger(control)) == 1


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("starts_at", {"starts_at": "2020-01-01T10:00:00Z"}, "in_the_past"),
    ("starts_at", {"starts_at": "2030-03-31T03:30:00", "timezone": "Europe/Kyiv"}, "nonexistent_time"),
    ("starts_at", {"starts_at": "9999-12-31T23:59:59-12:00"}, "out_of_range"),
    ("timezone", {"timezone": "Mars/Olympus"}, "value_error"),
    ("timezone", {"timezone": "../../etc/passwd"}, "value_error"),
    ("duration_minutes", {"duration_minutes": 0}, "greater_than_equal"),
    ("duration_minutes", {"duration_minutes": 1441}, "less_than_equal"),
    ("duration_minutes", {"duration_minutes": "30"}, "int_type"),
    ("topic", {"topic": "   "}, "string_too_short"),
    ("topic", {"topic": "x" * 201}, "string_too_long"),
    ("topic", {"topic": "a\0b"}, "nul_character"),
    ("topic", {"topic": "two\nlines"}, "control_characters"),
    ("agenda", {"agenda": "x" * 2001}, "string_too_long"),
    ("passcode", {"passcode": "пароль"}, "string_pattern_mismatch"),
    ("passcode", {"passcode": "12345678901"}, "string_too_long"),
    ("host_id", {"host_id": UNKNOWN}, "not_in_pool"),
    ("staff_ids", {"staff_ids": [UNKNOWN]}, "unknown"),
    ("subject", {"subject": {"kind": "client", "id": UNKNOWN}}, "unknown"),
    ("options", {"options": {"record": "sometimes"}}, "literal_error"),
    ("surprise", {"surprise": True}, "extra_forbidden"),
]


@pytest.mark.usefixtures("zoom")
@pytest.mark.parametrize(("field", "values", "code"), WRONG)
async def test_wrong_input_is_told_at_its_field_and_saves_nothing(
    field: str, values: dict[str, Any], code: str, manager: AsyncClient, session: AsyncSession, control: AsyncClient
) -> None:
    answer = await manager.post("/api/v1/meetings", json=meeting_body(**values))
    error = answer.json()["errors"][0]
    assert (answer.status_code, error["loc"][:2], error["code"]) == (422, ["body", field], code)
    assert await session.scalar(select(func.count()).select_from(Meeting)) == 0
    assert await ledger(control) == []


@pytest.mark.usefixtures("zoom")
async def test_what_was_done_is_recorded_with_its_doer(manager: AsyncClient, session: AsyncSession) -> None:
    meeting = await schedule(manager)
    events = list(await session.scalars(select(Event).where(Event.object_id == meeting["id"]).order_by(Event.id)))
    assert [event.action for event in events] == ["meeting.scheduled", "meeting.created_in_zoom"]
    assert (events[0].actor_id, events[1].actor_kind) == (await own_id(manager), "system")
    assert events[0].at <= datetime.now(events[0].at.tzinfo)
