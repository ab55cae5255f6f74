"""Writing all meetings into a file: our XLSX beside our CSV, and beside openpyxl's own loop; time and memory.

Each way runs in a process of its own, which reads the same rows from the same database: `python -m
benchmarks.exporting xlsx`. What storing the file takes is not measured: it is the store's.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from openpyxl import Workbook
from sqlalchemy import select

from api.auth import service as auth
from api.auth.models import Account
from api.auth.service import Caller
from api.core.config import Config
from api.exports import queries
from api.exports.columns import default_columns, make_converter, make_headings
from api.exports.models import Export
from api.exports.words import WORDS
from api.exports.writing import selection_of, write_file
from api.resources import Resources, open_resources
from benchmarks.stack import Stack

Way = Literal["csv", "xlsx", "openpyxl"]
TIMES_OF_CSV_GOAL = 3
ADDED_MEGABYTES_GOAL = 60
OPENPYXL_UP_TO = 100_000
"""Rows; beyond, its loop takes minutes and tells nothing new."""
ZONE = "Europe/Kyiv"


@dataclass(frozen=True)
class Run:
    """What one way took."""

    way: Way
    rows: int
    seconds: float
    megabytes_before: float
    megabytes_peak: float
    file_megabytes: float

    @property
    def added_megabytes(self) -> float:
        """What writing took beyond the process itself."""
        return self.megabytes_peak - self.megabytes_before


def measure(stack: Stack, meetings: int) -> list[Run]:
    """Every way once; CSV first, which is the measure of the others."""
    ways: list[Way] = ["csv", "xlsx"] if meetings > OPENPYXL_UP_TO else ["csv", "xlsx", "openpyxl"]
    return [_run(stack, way) for way in ways]


def is_missed(runs: Sequence[Run]) -> bool:
    """Whether a promise about XLSX is broken."""
    csv, xlsx = runs[0], runs[1]
    return xlsx.seconds > TIMES_OF_CSV_GOAL * csv.seconds or xlsx.added_megabytes > ADDED_MEGABYTES_GOAL


def render(runs: Sequence[Run]) -> str:
    """A table in Markdown."""
    head = "| export | rows | seconds | of CSV | goal | MB added | goal | file MB |"
    lines = [head, "| --- " * head.count(" | ") + "| --- |"]
    for run in runs:
        goals = (f"<= {TIMES_OF_CSV_GOAL}", f"<= {ADDED_MEGABYTES_GOAL}") if run.way == "xlsx" else ("", "")
        ratio = run.seconds / runs[0].seconds
        cells = (
            run.way, f"{run.rows:,}", f"{run.seconds:.1f}", f"{ratio:.1f}", goals[0], f"{run.added_megabytes:.0f}",
            goals[1], f"{run.file_megabytes:.1f}",
        )  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _run(stack: Stack, way: Way) -> Run:
    command = [sys.executable, "-m", "benchmarks.exporting", way]
    printed = subprocess.run(command, env=stack.environment, capture_output=True, check=True, text=True).stdout
    return Run(**json.loads(printed.splitlines()[-1]))


def _peak_megabytes() -> float:
    """The kernel's mark of this program alone: `ru_maxrss` keeps that of the larger one which started it."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return int(told.partition("VmHWM:")[2].split()[0]) / 1024


async def _write(way: Way) -> Run:
    resources = open_resources(Config(), name="parley-benchmark")
    async with resources.sessions() as session:
        account_id = (await session.scalars(select(Account.id).where(Account.role == "administrator"))).first()
        caller = await auth.find_caller(session, account_id) if account_id else None
    if caller is None:
        raise RuntimeError("The company has no administrator.")
    columns = [column.value for column in default_columns("meeting")]
    export = Export(
        format="csv" if way == "csv" else "xlsx", rows="meeting", filters={}, meeting_ids=None, columns=columns,
        timezone=ZONE, locale="ru", separator="comma",
    )  # fmt: skip
    write = _write_with_openpyxl if way == "openpyxl" else _write_with_ours
    before, began = _peak_megabytes(), time.monotonic()
    with tempfile.TemporaryFile() as file:
        rows = await write(resources, export, caller, file)
        seconds, size = time.monotonic() - began, file.seek(0, 2)
    await resources.close()
    return Run(way, rows, seconds, before, _peak_megabytes(), size / 1e6)


async def _nobody_listens(_done: int, _total: int) -> None:
    """Progress costs a transaction each half second, whatever is written."""


async def _write_with_ours(resources: Resources, export: Export, caller: Caller, file: BinaryIO) -> int:
    return await write_file(resources, export, caller, file, _nobody_listens)


async def _write_with_openpyxl(resources: Resources, export: Export, caller: Caller, file: BinaryIO) -> int:
    """The loop that openpyxl's own documentation shows."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet()
    words = WORDS[export.locale]
    sheet.append([heading.text for heading in make_headings(export.columns, words, ZONE)])
    convert = make_converter(export.columns, words, ZONE)
    rows = 0
    async with resources.transaction() as session:
        await queries.begin_snapshot(session)
        async for block in queries.read_rows(session, caller, selection_of(export), export.columns):
            rows += len(block)
            for row in block:
                sheet.append(list(convert(row)))
    workbook.save(file)
    return rows


if __name__ == "__main__":
    way: Way = sys.argv[1]  # type: ignore[assignment]
    print(json.dumps(asyncio.run(_write(way)).__dict__))
