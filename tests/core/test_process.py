"""The web process as an operator starts it."""

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from api.core.config import Config

ROOT = Path(__file__).parents[2]
CANARY = "canary7f3a"
PERSON = f"{CANARY}@person.example"


def _environment(config: Config, **values: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "ENVIRONMENT": "test",
        "DATABASE_URL": config.database_url,
        "REDIS_URL": config.redis_url,
        "SECRET_KEYS": config.secret_keys.get_secret_value(),
        "ALLOWED_HOSTS": "127.0.0.1",
        **values,
    }


async def _find_address(process: Process) -> tuple[str, str]:
    assert process.stderr is not None
    read = ""
    async with asyncio.timeout(30):
        while (line := (await process.stderr.readline()).decode()) != "":
            read += line
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                return found[0], read
    pytest.fail(f"the process did not start: {read}")


@asynccontextmanager
async def _web_process(environment: dict[str, str], written: list[str]) -> AsyncIterator[str]:
    command = [sys.executable, "-m", "uvicorn", "api.main:app", "--port", "0", "--no-access-log"]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environment, stderr=PIPE, stdout=PIPE)
    try:
        address, read = await _find_address(process)
        yield address
        process.send_signal(signal.SIGTERM)
        out, err = await asyncio.wait_for(process.communicate(), 20)
        written.extend([read, out.decode(), err.decode()])
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_requests_leave_no_secret_in_the_log(config: Config, database_url: str) -> None:
    written: list[str] = []
    headers = {"Authorization": f"Bearer {CANARY}", "Idempotency-Key": CANARY, "X-Parley": "1"}
    async with (
        _web_process(_environment(config, LOG_LEVEL="DEBUG"), written) as address,
        httpx.AsyncClient(base_url=address, headers=headers) as client,
    ):
        await client.post("/api/v1/session", json={"email": PERSON, "password": CANARY})
        await client.post("/api/v1/session", json={"email": PERSON, "password": [CANARY]})
        client.cookies.set("parley", CANARY)
        for path in ("/session", f"/meetings?search={CANARY}", f"/leads/{CANARY}", f"/nothing/{CANARY}"):
            await client.get(f"/api/v1{path}")
    log = "".join(written)
    assert log.count('"event": "request"') >= 5
    assert CANARY not in log


@pytest.mark.parametrize("module", [["uvicorn", "api.main:app"], ["api.worker"]])
async def test_a_process_that_lacks_a_secret_says_so_and_shows_none(module: list[str], config: Config) -> None:
    environment = _environment(config, DATABASE_URL=f"postgresql+asyncpg://u:{CANARY}@127.0.0.1:9/x", SECRET_KEYS="")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *module, cwd=ROOT, env=environment, stderr=PIPE, stdout=PIPE
    )
    out, err = await asyncio.wait_for(process.communicate(), 30)
    told = out.decode() + err.decode()
    assert process.returncode != 0
    assert "SECRET_KEYS" in told
    assert CANARY not in told
