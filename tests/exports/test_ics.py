"""The calendar file: RFC 5545, the same entry for the same meeting, the right instants."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from httpx import AsyncClient
from icalendar import Calendar
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.exports.writers.ics import LINE_BYTES, fold, to_text
from api.meetings.models import Meeting
from tests.exports.steps import download, export
from tests.factories.accounts import own_id
from tests.factories.many_meetings import make_many_meetings

Properties = dict[str, str]


def unescape(text: str) -> str:
    """The text behind a value of the type TEXT."""
    return re.sub(r"\\([\\;,nN])", lambda found: {"n": "\n", "N": "\n"}.get(found[1], found[1]), text)


def read(file: bytes) -> list[Properties]:
    """The events of a calendar: unfolded, each line cut at its first colon."""
    assert file.endswith(b"END:VCALENDAR\r\n")
    lines = file.decode().replace("\r\n ", "").split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    events: list[Properties] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events:
            events[-1][name] = value
    return events


async def events_of(client: AsyncClient) -> list[Properties]:
    """The events in a calendar of this person."""
    made = await export(client, format="ics", filters={"sort": "starts_at", "status": ["planned", "cancelled"]})
    return read(await download(client, made))


@pytest.mark.parametrize("text", ["a,b;c\\d", "two\nlines", "END:VEVENT\r\nBEGIN:VEVENT", "Ёлка 🙂 " * 40, "\\n"])
async def test_a_text_comes_back_as_it_was(text: str, employee: AsyncClient, session: AsyncSession) -> None:
    await make_many_meetings(session, await own_id(employee), 1)
    await session.execute(update(Meeting).values(agenda=text, join_url=None))
    await session.commit()
    (event,) = await events_of(employee)
    assert unescape(event["DESCRIPTION"]) == text.replace("\r\n", "\n")


@pytest.mark.parametrize("length", range(60, 90))
def test_no_line_is_longer_than_75_octets_and_no_character_is_cut(length: int) -> None:
    for character in ("a", "Ё", "日", "🙂"):
        line = "SUMMARY:" + character * length
        folded = fold(line)
        assert max(map(len, folded.split(b"\r\n"))) <= LINE_BYTES
        assert folded.decode().replace("\r\n ", "") == line + "\r\n"


def test_control_characters_are_left_out() -> None:
    assert to_text("a\x00b\x07c\x7fd\te") == "abcd\te"


async def test_a_meeting_keeps_its_entry_and_tells_that_it_was_changed(
    employee: AsyncClient, session: AsyncSession
) -> None:
    await make_many_meetings(session, await own_id(employee), 1)
    (before,) = await events_of(employee)
    await session.execute(update(Meeting).values(status="cancelled", version=2))
    await session.commit()
    (after,) = await events_of(employee)
    assert before["UID"] == after["UID"] == str(await session.scalar(select(Meeting.id)))
    assert (before["SEQUENCE"], after["SEQUENCE"]) == ("1", "2")
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")


async def test_times_are_instants_also_in_the_hour_that_clocks_show_twice(
    employee: AsyncClient, session: AsyncSession
) -> None:
    await make_many_meetings(session, await own_id(employee), 2)
    twice = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]  # both are 3:30 in Kyiv
    for meeting_id, at in zip(list(await session.scalars(select(Meeting.id))), twice, strict=True):
        values = {"starts_at": at, "ends_at": at + timedelta(minutes=45)}
        await session.execute(update(Meeting).where(Meeting.id == meeting_id).values(**values, status="cancelled"))
    await session.commit()
    found = [(event["DTSTART"], event["DTEND"]) for event in await events_of(employee)]
    assert found == [("20261025T003000Z", "20261025T011500Z"), ("20261025T013000Z", "20261025T021500Z")]


async def test_another_program_reads_the_same_meetings(employee: AsyncClient, session: AsyncSession) -> None:
    topics = ["Ёлка, «Лофт»; план \\ итог", "Long topic " * 15, "Design review 🙂"]
    await make_many_meetings(session, await own_id(employee), 3, topics)
    await session.execute(update(Meeting).values(agenda="1. Price\n2. Terms; and, more"))
    await session.commit()
    meetings = (await session.scalars(select(Meeting).order_by(Meeting.starts_at))).all()
    calendar = Calendar.from_ical(await download(employee, await export(employee, format="ics")))
    read_events = sorted(calendar.walk("VEVENT"), key=lambda event: event.decoded("DTSTART"))
    assert [str(event["SUMMARY"]) for event in read_events] == [meeting.topic for meeting in meetings]
    assert [str(event["UID"]) for event in read_events] == [str(meeting.id) for meeting in meetings]
    for event, meeting in zip(read_events, meetings, strict=True):
        assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (meeting.starts_at, meeting.ends_at)
        assert str(event["DESCRIPTION"]) == f"{meeting.agenda}\n\n{meeting.join_url}"
        assert (str(event["URL"]), event.errors) == (meeting.join_url, [])
