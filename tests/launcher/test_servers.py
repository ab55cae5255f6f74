import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import aioboto3
import asyncpg
import pytest
from redis.asyncio import Redis
from redis.exceptions import AuthenticationError

from launcher.errors import LaunchError
from launcher.folder import FolderClaim
from launcher.postgres import EmbeddedPostgres
from launcher.s3 import BUCKET, EmbeddedS3
from launcher.valkey import EmbeddedValkey
from tests.launcher.launched import is_running, wait_until


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(tmp_path / "my data", fsync=False)
    yield server
    server.stop()


async def connect(server: EmbeddedPostgres, database: str = "postgres") -> "asyncpg.Connection[asyncpg.Record]":
    return await asyncpg.connect(server.url(database).replace("+asyncpg", ""))


async def ask(server: EmbeddedPostgres, statement: str, database: str = "postgres") -> object:
    connection = await connect(server, database)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


async def test_cyrillic_text_is_searched_and_lowered_whatever_the_locale(
    postgres: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    postgres.start()
    assert await ask(postgres, "SELECT to_tsvector('russian', '«Рога»')::text") == "'рог':1"
    assert await ask(postgres, "SELECT lower('ЇЖАК')") == "їжак"


async def test_a_database_is_made_once_and_survives_a_restart(postgres: EmbeddedPostgres) -> None:
    postgres.start()
    postgres.create_database("parley")
    await ask(postgres, "CREATE TABLE kept AS SELECT 42 AS answer", "parley")
    postgres.stop()
    postgres.start()
    postgres.create_database("parley")
    assert await ask(postgres, "SELECT answer FROM kept", "parley") == 42


async def test_acknowledged_rows_survive_a_killed_postgres(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path)
    server.start()
    await ask(server, "CREATE TABLE kept AS SELECT 42 AS answer")
    assert server.process
    os.kill(server.process.pid, signal.SIGKILL)
    server.stop()
    server.start()
    assert await ask(server, "SELECT answer FROM kept") == 42
    server.stop()


async def test_postgres_lets_nobody_in_without_the_password(postgres: EmbeddedPostgres) -> None:
    postgres.start()
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(host="127.0.0.1", port=postgres.port, user="postgres", password="guess")
    assert (postgres.data_dir / "password").stat().st_mode & 0o777 == 0o600


def test_a_pid_file_that_names_a_strangers_process_is_no_hindrance(postgres: EmbeddedPostgres) -> None:
    postgres.start()
    postgres.stop()
    (postgres.data_dir / "cluster" / "postmaster.pid").write_text(f"{os.getppid()}\n")
    postgres.start()
    assert postgres.exit_code is None


def test_a_half_made_cluster_is_thrown_away(postgres: EmbeddedPostgres) -> None:
    (postgres.data_dir / "cluster.new").mkdir(parents=True)
    (postgres.data_dir / "cluster.new" / "PG_VERSION").write_text("18\n")
    postgres.start()
    assert postgres.exit_code is None


def test_a_second_supervisor_is_refused_with_a_sentence(postgres: EmbeddedPostgres) -> None:
    postgres.start()
    with pytest.raises(LaunchError, match="is in use by another running launcher"):
        EmbeddedPostgres(postgres.data_dir).start()
    assert postgres.exit_code is None


def test_a_broken_cluster_is_a_sentence_that_names_the_log(postgres: EmbeddedPostgres) -> None:
    postgres.start()
    postgres.stop()
    (postgres.data_dir / "cluster" / "PG_VERSION").write_text("9\n")
    with pytest.raises(LaunchError, match=r"postgres does not start: see .*postgres\.log"):
        postgres.start()


START_AND_WAIT = """
import pathlib, sys, time
from launcher.postgres import EmbeddedPostgres
from tests.launcher.launched import is_running, wait_until
server = EmbeddedPostgres(pathlib.Path(sys.argv[1]), fsync=False)
server.start()
print(server.process.pid, flush=True)
time.sleep(600)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux signals the children of a killed process")
def test_postgres_dies_with_its_killed_supervisor_and_its_folder_is_free_again(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", START_AND_WAIT, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        parent.kill()
    wait_until(lambda: not is_running(pid))
    FolderClaim(tmp_path, wait_seconds=10).release()


async def test_valkey_keeps_its_keys_over_a_kill_and_wants_its_password(tmp_path: Path) -> None:
    server = EmbeddedValkey(tmp_path / 'my "data"')
    server.start()
    async with Redis.from_url(server.url) as redis:
        await redis.set("kept", "42")
        await redis.execute_command("WAITAOF", 1, 0, 5000)
    async with Redis(port=server.port) as stranger:
        with pytest.raises(AuthenticationError):
            await stranger.ping()
    assert server.process
    os.kill(server.process.pid, signal.SIGKILL)
    server.stop()
    server.start()
    async with Redis.from_url(server.url) as redis:
        assert await redis.get("kept") == b"42"
    server.stop()


def s3_client(server: EmbeddedS3, secret: str = "") -> AbstractAsyncContextManager[Any]:
    client: AbstractAsyncContextManager[Any] = aioboto3.Session().client(
        "s3",
        endpoint_url=server.endpoint_url,
        region_name="us-east-1",
        aws_access_key_id=server.access_key_id,
        aws_secret_access_key=secret or server.secret_access_key,
    )
    return client


async def test_s3_keeps_its_objects_over_a_restart_and_checks_signatures(tmp_path: Path) -> None:
    server = EmbeddedS3(tmp_path / "my data")
    server.start()
    async with s3_client(server) as client:
        await client.put_object(Bucket=BUCKET, Key="a/b", Body=b"42")
    async with s3_client(server, secret="guess") as stranger:
        with pytest.raises(stranger.exceptions.ClientError, match="SignatureDoesNotMatch"):
            await stranger.get_object(Bucket=BUCKET, Key="a/b")
    server.stop()
    server.start()
    async with s3_client(server) as client:
        answer = await client.get_object(Bucket=BUCKET, Key="a/b")
        assert await answer["Body"].read() == b"42"
    server.stop()
