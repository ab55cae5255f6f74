"""People at work: each asks again until there is an answer, and notes what it was told."""

import asyncio
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import httpx

from tests.factories.meetings import in_days, meeting_body

NAMES = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
MEETINGS = "/api/v1/meetings"
UNANSWERED = frozenset({502, 503, 504})
ASK_AGAIN_SECONDS = 0.05
PATIENCE_SECONDS = 300


class Notes:
    """What clients asked and what they were told, in order."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        self.codes: dict[int, int] = {}

    def note(self, deed: str, **values: Any) -> None:
        """One line."""
        self.told.append({"deed": deed, **values})

    def count(self, deed: str) -> int:
        """How often."""
        return sum(told["deed"] == deed for told in self.told)


@dataclass
class Person:
    """Schedules, changes and cancels meetings of her own, one request at a time."""

    name: str
    http: httpx.AsyncClient
    notes: Notes
    dice: random.Random
    first_start: datetime

    def __post_init__(self) -> None:
        self.known: dict[str, dict[str, Any]] = {}
        self.number = 0

    async def work(self, until: asyncio.Event, pause_seconds: float = 0) -> None:
        """Do one thing after another."""
        while not until.is_set():
            await self.do_something()
            await asyncio.sleep(pause_seconds)

    async def do_something(self) -> None:
        """More is scheduled than changed, and more changed than cancelled."""
        deed = self.dice.choice([self.schedule, self.schedule, self.schedule, self.rename, self.rename, self.cancel])
        await (deed() if self.known else self.schedule())

    async def schedule(self) -> None:
        """A meeting at a time that nobody else has."""
        self.number += 1
        topic = f"{self.name} {self.number}"
        start = self.first_start + timedelta(hours=self.number // 4)
        self.notes.note("asked", topic=topic)
        key = {"Idempotency-Key": str(uuid5(NAMES, topic))}
        answer = await self._ask(
            "POST", MEETINGS, json=meeting_body(topic=topic, starts_at=start.isoformat()), headers=key
        )
        assert answer.status_code in {200, 201}, answer.text
        meeting = answer.json()
        self.known[meeting["id"]] = meeting
        self.notes.note("created", id=meeting["id"], topic=topic)

    async def rename(self) -> None:
        """Another topic; Zoom's answers raise the version too, so it may take several attempts."""
        self.number += 1
        meeting_id, topic = self.dice.choice(list(self.known)), f"{self.name} {self.number}"
        self.notes.note("asked", topic=topic)
        while self.known[meeting_id]["topic"] != topic:
            version = self.known[meeting_id]["version"]
            answer = await self._ask("PATCH", f"{MEETINGS}/{meeting_id}", json={"topic": topic, "version": version})
            if answer.status_code != 200:
                assert answer.status_code in {409, 412}, answer.text
                answer = await self._ask("GET", f"{MEETINGS}/{meeting_id}")
            self.known[meeting_id] = answer.json()
        self.notes.note("changed", id=meeting_id, topic=topic)

    async def cancel(self) -> None:
        """One fewer."""
        meeting_id = self.dice.choice(list(self.known))
        answer = await self._ask("DELETE", f"{MEETINGS}/{meeting_id}")
        assert answer.is_success or answer.json()["code"] == "meeting_over", answer.text
        del self.known[meeting_id]
        self.notes.note("deleted", id=meeting_id)

    async def _ask(self, method: str, path: str, **values: Any) -> httpx.Response:
        """An answer that is one: a broken connection is none, and neither is "not now"."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                try:
                    answer = await self.http.request(method, path, **values)
                except httpx.TransportError:
                    continue
                self.notes.codes[answer.status_code] = self.notes.codes.get(answer.status_code, 0) + 1
                if answer.status_code not in UNANSWERED and not _is_still_at_work(answer):
                    return answer
                await asyncio.sleep(ASK_AGAIN_SECONDS)


def _is_still_at_work(answer: httpx.Response) -> bool:
    return answer.status_code == 409 and answer.json()["code"] == "idempotency_key_in_use"


def first_start_of(number: int) -> datetime:
    """Where this person's meetings begin: weeks ahead, and away from the others'."""
    return in_days(30 + 40 * number)
