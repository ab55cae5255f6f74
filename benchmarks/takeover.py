"""`python -m benchmarks.takeover --meetings N`: an account full of meetings made in Zoom comes over, under its limits.

The pretend Zoom enforces the limits of the plan, and the worker runs as `make run` runs it. Told are the rate of
reading meetings against the one that Zoom allows, and how much memory the worker took at most.
"""

import argparse
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from api.zoom.limits import RATES, Plan
from api.zoom.operations import Label
from benchmarks import stack
from benchmarks.caller import Caller, sign_in

GOAL = 0.9
MOST_ADDED_MEGABYTES = 100
WATCH_SECONDS = 0.5
LONGEST_SECONDS = 6 * 3600
SPREAD_OVER_DAYS = 25
"""Around now, so that none has expired in Zoom."""


@dataclass(frozen=True)
class Takeover:
    """What was measured."""

    meetings: int
    seconds: float
    allowed_per_second: float
    megabytes_before: float
    megabytes_peak: float

    @property
    def ratio(self) -> float:
        """Of the rate that Zoom's limit allows, what was reached."""
        return self.meetings / self.seconds / self.allowed_per_second

    @property
    def is_missed(self) -> bool:
        """Whether a promise is broken."""
        return self.ratio < GOAL or self.megabytes_peak - self.megabytes_before > MOST_ADDED_MEGABYTES

    def __str__(self) -> str:
        added = self.megabytes_peak - self.megabytes_before
        return (
            f"{self.meetings:,} meetings in {self.seconds:.0f} s: {self.meetings / self.seconds:.1f} a second of "
            f"{self.allowed_per_second:g} that Zoom allows, {self.ratio:.0%} (goal {GOAL:.0%}); worker at most "
            f"{self.megabytes_peak:.0f} MB, {added:.0f} MB above what it had (goal {MOST_ADDED_MEGABYTES})"
        )


def main() -> None:
    """Fill, take over, tell. Ends with 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.takeover", description=__doc__)
    parser.add_argument("--meetings", type=int, default=5_000, help="how many are made in Zoom")
    parser.add_argument("--hosts", type=int, default=7, help="by how many of the demo's hosts")
    parser.add_argument("--plan", choices=list(RATES), default="pro", help="whose limits are kept and enforced")
    arguments = parser.parse_args()
    with stack.running(arguments.plan) as running:
        measured = measure(running, arguments.plan, arguments.meetings, arguments.hosts)
    print(measured)
    if measured.is_missed:
        sys.exit("A goal is missed. When the machine is busy with something else, run again when it is quiet.")


def measure(running: stack.Stack, plan: Plan, meetings: int, hosts: int) -> Takeover:
    """The comparison runs once over the demo's own meetings first, so that only what is new is measured."""
    zoom, parley = Caller(running.zoom_url), sign_in(running.url, "admin")
    _compare(parley)
    zoom.reconnect()
    _fill(zoom, meetings, hosts)
    parley.reconnect()
    zoom.ask("PUT", "/_control/limits", {"plan": plan, "enforce": True, "clear": True})
    worker = _find_worker(running.folder)
    before = _peak_megabytes(worker)
    began = time.monotonic()
    found = _compare(parley)
    seconds = time.monotonic() - began
    if found != meetings:
        sys.exit(f"Of {meetings} meetings {found} came over.")
    return Takeover(meetings, seconds, RATES[plan][Label.LIGHT], before, _peak_megabytes(worker))


def _fill(zoom: Caller, meetings: int, hosts: int) -> None:
    """Without events: they would bring the meetings before the comparison could."""
    zoom.ask("PUT", "/_control/webhooks", {"url": ""})
    emails = [user["email"] for user in zoom.ask("GET", "/_control/users").json][:hosts]
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    for number in range(meetings):
        start = now + timedelta(hours=1 + number % (SPREAD_OVER_DAYS * 24))
        body = {
            "host": emails[number % len(emails)],
            "topic": f"Made in Zoom {number}",
            "start_time": f"{start:%Y-%m-%dT%H:%M:%SZ}",
            "duration": 30,
        }
        zoom.ask("POST", "/_control/meetings", body)
    print(f"{meetings:,} meetings made in Zoom by {len(emails)} hosts", flush=True)


def _compare(parley: Caller) -> int:
    """Press Refresh and wait for the end; answers how many meetings are new."""
    run_id = parley.ask("POST", "/api/v1/sync-runs").json["id"]
    deadline = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < deadline:
        run = parley.ask("GET", f"/api/v1/sync-runs/{run_id}").json
        if run["finished_at"] is not None:
            if run["state"] == "failed":
                sys.exit(f"The comparison failed: {run['error']}")
            return int(run["counts"]["new"])
        time.sleep(WATCH_SECONDS)
    sys.exit("The comparison does not end.")


def _find_worker(folder: Path) -> int:
    """The process that the launcher started in this folder."""
    marked = str(folder).encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command, environment = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
        except OSError:
            continue
        if b"api.worker" in command and marked in environment:
            return int(process.name)
    sys.exit("There is no worker.")


def _peak_megabytes(process: int) -> float:
    told = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(told.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main()
