"""What one request asks of the database, listened to where it leaves for the wire."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

import httpx
from sqlalchemy import Engine, event

from api.core import logging
from api.core.config import Config
from api.core.statements import StatementPool
from api.main import attach, create_app
from api.resources import open_resources
from benchmarks.stack import Stack

WRITES = ("INSERT", "UPDATE", "DELETE")
END = re.compile(r"COMMIT;?")
KEEPING_ORDER = re.compile(r"(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b.*|;?", re.DOTALL)
"""Round trips that ask nothing: transactions, and the question whether the connection still lives."""


@dataclass(frozen=True)
class Trace:
    """Everything in its order, with values in the place of parameters."""

    round_trips: tuple[str, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """The statements proper."""
        return tuple(sql for sql in self.round_trips if not KEEPING_ORDER.fullmatch(sql))

    @property
    def durable_commits(self) -> int:
        """How many transactions wrote something, so that their end waits for the disk."""
        transactions = [list(told) for is_end, told in groupby(self.round_trips, END.fullmatch) if not is_end]
        return sum(any(sql.startswith(WRITES) for sql in told) for told in transactions)


async def trace(stack: Stack, headers: dict[str, str], method: str, path: str, make_body: Callable[[], Any]) -> Trace:
    """Send the request twice to the application in this process, on the stack's servers; listen to the second time.

    The first one opens connections, fetches Zoom's token and so on, which later ones find done.
    """
    known = {name.lower(): value for name, value in stack.environment.items() if name.lower() in Config.model_fields}
    config = Config.model_validate({**known, "log_level": "ERROR"})
    logging.configure(config.log_level, config.log_format)
    resources = open_resources(config, name="parley-benchmarks")
    heard: list[str] = []

    _listen(resources.engine.sync_engine, heard)
    app = create_app(config)
    attach(app, resources)
    try:
        for pool in (resources.statements, resources.planned_statements):
            await _listen_to_single_statements(pool, heard)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=stack.url, headers=headers) as client:
            for _ in range(2):
                heard.clear()
                (await client.request(method, path, json=make_body())).raise_for_status()
    finally:
        await resources.close()
    return Trace(tuple(heard))


def _listen(engine: Engine, heard: list[str]) -> None:
    """The driver tells of transactions and of statements for many rows, SQLAlchemy of all statements."""

    @event.listens_for(engine, "before_cursor_execute")
    def hear(_connection: object, _cursor: object, sql: str, args: Any, _context: object, executemany: object) -> None:
        if not executemany:
            heard.append(_with_values(sql, args))

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _record: object) -> None:
        connection.driver_connection.add_query_logger(lambda query: heard.append(query.query))


async def _listen_to_single_statements(pool: StatementPool, heard: list[str]) -> None:
    """Who asks one thing after the other gets the same connection each time."""
    async with pool.connection() as connection:
        told: Any = connection
        told.add_query_logger(lambda query: heard.append(_with_values(query.query, query.args)))


def _with_values(sql: str, args: Any) -> str:
    return re.sub(r"\$(\d+)", lambda found: _literal(args[int(found[1]) - 1]), sql).strip()


def _literal(value: Any) -> str:
    match value:
        case None:
            return "NULL"
        case bool() | int() | float():
            return str(value)
        case bytes():
            return f"'\\x{value.hex()}'"
        case datetime():
            return f"'{value.isoformat()}'"
        case list() | tuple():
            return f"ARRAY[{', '.join(map(_literal, value))}]"
        case _:
            return "'" + str(value).replace("'", "''") + "'"
