"""The database: one declarative base for all tables, the engine, and small helpers every noun needs."""

from datetime import datetime
from typing import Any
from uuid import UUID

import uuid_utils.compat
from sqlalchemy import BigInteger, DateTime, MetaData, bindparam, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TEXT
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

LOCK_TIMEOUT = "2s"
STATEMENT_TIMEOUT = "10s"
IDLE_IN_TRANSACTION_TIMEOUT = "15s"
POOL_TIMEOUT_SECONDS = 2.0

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table. An int is BIGINT and an instant is TIMESTAMPTZ unless a column says otherwise."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads this name from the class
        datetime: DateTime(timezone=True),
        int: BigInteger,
        dict[str, Any]: JSONB,
    }


def new_id() -> UUID:
    """An id that grows with time (UUIDv7), so that new rows lie together in an index."""
    return uuid_utils.compat.uuid7()


class Editable:
    """Columns of a resource that people edit: its version rises with each saved edit."""

    version: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    __mapper_args__ = {"eager_defaults": True}  # noqa: RUF012 - as above


def make_engine(url: str, *, pool_size: int, name: str) -> AsyncEngine:
    """An engine whose connections give up early rather than pile up behind a lock or a dead server."""
    return create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=POOL_TIMEOUT_SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,  # an error's text goes to the log, and what people typed does not
        connect_args={
            "timeout": POOL_TIMEOUT_SECONDS,
            "server_settings": {
                "application_name": name,
                "lock_timeout": LOCK_TIMEOUT,
                "statement_timeout": STATEMENT_TIMEOUT,
                "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION_TIMEOUT,
                "jit": "off",
            },
        },
    )


_LOCK = text(
    """SELECT pg_advisory_xact_lock(key)
    FROM (SELECT DISTINCT hashtextextended(name, 0) AS key FROM unnest(:names) AS name ORDER BY key) AS keys"""
).bindparams(bindparam("names", type_=ARRAY(TEXT)))


async def lock_names(session: AsyncSession, names: set[str]) -> None:
    """Hold these names until the transaction ends. One order for everybody, so that nobody waits in a circle."""
    if names:
        await session.execute(_LOCK, {"names": list(names)})
