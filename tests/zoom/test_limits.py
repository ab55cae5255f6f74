import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from time import monotonic

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis.asyncio import Redis
from structlog.testing import capture_logs

from api.zoom.limits import (
    LONGEST_WAIT,
    RATES,
    SHORTEST_WAIT,
    MemoryLimiter,
    RedisLimiter,
    next_midnight,
    parse_retry_after,
)
from api.zoom.operations import Label

NOW = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 24, tzinfo=UTC)


class Sleeper:
    """A clock that jumps ahead when somebody sleeps on it."""

    def __init__(self) -> None:
        self.at = 0.0

    def clock(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += seconds


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Retry-After": "2026-11-24T00:00:00Z"}, MIDNIGHT),
        ({"Retry-After": "2026-11-24T02:00:00+02:00"}, MIDNIGHT),
        ({"Retry-After": "2026-11-24T00:00:00"}, MIDNIGHT),
        ({"Retry-After": "Tue, 24 Nov 2026 00:00:00 GMT"}, MIDNIGHT),
        ({"Retry-After": "7200"}, MIDNIGHT),
        ({"Retry-After": " 7200 "}, MIDNIGHT),
        ({"Retry-After": "1.5"}, NOW + timedelta(seconds=1.5)),
        ({"X-RateLimit-Reset": str(int(MIDNIGHT.timestamp()))}, MIDNIGHT),
        ({"Retry-After": "soon", "X-RateLimit-Reset": str(int(MIDNIGHT.timestamp()))}, MIDNIGHT),
        ({}, None),
        ({"Retry-After": ""}, None),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "nan"}, None),
    ],
)
def test_retry_after_is_read_in_each_of_its_forms(headers: Mapping[str, str], expected: datetime | None) -> None:
    assert parse_retry_after(httpx.Headers(headers), NOW) == expected


@pytest.mark.parametrize("value", ["0", "2026-11-23T21:59:59Z", "Mon, 23 Nov 2026 21:00:00 GMT"])
def test_an_instant_that_has_passed_means_in_a_second(value: str) -> None:
    assert parse_retry_after({"retry-after": value}, NOW) == NOW + SHORTEST_WAIT


@pytest.mark.parametrize("value", ["999999999", "2036-11-23T00:00:00Z", "9999-12-31T23:59:59-23:59"])
def test_nobody_is_made_to_wait_for_more_than_a_day(value: str) -> None:
    later = parse_retry_after({"retry-after": value}, NOW)
    assert later is None or later == NOW + LONGEST_WAIT


@given(st.text() | st.from_regex(r"[0-9TZ:+., -]{1,30}") | st.datetimes().map(str) | st.floats().map(str))
def test_whatever_the_header_says_the_answer_is_within_bounds(value: str) -> None:
    later = parse_retry_after({"retry-after": value, "x-ratelimit-reset": value}, NOW)
    assert later is None or NOW + SHORTEST_WAIT <= later <= NOW + LONGEST_WAIT


@pytest.mark.parametrize("hour", [0, 12, 23])
def test_daily_limits_end_at_midnight_in_greenwich(hour: int) -> None:
    assert next_midnight(datetime(2026, 11, 23, hour, 59, tzinfo=UTC)) == MIDNIGHT


@pytest.mark.parametrize("label", list(Label))
async def test_calls_are_spaced_evenly_from_the_first_on(label: Label) -> None:
    sleeper = Sleeper()
    limiter = MemoryLimiter("pro", clock=sleeper.clock, sleep=sleeper.sleep)
    left_at = []
    for _ in range(20):
        await limiter.wait(label)
        left_at.append(sleeper.at)
    assert left_at[0] == 0
    assert all(b - a == pytest.approx(1 / RATES["pro"][label]) for a, b in pairwise(left_at))


async def test_a_pause_saves_no_calls_up() -> None:
    sleeper = Sleeper()
    limiter = MemoryLimiter("free", clock=sleeper.clock, sleep=sleeper.sleep)
    await limiter.wait(Label.HEAVY)
    sleeper.at += 60
    start = sleeper.at
    await limiter.wait(Label.HEAVY)
    await limiter.wait(Label.HEAVY)
    assert sleeper.at - start == pytest.approx(1)


async def test_labels_do_not_wait_for_each_other() -> None:
    sleeper = Sleeper()
    limiter = MemoryLimiter("free", clock=sleeper.clock, sleep=sleeper.sleep)
    await limiter.wait(Label.RESOURCE_INTENSIVE)
    await limiter.wait(Label.LIGHT)
    assert sleeper.at == 0


async def test_processes_keep_one_row_through_redis(redis: Redis) -> None:
    limiters = [RedisLimiter(redis, "an-account", "business") for _ in range(4)]
    start = monotonic()
    await asyncio.gather(*(limiters[number % 4].wait(Label.MEDIUM) for number in range(31)))
    assert monotonic() - start >= 30 / 60


async def test_accounts_do_not_wait_for_each_other(redis: Redis) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    await RedisLimiter(redis, "one", "free", sleep=sleep).wait(Label.RESOURCE_INTENSIVE)
    await RedisLimiter(redis, "other", "free", sleep=sleep).wait(Label.RESOURCE_INTENSIVE)
    assert slept == []
    await RedisLimiter(redis, "one", "free", sleep=sleep).wait(Label.RESOURCE_INTENSIVE)
    assert slept == [pytest.approx(6, abs=0.5)]


async def test_redis_forgets_a_row_that_nobody_stands_in(redis: Redis) -> None:
    await RedisLimiter(redis, "an-account", "pro").wait(Label.LIGHT)
    [name] = await redis.keys("*")
    assert 0 < await redis.pttl(name) < 2000


async def test_without_redis_the_process_keeps_its_own_row_and_warns(no_redis: Redis) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    limiter = RedisLimiter(no_redis, "an-account", "free", sleep=sleep)
    with capture_logs() as logs:
        await limiter.wait(Label.RESOURCE_INTENSIVE)
        await limiter.wait(Label.RESOURCE_INTENSIVE)
    assert slept == [pytest.approx(6, abs=0.5)]
    assert [line["event"] for line in logs] == ["zoom.limiter_without_redis"] * 2
