"""The fork server: a process that has imported the product, and becomes a web process or a worker in milliseconds.

    python -m tests.fault.forks       one line of JSON in, one out

A child is named by a role (`web`, `worker`, or `sweep`, which ends when nothing is due), what `FAILPOINTS` would say,
and how far its clock is ahead. `round` starts children and waits until each has died, or kills them when the time is
up; it answers how each ended: at its `failpoint`, by the `alarm` set there, by the `clock`, or by `itself`. `start` and
`end` are for children that live longer. All web children listen on one socket, so that a client waits from one to the
next.
"""

import asyncio
import json
import os
import signal
import socket
import sys
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import uvicorn

from api import worker
from api.core import clock, failpoints, logging
from api.core.config import Config
from api.core.work import Runner
from api.main import attach, create_app
from api.resources import open_resources

LOOK_EVERY_SECONDS = 0.002
ENDS = {-signal.SIGKILL: "failpoint", -signal.SIGALRM: "alarm"}


class Server:
    """The parent. It has no event loop, thread or connection of its own that a child would inherit."""

    def __init__(self) -> None:
        self.config = Config()
        self.app = create_app(self.config)
        self.resources = open_resources(self.config, name="parley-forked")
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.alive: set[int] = set()
        self.answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what children log must not look like an answer
        logging.configure(self.config.log_level, self.config.log_format)

    def serve(self) -> None:
        """Do what the lines of standard input say."""
        self._answer({"port": self.socket.getsockname()[1]})
        try:
            for line in sys.stdin:
                told = json.loads(line)
                self._answer(getattr(self, f"do_{told.pop('do')}")(**told))
        finally:
            for pid in list(self.alive):
                self.do_end(pid)

    def do_warm(self, headers: dict[str, str], **request: Any) -> int:
        """Answer one request here: what it makes the product build, children find ready. No connection stays open."""
        status = asyncio.run(self._answer_here(headers, request))
        kept = {name: getattr(self.resources, name) for name in ("engine", "sessions", "inbox_engine")}
        self.resources = replace(open_resources(self.config, name="parley-forked"), **kept)
        return status

    async def _answer_here(self, headers: dict[str, str], request: dict[str, Any]) -> int:
        attach(self.app, self.resources)
        here = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=here, base_url="http://127.0.0.1", headers=headers) as client:
            answer = await client.request(**request)
        await self.app.state.runner.drain(timedelta(seconds=10))
        await self.resources.close()
        return answer.status_code

    def do_round(self, children: list[dict[str, Any]], seconds: float) -> list[str]:
        """Start these, wait for their ends, and say what the ends were."""
        pids = [self._fork(**child) for child in children]
        ends: dict[int, str] = {}
        deadline = time.monotonic() + seconds
        while len(ends) < len(pids) and time.monotonic() < deadline:
            ends |= {pid: end for pid in pids if pid not in ends and (end := _find_end(pid)) is not None}
            time.sleep(LOOK_EVERY_SECONDS)
            self.alive.difference_update(ends)
        for pid in self.alive.intersection(pids):
            self.do_end(pid)
        return [ends.get(pid, "clock") for pid in pids]

    def do_start(self, **child: Any) -> int:
        """Start one that lives on."""
        return self._fork(**child)

    def do_end(self, pid: int) -> None:
        """Kill it."""
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        self.alive.discard(pid)

    def _fork(self, role: str, failpoints_text: str = "", ahead_seconds: float = 0) -> int:
        pid = os.fork()
        if pid != 0:
            self.alive.add(pid)
            return pid
        code = 1
        try:
            failpoints.configure(failpoints_text)
            clock.advance(timedelta(seconds=ahead_seconds))
            asyncio.run(getattr(self, f"be_{role}")())
            code = 0
        finally:
            os._exit(code)

    async def be_web(self) -> None:
        """Answer requests."""
        attach(self.app, self.resources)
        server = uvicorn.Server(uvicorn.Config(self.app, log_config=None, access_log=False, lifespan="off"))
        await server.serve(sockets=[self.socket])

    async def be_worker(self) -> None:
        """Work like the real one."""
        await worker.run(self.config)

    async def be_sweep(self) -> None:
        """Work until nothing is due."""
        runner = Runner(worker.HANDLERS, self.resources.transaction, self.resources)
        while await runner.sweep():
            pass

    def _answer(self, answer: object) -> None:
        self.answers.write(json.dumps(answer) + "\n")
        self.answers.flush()


def _find_end(pid: int) -> str | None:
    ended, status = os.waitpid(pid, os.WNOHANG)
    if ended == 0:
        return None
    return ENDS.get(os.waitstatus_to_exitcode(status), "itself")


if __name__ == "__main__":
    Server().serve()
