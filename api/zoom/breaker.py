"""Not asking a Zoom that does not answer, and noticing soon when it does again.

When nothing but failures came for a while, the connection rests: calls end at once, so that thousands of waiting pieces
of work do not each wait for a timeout. Now and then one probe may leave; the first usable answer ends the rest. How the
connection stands is written down where all processes see it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog

from api.core import metrics
from api.zoom.errors import Outcome, ZoomUnavailableError
from api.zoom.refusals import not_sent

logger = structlog.get_logger(__name__)

FAILURES = 5
FAILING_FOR = timedelta(seconds=10)
"""So many failures over so long a time, with no usable answer between them: less happens on a good day."""
FIRST_REST = timedelta(seconds=5)
LONGEST_REST = timedelta(minutes=1)
LATE = timedelta(minutes=1)
"""Whoever probes is a worker; when it is so late, there is none, and any call may try."""
LOOK_EVERY = timedelta(seconds=1)
NOTE_EVERY = timedelta(seconds=30)
UNANSWERED: frozenset[Outcome] = frozenset({"not_sent", "in_doubt"})


@dataclass(frozen=True, slots=True)
class Standing:
    """How the connection stands. It rests while `rests_since` is set; `refused_at` is of the credentials."""

    answered_at: datetime | None = None
    clock_difference_seconds: float | None = None
    rests_since: datetime | None = None
    rests_until: datetime | None = None
    failed_probes: int = 0
    token_at: datetime | None = None
    token_until: datetime | None = None
    scopes: tuple[str, ...] = ()
    refused_at: datetime | None = None
    error_code: str | None = None
    error_text: str | None = None


class Notebook(Protocol):
    """Where all processes write down how the connection stands. It never fails: without it each goes by itself."""

    async def read(self) -> Standing:
        """What was written last."""

    async def write(self, **changed: Any) -> None:
        """Change some of it."""

    async def take_probe(self, until: datetime, then: datetime) -> bool:
        """Move the end of the rest from `until` to `then`; whether this caller was the one who did, and may try."""


class MemoryNotebook:
    """The standing of one process."""

    def __init__(self) -> None:
        self._standing = Standing()

    async def read(self) -> Standing:
        """What was written last."""
        return self._standing

    async def write(self, **changed: Any) -> None:
        """Change some of it."""
        self._standing = replace(self._standing, **changed)

    async def take_probe(self, until: datetime, then: datetime) -> bool:
        """Move the end of the rest, unless somebody else did."""
        if self._standing.rests_until != until:
            return False
        await self.write(rests_until=then, failed_probes=self._standing.failed_probes + 1)
        return True


def rest_after(failed_probes: int) -> timedelta:
    """How long to rest before the next try: doubling, a minute at most, so that a recovery is noticed soon."""
    rest: timedelta = FIRST_REST * 2 ** min(failed_probes, 10)
    return min(LONGEST_REST, rest)


class Breaker:
    """Decides whether a call may leave, from how the calls before it ended."""

    def __init__(self, notebook: Notebook, now: Callable[[], datetime]) -> None:
        self._notebook = notebook
        self._now = now
        self._standing = Standing()
        self._looked_at: datetime | None = None
        self._noted_at: datetime | None = None
        self._failures = 0
        self._failing_since: datetime | None = None

    async def enter(self, *, is_probe: bool) -> None:
        """Return when a call may leave. Raises ZoomUnavailableError while the connection rests."""
        await self._look()
        until = self._standing.rests_until
        if until is None:
            return
        now = self._now()
        then = now + rest_after(self._standing.failed_probes + 1)
        is_due = now >= (until if is_probe else until + LATE)
        if not is_due or not await self._notebook.take_probe(until, then):
            raise not_sent()
        self._standing = replace(self._standing, rests_until=then, failed_probes=self._standing.failed_probes + 1)

    @property
    def rests(self) -> bool:
        """Whether the connection rests, as far as was known at the last call."""
        return self._standing.rests_until is not None

    async def find_rest(self) -> ZoomUnavailableError | None:
        """What `enter` would raise for a call that is no probe."""
        await self._look()
        until = self._standing.rests_until
        return None if until is None or self._now() >= until + LATE else not_sent()

    async def note(self, outcome: Outcome | None, began_at: datetime, clock_difference: float | None = None) -> None:
        """A call ended like this; None is a success. Every answer that makes sense, a refusal too, is one."""
        if outcome in UNANSWERED:
            await self._note_failure(began_at)
        else:
            await self._note_answer(clock_difference)

    async def _look(self) -> None:
        now = self._now()
        if self._looked_at is None or abs(now - self._looked_at) >= LOOK_EVERY:
            self._looked_at = now
            self._know(await self._notebook.read())

    async def _note_failure(self, began_at: datetime) -> None:
        self._failures += 1
        self._failing_since = self._failing_since or began_at
        now = self._now()
        if self._failures < FAILURES or now - self._failing_since < FAILING_FOR or self._standing.rests_since:
            return
        logger.warning("zoom.rests", failures=self._failures)
        rest = {"rests_since": now, "rests_until": now + rest_after(0), "failed_probes": 0}
        await self._write(**rest)

    async def _note_answer(self, clock_difference: float | None) -> None:
        self._failures, self._failing_since = 0, None
        now = self._now()
        changed: dict[str, Any] = {"answered_at": now, "clock_difference_seconds": clock_difference}
        if self._standing.rests_since is not None:
            logger.info("zoom.answers_again")
            await self._write(**changed, rests_since=None, rests_until=None, failed_probes=0)
        elif self._noted_at is None or abs(now - self._noted_at) >= NOTE_EVERY:
            await self._write(**changed)
        else:
            return
        self._noted_at = now

    async def _write(self, **changed: Any) -> None:
        self._know(replace(self._standing, **changed))
        await self._notebook.write(**changed)

    def _know(self, standing: Standing) -> None:
        self._standing = standing
        metrics.ZOOM_RESTS.set(standing.rests_until is not None)
