"""The database: one declarative base for all tables, the engine, and small helpers every noun needs."""

from datetime import datetime
from time import monotonic
from typing import Any
from uuid import UUID

import uuid_utils.compat
from sqlalchemy import BigInteger, DateTime, MetaData, bindparam, event, func, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TEXT
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

LOCK_TIMEOUT = "2s"
STATEMENT_TIMEOUT = "10s"
IDLE_IN_TRANSACTION_TIMEOUT = "15s"
POOL_TIMEOUT_SECONDS = 2.0
PING_AFTER_SECONDS = 5.0

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


def make_engine(url: str, *, pool_size: int, name: str, ping_after_seconds: float = PING_AFTER_SECONDS) -> AsyncEngine:
    """An engine whose connections give up early rather than pile up behind a lock or a dead server."""
    engine = create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=POOL_TIMEOUT_SECONDS,
        hide_parameters=True,  # an error's text goes to the log, and what people typed does not
        connect_args={
            "timeout": POOL_TIMEOUT_SECONDS,
            "server_settings": server_settings(name),
        },
    )
    _ping_after_a_rest(engine, ping_after_seconds)
    return engine


def server_settings(name: str) -> dict[str, str]:
    """What every connection asks of Postgres: to give up early, and to tell operators whose connection it is."""
    return {
        "application_name": name,
        "lock_timeout": LOCK_TIMEOUT,
        "statement_timeout": STATEMENT_TIMEOUT,
        "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION_TIMEOUT,
        "jit": "off",
    }


def _ping_after_a_rest(engine: AsyncEngine, rest_seconds: float) -> None:
    """Look whether a connection still lives, if it was not used for some seconds.

    SQLAlchemy's own `pool_pre_ping` asks before every use, which is a third of the round trips of a request.
    """
    dialect = engine.sync_engine.dialect

    def note_use(_connection: Any, record: Any) -> None:
        record.info["used_at"] = monotonic()

    def ping(connection: Any, record: Any, _proxy: Any) -> None:
        if monotonic() - record.info.get("used_at", monotonic()) < rest_seconds:
            return
        try:
            dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error as error:
            raise DisconnectionError("the connection died while nobody used it") from error

    event.listen(engine.sync_engine, "checkin", note_use)
    event.listen(engine.sync_engine, "checkout", ping)


_LOCK = text(
    """SELECT pg_advisory_xact_lock(key)
    FROM (SELECT DISTINCT hashtextextended(name, 0) AS key FROM unnest(:names) AS name ORDER BY key) AS keys"""
).bindparams(bindparam("names", type_=ARRAY(TEXT)))


async def lock_names(session: AsyncSession, names: set[str]) -> None:
    """Hold these names until the transaction ends. One order for everybody, so that nobody waits in a circle."""
    if names:
        await session.execute(_LOCK, {"names": list(names)})
