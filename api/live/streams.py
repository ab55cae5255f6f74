"""One open screen: what it has yet to be told, which never grows beyond a few names."""

import asyncio
import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from time import monotonic
from typing import Literal
from uuid import UUID

from api.auth.service import Caller

MOST_MEETINGS = 200
"""Beyond, that meetings changed is said without a look at which."""

End = Literal["signed_out", "stopping"]


@dataclass
class News:
    """What happened since the stream was last told. A gap means that something may have been missed."""

    nouns: set[str] = field(default_factory=set)
    meetings: set[UUID] = field(default_factory=set)
    is_gap: bool = False
    is_session_in_question: bool = False


class Stream:
    """Whose screen it is, and its news. However slowly it is read, the news take no more place."""

    def __init__(self, caller: Caller, token: str) -> None:
        self.caller = caller
        self.token = token
        self.checked_at = monotonic()
        self.end: End | None = None
        self._news = News()
        self._has_news = asyncio.Event()
        self._is_over = asyncio.Event()

    def tell(self, noun: str) -> None:
        """Something of this kind changed."""
        self._news.nouns.add(noun)
        self._has_news.set()

    def tell_meetings(self, ids: Iterable[UUID]) -> None:
        """These meetings changed; whether that concerns the caller is looked up when it is told."""
        self._news.meetings.update(ids)
        if len(self._news.meetings) > MOST_MEETINGS:
            self._news.meetings.clear()
            self._news.nouns.add("meetings")
        self._has_news.set()

    def tell_gap(self) -> None:
        """Something may have been missed."""
        self._news.is_gap = True
        self._has_news.set()

    def question_session(self) -> None:
        """The session or the rights may have changed."""
        self._news.is_session_in_question = True
        self._has_news.set()

    def finish(self, end: End) -> None:
        """The stream has nothing more to tell."""
        self.end = self.end or end
        self._is_over.set()
        self._has_news.set()

    async def wait(self, seconds: float) -> bool:
        """Until there is news, or the time is up; answers whether there is."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._has_news.wait(), seconds)
        return self._has_news.is_set()

    async def pause(self, seconds: float) -> None:
        """Let news gather; an end is noticed at once."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._is_over.wait(), seconds)

    def take_news(self) -> News:
        """The news, which count as told."""
        taken, self._news = self._news, News()
        self._has_news.clear()
        return taken
