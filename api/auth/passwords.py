"""Passwords: argon2id with the parameters of RFC 9106's second recommendation."""

import asyncio
import contextlib
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()
_AT_ONCE = asyncio.Semaphore(2)
"""Each hash takes 64 MiB and a core."""


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("the password of nobody")


def hash_password(password: str) -> str:
    """A hash to keep; takes about 50 ms of a core on purpose."""
    return _hasher.hash(password)


async def matches(password: str, password_hash: str | None) -> bool:
    """Whether this is the password. Takes the same time when there is no account to compare with."""
    async with _AT_ONCE:
        return await asyncio.to_thread(_verify, password, password_hash)


def _verify(password: str, password_hash: str | None) -> bool:
    with contextlib.suppress(VerificationError, InvalidHashError):
        return _hasher.verify(password_hash or _nobodys_hash(), password) and password_hash is not None
    return False
