import asyncio
from datetime import UTC, datetime

import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs

from api.core.crypto import CannotOpenError
from api.zoom.tokens import RedisTokenStore, Token

KEY = "a-key"
TOKEN = Token("the-access-token", datetime(2026, 11, 23, 13, tzinfo=UTC), frozenset({"b", "a"}), generation=7)


def mirror(raw: bytes) -> bytes:
    """A seal that is easy to see through and needs no key."""
    return raw[::-1]


def refuse(_sealed: bytes) -> bytes:
    raise CannotOpenError("no such key")


@pytest.fixture
def store(redis: Redis) -> RedisTokenStore:
    return RedisTokenStore(redis, mirror, mirror)


async def test_what_was_put_comes_back_whole_in_another_process(store: RedisTokenStore, redis: Redis) -> None:
    await store.put(KEY, TOKEN)
    assert await RedisTokenStore(redis, mirror, mirror).get(KEY) == TOKEN


async def test_redis_holds_the_token_sealed_and_for_an_hour(store: RedisTokenStore, redis: Redis) -> None:
    await store.put(KEY, TOKEN)
    [name] = await redis.keys("*")
    assert b"the-access-token" not in await redis.get(name)
    assert 3590 <= await redis.ttl(name) <= 3600


@pytest.mark.parametrize("value", [b"", b"not sealed", b"}{", mirror(b"[]"), mirror(b'{"access_token": "x"}')])
async def test_a_value_that_is_no_token_counts_as_absent(store: RedisTokenStore, redis: Redis, value: bytes) -> None:
    await store.put(KEY, TOKEN)
    [name] = await redis.keys("*")
    await redis.set(name, value)
    assert await store.get(KEY) is None


async def test_a_value_sealed_with_a_lost_key_counts_as_absent(store: RedisTokenStore, redis: Redis) -> None:
    await store.put(KEY, TOKEN)
    assert await RedisTokenStore(redis, mirror, refuse).get(KEY) is None


async def test_only_one_process_refreshes_at_a_time(redis: Redis) -> None:
    inside = most = 0

    async def refresh() -> None:
        nonlocal inside, most
        async with RedisTokenStore(redis, mirror, mirror).refreshing(KEY):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.005)
            inside -= 1

    await asyncio.gather(*(refresh() for _ in range(5)))
    assert most == 1


async def test_a_lock_that_redis_forgot_fails_nobody(store: RedisTokenStore, redis: Redis) -> None:
    async with store.refreshing(KEY):
        await redis.flushall()
    async with store.refreshing(KEY):
        pass


async def test_without_redis_the_process_keeps_its_own_token_and_warns(no_redis: Redis) -> None:
    store = RedisTokenStore(no_redis, mirror, mirror)
    with capture_logs() as logs:
        async with store.refreshing(KEY):
            await store.put(KEY, TOKEN)
        assert await store.get(KEY) == TOKEN
    assert {line["event"] for line in logs} == {"zoom.token_store_without_redis"}
    assert {line["log_level"] for line in logs} == {"warning"}
