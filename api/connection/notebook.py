"""The notebook of the connection to Zoom in Postgres, for all processes, and asking for a watch when it fails."""

from dataclasses import fields
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import SQLAlchemyError

from api.connection.models import ZoomConnection
from api.core import work
from api.core.work import Transaction
from api.zoom.breaker import Standing

WATCH = "zoom.watch"
"""The work that asks Zoom now and then until it answers again, and then wakes what waited for it."""

log = structlog.get_logger()

_COLUMNS = [getattr(ZoomConnection, field.name) for field in fields(Standing)]


class PostgresNotebook:
    """How one set of credentials stands. While the database is away, nothing is known and nothing written."""

    def __init__(self, key: str, transaction: Transaction) -> None:
        self._key = key
        self._transaction = transaction

    async def read(self) -> Standing:
        """What any process wrote last."""
        try:
            async with self._transaction() as session:
                row = (await session.execute(select(*_COLUMNS).where(ZoomConnection.key == self._key))).first()
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            _warn(error)
            return Standing()
        return Standing() if row is None else Standing(**{**row._mapping, "scopes": tuple(row.scopes)})  # noqa: SLF001 - SQLAlchemy's documented name

    async def write(self, **changed: Any) -> None:
        """Change some of it. A rest or a refusal that begins asks for the watch."""
        if "scopes" in changed:
            changed["scopes"] = list(changed["scopes"])
        row = insert(ZoomConnection).values(key=self._key, **changed)
        try:
            async with self._transaction() as session:
                await session.execute(row.on_conflict_do_update(index_elements=[ZoomConnection.key], set_=changed))
                if changed.get("rests_since") or changed.get("refused_at"):
                    await work.ask(session, WATCH, work.THE_ONLY_ONE, not_before=changed.get("rests_until"))
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            _warn(error)

    async def take_probe(self, until: datetime, then: datetime) -> bool:
        """Move the end of the rest, unless another process did."""
        mine = (ZoomConnection.key == self._key) & (ZoomConnection.rests_until == until)
        moved = {"rests_until": then, "failed_probes": ZoomConnection.failed_probes + 1}
        try:
            async with self._transaction() as session:
                taken = update(ZoomConnection).where(mine).values(**moved).returning(ZoomConnection.key)
                return (await session.execute(taken)).first() is not None
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            _warn(error)
            return True


def _warn(error: Exception) -> None:
    log.warning("zoom.notebook_without_database", error=type(error).__name__)
