"""What the embedded servers have in common: a folder of their own, a free port, a log, start and stop."""

import signal
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

from launcher.errors import LaunchError
from launcher.folder import FolderClaim
from launcher.ports import free_port
from launcher.process import Process

LOG_LIMIT_BYTES = 10_000_000
PORT_ATTEMPTS = 3


class EmbeddedServer(ABC):
    """A server from a Python package, run by us. Start it from a thread that outlives it: it dies with that thread."""

    name: ClassVar[str]
    stop_signal: ClassVar[signal.Signals] = signal.SIGTERM

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir.absolute()
        self.log = self.data_dir / f"{self.name}.log"
        self.port = 0
        self.process: Process | None = None
        self._claim: FolderClaim | None = None

    def start(self, timeout_seconds: float = 600) -> None:
        """Start and wait until it answers. The limit is generous: crash recovery may take minutes."""
        claim = self._claim = FolderClaim(self.data_dir)
        try:
            self._prepare()
            self._launch(claim, timeout_seconds)
        except BaseException:
            self.stop(0)
            raise

    @property
    def exit_code(self) -> int | None:
        """None while it runs; negative: the signal that ended it."""
        return self.process.exit_code if self.process else None

    def ask_to_stop(self) -> None:
        """Send the server's stop signal, if it runs."""
        if self.process:
            self.process.ask_to_stop()

    def end(self, deadline: float) -> None:
        """Wait until `deadline` (monotonic seconds), then kill; the folder is free for others afterwards."""
        if self.process:
            self.process.end(deadline)
            self.process = None
        if self._claim:
            self._claim.release()
            self._claim = None

    def stop(self, grace_seconds: float = 8) -> None:
        """Stop in order, by force after the grace; harmless when it does not run."""
        self.ask_to_stop()
        self.end(time.monotonic() + grace_seconds)

    def _launch(self, claim: FolderClaim, timeout_seconds: float) -> None:
        """Start on a free port. One found free may be taken by now, so try others; a restart keeps its port."""
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT_BYTES:
            self.log.replace(self.log.with_suffix(".log.old"))
        for port in [self.port] if self.port else [free_port() for _ in range(PORT_ATTEMPTS)]:
            with self.log.open("ab") as output:
                self.process = self._run(port, output.fileno(), claim.server_lock)
            if self._wait_ready(self.process, port, timeout_seconds):
                self.port = port
                return
        raise LaunchError(f"{self.name} does not start: see {self.log}")

    def _wait_ready(self, process: Process, port: int, timeout_seconds: float) -> bool:
        deadline = time.monotonic() + timeout_seconds
        while time.monotonic() < deadline and process.exit_code is None:
            if self._is_ready(port):
                return True
            time.sleep(0.01)
        process.stop(0)
        return False

    @abstractmethod
    def _prepare(self) -> None:
        """Make what must be on disk before the start."""

    @abstractmethod
    def _run(self, port: int, output: int, lock: int) -> Process:
        """Start the program; `lock` must stay open in it."""

    @abstractmethod
    def _is_ready(self, port: int) -> bool:
        """Whether it answers."""
