"""A launched Parley of stand-in programs, and looking at processes."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from launcher.folder import FolderClaim
from launcher.ports import free_port

ELSEWHERE = "postgresql+asyncpg://me@db.example/parley"
STAND_IN = Path(__file__).with_name("stand_in.py")
PROJECT = Path(__file__).parents[2]


def wait_until(is_so: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not become so in time"
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    """A zombie that nobody has buried yet does not run."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def pids_naming(words: str) -> list[int]:
    """Running processes whose command line holds the words, without ourselves."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if words.encode() in command and int(folder.name) != os.getpid() and is_running(int(folder.name)):
            found.append(int(folder.name))
    return found


class Launch:
    """The supervisor in a process of its own, with a data folder whose name has a space.

    Without a Postgres of its own, which takes longest to make, unless DATABASE_URL is given as "".
    """

    def __init__(self, data_dir: Path, *features: str, **environment: str) -> None:
        self.data_dir = data_dir
        self.port = int(environment.get("PORT") or free_port())
        self.lines: list[str] = []
        named = {"DATABASE_URL", "REDIS_URL", "S3_ENDPOINT_URL", "ZOOM_API_URL"}
        inherited = {name: value for name, value in os.environ.items() if name not in named}
        own = {"PORT": str(self.port), "SIMULATOR_PORT": str(free_port()), "DATA_DIR": str(data_dir)}
        own["DATABASE_URL"] = ELSEWHERE
        self.process = subprocess.Popen(
            [sys.executable, str(STAND_IN), *features],
            env={**inherited, "PYTHONPATH": str(PROJECT), **own, **environment},
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as output:
            self.lines += (line.rstrip("\n") for line in output)

    def __contains__(self, words: str) -> bool:
        return any(words in line for line in self.lines)

    def wait_for(self, words: str) -> None:
        wait_until(lambda: words in self or self.process.poll() is not None, 30)
        assert words in self, "\n".join(self.lines)

    def wait_ready(self) -> None:
        wait_until(lambda: "ready" in self.lines or self.process.poll() is not None, 30)
        assert "ready" in self.lines, "\n".join(self.lines)

    def pid_of(self, name: str) -> int:
        (pid,) = pids_naming(f"{self.data_dir}/{name}")
        return pid

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        code = self.process.wait(15)
        self._reader.join(15)
        return code

    def assert_nothing_left(self) -> None:
        """Neither a program that names the data folder, nor a server that holds its own folder."""
        wait_until(lambda: pids_naming(str(self.data_dir)) == [])
        for server in ("postgres", "valkey", "s3"):
            FolderClaim(self.data_dir / server, wait_seconds=10).release()
