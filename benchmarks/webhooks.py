"""Taking a thousand signed events a second: `python -m benchmarks.webhooks`, beside one INSERT a request.

Open loop: each event leaves at its time, whether or not the one before was answered, and its answer time counts from
then. So a server that stalls is charged for everything that would have come meanwhile.
"""

import argparse
import asyncio
import contextlib
import hashlib
import hmac
import itertools
import json
import os
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from benchmarks import stack
from benchmarks.caller import wait_ready
from launcher.ports import free_port

SECRET = "parley-demo-webhook"  # noqa: S105 - the simulator's
ACCOUNT = "parley-demo-account"
MEETINGS = 200
P99_GOAL_MILLISECONDS = 50
MAX_GOAL_MILLISECONDS = 1_000
RATIO_GOAL = 0.25
REST_SECONDS = 3
IDLE_SECONDS = 3

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Load:
    """What came of one run."""

    statuses: Counter[int]
    events_per_second: float
    p50: float
    p99: float
    longest: float

    @property
    def are_all_kept(self) -> bool:
        """Whether every single event was acknowledged."""
        return set(self.statuses) == {204}


class Sender:
    """Sends events over as many kept-alive connections as are needed at once."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host, self._port, self._path = parts.hostname, parts.port, parts.path
        self._idle: list[tuple[float, asyncio.StreamReader, asyncio.StreamWriter]] = []
        self.statuses: Counter[int] = Counter()
        self.milliseconds: list[float] = []

    async def send(self, due: float) -> None:
        """One event, due at this moment. A connection that the server closed just then is replaced by a new one."""
        request = self._request()
        try:
            status = await self._ask(request, *await self._connect())
        except (ConnectionError, asyncio.IncompleteReadError):
            status = await self._ask(request, *await asyncio.open_connection(self._host, self._port))
        self.statuses[status] += 1
        self.milliseconds.append((time.perf_counter() - due) * 1000)

    async def _ask(self, request: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> int:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        status = int(head[9:12])
        if status != 204:
            await reader.readexactly(int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0]))
        self._idle.append((time.perf_counter(), reader, writer))
        return status

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """The connection that was used last; the server closes those that it did not hear of for five seconds."""
        while self._idle:
            used_at, reader, writer = self._idle.pop()
            if time.perf_counter() - used_at < IDLE_SECONDS:
                return reader, writer
            writer.close()
        return await asyncio.open_connection(self._host, self._port)

    def _request(self) -> bytes:
        number = next(_numbers)
        body = _event(number)
        timestamp = str(int(time.time()))
        signed = b"v0:" + timestamp.encode() + b":" + body
        signature = "v0=" + hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
        head = (
            f"POST {self._path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\nContent-Type: application/json\r\n"
            f"x-zm-request-timestamp: {timestamp}\r\nx-zm-signature: {signature}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def close(self) -> None:
        """Let go of the connections."""
        for _, _, writer in self._idle:
            writer.close()


def _event(number: int) -> bytes:
    """Somebody who came into one of many meetings."""
    person = {"participant_uuid": f"P{number}", "user_name": f"Person {number}", "email": f"p{number}@client.example"}
    about = {"id": str(81_000_000_000 + number % MEETINGS), "uuid": f"S{number % MEETINGS}==", "participant": person}
    payload = {"account_id": ACCOUNT, "object": {**about, "topic": "Contract talk", "host_id": "abcDEF123"}}
    return json.dumps({"event": "meeting.participant_joined", "event_ts": number, "payload": payload}).encode()


async def load(url: str, rate: int, seconds: float) -> Load:
    """Send so many events a second for so long."""
    sender = Sender(url)
    began = time.perf_counter() + 0.1
    sending: set[asyncio.Task[None]] = set()
    for number in range(int(rate * seconds)):
        due = began + number / rate
        if (wait := due - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        task = asyncio.create_task(sender.send(due))
        sending.add(task)
        task.add_done_callback(sending.discard)
    await asyncio.gather(*sending)
    taken = time.perf_counter() - began
    sender.close()
    times = sorted(sender.milliseconds)
    p50, p99 = statistics.median(times), times[int(len(times) * 0.99)]
    return Load(sender.statuses, len(times) / taken, p50, p99, times[-1])


@contextlib.contextmanager
def _one_insert(running: stack.Stack) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "benchmarks.one_insert:app", f"--port={port}", "--no-access-log"]
    environment = {**os.environ, "DATABASE_URL": running.database_url, "SECRET": SECRET}
    process = subprocess.Popen([*command, "--loop=uvloop", "--http=httptools", "--log-level=warning"], env=environment)
    try:
        wait_ready(f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}/hook"
    finally:
        process.terminate()
        process.wait()


def render(ours: Sequence[Load], plain: Sequence[Load]) -> str:
    """A table in Markdown."""
    lines = ["| run | ours /s | p50 ms | p99 ms | max ms | kept | one INSERT /s | p50 ms | p99 ms | p99 ratio |"]
    lines.append("| --- " * 10 + "|")
    for number, (one, other) in enumerate(zip(ours, plain, strict=True), 1):
        mine = f"{one.events_per_second:.0f} | {one.p50:.1f} | {one.p99:.1f} | {one.longest:.0f}"
        theirs = f"{other.events_per_second:.0f} | {other.p50:.1f} | {other.p99:.1f}"
        kept = "all" if one.are_all_kept else str(dict(one.statuses))
        lines.append(f"| {number} | {mine} | {kept} | {theirs} | {one.p99 / other.p99:.2f} |")
    return "\n".join(lines)


def missed(ours: Sequence[Load], plain: Sequence[Load]) -> list[str]:
    """Which goals are missed."""
    ratio = statistics.median(one.p99 / other.p99 for one, other in zip(ours, plain, strict=True))
    goals = {
        "every event kept in every run": all(one.are_all_kept for one in ours),
        f"p99 under {P99_GOAL_MILLISECONDS} ms in the best run": min(one.p99 for one in ours) < P99_GOAL_MILLISECONDS,
        f"max under {MAX_GOAL_MILLISECONDS} ms": max(one.longest for one in ours) < MAX_GOAL_MILLISECONDS,
        f"p99 at most {RATIO_GOAL} of one INSERT a request": ratio <= RATIO_GOAL,
    }
    return [goal for goal, is_met in goals.items() if not is_met]


def main() -> None:
    """Measure both by turns."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.webhooks", description=__doc__)
    parser.add_argument("--rate", type=int, default=1_000, help="events a second")
    parser.add_argument("--seconds", type=float, default=60, help="how long a run is")
    parser.add_argument("--pairs", type=int, default=5, help="how many runs of either")
    arguments = parser.parse_args()
    # As an exception, so that what was started is stopped and the folder removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    ours, plain = [], []
    with stack.running() as running, _one_insert(running) as one_insert:
        address = f"{running.url}/api/v1/webhooks/zoom"
        asyncio.run(load(address, 50, 1))
        asyncio.run(load(one_insert, 50, 1))
        for number in range(arguments.pairs):
            ours.append(asyncio.run(load(address, arguments.rate, arguments.seconds)))
            time.sleep(REST_SECONDS)
            plain.append(asyncio.run(load(one_insert, arguments.rate, arguments.seconds)))
            print(f"pair {number + 1} of {arguments.pairs}", flush=True)
    print(f"\n{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {arguments.seconds:g} s a run\n")
    print(render(ours, plain))
    if failures := missed(ours, plain):
        sys.exit("\nMissed: " + "; ".join(failures))


if __name__ == "__main__":
    main()
