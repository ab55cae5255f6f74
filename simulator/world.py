"""The pretend Zoom as one object: its state, its clock, and where the state is kept."""

import os
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Request

from simulator.ledger import Entry, Source
from simulator.state import State, demo_state

Clock = Callable[[], datetime]
REQUESTS_KEPT = 2_000


def system_clock() -> datetime:
    return datetime.now(UTC)


class World:
    """All requests share it. Its functions never await, so no request sees another's half-made change."""

    def __init__(
        self,
        state: State | None = None,
        clock: Clock | None = None,
        *,
        url: str,
        state_file: Path | None = None,
        webhook_url: str = "",
    ) -> None:
        self.url = url.rstrip("/")
        self.requests: deque[dict[str, Any]] = deque(maxlen=REQUESTS_KEPT)
        self.listeners: list[Callable[[Entry], None]] = []
        self._clock = clock or system_clock
        self._file = state_file
        self._changed = False
        self._webhook_url = webhook_url
        self.state = state or self._load()
        if webhook_url:
            self.state.webhooks.url = webhook_url

    def now(self) -> datetime:
        return self._clock() + timedelta(seconds=self.state.clock_offset_seconds)

    def record(
        self, kind: str, *, source: Source, meeting_id: int | None = None, host_id: str | None = None, **detail: object
    ) -> None:
        """Write an effect into the ledger, mark the state as one to be saved, and tell who listens."""
        entry = Entry(
            seq=len(self.state.ledger) + 1,
            at=self.now(),
            kind=kind,
            source=source,
            meeting_id=meeting_id,
            host_id=host_id,
            detail=detail,
        )
        self.state.ledger.append(entry)
        self._changed = True
        for listener in self.listeners:
            listener(entry)

    def touch(self) -> None:
        """Mark the state as changed where the ledger has nothing to tell."""
        self._changed = True

    def reset(self) -> None:
        self.state = demo_state()
        self.state.webhooks.url = self._webhook_url
        self.requests.clear()
        self._changed = True

    def save_if_changed(self) -> None:
        """Replace the file in one step, so that a killed process leaves the old state or the new one, never half."""
        if self._file is None or not self._changed:
            return
        self._changed = False
        self._file.parent.mkdir(parents=True, exist_ok=True)
        beside = self._file.with_suffix(".new")
        with beside.open("w", encoding="utf-8") as file:
            file.write(self.state.model_dump_json())
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._file)

    def _load(self) -> State:
        if self._file is not None and self._file.exists():
            return State.model_validate_json(self._file.read_text(encoding="utf-8"))
        return demo_state()


async def get_world(request: Request) -> World:
    world: World = request.app.state.world
    return world


WorldDep = Annotated[World, Depends(get_world)]
