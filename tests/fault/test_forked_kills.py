"""Web processes and workers are killed at every failpoint and at any moment, under load: nothing is lost or double."""

import asyncio
import random
import re
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.work import LEASE, Runner
from api.resources import Resources
from tests.factories.meetings import in_days, meeting_body
from tests.fault.clients import Notes, Person, first_start_of
from tests.fault.conftest import NO_KEPT_CONNECTIONS
from tests.fault.counts import Summary, count, new_seed
from tests.fault.processes import Forks, judge
from tests.fixture_types import SignIn

pytestmark = pytest.mark.fault

KILLS = count(320)
LEAST_OF_EACH = count(5)
PEOPLE = 6
CHILDREN = ("web", "worker", "web")
HOSTS = 14
"""Beside the demo's: each may write a hundred times a day."""
ROUNDS_IN_A_ROW = 6
"""What dies twenty times in a row is put aside for an engineer, as it should be; so some live in between."""
LONGEST_LIFE_SECONDS = 2
"""Whom nothing brought to a failpoint by then is killed all the same."""
LONGEST_ALARM_SECONDS = 0.05
STEP = LEASE + timedelta(seconds=1)
SETTLE_SECONDS = (31, 31, 31, 60, 60, 60, 300, 86_400, 31, 60, 60, 60, 300)
FAILPOINT = re.compile(r'^ +await failpoint\("([a-z._]+)"\)$', re.MULTILINE)
ELSEWHERE = ("webhooks.",)
"""Places that other tests of this folder kill at."""


def failpoints_in_source() -> list[str]:
    """Every place that the product names."""
    files = sorted(Path("api").rglob("*.py"))
    return sorted({name for file in files for name in FAILPOINT.findall(file.read_text(encoding="utf-8"))})


class Nemesis:
    """Rounds of life and death: web processes and workers begin, and do not live long."""

    def __init__(self, forks: Forks, zoom_control: httpx.AsyncClient, dice: random.Random) -> None:
        self.forks = forks
        self.zoom_control = zoom_control
        self.dice = dice
        self.at_random = 0
        self.hits: Counter[str] = Counter(
            {name: 0 for name in failpoints_in_source() if not name.startswith(ELSEWHERE)}
        )
        self.ahead = timedelta(0)

    @property
    def kills(self) -> int:
        """All so far."""
        return self.hits.total() + self.at_random

    async def travel(self, by: timedelta) -> None:
        """For Zoom now, for us with the next children."""
        self.ahead += by
        await self.zoom_control.post("/_control/clock", json={"advance_seconds": by.total_seconds()})

    async def kill_all(self) -> None:
        """One round, half a minute after the last, so that the leases of the dead have run out."""
        await self.travel(STEP)
        rare = sorted(self.hits, key=lambda name: (self.hits[name], self.dice.random()))
        names = rare[: len(CHILDREN)]
        children = [self.child(role, self._doom(name)) for role, name in zip(CHILDREN, names, strict=True)]
        ends = await self.forks.do("round", children=children, seconds=LONGEST_LIFE_SECONDS)
        for end, name in zip(ends, names, strict=True):
            if end == "failpoint":
                self.hits[name] += 1
            else:
                assert end in {"alarm", "clock"}
                self.at_random += 1

    def _doom(self, name: str) -> str:
        """At this place, or at any moment after a transaction was written."""
        at_pass = self.dice.choice([1, 1, 1, 2, 3])
        if self.dice.random() < 0.7:
            return f"{name}=kill@{at_pass}"
        return f"transaction.written=kill:{self.dice.uniform(1e-6, LONGEST_ALARM_SECONDS):.6f}@{at_pass}"

    def child(self, role: str, failpoints_text: str = "") -> dict[str, Any]:
        """One that begins now."""
        ahead = self.ahead.total_seconds()
        return {"role": role, "failpoints_text": failpoints_text, "ahead_seconds": ahead}

    async def rest(self) -> None:
        """Somebody works until nothing is due, and lives."""
        await self.travel(STEP)
        assert await self.forks.do("round", children=[self.child("sweep")], seconds=120) == ["itself"]

    async def settle(self) -> None:
        """Nobody is killed any more, and time goes by until nothing is in doubt."""
        for seconds in SETTLE_SECONDS:
            await self.travel(timedelta(seconds=seconds))
            await self.rest()


@pytest.fixture
async def browser(sign_in: SignIn, forks: Forks) -> AsyncIterator[httpx.AsyncClient]:
    """A manager's, at the web children of the fork server."""
    signed_in = await sign_in("manager")
    headers = {"X-Parley": "1"}
    async with httpx.AsyncClient(
        base_url=forks.url, headers=headers, cookies=dict(signed_in.cookies), timeout=20, limits=NO_KEPT_CONNECTIONS
    ) as client:
        yield client


async def add_hosts(zoom_control: httpx.AsyncClient, workers: list[Runner]) -> None:
    """So many more users of the account; they are known at the next comparison."""
    for number in range(HOSTS):
        body = {"email": f"host{number}@parley.example", "first_name": f"Host {number}"}
        (await zoom_control.post("/_control/users", json=body)).raise_for_status()
    await workers[0].sweep()


async def warm_up(forks: Forks, browser: httpx.AsyncClient) -> None:
    """The fork server answers the first request itself."""
    body = meeting_body(topic="Warming up", starts_at=in_days(20).isoformat())
    headers = {"X-Parley": "1", "Cookie": f"parley={browser.cookies['parley']}"}
    assert await forks.do("warm", headers=headers, method="POST", url="/api/v1/meetings", json=body) == 201


async def test_whoever_is_killed_whenever_nothing_is_lost_and_nothing_is_double(
    workers: list[Runner], forks: Forks, browser: httpx.AsyncClient, zoom_url: str, zoom_control: httpx.AsyncClient,
    resources: Resources, session: AsyncSession, summary: Summary, tmp_path: Path,
) -> None:  # fmt: skip
    seed = new_seed()
    await add_hosts(zoom_control, workers)
    nemesis, notes, is_over = Nemesis(forks, zoom_control, random.Random(seed)), Notes(), asyncio.Event()
    people = [
        Person(f"Person {n}", browser, notes, random.Random(seed + n), first_start_of(n)) for n in range(1, 1 + PEOPLE)
    ]
    notes.note("asked", topic="Warming up")
    await warm_up(forks, browser)
    async with asyncio.TaskGroup() as group:
        for person in people:
            group.create_task(person.work(is_over))
        while nemesis.kills < KILLS or min(nemesis.hits.values()) < LEAST_OF_EACH:
            for _ in range(ROUNDS_IN_A_ROW):
                await nemesis.kill_all()
            await nemesis.rest()
        is_over.set()
        pid = await forks.do("start", **nemesis.child("web"))
    await forks.do("end", pid=pid)
    await nemesis.settle()
    verdict = await judge(resources.config.database_url, zoom_url, notes.told, tmp_path)
    told = {"seed": seed, "kills": nemesis.kills, "at_random": nemesis.at_random, "at": dict(nemesis.hits)}
    summary.note("kills", **told, answers=notes.codes, verdict=verdict)
    assert verdict["sentences"] == []
    assert set(notes.codes) <= {200, 201, 204, 409, 412, 503}
