"""Questions at the driver's pace: compiled once, and sent past SQLAlchemy's executor, which takes most of their time.

For the few that every request asks, and for the hottest lists. Each stands alone, so it takes one round trip.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Protocol

import asyncpg
from sqlalchemy import bindparam
from sqlalchemy.dialects.postgresql.asyncpg import dialect

from api.core.db import POOL_TIMEOUT_SECONDS, server_settings

Record = Mapping[str, Any]

_DIALECT = dialect()  # type: ignore[no-untyped-call]


class Connection(Protocol):
    """What is used of the driver's connections."""

    async def fetch(self, query: str, *args: Any) -> Sequence[Record]: ...


class Statement:
    """A statement of SQLAlchemy's with its parameters by name; what it answers are the driver's records.

    JSON in them is text, and a list of values is a parameter of an array's type: `IN` would need a text of its own for
    each length.
    """

    def __init__(self, statement: Any) -> None:
        compiled = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
        self._sql = str(compiled)
        self._names: tuple[str, ...] = tuple(compiled.positiontup or ())
        self._constants = {name: value for name, value in compiled.params.items() if value is not None}

    async def ask(self, connection: Connection, **values: Any) -> Sequence[Record]:
        """The records. Values that the statement does not name are not used."""
        told = {**self._constants, **values}
        return await connection.fetch(self._sql, *[told[name] for name in self._names])


def parameter(name: str, of_type: Any) -> Any:
    """A value that is given with each question. Without the None here SQLAlchemy would ask for it when it compiles."""
    return bindparam(name, None, type_=of_type)


class StatementPool:
    """Connections for single statements.

    With `plans_for_values` Postgres plans a statement anew for each set of values, which pays where they decide what is
    rare and what is frequent.
    """

    def __init__(self, url: str, *, size: int, name: str, plans_for_values: bool = False) -> None:
        plan_cache_mode = "force_custom_plan" if plans_for_values else "auto"
        self._size = size
        self._url = url.replace("+asyncpg", "", 1)
        self._settings = {**server_settings(name), "plan_cache_mode": plan_cache_mode}
        self._pool: asyncpg.Pool | None = None

    @contextlib.asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        """A connection of one's own. Raises TimeoutError when none comes free in time."""
        if self._pool is None:
            self._pool = asyncpg.create_pool(
                self._url,
                min_size=0,
                max_size=self._size,
                timeout=POOL_TIMEOUT_SECONDS,
                server_settings=self._settings,
                reset=_leave_as_it_is,
            )
        pool = await self._pool
        async with asyncio.timeout(POOL_TIMEOUT_SECONDS):
            connection = await pool.acquire()
        try:
            yield connection
        finally:
            await pool.release(connection)

    async def close(self) -> None:
        """Let go of every connection."""
        if self._pool is not None:
            await self._pool.close()


async def _leave_as_it_is(_connection: Connection) -> None:
    """Single statements leave nothing behind that a round trip would have to clear away."""
