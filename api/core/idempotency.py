"""Idempotency keys: the same request sent twice has one effect.

The key is stored in the transaction of the effect, so they exist together or not at all. What is kept is the id of
what was made: a replay reads it as it is now. Keys are forgotten after 30 days.
"""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from api.core import clock
from api.core.db import Base
from api.core.errors import Problem

KEPT_FOR = timedelta(days=30)
REPLAYED = "Idempotent-Replayed"
"""The header of an answer whose effect was there before."""
LOCK_NOT_AVAILABLE = "55P03"


class IdempotencyKey(Base):
    """A request that had its effect."""

    __tablename__ = "idempotency_keys"

    principal_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    request_hash: Mapped[bytes]
    resource_id: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class KeyInUseError(Problem):
    """The first request with this key has not come to its end."""

    status = 409
    code = "idempotency_key_in_use"
    title = "Still at work"


class KeyReusedError(Problem):
    """The key belongs to another request."""

    status = 422
    code = "idempotency_key_reused"
    title = "Key used for another request"


@dataclass(frozen=True)
class Request:
    """Who asks for what, under which key. Without a key every request has its effect."""

    principal_id: UUID
    key: str | None
    content: bytes

    @property
    def digest(self) -> bytes:
        """What tells this request from others under the same key."""
        return hashlib.sha256(self.content).digest()


async def once(session: AsyncSession, request: Request, effect: Callable[[], Awaitable[UUID]]) -> tuple[UUID, bool]:
    """Run `effect`, unless it was run under this key; answers the id of what was made, and whether by a replay."""
    if request.key is None:
        return await effect(), False
    if not await _take(session, request, request.key):
        return await _replay(session, request, request.key), True
    resource_id = await effect()
    mine = (IdempotencyKey.principal_id == request.principal_id) & (IdempotencyKey.key == request.key)
    await session.execute(update(IdempotencyKey).where(mine).values(resource_id=resource_id))
    return resource_id, False


async def _take(session: AsyncSession, request: Request, key: str) -> bool:
    row = insert(IdempotencyKey).values(
        principal_id=request.principal_id, key=key, request_hash=request.digest, created_at=clock.now()
    )
    try:
        taken = await session.execute(row.on_conflict_do_nothing().returning(IdempotencyKey.key))
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == LOCK_NOT_AVAILABLE:
            raise KeyInUseError(
                "The first request with this Idempotency-Key is still at work; ask again.", headers={"Retry-After": "1"}
            ) from error
        raise
    return taken.first() is not None


async def _replay(session: AsyncSession, request: Request, key: str) -> UUID:
    mine = (IdempotencyKey.principal_id == request.principal_id) & (IdempotencyKey.key == key)
    row = (await session.execute(select(IdempotencyKey.request_hash, IdempotencyKey.resource_id).where(mine))).one()
    if row.request_hash != request.digest or row.resource_id is None:
        raise KeyReusedError(
            "This Idempotency-Key was used for another request; nothing was changed. Use a new key for a new request."
        )
    resource_id: UUID = row.resource_id
    return resource_id


async def forget_old(session: AsyncSession) -> None:
    """Remove keys older than 30 days."""
    await session.execute(delete(IdempotencyKey).where(IdempotencyKey.created_at < clock.now() - KEPT_FOR))
