"""What is typed in any zone is one instant everywhere: in the answer, in the list, in Zoom and in every file."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

import httpx
import pytest
from fastapi import FastAPI
from icalendar import Calendar
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock, work
from api.core.config import Config
from api.core.db import new_id
from api.hosts.models import Host
from api.meetings.models import Meeting
from api.meetings.scheduling import resolve_start
from api.meetings.service import PUSH
from api.resources import Resources
from api.settings.models import MeetingSettings
from tests.exports.steps import download, export, lines, sheet
from tests.factories.accounts import own_id
from tests.factories.many_meetings import SWITCHES
from tests.factories.zoom import connect_zoom
from tests.fixture_types import RunWork
from tests.meetings.steps import schedule

ZONES_IN_A_RUN = 25
"""Typed into the form, others in each run; all of them go to Zoom and into files in the second test."""
EVERY_ZONE = sorted(available_timezones() - {"localtime"})
CREDENTIALS = ("parley-demo-client", "parley-demo-secret")


@pytest.fixture
def stored(stored: Config) -> Config:
    """With an account of Zoom that takes 40 new meetings in a second."""
    return stored.model_copy(update={"zoom_plan": "business"})


@pytest.fixture
async def zoom(
    employee: httpx.AsyncClient,
    manager: httpx.AsyncClient,
    session: AsyncSession,
    resources: Resources,
    run_work: RunWork,
) -> None:
    """Zoom is connected, and all its users may host."""
    await connect_zoom(session, resources.box, account_email="admin@parley.example")
    await session.execute(update(MeetingSettings).values(use_all_users=True))
    await session.commit()
    await run_work()


def wall_clock_near_a_change(zone: ZoneInfo, chance: random.Random) -> datetime:
    """Within two hours of the next time that clocks are changed there, or any time where they never are."""
    begin = (clock.now() + timedelta(days=2)).replace(minute=0, second=0, microsecond=0)
    hours = (begin + timedelta(hours=n) for n in range(24 * 370))
    change = next((at for at in hours if at.astimezone(zone).utcoffset() != begin.astimezone(zone).utcoffset()), begin)
    near = change + timedelta(minutes=chance.choice((-120, -61, -60, -30, 0, 30, 60, 90)))
    return near.astimezone(zone).replace(tzinfo=None, fold=0)


async def in_zoom(control: httpx.AsyncClient, meetings: list[dict[str, Any]]) -> list[datetime]:
    """The starts as Zoom tells them to others."""
    form = {"grant_type": "account_credentials", "account_id": "parley-demo-account"}
    token = (await control.post("/oauth/token", data=form, auth=CREDENTIALS)).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    answers = [await control.get(f"/v2/meetings/{each['zoom_meeting_id']}", headers=headers) for each in meetings]
    return [datetime.fromisoformat(answer.json()["start_time"]) for answer in answers]


@pytest.mark.usefixtures("zoom")
async def test_a_start_is_the_same_instant_wherever_it_is_read(
    manager: httpx.AsyncClient, control: httpx.AsyncClient
) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201 - names the zones that failed
    chance = random.Random(seed)
    zones = [ZoneInfo(name) for name in chance.sample(EVERY_ZONE, ZONES_IN_A_RUN)]
    typed = [wall_clock_near_a_change(zone, chance) for zone in zones]
    meant = [at.replace(tzinfo=zone).astimezone(UTC) for at, zone in zip(typed, zones, strict=True)]
    meetings = [
        await schedule(manager, topic=f"{n:02}", starts_at=at.isoformat(), timezone=zone.key)
        for n, (at, zone) in enumerate(zip(typed, zones, strict=True))
    ]

    assert [datetime.fromisoformat(meeting["starts_at"]) for meeting in meetings] == meant
    assert [meeting["timezone"] for meeting in meetings] == [zone.key for zone in zones]
    assert await in_zoom(control, meetings) == meant
    by_topic = {meeting["topic"]: at for meeting, at in zip(meetings, meant, strict=True)}
    await everywhere_the_same(manager, by_topic, chance.choice(zones))


@pytest.mark.usefixtures("zoom")
async def test_in_every_zone_of_the_world_it_is_the_same_instant(
    manager: httpx.AsyncClient, session: AsyncSession, simulator: FastAPI, run_work: RunWork
) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201 - names the times that failed
    chance = random.Random(seed)
    zones = [ZoneInfo(name) for name in EVERY_ZONE]
    typed = {zone.key: wall_clock_near_a_change(zone, chance) for zone in zones}
    meant = {zone.key: typed[zone.key].replace(tzinfo=zone).astimezone(UTC) for zone in zones}
    await save(session, await own_id(manager), typed)
    await run_work()
    in_zoom = simulator.state.world.state.meetings.values()
    assert {meeting.topic: meeting.start_time for meeting in in_zoom} == meant
    await everywhere_the_same(manager, meant, chance.choice(zones))


async def save(session: AsyncSession, owner: UUID, typed: dict[str, datetime]) -> None:
    """A meeting for each zone, as the form saves it, with no more for one host than Zoom takes on a day."""
    hosts = list(await session.scalars(select(Host.id)))
    options = {"record": "none", **dict.fromkeys(SWITCHES, False)}
    for number, (zone, at) in enumerate(typed.items()):
        starts_at = resolve_start(at, zone)
        times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(minutes=45), "duration_minutes": 45}
        meeting = Meeting(
            id=new_id(), topic=zone, timezone=zone, passcode=f"secret{number}", options=options, created_by=owner,
            host_id=hosts[number % len(hosts)], version=1, **times,
        )  # fmt: skip
        session.add(meeting)
        await work.ask(session, PUSH, meeting.id)
    await session.commit()


async def everywhere_the_same(client: httpx.AsyncClient, meant: dict[str, datetime], there: ZoneInfo) -> None:
    """The list and every file have these instants under these topics; one file has them by the clocks of a zone."""
    assert await listed(client) == meant
    asked = {"columns": ["topic", "starts_at"], "timezone": "UTC"}
    for rows in (await sheet(client, **asked), await lines(client, **asked)):
        assert {str(topic): instant(cell) for topic, cell in rows[1:]} == meant
    local = await sheet(client, **{**asked, "timezone": there.key})
    assert dict(local[1:]) == {topic: at.astimezone(there).replace(tzinfo=None) for topic, at in meant.items()}
    calendar = Calendar.from_ical(await download(client, await export(client, format="ics", timezone="UTC")))
    assert {str(event["SUMMARY"]): event.decoded("DTSTART") for event in calendar.walk("VEVENT")} == meant


async def listed(client: httpx.AsyncClient) -> dict[str, datetime]:
    """The instants of the whole list, by topic."""
    found: dict[str, datetime] = {}
    cursor: str | None = None
    while cursor or not found:
        page = (
            await client.get("/api/v1/meetings", params={"page_size": 100, **({"cursor": cursor} if cursor else {})})
        ).json()
        found |= {item["topic"]: datetime.fromisoformat(item["starts_at"]) for item in page["items"]}
        cursor = page["next_cursor"]
    return found


def instant(cell: Any) -> datetime:
    """A cell of a file in UTC."""
    return (cell if isinstance(cell, datetime) else datetime.fromisoformat(cell)).replace(tzinfo=UTC)
