"""A program started here, tethered to this process."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

TETHER = Path(__file__).with_name("tether.py")


def tethered(command: Sequence[str], death_signal: int = signal.SIGKILL, identity: str = "same") -> list[str]:
    """The command line that runs `command` so that it gets `death_signal` when the calling *thread* ends."""
    return [sys.executable, "-I", "-S", str(TETHER), str(os.getpid()), str(int(death_signal)), identity, *command]


class Process:
    """A running program with a process group of its own, so that Ctrl-C in the terminal reaches only the launcher."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        environment: Mapping[str, str] | None = None,
        folder: Path = Path("/"),
        output: IO[bytes] | int = subprocess.DEVNULL,
        stop_signal: signal.Signals = signal.SIGTERM,
        death_signal: signal.Signals = signal.SIGKILL,
        identity: str = "same",
        standard_input: bytes = b"",
        keep_open: Sequence[int] = (),
    ) -> None:
        """Start it. `keep_open` are descriptors it inherits; `standard_input` must fit a pipe (a few kilobytes)."""
        self._stop_signal = stop_signal
        self._popen = subprocess.Popen(
            tethered(command, death_signal, identity),
            env=environment,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=keep_open,
        )
        self.pid = self._popen.pid
        self.output = self._popen.stdout  # for whoever asked for a pipe to read and close
        if self._popen.stdin:
            self._popen.stdin.write(standard_input)
            self._popen.stdin.close()

    @property
    def exit_code(self) -> int | None:
        """None while it runs; negative: the signal that ended it."""
        return self._popen.poll()

    def wait(self) -> int:
        """Its exit code, once it has ended."""
        return self._popen.wait()

    def ask_to_stop(self) -> None:
        """Send the program's own stop signal."""
        if self.exit_code is None:
            self._popen.send_signal(self._stop_signal)

    def end(self, deadline: float) -> None:
        """Wait until `deadline` (monotonic seconds), then kill; nothing of the process group is left afterwards."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._popen.wait(max(0, deadline - time.monotonic()))
        # macOS answers PermissionError for a group of which only zombies are left.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self._popen.wait()

    def stop(self, grace_seconds: float) -> None:
        """Stop in order, by force after the grace."""
        self.ask_to_stop()
        self.end(time.monotonic() + grace_seconds)
