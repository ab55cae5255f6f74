"""However long a file is, only a block of its rows is in memory."""

import subprocess
import sys
import tempfile
import tracemalloc
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth import service as auth
from api.exports.models import Export
from api.exports.writing import write_file
from api.resources import Resources
from tests.factories.accounts import own_id
from tests.factories.many_meetings import make_many_meetings

WRITE = """
import sys, tempfile
from datetime import datetime
from api.exports.columns import default_columns, make_headings
from api.exports.words import WORDS
from api.exports.writers.csv import CsvWriter
from api.exports.writers.ics import IcsWriter
from api.exports.writers.xlsx import XlsxWriter

format, count = sys.argv[1], int(sys.argv[2])
columns, words = default_columns("meeting"), WORDS["en"]
headings = make_headings(columns, words, "UTC")
values = {"instant": datetime(2026, 12, 1, 14), "number": 45, "text": "Contract talk, " * 4, "word": "Planned"}
row = [values[heading.kind] for heading in headings]
if format == "ics":
    at = values["instant"]
    row = ["id", "Topic", at, at, "planned", "Agenda", "https://zoom.example", 1, at, at]
with tempfile.TemporaryFile() as file:
    writer = {
        "csv": lambda: CsvWriter(file, headings, "comma"),
        "ics": lambda: IcsWriter(file, "Meetings", "UTC"),
        "xlsx": lambda: XlsxWriter(file, headings, "Meetings", "yyyy-mm-dd hh:mm"),
    }[format]()
    for _ in range(count // 1000):
        writer.write([row] * 1000)
    writer.finish()
    writer.close()
print(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0])
"""
SAME = 1.15
"""Allocators round up; a file kept in memory would be ten times as large."""


def peak_kilobytes(name: str, rows: int) -> int:
    """Of a process of its own that writes such a file; `ru_maxrss` would tell of the one which started it."""
    command = [sys.executable, "-c", WRITE, name, str(rows)]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


@pytest.mark.parametrize("name", ["csv", "xlsx", "ics"])
def test_writing_ten_times_as_many_rows_takes_no_more_memory(name: str) -> None:
    assert peak_kilobytes(name, 100_000) < SAME * peak_kilobytes(name, 10_000)


async def _nobody_listens(_done: int, _total: int) -> None:
    """Progress, of no interest here."""


async def peak_bytes(session: AsyncSession, resources: Resources, owner: UUID, search: str) -> tuple[int, int]:
    """How many meetings were found and written, and what that took at once."""
    made = Export(
        format="csv", rows="meeting", filters={"search": search}, columns=["topic", "starts_at", "agenda"],
        timezone="UTC", locale="en", separator="comma",
    )  # fmt: skip
    caller = await auth.find_caller(session, owner)
    assert caller is not None
    tracemalloc.start()
    with tempfile.TemporaryFile() as file:
        rows = await write_file(resources, made, caller, file, _nobody_listens)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return rows, peak


async def test_neither_does_reading_them(employee: AsyncClient, session: AsyncSession, resources: Resources) -> None:
    owner = await own_id(employee)
    await make_many_meetings(session, owner, 20_000, ["Rare", *["Frequent"] * 9])
    await peak_bytes(session, resources, owner, "rare")  # what is kept for ever is made by the first
    few, small = await peak_bytes(session, resources, owner, "rare")
    many, large = await peak_bytes(session, resources, owner, "frequent")
    assert (few, many) == (2000, 18_000)
    assert large < 1.5 * small
