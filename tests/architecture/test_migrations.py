"""The migrations make what the models describe, there and back."""

import asyncio
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import timedelta

import alembic.command
import alembic.config
import alembic.script
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from api import cli
from api.auth.permissions import DEFAULT_ROLES, EVERY_PERMISSION
from api.core.db import Base
from tests.architecture.sources import ROOT, python_files
from tests.database import SEEDED, make_empty_database


@pytest.fixture
async def empty(any_database_url: str) -> AsyncIterator[AsyncEngine]:
    """A database without a table."""
    url = await make_empty_database(any_database_url, "parley_migrations")
    engine = create_async_engine(url, poolclass=NullPool)
    yield engine
    await engine.dispose()


def _url(engine: AsyncEngine) -> str:
    return engine.url.render_as_string(hide_password=False)


async def _up(engine: AsyncEngine) -> None:
    await cli.migrate(_url(engine), timedelta(0))


async def _tables(engine: AsyncEngine) -> set[str]:
    async with engine.connect() as connection:
        names = await connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        return set(names.scalars()) - {"alembic_version"}


async def test_the_migrations_make_what_the_models_describe(empty: AsyncEngine) -> None:
    await _up(empty)
    await cli.run_alembic(_url(empty), alembic.command.check)
    assert await _tables(empty) == set(Base.metadata.tables)


async def test_down_and_up_again(empty: AsyncEngine) -> None:
    await _up(empty)
    await cli.run_alembic(_url(empty), lambda config: alembic.command.downgrade(config, "base"))
    assert await _tables(empty) == set()
    await _up(empty)
    await cli.run_alembic(_url(empty), alembic.command.check)


async def test_two_migrate_at_once(empty: AsyncEngine) -> None:
    await asyncio.gather(*(_up(empty) for _ in range(3)))
    assert await _tables(empty) == set(Base.metadata.tables)


async def test_there_is_one_head(empty: AsyncEngine) -> None:
    heads: list[str] = []

    def read(config: alembic.config.Config) -> None:
        heads.extend(alembic.script.ScriptDirectory.from_config(config).get_heads())

    await cli.run_alembic(_url(empty), read)
    assert len(heads) == 1


async def test_the_first_rows_are_there(empty: AsyncEngine) -> None:
    await _up(empty)
    async with empty.connect() as connection:
        rows = await connection.execute(text("SELECT key, permissions FROM roles"))
        assert {key: tuple(permissions) for key, permissions in rows} == DEFAULT_ROLES
        filled = {
            name
            for name in await _tables(empty)
            if (await connection.execute(text(f"SELECT EXISTS (SELECT FROM {name})"))).scalar_one()
        }
    assert filled == set(SEEDED)
    assert {one for permissions in DEFAULT_ROLES.values() for one in permissions} <= EVERY_PERMISSION


async def test_a_table_in_use_is_not_waited_for_long(empty: AsyncEngine) -> None:
    timeouts: list[str] = []

    def read(config: alembic.config.Config) -> None:
        timeouts.append(config.attributes["connection"].execute(text("SHOW lock_timeout")).scalar_one())

    await cli.run_alembic(_url(empty), read)
    assert timeouts == ["2s"]


def test_alembic_knows_every_table() -> None:
    source = (ROOT / "migrations" / "env.py").read_text(encoding="utf-8")
    imports = re.findall(r"^(?:import|from) api\b.*", source, re.MULTILINE)
    script = "\n".join([*imports, "print(*Base.metadata.tables)"])
    printed = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout
    texts = [path.read_text(encoding="utf-8") for path in python_files("api")]
    named = {name for text in texts for name in re.findall(r'__tablename__ = "(\w+)"', text)}
    assert set(printed.split()) == named


def test_migrations_have_dated_names() -> None:
    names = [path.name for path in python_files("migrations/versions")]
    assert [name for name in names if not re.match(r"\d{4}_\d\d_\d\d_[a-z_]+\.py$", name)] == []
