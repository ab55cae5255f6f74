"""Zoom's limits: keeping under the calls per second, and reading when Zoom says "later"."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Literal, Protocol

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from api.zoom.operations import Label

logger = structlog.get_logger(__name__)

Plan = Literal["free", "pro", "business"]

RATES: Mapping[Plan, Mapping[Label, float]] = {
    "free": {Label.LIGHT: 4, Label.MEDIUM: 2, Label.HEAVY: 1, Label.RESOURCE_INTENSIVE: 10 / 60},
    "pro": {Label.LIGHT: 30, Label.MEDIUM: 20, Label.HEAVY: 10, Label.RESOURCE_INTENSIVE: 10 / 60},
    "business": {Label.LIGHT: 80, Label.MEDIUM: 60, Label.HEAVY: 40, Label.RESOURCE_INTENSIVE: 20 / 60},
}
"""Calls per second of one Zoom account, all its apps together. "business" stands for Business and above."""

LONGEST_WAIT = timedelta(hours=25)
"""Zoom's longest limits last until the next midnight in Greenwich; a longer wait is a mistake of somebody."""

SHORTEST_WAIT = timedelta(seconds=1)


class Limiter(Protocol):
    """Keeps the calls of one Zoom account under its limits."""

    async def wait(self, label: Label) -> None:
        """Return when the next call under this label may leave."""


class MemoryLimiter:
    """A bucket per label for one process.

    The bucket holds one call and not a second's worth: with burst = rate the first second lets twice the rate pass.
    """

    def __init__(
        self,
        plan: Plan = "pro",
        *,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._rates = RATES[plan]
        self._clock = clock
        self._sleep = sleep
        self._free_at: dict[Label, float] = {}

    async def wait(self, label: Label) -> None:
        """Take the next free place in the row and sleep until it comes."""
        now = self._clock()
        place = max(now, self._free_at.get(label, now))
        self._free_at[label] = place + 1 / self._rates[label]
        if place > now:
            await self._sleep(place - now)


class RedisLimiter:
    """The same bucket for all processes together, by the clock of Redis.

    Without Redis each process keeps its own bucket: too fast by the number of processes is better than standing still,
    and Zoom's 429 says so when it is.
    """

    _TAKE_PLACE = """
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local place = math.max(now, tonumber(redis.call('GET', KEYS[1]) or now))
        local free_at = place + tonumber(ARGV[1])
        redis.call('SET', KEYS[1], string.format('%.0f', free_at), 'PX', math.ceil((free_at - now) / 1000) + 1000)
        return place - now
    """

    def __init__(
        self,
        redis: Redis,
        account: str,
        plan: Plan = "pro",
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._take_place = redis.register_script(self._TAKE_PLACE)
        self._account = account
        self._rates = RATES[plan]
        self._sleep = sleep
        self._memory = MemoryLimiter(plan, sleep=sleep)

    async def wait(self, label: Label) -> None:
        """Take the next free place in the row of all processes and sleep until it comes."""
        microseconds = round(1_000_000 / self._rates[label])
        try:
            wait = await self._take_place(keys=[f"zoom:limit:{self._account}:{label}"], args=[microseconds])
        except (RedisError, OSError) as error:
            logger.warning("zoom.limiter_without_redis", error=type(error).__name__)
            await self._memory.wait(label)
            return
        if wait > 0:
            await self._sleep(wait / 1_000_000)


def parse_retry_after(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """When Zoom wants to be asked again, between a second and 25 hours from now; None when it does not say.

    Zoom documents an ISO instant in `Retry-After`; seconds and an HTTP date, which the standard knows, come from
    proxies before it. Without the header, `X-RateLimit-Reset` (Unix time) has been seen.
    """
    later = _parse_instant(headers.get("retry-after", "").strip(), now)
    if later is None:
        later = _parse_unix(headers.get("x-ratelimit-reset", "").strip())
    return None if later is None else min(max(later, now + SHORTEST_WAIT), now + LONGEST_WAIT)


def next_midnight(now: datetime) -> datetime:
    """When Zoom's daily limits start anew: 00:00 in Greenwich."""
    return (now.astimezone(UTC) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)


def _parse_instant(text: str, now: datetime) -> datetime | None:
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]+)?", text):
        return now + timedelta(seconds=float(text))
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            instant = parse(text)
            return instant.astimezone(UTC) if instant.tzinfo is not None else instant.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            continue
    return None


def _parse_unix(text: str) -> datetime | None:
    return datetime.fromtimestamp(int(text), UTC) if re.fullmatch(r"[0-9]{10}", text) else None
