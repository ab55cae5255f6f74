"""`python -m benchmarks`: start a Parley, fill it, measure, and print a table. Ends with 1 when a goal is missed."""

import argparse
import asyncio
import os
import signal
import sys
import time
from dataclasses import dataclass
from typing import Protocol

from benchmarks import crowd, data, exporting, report, stack
from benchmarks.listing import Health, make_listings
from benchmarks.schedule import Scheduling

SIZES = (10_000, 100_000, 1_000_000)

NOISY = """
A goal is missed. Look at the floors first: when they too are far above those of docs/benchmarks.md, or the rounds lie
far apart, the machine is busy with something else; run again when it is quiet. When only the ratio has grown, it is us.
"""


class Part(Protocol):
    """Something that is measured."""

    async def prepare(self) -> None:
        """What must be known before the first round."""

    def measure_round(self, requests: int) -> None:
        """Ask that often, and the floor too."""


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--meetings", type=int, nargs="+", default=SIZES, help="how many are in the database, in turn")
    parser.add_argument("--rounds", type=int, default=7, help="how often what one person does is measured in turn")
    parser.add_argument("--requests", type=int, default=12, help="how many of each kind in a round")
    parser.add_argument("--seconds", type=float, default=3, help="how long several people ask for each list")
    arguments = parser.parse_args()
    # As an exception, so that what was started is stopped and the folder removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    companies = [measure_company(meetings, arguments) for meetings in arguments.meetings]
    if len(companies) > 1:
        print(f"\np50 with {arguments.meetings[-1]:,} meetings as a multiple of that with {arguments.meetings[0]:,}\n")
        print(crowd.render_growth(companies[0].cases, companies[-1].cases))
    if any(company.is_missed for company in companies):
        sys.exit(NOISY)


@dataclass(frozen=True)
class Measured:
    """What was measured of a company."""

    figures: list[report.Figure]
    cases: list[crowd.Case]
    exports: list[exporting.Run]

    @property
    def is_missed(self) -> bool:
        """Whether a promise is broken."""
        parts = [*(figure.is_missed for figure in self.figures), *(case.is_missed for case in self.cases)]
        return any(parts) or exporting.is_missed(self.exports)


def measure_company(meetings: int, arguments: argparse.Namespace) -> Measured:
    """Fill a Parley of its own, measure it, print the tables."""
    with stack.running() as running:
        began = time.monotonic()
        company = data.Company(meetings)
        asyncio.run(data.fill(running.database_url, data.add_zoom_users(running.zoom_url, company), company))
        print(f"\n{meetings:,} meetings made in {time.monotonic() - began:.0f} s", flush=True)
        figures = measure(running, arguments.rounds, arguments.requests)
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; medians of {arguments.rounds} rounds\n")
        print(report.render(figures), flush=True)
        cases = asyncio.run(crowd.measure(running, arguments.seconds))
        print(f"\n{crowd.CALLERS} people at once, {arguments.seconds:g} s each\n\n{crowd.render(cases)}", flush=True)
        exports = exporting.measure(running, meetings)
        print(f"\nevery meeting in a file\n\n{exporting.render(exports)}", flush=True)
    return Measured(figures, cases, exports)


def measure(running: stack.Stack, rounds: int, requests: int) -> list[report.Figure]:
    """Round by round, everything once, so that a busy minute hits all figures and floors alike."""
    scheduling = Scheduling(running)
    listings = make_listings(running)
    health = Health(running)
    parts: list[Part] = [scheduling, *listings, health]
    for part in parts:
        asyncio.run(part.prepare())
    for number in range(rounds):
        for part in parts:
            part.measure_round(requests)
        print(f"round {number + 1} of {rounds}", flush=True)
    return [scheduling.whole, scheduling.added, *(listing.figure for listing in listings), health.figure]


if __name__ == "__main__":
    main()
