"""What a process tells its open screens. They hear what kind of thing changed, and only of what they may see.

A message names kinds, never one thing: the page asks anew for what it shows, by the routes that decide who sees what.
So nothing can leak here but that something changed, and of meetings not even that to those who may not see them.
"""

import asyncio
import contextlib
import json
import random
from collections.abc import AsyncIterator
from time import monotonic
from uuid import UUID

import asyncpg
import structlog
from sqlalchemy import any_, literal, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.types import Uuid

from api.auth import service as auth
from api.auth.service import Caller, NotSignedInError
from api.core import metrics
from api.core.errors import Problem
from api.live.listener import Listener
from api.live.streams import News, Stream
from api.meetings.access import visible_to
from api.meetings.models import Meeting
from api.resources import Resources

HEARTBEAT_SECONDS = 15.0
"""Shorter than any proxy's patience with an answer that says nothing; the session is looked at as often."""
GATHER_SECONDS = 1.0
"""A screen is told at most once in this time, however much happens."""
SPREAD_SECONDS = 0.4
"""Screens that hear of one change ask anew spread over this time, and not all in one instant."""
STREAMS_OF_ONE_PERSON = 20
QUESTIONS_AT_ONCE = 2
"""Of the database's connections, most belong to requests."""
READY_SECONDS = 2.0

PERMISSIONS = {
    "meetings": "meetings.view",
    "sync-runs": "meetings.view",
    "hosts": "hosts.view",
    "directory": "directory.view",
    "adoption-rules": "settings.edit",
    "health": "health.view",
}
"""What is told, and who hears of it."""

AWAY = (SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError)
BEGIN = "retry: 2000\n\n"
HEARTBEAT = ": still here\n\n"

log = structlog.get_logger()


class TooManyStreamsError(Problem):
    """One person follows on more screens than anybody looks at."""

    status = 429
    code = "too_many_streams"
    title = "Too many open screens"


class Hub:
    """The open screens of a process. It begins to listen with the first."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self._streams: set[Stream] = set()
        self._listener = Listener(resources.config.database_url, hear=self._hear, begun=self._note_gap)
        self._listening: asyncio.Task[None] | None = None
        self._questions = asyncio.Semaphore(QUESTIONS_AT_ONCE)
        self._count = 0
        self._is_stopping = False

    @contextlib.asynccontextmanager
    async def open_stream(self, caller: Caller, token: str) -> AsyncIterator[Stream]:
        """A stream of this person, until the block ends. Raises TooManyStreamsError."""
        if sum(stream.caller.id == caller.id for stream in self._streams) >= STREAMS_OF_ONE_PERSON:
            raise TooManyStreamsError("You follow on too many screens at once. Close some of them.")
        if self._listening is None:
            self._listening = asyncio.create_task(self._listener.listen_forever())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._listener.is_listening.wait(), READY_SECONDS)
        stream = Stream(caller, token)
        if self._is_stopping:
            stream.finish("stopping")
        self._streams.add(stream)
        metrics.LIVE_STREAMS.inc()
        try:
            yield stream
        finally:
            self._streams.discard(stream)
            metrics.LIVE_STREAMS.dec()

    async def messages(self, stream: Stream, *, is_resumed: bool) -> AsyncIterator[str]:
        """What the screen is told, as text of server-sent events, until its session ends or the process does."""
        yield BEGIN
        if is_resumed:
            stream.tell_gap()
        told_at = monotonic()
        while stream.end is None:
            if await stream.wait(HEARTBEAT_SECONDS):
                await stream.pause(random.uniform(0, SPREAD_SECONDS))  # noqa: S311 - spreads load, protects nothing
            text = await self._next(stream)
            if not text and monotonic() - told_at >= HEARTBEAT_SECONDS:
                text = HEARTBEAT
            if text:
                told_at = monotonic()
                yield text
            await stream.pause(GATHER_SECONDS)
        if stream.end == "signed_out":
            yield self._event("end")

    async def _next(self, stream: Stream) -> str:
        news = stream.take_news()
        try:
            async with self._questions:
                if news.is_session_in_question or monotonic() - stream.checked_at >= HEARTBEAT_SECONDS:
                    await self._check_session(stream)
                nouns = set() if stream.end else await self._find_told(stream.caller, news)
        except AWAY as error:  # what was not answered is asked anew when the database is back
            log.warning("live.unanswered", error=type(error).__name__)
            stream.tell_gap()
            return ""
        if stream.end or not (nouns or news.is_gap):
            return ""
        return self._event("refetch") if news.is_gap else self._event("changed", sorted(nouns))

    async def _check_session(self, stream: Stream) -> None:
        """Whoever signed out, was disabled or got another role is noticed; a stream alone keeps no session alive."""
        try:
            async with self._resources.statements.connection() as connection:
                stream.caller = await auth.get_caller(connection, stream.token, is_seen=False)
            stream.checked_at = monotonic()
        except NotSignedInError:
            stream.finish("signed_out")

    async def _find_told(self, caller: Caller, news: News) -> set[str]:
        told = {noun for noun in news.nouns if _may_hear(caller, noun)}
        if news.meetings and "meetings" not in told and await self._sees_any(caller, news.meetings):
            told.add("meetings")
        return told

    async def _sees_any(self, caller: Caller, ids: set[UUID]) -> bool:
        if caller.reach("meetings.view") in {None, "all"}:
            return caller.reach("meetings.view") == "all"
        is_changed = Meeting.id == any_(literal(list(ids), ARRAY(Uuid)))
        async with self._resources.sessions() as session:
            found = await session.scalar(select(Meeting.id).where(is_changed, visible_to(caller)).limit(1))
        return found is not None

    def _event(self, name: str, changed: list[str] | None = None) -> str:
        """The id only makes a browser say, when it comes back, that it was here before."""
        self._count += 1
        data = {} if changed is None else {"changed": changed}
        return f"id: {self._count}\nevent: {name}\ndata: {json.dumps(data)}\n\n"

    def _hear(self, payload: str) -> None:
        noun, _, named = payload.partition(" ")
        ids = None if named == "*" else {UUID(one) for one in named.split(",")}
        for stream in self._streams:
            _tell(stream, noun, ids)

    def _note_gap(self) -> None:
        for stream in self._streams:
            stream.tell_gap()

    def end_streams(self) -> None:
        """The process is about to stop: every screen is let go, and finds another process."""
        self._is_stopping = True
        for stream in self._streams:
            stream.finish("stopping")

    async def close(self) -> None:
        """Listen no longer."""
        self.end_streams()
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)


def _tell(stream: Stream, noun: str, ids: set[UUID] | None) -> None:
    is_mine = ids is None or stream.caller.id in ids
    if noun == "accounts" and is_mine:
        stream.question_session()
    elif noun == "left" and is_mine:
        stream.tell("meetings")  # of a meeting that the caller no longer sees
    elif noun == "meetings" and ids is not None:
        stream.tell_meetings(ids)
    elif noun in PERMISSIONS:
        stream.tell(noun)


def _may_hear(caller: Caller, noun: str) -> bool:
    permission = PERMISSIONS[noun]
    return caller.may(permission) or caller.reach(permission) is not None
