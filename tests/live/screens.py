"""Web processes as an operator starts them, and screens that follow what changes there."""

import asyncio
import json
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from api.core.config import Config

ROOT = Path(__file__).parents[2]
SOON_SECONDS = 2.0
"""How soon a screen shows what changed."""
QUIET_SECONDS = 1.5


@asynccontextmanager
async def web_process(config: Config) -> AsyncIterator["WebProcess"]:
    """One process of the API, ended by SIGTERM."""
    environment = {
        "PATH": os.environ["PATH"],
        "ENVIRONMENT": "test",
        "DATABASE_URL": config.database_url,
        "REDIS_URL": config.redis_url,
        "SECRET_KEYS": config.secret_keys.get_secret_value(),
        "ALLOWED_HOSTS": "127.0.0.1",
    }
    command = [sys.executable, "-m", "uvicorn", "api.main:app", "--port", "0", "--no-access-log"]
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environment, stderr=PIPE)
    assert process.stderr is not None
    address = None
    while address is None:
        line = (await asyncio.wait_for(process.stderr.readline(), 30)).decode()
        assert line, "the process ended before it was ready"
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        address = found[0] if found else None
    reading = asyncio.create_task(process.stderr.read())
    try:
        yield WebProcess(process, address)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await reading


class WebProcess:
    """A running process and its address."""

    def __init__(self, process: Process, address: str) -> None:
        self.process = process
        self.address = address

    async def stop(self, within: float) -> None:
        """Ask it to stop, and wait. Raises TimeoutError when that takes longer."""
        self.process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(self.process.wait(), within)

    @asynccontextmanager
    async def follow(self, who: httpx.AsyncClient, **headers: str) -> AsyncIterator["Screen"]:
        """The events of whoever is signed in there, from now on."""
        cookies = {"parley": who.cookies["parley"]}
        async with (
            httpx.AsyncClient(base_url=self.address, cookies=cookies, timeout=30) as client,
            client.stream("GET", "/api/v1/events", headers=headers) as answer,
        ):
            screen = Screen(answer)
            if answer.status_code != 200:
                yield screen
                return
            reading = asyncio.create_task(screen.read())
            await screen.begin()
            yield screen
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)


class Screen:
    """Reads server-sent events. A task of its own reads, because a wait that is given up would end the answer."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self._begun = asyncio.Event()
        self._heard: asyncio.Queue[tuple[str, list[str]]] = asyncio.Queue()

    async def read(self) -> None:
        """Hear until the stream is over."""
        name = ""
        async for line in self.answer.aiter_lines():
            if line.startswith("retry: "):
                self._begun.set()
            elif line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                await self._heard.put((name, json.loads(line.removeprefix("data: ")).get("changed", [])))
        await self._heard.put(("over", []))

    async def begin(self) -> None:
        """From here on everything is told."""
        await asyncio.wait_for(self._begun.wait(), 5)

    async def next(self, within: float = SOON_SECONDS) -> tuple[str, list[str]]:
        """The next event and what it says has changed. Raises TimeoutError when there is none in time."""
        return await asyncio.wait_for(self._heard.get(), within)

    async def hears(self, noun: str, within: float = SOON_SECONDS) -> bool:
        """Whether it is told in time that something of this kind changed."""
        try:
            async with asyncio.timeout(within):
                while noun not in (await self._heard.get())[1]:
                    pass
        except TimeoutError:
            return False
        return True
