"""Workers in processes of their own, which tests kill."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from datetime import timedelta

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
