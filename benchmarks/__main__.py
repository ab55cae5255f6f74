"""`python -m benchmarks`: start a Parley, fill it, measure, and print a table. Ends with 1 when a goal is missed."""

import argparse
import asyncio
import os
import signal
import sys
import time
from typing import Protocol

from benchmarks import data, report, stack
from benchmarks.listing import Health, make_listings
from benchmarks.schedule import Scheduling

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
    parser.add_argument("--meetings", type=int, default=100_000, help="how many are in the database")
    parser.add_argument("--rounds", type=int, default=7, help="how often everything is measured in turn")
    parser.add_argument("--requests", type=int, default=12, help="how many of each kind in a round")
    arguments = parser.parse_args()
    # As an exception, so that what was started is stopped and the folder removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with stack.running() as running:
        began = time.monotonic()
        company = data.Company(arguments.meetings)
        asyncio.run(data.fill(running.database_url, data.add_zoom_users(running.zoom_url, company), company))
        print(f"{arguments.meetings:,} meetings made in {time.monotonic() - began:.0f} s", flush=True)
        figures = measure(running, arguments.rounds, arguments.requests)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; medians of {arguments.rounds} rounds\n")
    print(report.render(figures))
    if any(figure.is_missed for figure in figures):
        sys.exit(NOISY)


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
