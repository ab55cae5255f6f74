"""The operator's commands: `python -m api.cli migrate`, `openapi`, `revision`, `seed`."""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import alembic.command
import alembic.config
import alembic.util
from pydantic import ValidationError
from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from api.core import logging
from api.core.config import EXAMPLE_SECRET_KEY, Config
from api.core.db import LOCK_TIMEOUT
from api.main import create_app
from api.seed import seed

MIGRATIONS = Path(__file__).parents[1] / "migrations"
ONE_AT_A_TIME = "SELECT pg_advisory_lock(hashtextextended('parley.migrate', 0))"
CONNECT_TIMEOUT_SECONDS = 5
RETRY_EVERY_SECONDS = 0.5
PASSING_STATES = ("08", "53", "55P03", "57P")
"""Beginnings of SQLSTATEs that go away: no connection, no room, a table in use, a server that starts or stops."""


class CommandError(Exception):
    """One sentence for the operator: what is wrong and what to do about it."""


def read_config() -> Config:
    """The environment, or a sentence that names what is wrong with it."""
    try:
        config = Config()
        driver = make_url(config.database_url).drivername
    except ArgumentError:
        driver = "none"
    except ValidationError as error:
        wrong = [f"{'.'.join(map(str, item['loc'])).upper() or 'It'}: {item['msg']}" for item in error.errors()]
        raise CommandError(f"The environment is not right. {'; '.join(wrong)}. See .env.example.") from None
    if driver != "postgresql+asyncpg":
        raise CommandError("DATABASE_URL must look like postgresql+asyncpg://user:password@host/database.")
    return config


async def migrate(url: str, wait: timedelta) -> None:
    """Bring the database's tables up to date; wait so long for a database that is only just starting."""
    deadline = time.monotonic() + wait.total_seconds()
    while True:
        try:
            return await run_alembic(url, lambda config: alembic.command.upgrade(config, "head"))
        except (DBAPIError, OSError) as error:
            if not _is_passing(error) or time.monotonic() > deadline:
                raise CommandError(f"{_name(url)} does not let itself be migrated: {_reason(error)}") from error
        await asyncio.sleep(RETRY_EVERY_SECONDS)


async def run_alembic(url: str, action: Callable[[alembic.config.Config], object]) -> None:
    """Run one of alembic's commands on the database, while nobody else runs one."""
    engine = _engine(url)
    try:
        async with engine.connect() as guard, engine.connect() as connection:
            await guard.execution_options(isolation_level="AUTOCOMMIT")
            await guard.execute(text("SET lock_timeout = 0"))
            await guard.execute(text(ONE_AT_A_TIME))
            await connection.run_sync(lambda there: action(_alembic_config(there)))
    finally:
        await engine.dispose()


def _engine(url: str) -> AsyncEngine:
    """Without a limit on statements, since an index takes its time; with one on waiting for locks.

    A change of a table that waits behind a long query makes everybody else wait behind it.
    """
    settings = {"application_name": "parley-migrate", "lock_timeout": LOCK_TIMEOUT}
    connect_args = {"timeout": CONNECT_TIMEOUT_SECONDS, "server_settings": settings}
    return create_async_engine(url, poolclass=NullPool, connect_args=connect_args)


def _alembic_config(connection: Connection) -> alembic.config.Config:
    config = alembic.config.Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("file_template", "%%(year)d_%%(month).2d_%%(day).2d_%%(slug)s")
    return config


def _is_passing(error: DBAPIError | OSError) -> bool:
    return isinstance(error, OSError) or str(getattr(error.orig, "sqlstate", "")).startswith(PASSING_STATES)


def _reason(error: DBAPIError | OSError) -> str:
    told = str(error.orig if isinstance(error, DBAPIError) else error).strip()
    return told.splitlines()[0].rpartition(">: ")[2] if told else type(error).__name__


def _name(url: str) -> str:
    return f"The database {make_url(url).render_as_string(hide_password=True)}"


def _migrate(arguments: argparse.Namespace) -> None:
    config = read_config()
    logging.configure(config.log_level, config.log_format)
    asyncio.run(migrate(config.database_url, timedelta(seconds=arguments.wait)))


def _openapi(_arguments: argparse.Namespace) -> None:
    config = Config(environment="test", database_url="postgresql+asyncpg://", secret_keys=EXAMPLE_SECRET_KEY)
    print(json.dumps(create_app(config).openapi(), indent=2, sort_keys=True, ensure_ascii=False))


def _revision(arguments: argparse.Namespace) -> None:
    def write(config: alembic.config.Config) -> None:
        alembic.command.revision(config, arguments.message, autogenerate=True)

    url = read_config().database_url
    try:
        asyncio.run(run_alembic(url, write))
    except (DBAPIError, OSError) as error:
        raise CommandError(f"{_name(url)} cannot be compared with the models: {_reason(error)}") from error


def _seed(_arguments: argparse.Namespace) -> None:
    config = read_config()
    logging.configure(config.log_level, config.log_format)
    try:
        was_empty = asyncio.run(seed(config))
    except (DBAPIError, OSError) as error:
        raise CommandError(f"{_name(config.database_url)} cannot be filled: {_reason(error)}") from error
    print("The demo world is there." if was_empty else "The database is in use: nothing was added.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m api.cli", description="Commands for those who operate Parley.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Callable[[argparse.Namespace], None], told: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=told, description=told)
        command.set_defaults(run=run)
        return command

    waiting = add("migrate", _migrate, "bring the database's tables up to date")
    waiting.add_argument("--wait", type=float, default=60, metavar="SECONDS", help="for a database that starts")
    add("openapi", _openapi, "print the OpenAPI document of this version")
    add("revision", _revision, "write a migration from what changed in the models").add_argument("message")
    add("seed", _seed, "fill an empty database with the demo world")
    return parser


def main() -> None:
    """Run one command; what can be foreseen ends in a sentence, not in a stack."""
    arguments = _parser().parse_args()
    try:
        arguments.run(arguments)
    except (CommandError, alembic.util.CommandError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
