"""Starts the stack, keeps it running, and leaves nothing behind."""

import json
import os
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from types import FrameType
from typing import Protocol

from launcher.errors import LaunchError
from launcher.folder import FolderClaim
from launcher.ports import is_listening
from launcher.program import Program, say, tell
from launcher.stack import Stack

START_SECONDS = 60
GRACE_SECONDS = 5
SERVERS_GRACE_SECONDS = 3
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30
STEADY_SECONDS = 60
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

WELCOME = """
Parley     {url}
Simulator  {simulator}
Sign in as admin@parley.example, manager@parley.example, employee@parley.example or client@parley.example
Password   parley-demo
ready"""


class Service(Protocol):
    """An embedded server or one of our programs."""

    @property
    def name(self) -> str: ...
    @property
    def exit_code(self) -> int | None: ...
    def start(self) -> None: ...
    def ask_to_stop(self) -> None: ...
    def end(self, deadline: float) -> None: ...


class StopAsked(BaseException):
    """A signal said stop. It may arise anywhere, like KeyboardInterrupt; what is half started then dies with us."""


def supervise(stack: Stack) -> None:
    """Run the stack until a signal says stop."""
    claim = FolderClaim(stack.options.data_dir)
    running: list[Service] = []
    _on_stop_signals(_raise_stop)
    try:
        _start(stack, running)
        keep_up(running)
    except StopAsked:
        say("launcher", "stopping")
    finally:
        _on_stop_signals(signal.SIG_IGN)
        _stop(running, servers=len(stack.servers))
        stack.options.environment_file.unlink(missing_ok=True)
        claim.release()


def _start(stack: Stack, running: list[Service]) -> None:
    for server in stack.servers:
        running.append(server)
        server.start()
    stack.complete_environment()
    _write_environment(stack)
    simulator = stack.simulator() if stack.has_simulator else None
    if simulator:
        running.append(simulator)
        simulator.start()
    stack.migration().run_to_end()
    if simulator:  # The demo world has meetings, and so a Zoom that must answer.
        _wait_for(simulator, lambda: is_listening(stack.options.simulator_port))
    stack.seed().run_to_end()
    api, worker = stack.programs()
    for program in (api, worker):
        running.append(program)
        program.start()
    _wait_for(api, lambda: _is_ready(f"{stack.url}/readyz"))
    simulator_url = stack.simulator_url if stack.has_simulator else "not running: ZOOM_API_URL names another Zoom"
    tell(WELCOME.format(url=stack.environment["PUBLIC_URL"], simulator=simulator_url))


def _write_environment(stack: Stack) -> None:
    file = stack.options.environment_file
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
        json.dump(stack.environment, opened)


def _wait_for(program: Program, is_there: Callable[[], bool]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not is_there():
        if program.exit_code is not None:
            raise LaunchError(f"`{program.name}` ended while it started: the reason is in its lines above.")
        if time.monotonic() > deadline:
            raise LaunchError(f"`{program.name}` does not answer after {START_SECONDS} s.")
        time.sleep(0.05)


def _is_ready(url: str) -> bool:
    # A proxy of the environment has no business between us and ourselves.
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def keep_up(services: list[Service]) -> None:
    """Start again whatever ends, after a pause that grows while it keeps ending."""
    watches = [Watch(service) for service in services]
    while True:
        for watch in watches:
            watch.look(time.monotonic())
        time.sleep(0.1)


class Watch:
    """One service's ends and starts."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._pause = FIRST_PAUSE_SECONDS
        self._started_at = time.monotonic()
        self._start_at: float | None = None

    def look(self, now: float) -> None:
        """Notice an end, or start again when the pause is over."""
        if self._start_at is not None:
            if now >= self._start_at:
                self._start_again(now)
        elif (code := self._service.exit_code) is not None:
            if now - self._started_at > STEADY_SECONDS:
                self._pause = FIRST_PAUSE_SECONDS
            self._service.end(now)
            self._start_later(f"ended ({_describe(code)})", now)

    def _start_again(self, now: float) -> None:
        try:
            self._service.start()
        except LaunchError as error:
            self._start_later(f"did not start ({error})", now)
        else:
            self._start_at = None
            self._started_at = now

    def _start_later(self, what: str, now: float) -> None:
        say("launcher", f"{self._service.name} {what}; starting it again in {self._pause:g} s")
        self._start_at = now + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS)


def _describe(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"


def _stop(running: list[Service], servers: int) -> None:
    """Our programs first, side by side; then the servers they need, side by side."""
    for services, grace_seconds in ((running[servers:], GRACE_SECONDS), (running[:servers], SERVERS_GRACE_SECONDS)):
        for service in services:
            service.ask_to_stop()
        deadline = time.monotonic() + grace_seconds
        for service in services:
            service.end(deadline)


def _raise_stop(_number: int, _frame: FrameType | None) -> None:
    raise StopAsked


def _on_stop_signals(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    for number in STOP_SIGNALS:
        # Under nohup the end of the terminal is ignored, and stays ignored.
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)
