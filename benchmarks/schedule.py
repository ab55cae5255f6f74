"""Scheduling over REST: how much we add to Zoom's own answer time."""

import statistics
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from benchmarks import pgbench
from benchmarks.caller import sign_in, sign_in_to_zoom
from benchmarks.report import Figure
from benchmarks.stack import Stack
from benchmarks.trace import trace

MEETINGS = "/api/v1/meetings"
TOPIC = "Согласование договора"
AGENDA = "1. Сроки поставки\n2. Скидка за объём\n3. Порядок оплаты"
MINUTES = 45
ROUND_TRIP = "SELECT 1"
DURABLE_COMMIT = "SELECT pg_logical_emit_message(true, 'benchmark', '')"
ADDED_GOAL_MILLISECONDS = 60
FIRST_START = timedelta(days=2)
BETWEEN_STARTS = timedelta(minutes=15)
"""Closer than they are long, so that the own host is often busy and another must be chosen."""


class Scheduling:
    """A manager schedules with a client and a colleague, while the same meeting is made in Zoom directly."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._manager = sign_in(stack.url, "manager")
        self._zoom = sign_in_to_zoom(stack.zoom_url)
        self._client_id = self._manager.ask("GET", "/api/v1/clients?page_size=10").json["items"][0]["id"]
        self._staff_ids = [
            person["id"] for person in self._manager.ask("GET", "/api/v1/staff?page_size=10").json["items"][:2]
        ]
        self._number = count()
        self.whole = Figure("schedule a meeting, whole answer", "the same create sent to Zoom itself")
        self.added = Figure("  added to Zoom's own time", "", ADDED_GOAL_MILLISECONDS)

    async def prepare(self) -> None:
        """Learn how many round trips to the database our share is made of."""
        traced = await trace(self._stack, self._manager.headers, "POST", MEETINGS, self._body)
        commits = traced.durable_commits
        self._floor = [ROUND_TRIP] * (len(traced.round_trips) - commits) + [DURABLE_COMMIT] * commits
        self.added.floor_name = f"{len(self._floor)} empty round trips, {commits} wait for the disk"

    def measure_round(self, requests: int) -> None:
        """Turn by turn: through us, and straight."""
        self._manager.reconnect()
        self._zoom.reconnect()
        ours, straight = [], []
        for _ in range(requests):
            ours.append(self._schedule())
            straight.append(self._create_in_zoom())
        median, floor = statistics.median(ours), statistics.median(straight)
        self.whole.add(median, floor)
        self.added.add(median - floor, pgbench.measure(self._stack, self._floor, requests))

    def _schedule(self) -> float:
        answer = self._manager.ask("POST", MEETINGS, self._body(), **{"Idempotency-Key": str(uuid4())})
        if answer.json["sync"]["state"] != "in_step":
            raise RuntimeError(f"The meeting did not reach Zoom: {answer.json['sync']}")
        return answer.milliseconds

    def _create_in_zoom(self) -> float:
        return self._zoom.ask("POST", "/v2/users/manager@parley.example/meetings", self._body_of_zoom()).milliseconds

    def _next_start(self) -> datetime:
        return datetime.now(UTC).replace(second=0, microsecond=0) + FIRST_START + next(self._number) * BETWEEN_STARTS

    def _body(self) -> dict[str, Any]:
        return {
            "topic": TOPIC,
            "agenda": AGENDA,
            "subject": {"kind": "client", "id": self._client_id},
            "staff_ids": self._staff_ids,
            "starts_at": self._next_start().isoformat(),
            "timezone": "Europe/Kyiv",
            "duration_minutes": MINUTES,
        }

    def _body_of_zoom(self) -> dict[str, Any]:
        """What we send to Zoom for such a meeting."""
        return {
            "type": 2,
            "topic": TOPIC,
            "agenda": AGENDA,
            "start_time": f"{self._next_start():%Y-%m-%dT%H:%M:%SZ}",
            "duration": MINUTES,
            "timezone": "Europe/Kiev",
            "password": "a1B2c3D4e5",
            "settings": {
                "host_video": True,
                "participant_video": False,
                "join_before_host": False,
                "mute_upon_entry": True,
                "waiting_room": True,
                "auto_recording": "none",
            },
        }
