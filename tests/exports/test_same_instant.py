"""What is typed in any zone is one instant everywhere: in the answer, in the list, in Zoom and in every file."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import httpx
import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.resources import Resources
from api.settings.models import MeetingSettings
from tests.exports.steps import download, export, lines, sheet
from tests.factories.zoom import connect_zoom
from tests.fixture_types import RunWork
from tests.meetings.steps import schedule

ZONES_IN_A_RUN = 60
"""Others in each run; `tests/core/test_timezones.py` goes through all of them, without Zoom and files."""
CREDENTIALS = ("parley-demo-client", "parley-demo-secret")


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


def instants(cells: list[Any], zone: ZoneInfo) -> list[datetime]:
    """What the clocks of a file mean. Of an hour that they show twice a file cannot tell which."""
    return [cell.replace(tzinfo=zone).astimezone(UTC) for cell in cells]


@pytest.mark.usefixtures("zoom")
async def test_a_start_is_the_same_instant_wherever_it_is_read(
    manager: httpx.AsyncClient, control: httpx.AsyncClient
) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201 - names the zones that failed
    chance = random.Random(seed)
    zones = [ZoneInfo(name) for name in chance.sample(sorted(available_timezones() - {"localtime"}), ZONES_IN_A_RUN)]
    typed = [wall_clock_near_a_change(zone, chance) for zone in zones]
    meant = [at.replace(tzinfo=zone).astimezone(UTC) for at, zone in zip(typed, zones, strict=True)]
    meetings = [
        await schedule(manager, topic=f"{n:02}", starts_at=at.isoformat(), timezone=zone.key)
        for n, (at, zone) in enumerate(zip(typed, zones, strict=True))
    ]

    assert [datetime.fromisoformat(meeting["starts_at"]) for meeting in meetings] == meant
    assert [meeting["timezone"] for meeting in meetings] == [zone.key for zone in zones]
    assert await in_zoom(control, meetings) == meant
    listed = (await manager.get("/api/v1/meetings", params={"page_size": 100})).json()["items"]
    assert {item["topic"]: item["starts_at"] for item in listed} == {m["topic"]: m["starts_at"] for m in meetings}

    order = sorted(range(len(meant)), key=lambda n: (meant[n], meetings[n]["id"]))
    in_order = [meant[n] for n in order]
    utc = {"columns": ["starts_at"], "timezone": "UTC", "filters": {"sort": "starts_at"}}
    assert instants([row[0] for row in (await sheet(manager, **utc))[1:]], ZoneInfo("UTC")) == in_order
    cells = [datetime.fromisoformat(row[0]) for row in (await lines(manager, **utc))[1:]]
    assert instants(cells, ZoneInfo("UTC")) == in_order
    there = chance.choice(zones)
    local = await sheet(manager, **{**utc, "timezone": there.key})
    assert [row[0] for row in local[1:]] == [at.astimezone(there).replace(tzinfo=None) for at in in_order]
    calendar = (await download(manager, await export(manager, format="ics", timezone="UTC"))).decode()
    assert all(f"{at:%Y%m%dT%H%M%SZ}" in calendar for at in meant)
