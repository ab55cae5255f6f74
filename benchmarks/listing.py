"""The list of 25 meetings, as three people with different reaches see it."""

import statistics
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from benchmarks import pgbench
from benchmarks.caller import Caller, sign_in
from benchmarks.report import Figure
from benchmarks.stack import Stack
from benchmarks.trace import Trace, trace

PEOPLE = (("admin", "administrator"), ("manager", "manager"), ("employee", "employee"))
PLAIN_GOAL_MILLISECONDS = 30
SEARCHED = "договор"
PERIOD = timedelta(days=90)


class Listing:
    """One person's list with one set of filters."""

    def __init__(self, stack: Stack, caller: Caller, role: str, filters: dict[str, str]) -> None:
        self._stack = stack
        self._caller = caller
        self._path = f"/api/v1/meetings?{urlencode({'page_size': '25', **filters})}"
        what = f"search {SEARCHED}" if "search" in filters else "90 days" if filters else "newest first"
        goal = None if filters else PLAIN_GOAL_MILLISECONDS
        self.figure = Figure(f"list of 25, {role}, {what}", "", goal)

    async def prepare(self) -> None:
        """Learn what the request asks the database."""
        traced: Trace = await trace(self._stack, self._caller.headers, "GET", self._path, lambda: None)
        self._questions = traced.questions
        self.figure.floor_name = f"its {len(self._questions)} statements in pgbench"

    def measure_round(self, requests: int) -> None:
        """The answers, then the bare statements."""
        self._caller.reconnect()
        times = [self._caller.ask("GET", self._path).milliseconds for _ in range(requests)]
        self.figure.add(statistics.median(times), pgbench.measure(self._stack, self._questions, requests))


def make_listings(stack: Stack) -> list[Listing]:
    """Everybody with every set of filters."""
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    period = {"period_from": (today - PERIOD).isoformat(), "period_to": today.isoformat()}
    return [
        Listing(stack, sign_in(stack.url, login), role, filters)
        for filters in ({}, period, {"search": SEARCHED})
        for login, role in PEOPLE
    ]


class Health:
    """An answer that asks nobody: what HTTP and the web framework cost at the least."""

    def __init__(self, stack: Stack) -> None:
        self._caller = Caller(stack.url)
        self.figure = Figure("an answer without database", "a round trip to Postgres")
        self._stack = stack

    async def prepare(self) -> None:
        """Open the connection."""
        self._caller.ask("GET", "/healthz")

    def measure_round(self, requests: int) -> None:
        """The answers, then what the wire costs."""
        self._caller.reconnect()
        times = [self._caller.ask("GET", "/healthz").milliseconds for _ in range(requests)]
        self.figure.add(statistics.median(times), pgbench.measure(self._stack, ["SELECT 1"], requests))
