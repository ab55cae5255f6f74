"""A database for tests: made by the migrations, and put back between tests to what they made of it."""

from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from api.core.db import Base

SEEDED = ("roles", "zoom_settings", "meeting_settings")
"""Tables in which the migrations leave rows."""


async def make_empty_database(url: str, name: str) -> str:
    """A new, empty database beside the one at `url`; answers its address."""
    engine = create_async_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        await connection.execute(text(f'CREATE DATABASE "{name}"'))
    await engine.dispose()
    return make_url(url).set(database=name).render_as_string(hide_password=False)


async def keep_first_rows(connection: AsyncConnection) -> None:
    """Lay by what the migrations wrote, for `restore`."""
    await connection.execute(text("CREATE SCHEMA first_rows"))
    for table in SEEDED:
        await connection.execute(text(f"CREATE TABLE first_rows.{table} AS TABLE public.{table}"))


async def restore(connection: AsyncConnection) -> None:
    """As after the migrations. Deleting a handful of rows is much quicker than truncating; one statement does all."""
    await connection.execute(text(f"DO $$ BEGIN {_restoring()} END $$"))


def _restoring() -> str:
    tables = [table.name for table in reversed(Base.metadata.sorted_tables)]
    emptied = [f"DELETE FROM public.{name};" for name in tables]
    filled = [f"INSERT INTO public.{name} SELECT * FROM first_rows.{name};" for name in SEEDED]
    return " ".join([*emptied, *filled])
