"""Exporting the list of meetings: what is in the file, who gets it, and for how long."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from httpx import AsyncClient
from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.models import Role
from api.core.storage import FileMissingError
from api.core.work import start_clock
from api.events.models import Event
from api.exports.columns import Column
from api.exports.models import Export
from api.exports.service import key_of
from api.meetings.models import Meeting, MeetingStaff
from api.resources import Resources
from tests.exports.hostile import HOSTILE
from tests.exports.steps import column, download, export, lines, read, sheet
from tests.factories.accounts import make_staff_member, own_id
from tests.factories.directory import make_client
from tests.factories.many_meetings import make_guests, make_many_meetings
from tests.fixture_types import RunWork, SignIn, Travel


async def test_a_short_file_is_ready_in_the_answer(employee: AsyncClient, session: AsyncSession) -> None:
    await make_many_meetings(session, await own_id(employee), 12)
    made = await export(employee)
    assert (made["state"], made["rows_done"], made["rows_total"]) == ("ready", 12, 12)
    answer = await employee.get(f"/api/v1/exports/{made['id']}/file")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="{made["file_name"]}"'
    assert answer.headers["cache-control"] == "no-store"
    assert len(answer.content) == made["size_bytes"] == int(answer.headers["content-length"])


async def test_the_file_follows_filters_search_and_order(employee: AsyncClient, session: AsyncSession) -> None:
    await make_many_meetings(session, await own_id(employee), 6, ["Договор А", "Отчёт", "Договор Б"])
    filters = {"search": "договор", "sort": "starts_at", "page": 3, "page_size": 10}
    assert await column(employee, filters=filters) == ["Договор А", "Договор Б"] * 2
    assert await column(employee, filters={"search": "договор"}) == ["Договор Б", "Договор А"] * 2
    assert await column(employee, filters={"status": ["cancelled"]}) == []


async def test_selected_rows_are_meant_whatever_the_filters_say(employee: AsyncClient, session: AsyncSession) -> None:
    await make_many_meetings(session, await own_id(employee), 5, ["A", "B", "C", "D", "E"])
    ids = {meeting.topic: meeting.id for meeting in await session.scalars(select(Meeting))}
    chosen = [str(ids["D"]), str(ids["B"])]
    assert await column(employee, meeting_ids=chosen, filters={"search": "A", "sort": "starts_at"}) == ["B", "D"]


async def test_columns_stand_in_the_order_in_which_they_were_asked_for(
    employee: AsyncClient, session: AsyncSession
) -> None:
    await make_many_meetings(session, await own_id(employee), 1)
    wanted = ["status", "topic", "zoom_meeting_id", "duration_minutes"]
    head, row = await lines(employee, columns=wanted, locale="ru")
    assert head == ["Состояние", "Тема", "ID в Zoom", "Длительность, мин"]
    assert row == ["Запланирована", "Contract talk", "80000000001", "45"]


async def test_all_columns_tell_what_the_meeting_is(
    employee: AsyncClient, manager: AsyncClient, session: AsyncSession
) -> None:
    me = await own_id(employee)
    client = await make_client(session, "Северный мост", responsible_id=await own_id(manager))
    await make_many_meetings(session, me, 1)
    meeting = await session.scalar(update(Meeting).values(client_id=client.id).returning(Meeting.id))
    session.add(MeetingStaff(meeting_id=meeting, staff_id=me))
    await session.commit()
    await make_guests(session, 2)
    head, row = await sheet(employee, locale="en", timezone="UTC")
    told = dict(zip(head, row, strict=True))
    assert told["With"] == "Северный мост"
    assert told["Kind"] == "Client"
    assert told["Responsible"] == "Manager of Staff"
    assert told["Staff"] == told["Created by"] == "Employee of Staff"
    assert told["Participants"] == "Guest 1 <guest1@guests.example>; Guest 2 <guest2@guests.example>"
    assert told["Join link"] == "https://zoom.example/j/1"


async def test_a_row_for_each_participant(employee: AsyncClient, session: AsyncSession) -> None:
    await make_many_meetings(session, await own_id(employee), 2, ["A", "B"])
    await make_guests(session, 2)
    await session.execute(text("DELETE FROM participants USING meetings m WHERE m.id = meeting_id AND m.topic = 'B'"))
    await session.commit()
    wanted = ["topic", "participant_name", "participant_email", "participant_state"]
    found = await lines(employee, rows="participant", columns=wanted, filters={"sort": "starts_at"})
    assert found[1:] == [
        ["A", "Guest 1", "guest1@guests.example", "Registered"],
        ["A", "Guest 2", "guest2@guests.example", "Registered"],
        ["B", "", "", ""],
    ]


@pytest.mark.parametrize("zone", ["Europe/Kyiv", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"])
async def test_times_are_dates_on_the_clocks_of_the_zone_also_when_these_change(
    zone: str, employee: AsyncClient, session: AsyncSession
) -> None:
    await make_many_meetings(session, await own_id(employee), 4)
    # Around the changes of the clocks in Europe and America, spring and autumn.
    starts = [datetime(2026, month, day, hour, 30, tzinfo=UTC) for month, day, hour in
              ((3, 8, 6), (3, 29, 0), (3, 29, 1), (10, 25, 1))]  # fmt: skip
    ids = list(await session.scalars(select(Meeting.id)))
    for meeting_id, at in zip(ids, starts, strict=True):
        ends_at = at + timedelta(minutes=45)
        await session.execute(update(Meeting).where(Meeting.id == meeting_id).values(starts_at=at, ends_at=ends_at))
    await session.commit()
    head, *rows = await sheet(employee, columns=["starts_at"], timezone=zone, filters={"sort": "starts_at"})
    assert head == (f"Starts ({zone})",)
    assert [row[0] for row in rows] == [at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for at in starts]


async def test_no_passcode_is_in_any_file(employee: AsyncClient, session: AsyncSession) -> None:
    await make_many_meetings(session, await own_id(employee), 3)
    for name in ("csv", "ics"):
        assert b"s3cretCode" not in await download(employee, await export(employee, format=name))
    assert "s3cretCode" not in json.dumps(await sheet(employee), default=str)


async def test_two_thousand_hostile_topics_are_texts(employee: AsyncClient, session: AsyncSession) -> None:
    topics = [topic.replace("\0", "")[:200] for topic in HOSTILE]
    await make_many_meetings(session, await own_id(employee), len(topics), topics)
    rows = (await sheet(employee, columns=["topic"], filters={"sort": "starts_at"}))[1:]
    assert len(rows) == len(topics)
    signs = tuple("=+-@＝＋－＠\t\r\n")
    assert [cell for cell in await column(employee) if cell.startswith(signs)] == []


async def test_one_sees_in_the_file_what_one_sees_in_the_list(
    employee: AsyncClient, manager: AsyncClient, administrator: AsyncClient, session: AsyncSession
) -> None:
    await make_many_meetings(session, await own_id(employee), 2, ["Of the employee"])
    await session.execute(update(Meeting).values(zoom_meeting_id=None))
    await make_many_meetings(session, await own_id(manager), 1, ["Of the manager"])
    ids = [str(meeting_id) for meeting_id in await session.scalars(select(Meeting.id))]
    assert await column(employee) == ["Of the employee"] * 2
    assert await column(employee, meeting_ids=ids) == ["Of the employee"] * 2
    assert sorted(await column(administrator)) == ["Of the employee"] * 2 + ["Of the manager"]


async def test_rights_are_those_of_the_moment_of_writing(
    employee: AsyncClient, session: AsyncSession, resources: Resources, run_work: RunWork
) -> None:
    await make_many_meetings(session, await own_id(employee), 10_001)
    made = await export(employee)
    await session.execute(text("UPDATE roles SET permissions = '{directory.view}' WHERE key = 'employee'"))
    await session.commit()
    await run_work()
    written = await session.get_one(Export, made["id"])
    assert (written.state, written.rows_total) == ("ready", 0)


async def test_nobody_else_gets_the_file_not_even_an_administrator(
    employee: AsyncClient, manager: AsyncClient, administrator: AsyncClient, contact: AsyncClient
) -> None:
    made = await export(employee)
    for other, status in ((manager, 404), (administrator, 404), (contact, 403)):
        for path in ("", "/file"):
            assert (await other.get(f"/api/v1/exports/{made['id']}{path}")).status_code == status
    assert (await administrator.get("/api/v1/exports")).json()["items"] == []


async def test_ones_own_exports_are_listed_the_newest_first(employee: AsyncClient) -> None:
    first, second = await export(employee), await export(employee, format="ics")
    listed = (await employee.get("/api/v1/exports")).json()
    assert [item["id"] for item in listed["items"]] == [second["id"], first["id"]]
    assert listed["total"] == 2


async def test_asking_and_downloading_are_recorded(employee: AsyncClient, session: AsyncSession) -> None:
    made = await export(employee, filters={"search": "договор"})
    await download(employee, made)
    found = select(Event).where(Event.object_kind == "export").order_by(Event.id)
    events = list(await session.scalars(found))
    assert [event.action for event in events] == ["export.requested", "export.written", "export.downloaded"]
    assert events[0].data["filters"] == {"search": "договор"}
    assert events[2].actor_id == await own_id(employee)


@pytest.fixture
async def tidy_up(session: AsyncSession, run_work: RunWork) -> RunWork:
    """Lets the clock strike that removes old files."""

    async def strike() -> None:
        await start_clock(session, "exports.tidy_up")
        await session.commit()
        await run_work()

    return strike


async def test_a_file_is_removed_after_a_week(
    sign_in: SignIn, session: AsyncSession, resources: Resources, travel: Travel, tidy_up: RunWork
) -> None:
    account = await make_staff_member(session)
    made = await export(await sign_in(account))
    travel(timedelta(days=7, minutes=1))
    owner = await sign_in(account)  # no session lasts so long
    assert (await owner.get(f"/api/v1/exports/{made['id']}/file")).status_code == 410
    await tidy_up()
    assert (await read(owner, made))["state"] == "expired"
    with pytest.raises(FileMissingError):
        async with resources.storage.open(key_of(UUID(made["id"]))):
            pass
    travel(timedelta(days=24))
    await tidy_up()
    assert (await session.execute(select(Export.id))).first() is None


async def test_the_same_request_sent_twice_makes_one_file(employee: AsyncClient) -> None:
    body, headers = {"format": "csv", "timezone": "UTC"}, {"Idempotency-Key": "k"}
    first, second = [await employee.post("/api/v1/exports", json=body, headers=headers) for _ in range(2)]
    assert first.json()["id"] == second.json()["id"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"format": "pdf"},
        {"timezone": "Mars/Olympus"},
        {"columns": []},
        {"columns": ["passcode"]},
        {"columns": ["topic", "topic"]},
        {"columns": ["participant_email"]},
        {"rows": "participant", "columns": ["participants"]},
        {"format": "ics", "columns": ["topic"]},
        {"format": "ics", "rows": "participant"},
        {"separator": "|"},
        {"filters": {"status": ["gone"]}},
        {"filters": {"unknown": 1}},
        {"meeting_ids": []},
        {"meeting_ids": ["01a00000-0000-7000-8000-000000000000"] * 1001},
    ],
)
async def test_what_makes_no_sense_is_refused(
    wrong: dict[str, object], employee: AsyncClient, session: AsyncSession
) -> None:
    answer = await employee.post("/api/v1/exports", json={"format": "csv", "timezone": "UTC", **wrong})
    assert answer.status_code == 422
    assert await session.scalar(select(Export.id)) is None


def test_no_column_is_about_passcodes_or_start_links() -> None:
    assert [name for name in Column if "pass" in name or "start_url" in name] == []


async def test_exporting_is_a_right_of_its_own(employee: AsyncClient, session: AsyncSession) -> None:
    await make_many_meetings(session, await own_id(employee), 1)
    made = await export(employee)
    without = func.array_remove(Role.permissions, "meetings.export")
    await session.execute(update(Role).where(Role.key == "employee").values(permissions=without))
    await session.commit()
    asked = await employee.post("/api/v1/exports", json={"format": "csv", "timezone": "UTC"})
    downloaded = await employee.get(f"/api/v1/exports/{made['id']}/file")
    assert (asked.status_code, downloaded.status_code) == (403, 403)
    assert (await employee.get("/api/v1/meetings")).status_code == 200
