"""Where access tokens are kept: one per account for all processes, because Zoom limits how often it gives one."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import structlog
from redis.asyncio import Redis
from redis.exceptions import LockError, RedisError

from api.core.crypto import CannotOpenError

logger = structlog.get_logger(__name__)

KEPT_SECONDS = 3600
"""Zoom's tokens live an hour. `expires_at` decides; this only keeps Redis clean."""

LOCK_SECONDS = 40
"""Longer than a question for a token can take. A second token does no harm, so nobody waits longer than that."""


@dataclass(frozen=True, slots=True)
class Token:
    """An access token. `generation` counts the tokens of these credentials, for the log; the token itself is hidden."""

    access_token: str = field(repr=False)
    expires_at: datetime
    scopes: frozenset[str] = field(repr=False)
    generation: int


class TokenStore(Protocol):
    """Keeps one token per credentials."""

    async def get(self, key: str) -> Token | None:
        """The token last put, which may have expired."""

    def refreshing(self, key: str) -> AbstractAsyncContextManager[None]:
        """Only one caller at a time, over all processes, is inside for one key."""

    async def put(self, key: str, token: Token) -> None:
        """Keep this token in place of the last one."""


class MemoryTokenStore:
    """Tokens of one process."""

    def __init__(self) -> None:
        self._tokens: dict[str, Token] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def get(self, key: str) -> Token | None:
        """The token last put, which may have expired."""
        return self._tokens.get(key)

    @asynccontextmanager
    async def refreshing(self, key: str) -> AsyncIterator[None]:
        """Only one task of this process at a time is inside for one key."""
        async with self._locks.setdefault(key, asyncio.Lock()):
            yield

    async def put(self, key: str, token: Token) -> None:
        """Keep this token in place of the last one."""
        self._tokens[key] = token


class RedisTokenStore:
    """Tokens of all processes, sealed, in Redis.

    A token is only a cache, so nothing here fails: without Redis each process keeps its own token, and a value that
    does not open (the keys were changed) counts as absent.
    """

    def __init__(self, redis: Redis, seal: Callable[[bytes], bytes], open_: Callable[[bytes], bytes]) -> None:
        """`open_` raises CannotOpenError or ValueError for what `seal` did not make."""
        self._redis = redis
        self._seal = seal
        self._open = open_
        self._memory = MemoryTokenStore()

    async def get(self, key: str) -> Token | None:
        """The token last put by any process, which may have expired."""
        try:
            sealed = await self._redis.get(_name(key))
        except (RedisError, OSError) as error:
            _warn(error)
            return await self._memory.get(key)
        if sealed is None:
            return None
        try:
            return _load(self._open(sealed if isinstance(sealed, bytes) else sealed.encode()))
        except (CannotOpenError, ValueError):
            return None

    @asynccontextmanager
    async def refreshing(self, key: str) -> AsyncIterator[None]:
        """Only one task of all processes at a time is inside for one key; without Redis, of this process."""
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self._memory.refreshing(key))
            lock = self._redis.lock(f"{_name(key)}:lock", timeout=LOCK_SECONDS, blocking_timeout=LOCK_SECONDS)
            try:
                if await lock.acquire():
                    stack.push_async_callback(_release, lock.release)
            except (RedisError, OSError) as error:
                _warn(error)
            yield

    async def put(self, key: str, token: Token) -> None:
        """Keep this token for all processes in place of the last one."""
        await self._memory.put(key, token)
        try:
            await self._redis.set(_name(key), self._seal(_dump(token)), ex=KEPT_SECONDS)
        except (RedisError, OSError) as error:
            _warn(error)


def _name(key: str) -> str:
    return f"zoom:token:{key}"


def _warn(error: Exception) -> None:
    logger.warning("zoom.token_store_without_redis", error=type(error).__name__)


async def _release(release: Callable[[], Awaitable[None]]) -> None:
    """A lock that ran out, or that Redis forgot, needs no release."""
    try:
        await release()
    except LockError:
        return
    except (RedisError, OSError) as error:
        _warn(error)


def _dump(token: Token) -> bytes:
    members = {
        "access_token": token.access_token,
        "expires_at": token.expires_at.isoformat(),
        "scopes": sorted(token.scopes),
        "generation": token.generation,
    }
    return json.dumps(members).encode()


def _load(raw: bytes) -> Token:
    """Raises ValueError for what is not a token of ours, one of another release included."""
    try:
        members = json.loads(raw)
        return Token(
            members["access_token"],
            datetime.fromisoformat(members["expires_at"]),
            frozenset(members["scopes"]),
            members["generation"],
        )
    except (KeyError, TypeError) as error:
        raise ValueError("not a token") from error
