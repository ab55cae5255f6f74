"""Several people who list and search at once: rate and answer times, beside a bare handler and pgbench."""

import contextlib
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from benchmarks import pgbench
from benchmarks.caller import Caller, sign_in, wait_ready
from benchmarks.stack import Stack
from benchmarks.trace import trace
from launcher.ports import free_port

CALLERS = 4
PEOPLE = ("admin", "manager", "employee")
NOT_PROPER = ("SET ",)
P99_GOAL_MILLISECONDS = 50
SHARE_GOAL = 0.6


@dataclass(frozen=True)
class Load:
    """What came of it."""

    answers_per_second: float
    median_milliseconds: float
    p99_milliseconds: float


@dataclass(frozen=True)
class Case:
    """One list as one person asks for it: ours, the bare handler's, and the statements alone."""

    name: str
    ours: Load
    bare: Load
    statements_per_second: float

    @property
    def share(self) -> float:
        """Our rate as a part of the bare handler's."""
        return self.ours.answers_per_second / self.bare.answers_per_second

    @property
    def is_missed(self) -> bool:
        """Whether a promise is broken."""
        return self.ours.p99_milliseconds > P99_GOAL_MILLISECONDS or self.share < SHARE_GOAL


def filters() -> dict[str, dict[str, str]]:
    """The lists that are asked for, by name."""
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    quarter = {"period_from": (today - timedelta(days=90)).isoformat(), "period_to": today.isoformat()}
    return {
        "newest first": {},
        "90 days": quarter,
        "planned": {"status": "planned", "sort": "starts_at"},
        "a manager's": {"manager_id": "me"},
        "page 40": {"page": "40"},
        "by creation": {"sort": "-created_at", "period_field": "created_at", **quarter},
        "a rare word": {"search": "4512"},
        "a frequent word": {"search": "договор"},
        "two words": {"search": "вектор договор"},
    }


async def measure(stack: Stack, seconds: float) -> list[Case]:
    """Every list of every person, for so long each."""
    paths, questions, callers = {}, {}, {}
    for login in PEOPLE:
        headers = sign_in(stack.url, login).headers
        for what, chosen in filters().items():
            name = f"{login}, {what}"
            paths[name] = f"/api/v1/meetings?{urlencode({'page_size': '25', **chosen})}"
            traced = await trace(stack, headers, "GET", paths[name], lambda: None)
            questions[name] = [sql for sql in traced.questions if not sql.startswith(NOT_PROPER)]
            callers[name] = headers
    with _bare_handler(stack, questions) as bare:
        names = {name: f"/{number}" for number, name in enumerate(questions)}
        return [
            Case(
                name,
                _ask_together(stack.url, callers[name], path, seconds),
                _ask_together(bare, {}, names[name], seconds),
                pgbench.rate(stack, questions[name], CALLERS, seconds),
            )
            for name, path in paths.items()
        ]


def _ask_together(url: str, headers: dict[str, str], path: str, seconds: float) -> Load:
    """Everybody asks again as soon as the answer is there."""

    def ask_until(caller: Caller, end: float) -> list[float]:
        times = []
        while time.perf_counter() < end:
            times.append(caller.ask("GET", path).milliseconds)
        return times

    people = [Caller(url) for _ in range(CALLERS)]
    for person in people:
        person.headers = headers
        person.ask("GET", path)
    with ThreadPoolExecutor(CALLERS) as pool:
        end = time.perf_counter() + seconds
        times = [one for all_of_one in pool.map(lambda person: ask_until(person, end), people) for one in all_of_one]
    return Load(len(times) / seconds, statistics.median(times), _percentile(times, 0.99))


def _percentile(times: Sequence[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


@contextlib.contextmanager
def _bare_handler(stack: Stack, questions: dict[str, list[str]]) -> Iterator[str]:
    told = stack.folder / "questions.json"
    told.write_text(json.dumps(dict(enumerate(questions.values()))), encoding="utf-8")
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "benchmarks.bare:app", f"--port={port}", "--no-access-log"]
    environment = {**os.environ, "DATABASE_URL": stack.database_url, "QUESTIONS": str(told)}
    process = subprocess.Popen([*command, "--log-level=warning"], env=environment)
    try:
        wait_ready(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def render(cases: Sequence[Case]) -> str:
    """A table in Markdown."""
    head = (
        "list of 25",
        "ours /s",
        "p50 ms",
        "p99 ms",
        "bare /s",
        "p50 ms",
        "p99 ms",
        "ours/bare",
        "pgbench /s",
        "goals",
    )
    rows = [head, *map(_row, cases)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    ruler = " | ".join("-" * width for width in widths)
    return "\n".join(f"| {line} |" for line in (lines[0], ruler, *lines[1:]))


def render_growth(few: Sequence[Case], many: Sequence[Case]) -> str:
    """By what the medians grew from the smallest to the largest company."""
    before = {case.name: case.ours.median_milliseconds for case in few}
    grown = {case.name: case.ours.median_milliseconds / before[case.name] for case in many}
    return "\n".join(f"| {name} | {factor:.1f} |" for name, factor in grown.items())


def _row(case: Case) -> tuple[str, ...]:
    loads = [
        f"{figure:.0f}"
        for load in (case.ours, case.bare)
        for figure in (load.answers_per_second, load.median_milliseconds, load.p99_milliseconds)
    ]
    verdict = "MISSED" if case.is_missed else "met"
    return (case.name, *loads, f"{case.share:.2f}", f"{case.statements_per_second:.0f}", verdict)
