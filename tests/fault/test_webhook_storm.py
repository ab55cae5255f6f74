"""Thousands of events, doubled, in any order and partly lost: in the end both sides say the same."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from time import monotonic
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.core import clock
from api.resources import Resources
from api.worker import start_clocks
from simulator.meetings import service as zoom_meetings
from simulator.meetings.models import Meeting
from simulator.meetings.schemas import MeetingChange, MeetingCreate
from simulator.sessions import service as sessions
from simulator.users import service as users
from simulator.webhooks.signature import sign
from simulator.world import World
from tests.factories.meetings import in_days
from tests.fault import oracle
from tests.fault.counts import Summary, count, new_seed
from tests.fixture_types import RunWork, Travel
from tests.meetings.conftest import rules, zoom
from tests.sync.conftest import resources

__all__ = ["resources", "rules", "zoom"]

pytestmark = pytest.mark.fault

EVENTS = count(20_000)
MEETINGS = 250
WAVES = count(5)
LOST, DOUBLED, REORDERED = 0.1, 0.3, 0.3
LATE_BY_AT_MOST = 300
AT_ONCE = 400
ADDRESS = "/api/v1/webhooks/zoom"
SECRET = "parley-demo-webhook"
SETTLE_SECONDS = (60, 301, 61, 301, 61)

Answer = Callable[[dict[str, Any]], Awaitable[None]]


async def deliver(app: FastAPI, body: str) -> int:
    """One signed event, without the cost of a client; answers the status."""
    raw, timestamp = body.encode(), str(int(clock.now().timestamp()))
    headers = {
        "host": "testserver",
        "content-type": "application/json",
        "content-length": str(len(raw)),
        "x-zm-request-timestamp": timestamp,
        "x-zm-signature": sign(SECRET, timestamp, body),
    }
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": ADDRESS, "raw_path": ADDRESS.encode(), "query_string": b"", "root_path": "", "client": ("127.0.0.1", 1),
        "server": ("testserver", 80), "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }  # fmt: skip
    statuses: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": raw, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    await app(scope, receive, send)  # type: ignore[arg-type]
    return statuses[0]


class Hosts:
    """The people of the account, busy in Zoom's own portal."""

    def __init__(self, world: World, dice: random.Random) -> None:
        self.world = world
        self.dice = dice
        self.number = 0

    @property
    def alive(self) -> list[Meeting]:
        """What they have."""
        return [meeting for meeting in self.world.state.meetings.values() if meeting.deleted_at is None]

    def be_busy(self) -> None:
        """One thing, which is one event."""
        if len(self.alive) < MEETINGS:
            return self.make()
        meeting, deed = self.dice.choice(self.alive), self.dice.random()
        if deed < 0.01 and not meeting.running:
            return zoom_meetings.delete_meeting(self.world, meeting, source="portal")
        if deed < 0.1:
            start_or_end = sessions.end_session if meeting.running else sessions.start_session
            start_or_end(self.world, meeting, source="portal")
            return None
        self.number += 1
        change = {"topic": f"Topic {self.number}"} if deed < 0.6 else {"agenda": f"Agenda {self.number}"}
        return zoom_meetings.change_meeting(self.world, meeting, MeetingChange(**change), source="portal")

    def make(self) -> None:
        """One more meeting."""
        self.number += 1
        host = users.get_host(self.world, self.dice.choice(["admin", "manager", "employee"]) + "@parley.example")
        start = in_days(2 + self.number % 60, self.number % 24).strftime("%Y-%m-%dT%H:%M:%SZ")
        asked = MeetingCreate(topic=f"Topic {self.number}", start_time=start, duration=30, timezone="Europe/Kiev")
        zoom_meetings.create_meeting(self.world, host, asked, source="portal", creation_source="web_portal")

    def go_home(self) -> None:
        """Nothing is being held any more."""
        for meeting in self.alive:
            if meeting.running:
                sessions.end_session(self.world, meeting, source="portal")


def disorder(bodies: Iterable[str], dice: random.Random) -> tuple[list[str], dict[str, int]]:
    """What arrives of these events, and in which order."""
    arrivals: list[tuple[float, str]] = []
    counts = {"lost": 0, "doubled": 0, "reordered": 0}
    for place, body in enumerate(bodies):
        if dice.random() < LOST:
            counts["lost"] += 1
            continue
        is_late, is_doubled = dice.random() < REORDERED, dice.random() < DOUBLED
        arrivals.append((place + is_late * dice.uniform(1, LATE_BY_AT_MOST), body))
        arrivals += [(place + dice.uniform(0, LATE_BY_AT_MOST), body)] * is_doubled
        counts["doubled"] += is_doubled
        counts["reordered"] += is_late
    return [body for _, body in sorted(arrivals)], counts


async def deliver_all(app: FastAPI, bodies: list[str]) -> float:
    """Hundreds at once; what is not kept is told again, as Zoom does. Answers events a second."""
    began = monotonic()
    for start in range(0, len(bodies), AT_ONCE):
        portion = bodies[start : start + AT_ONCE]
        statuses = await asyncio.gather(*(deliver(app, body) for body in portion))
        again = [body for body, status in zip(portion, statuses, strict=True) if status >= 500]
        assert {await deliver(app, body) for body in again} <= {200, 204}
        assert {status for status in statuses if status < 500} <= {200, 204}
    return len(bodies) / (monotonic() - began)


@pytest.mark.usefixtures("zoom")
async def test_events_doubled_disordered_and_lost_leave_both_sides_equal(
    app: FastAPI, simulator: FastAPI, control: httpx.AsyncClient, resources: Resources, run_work: RunWork,
    travel: Travel, summary: Summary,
) -> None:  # fmt: skip
    seed = new_seed()
    world, dice = simulator.state.world, random.Random(seed)
    await start_clocks(resources)
    await control.put("/_control/webhooks", json={"url": "http://nobody.test", "lose": 1})
    hosts, events, counts, rates = Hosts(world, dice), world.state.events, {"lost": 0, "doubled": 0, "reordered": 0}, []
    for wave in range(1, 1 + WAVES):
        begin = len(events)
        while len(events) < EVENTS * wave // WAVES:
            hosts.be_busy()
        bodies, found = disorder((event.body for event in events[begin:]), dice)
        counts = {name: counts[name] + number for name, number in found.items()}
        rates.append(round(await deliver_all(app, bodies)))
        await run_work()
        travel(timedelta(seconds=30))
    hosts.go_home()
    for seconds in SETTLE_SECONDS:
        travel(timedelta(seconds=seconds))
        await run_work()
    verdict = oracle.judge(await oracle.gather(resources.config.database_url, control, []))
    told = {"seed": seed, "events": len(events), **counts}
    summary.note("webhooks", **told, a_second=rates, verdict=verdict.to_numbers())
    assert verdict.faults == {name: [] for name in verdict.faults}
    assert len(events) >= EVENTS
