"""Keeping events: what arrives together is committed together, and nobody is told "received" before that."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence

import structlog
from sqlalchemy import BigInteger, DateTime, LargeBinary, String, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock, work
from api.core.db import new_id
from api.core.errors import Problem
from api.resources import Resources
from api.webhooks.notice import Notice

APPLY = "webhooks.apply"

LONGEST_QUEUE = 10_000
MOST_BYTES_WAITING = 64 * 1024 * 1024
AT_ONE_COMMIT = 500
GATHERING_SECONDS = 0.02
"""Between two commits while events come in numbers: larger portions cost less. An event that is alone never waits."""
PATIENCE_SECONDS = 2.2
"""Zoom waits three seconds for an answer."""
COMMIT_WITHIN_SECONDS = 5.0
"""After that the connection is taken for dead, though nobody said so."""

log = structlog.get_logger()

_STORE = text(
    """INSERT INTO zoom_events AS known
        (id, key, event, zoom_meeting_id, payload, event_at, received_at, dup_count, state)
    SELECT id, key, event, zoom_meeting_id, payload, event_at, :now, dup_count, 'received'
    FROM unnest(:ids, :keys, :events, :zoom_meeting_ids, :payloads, :event_ats, :dup_counts)
        AS told (id, key, event, zoom_meeting_id, payload, event_at, dup_count)
    ORDER BY key
    ON CONFLICT (key) DO UPDATE SET dup_count = known.dup_count + excluded.dup_count + 1
    RETURNING known.xmax = 0"""
).bindparams(
    bindparam("now", type_=DateTime(timezone=True)),
    bindparam("ids", type_=ARRAY(Uuid)),
    bindparam("keys", type_=ARRAY(LargeBinary)),
    bindparam("events", type_=ARRAY(String)),
    bindparam("zoom_meeting_ids", type_=ARRAY(BigInteger)),
    bindparam("payloads", type_=ARRAY(String)),
    bindparam("event_ats", type_=ARRAY(DateTime(timezone=True))),
    bindparam("dup_counts", type_=ARRAY(BigInteger)),
)
"""One text for any number of events. Rows are locked in the order of their keys, as everybody does who locks several;
`xmax` is zero in a row that is new."""


class NotKeptError(Problem):
    """The event was not kept; Zoom will tell it again."""

    status = 503
    code = "event_not_kept"
    title = "Not available for the moment"

    def __init__(self) -> None:
        super().__init__("The event could not be kept; send it again.", headers={"Retry-After": "5"})


@contextlib.asynccontextmanager
async def within_patience() -> AsyncIterator[None]:
    """What needs the database has to be over while Zoom still waits, or Zoom hears that it has to try again."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            yield
    except (SQLAlchemyError, OSError) as error:  # a timeout is an OSError, too
        raise NotKeptError from error


class Inbox:
    """The queue before the database, one a process. The first event goes at once; those that come meanwhile follow."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._waiting: list[tuple[Notice, asyncio.Future[None]]] = []
        self._bytes_waiting = 0
        self._storing: asyncio.Task[None] | None = None

    async def put(self, notice: Notice) -> None:
        """Return when the event is committed. Raises NotKeptError when that is not certain."""
        if len(self._waiting) >= LONGEST_QUEUE or self._bytes_waiting > MOST_BYTES_WAITING:
            raise NotKeptError
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((notice, kept))
        self._bytes_waiting += len(notice.payload)
        if self._storing is None:
            self._storing = asyncio.create_task(self._store_all())
        async with within_patience():
            await kept

    async def drain(self) -> None:
        """Wait until nothing is on its way into the database."""
        if self._storing is not None:
            await self._storing

    async def _store_all(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:AT_ONE_COMMIT], self._waiting[AT_ONE_COMMIT:]
            self._bytes_waiting -= sum(len(notice.payload) for notice, _ in batch)
            is_stored = await self._try_to_store([notice for notice, _ in batch])
            for _, kept in batch:
                if not kept.done():  # else its sender has lost patience
                    kept.set_result(None) if is_stored else kept.set_exception(NotKeptError())
            if len(batch) > 1:
                await asyncio.sleep(GATHERING_SECONDS)
        self._storing = None

    async def _try_to_store(self, notices: Sequence[Notice]) -> bool:
        try:
            async with (
                asyncio.timeout(COMMIT_WITHIN_SECONDS),
                self._resources.transaction(engine=self._resources.inbox_engine) as session,
            ):
                await store(session, notices)
        except Exception as error:  # noqa: BLE001 - whatever it is, Zoom has to tell these events again
            log.warning("webhooks.not_kept", count=len(notices), error=type(error).__name__)
            return False
        return True


async def store(session: AsyncSession, notices: Sequence[Notice]) -> None:
    """Keep these events, each once, and ask for what follows from those that are new."""
    times_told: dict[bytes, int] = {}
    for notice in notices:
        times_told[notice.key] = times_told.get(notice.key, -1) + 1
    different = list({notice.key: notice for notice in notices}.values())
    told = await session.execute(
        _STORE,
        {
            "now": clock.now(),
            "ids": [new_id() for _ in different],
            "keys": [notice.key for notice in different],
            "events": [notice.event for notice in different],
            "zoom_meeting_ids": [notice.zoom_meeting_id for notice in different],
            "payloads": [notice.payload for notice in different],
            "event_ats": [notice.event_at for notice in different],
            "dup_counts": [times_told[notice.key] for notice in different],
        },
    )
    if any(told.scalars().all()):
        await work.ask(session, APPLY, work.THE_ONLY_ONE, at_once=True)
