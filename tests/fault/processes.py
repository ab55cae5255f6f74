"""Processes of their own, which tests kill: workers, and children of the fork server; and the judge."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.work import Work


async def start_worker(environment: dict[str, str]) -> Process:
    """A worker that has just begun to look for work."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "api.worker", env=environment, stderr=PIPE)
    assert process.stderr is not None
    async for line in process.stderr:
        if b"worker.ready" in line:
            return process
    pytest.fail("the worker ended before it was ready")


async def kill(process: Process) -> None:
    """End it without a chance to tidy up."""
    process.kill()
    await process.communicate()


async def let_leases_run_out(session: AsyncSession) -> int:
    """As half a minute would, because who held them is dead; answers how many were held."""
    held = Work.lease_token.is_not(None)
    past = clock.now() - timedelta(seconds=1)
    found = await session.scalars(update(Work).where(held).values(lease_until=past).returning(Work.object_id))
    count = len(found.all())
    await session.commit()
    return count


class Forks:
    """Speaks to the fork server."""

    def __init__(self, process: Process, port: int) -> None:
        self.process = process
        self.url = f"http://127.0.0.1:{port}"

    async def do(self, what: str, **values: Any) -> Any:
        """One command, and its answer."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": what, **values}).encode() + b"\n")
        return await _read_line(self.process)


async def start_forks(environment: Mapping[str, str]) -> Forks:
    """A fork server that has imported the product."""
    command = [sys.executable, "-m", "tests.fault.forks"]
    process = await asyncio.create_subprocess_exec(*command, env=environment, stdin=PIPE, stdout=PIPE)
    return Forks(process, (await _read_line(process))["port"])


async def _read_line(process: Process) -> Any:
    assert process.stdout is not None
    line = await process.stdout.readline()
    assert line, "the fork server has ended"
    return json.loads(line)


async def judge(database_url: str, zoom_url: str, told: list[dict[str, Any]], folder: Path) -> dict[str, Any]:
    """The verdict of the oracle in a process of its own."""
    file = folder / "told.jsonl"
    file.write_text("".join(json.dumps(one) + "\n" for one in told), encoding="utf-8")
    command = ["-m", "tests.fault.oracle", "--database", database_url, "--zoom", zoom_url, "--told", str(file)]
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stdout=PIPE)
    line, _ = await process.communicate()
    verdict: dict[str, Any] = json.loads(line)
    assert process.returncode == (0 if verdict["clean"] else 1)
    return verdict
