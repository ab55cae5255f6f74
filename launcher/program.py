"""Our own programs: run with their output on the terminal, each line after the program's name."""

import contextlib
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from typing import IO

from launcher.errors import LaunchError
from launcher.options import PROJECT
from launcher.process import Process

NAME_WIDTH = 9


def tell(text: str) -> None:
    """Text for the terminal. That whoever read it is gone is no reason to stop."""
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


def say(name: str, line: str) -> None:
    """One line after the name of who says it."""
    tell(f"{name:<{NAME_WIDTH}} | {line}")


class Program:
    """One program, started again as often as wanted."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.name = name
        self._command = command
        self._environment = environment
        self._process: Process | None = None
        self._reader: threading.Thread | None = None

    def start(self) -> None:
        """Start it. It is killed if we die without a goodbye: it holds nothing that it has not saved."""
        self._start()

    @property
    def exit_code(self) -> int | None:
        """None while it runs; negative: the signal that ended it."""
        return self._process.exit_code if self._process else None

    def ask_to_stop(self) -> None:
        """Send SIGTERM, if it runs."""
        if self._process:
            self._process.ask_to_stop()

    def end(self, deadline: float) -> None:
        """Wait until `deadline` (monotonic seconds), then kill it and what it started."""
        if self._process:
            self._process.end(deadline)
            self._process = None
        if self._reader:
            self._reader.join(1)  # Its last lines; not for ever, for a stranger may have inherited the pipe.
            self._reader = None

    def run_to_end(self) -> None:
        """Run it once; not succeeding is the launcher's failure."""
        process = self._start()
        try:
            code = process.wait()
        finally:
            self.end(0)
        if code != 0:
            raise LaunchError(f"`{self.name}` failed: the reason is in its lines above.")

    def _start(self) -> Process:
        process = self._process = Process(
            self._command,
            environment=self._environment,
            folder=PROJECT,
            output=subprocess.PIPE,
            death_signal=signal.SIGKILL,
        )
        self._reader = threading.Thread(target=self._repeat, args=[process.output], daemon=True)
        self._reader.start()
        return process

    def _repeat(self, output: IO[bytes]) -> None:
        with output:
            for line in output:
                say(self.name, line.decode(errors="replace").rstrip())
