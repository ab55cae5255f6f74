"""A whole Parley in a folder that is thrown away, run by the launcher as `make run` runs it."""

import contextlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from launcher.options import PROJECT
from launcher.ports import free_port
from launcher.process import Process

START_SECONDS = 120
STOP_SECONDS = 15
ELSEWHERE = ("DATABASE_URL", "REDIS_URL", "S3_ENDPOINT_URL", "ZOOM_API_URL", "ZOOM_OAUTH_URL", "PUBLIC_URL")
"""Settings of the person's own Parley: a hundred thousand made-up meetings do not belong there."""


class DidNotStartError(Exception):
    """The stack ended, or did not get ready; the end of its log is the message."""


@dataclass(frozen=True)
class Stack:
    """Where everything is, and the environment of its processes."""

    url: str
    zoom_url: str
    environment: dict[str, str]
    folder: Path

    @property
    def database_url(self) -> str:
        """As libpq and asyncpg want it."""
        return self.environment["DATABASE_URL"].replace("+asyncpg", "")


@contextlib.contextmanager
def running(zoom_plan: str = "business") -> Iterator[Stack]:
    """Start everything, with the demo world in it, under the limits of a plan of Zoom's; leave nothing behind."""
    with tempfile.TemporaryDirectory(prefix="parley-benchmarks-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # As root, Postgres runs as somebody else and must reach its own folder inside.
        log = folder / "log"
        port, simulator_port = free_port(), free_port()
        with log.open("wb") as output:
            process = Process(
                [sys.executable, "-m", "launcher", "up"],
                environment={**_environment(folder / "data", port, simulator_port), "ZOOM_PLAN": zoom_plan},
                folder=PROJECT,
                output=output,
            )
            try:
                _wait_ready(process, log)
                environment = json.loads((folder / "data" / "environment.json").read_text(encoding="utf-8"))
                yield Stack(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{simulator_port}", environment, folder)
            finally:
                process.stop(STOP_SECONDS)


def _environment(data: Path, port: int, simulator_port: int) -> dict[str, str]:
    """No comparison with Zoom in the meantime, which knows nothing of the made-up meetings. The pace of its highest
    plan, 80 calls a second, does not brake what is measured."""
    kept = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    ours = {"DATA_DIR": str(data), "PORT": str(port), "SIMULATOR_PORT": str(simulator_port)}
    ours["SYNC_EVERY_MINUTES"] = "60"
    return {**kept, **ours}


def _wait_ready(process: Process, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while b"\nready" not in log.read_bytes():
        if process.exit_code is not None or time.monotonic() > deadline:
            raise DidNotStartError(log.read_text(encoding="utf-8", errors="replace")[-2000:])
        time.sleep(0.1)
