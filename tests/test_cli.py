"""The operator's commands say in one sentence what is wrong."""

import asyncio
import base64
import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from api import cli
from launcher.ports import free_port
from tests.database import make_empty_database

ROOT = Path(__file__).parents[1]
KEYS = "k:" + base64.b64encode(b"a key made by the operator: 32 b").decode()
NOWHERE = "postgresql+asyncpg://parley:canary7f3a@127.0.0.1:9/parley"


def _run(*arguments: str, **environment: str) -> tuple[int, str]:
    """The exit code, and what was said."""
    command = [sys.executable, "-m", "api.cli", *arguments]
    given = {"PATH": os.environ["PATH"], **environment}
    done = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, (done.stdout + done.stderr).strip()


@pytest.mark.parametrize(
    ("arguments", "environment", "told"),
    [
        (["migrate"], {}, "DATABASE_URL"),
        (["migrate"], {"DATABASE_URL": NOWHERE}, "SECRET_KEYS"),
        (["migrate"], {"DATABASE_URL": "sqlite:///x", "SECRET_KEYS": KEYS}, "postgresql+asyncpg://"),
        (["migrate"], {"DATABASE_URL": "parley", "SECRET_KEYS": KEYS}, "postgresql+asyncpg://"),
        (["migrate", "--wait", "0"], {"DATABASE_URL": NOWHERE, "SECRET_KEYS": KEYS}, "does not let itself be migrated"),
        (["seed"], {"DATABASE_URL": NOWHERE, "SECRET_KEYS": KEYS}, "cannot be filled"),
        (["revision", "add rooms"], {"DATABASE_URL": NOWHERE, "SECRET_KEYS": KEYS}, "cannot be compared"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_can_be_foreseen_is_one_sentence(arguments: list[str], environment: dict[str, str], told: str) -> None:
    code, said = _run(*arguments, **environment)
    assert (code, len(said.splitlines())) == (1, 1)
    assert told in said
    assert "canary7f3a" not in said


def test_help_lists_the_commands() -> None:
    code, said = _run("--help")
    assert code == 0
    assert [name for name in ("migrate", "openapi", "revision", "seed") if name not in said] == []


async def test_a_database_that_is_not_there_is_named(any_database_url: str) -> None:
    missing = any_database_url.rpartition("/")[0] + "/parley_missing"
    with pytest.raises(cli.CommandError, match="parley_missing"):
        await cli.migrate(missing, timedelta(seconds=30))


async def test_a_database_that_starts_is_waited_for(any_database_url: str) -> None:
    """A port opens after a second; behind it, the database."""
    target = await make_empty_database(any_database_url, "parley_waited_for")
    url = make_url(target)
    port = free_port()

    async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(url.host, url.port)
        await asyncio.gather(_pump(reader, back), _pump(there, writer))

    migrating = asyncio.create_task(
        cli.migrate(url.set(port=port).render_as_string(hide_password=False), timedelta(seconds=30))
    )
    await asyncio.sleep(1)
    async with await asyncio.start_server(forward, "127.0.0.1", port):
        await migrating
    engine = create_async_engine(target)
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM roles"))).scalar_one() == 3
    await engine.dispose()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while part := await reader.read(65536):
        writer.write(part)
        await writer.drain()
    writer.close()


async def test_one_does_not_wait_for_ever() -> None:
    began = time.monotonic()
    with pytest.raises(cli.CommandError):
        await cli.migrate(NOWHERE, timedelta(seconds=1))
    assert 1 <= time.monotonic() - began < 10
