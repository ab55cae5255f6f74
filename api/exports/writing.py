"""Writing the file of an export: rows out of one snapshot of the database, block by block, into a writer."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from time import monotonic
from typing import BinaryIO

from api.auth.service import Caller
from api.exports import queries
from api.exports.columns import Row, make_converter, make_headings
from api.exports.models import Export
from api.exports.queries import Selection
from api.exports.words import WORDS
from api.exports.writers import Writer
from api.exports.writers.csv import CsvWriter
from api.exports.writers.ics import FIELDS, IcsWriter
from api.meetings.filters import MeetingFilters
from api.resources import Resources

TELL_EVERY_SECONDS = 0.5

Tell = Callable[[int, int], Awaitable[None]]
"""Takes how many rows are written, and how many there are."""


def make_writer(export: Export, file: BinaryIO) -> Writer:
    """The writer of the export's format."""
    words = WORDS[export.locale]
    if export.format == "ics":
        return IcsWriter(file, words.title, export.timezone)
    headings = make_headings(export.columns, words, export.timezone)
    if export.format == "csv":
        return CsvWriter(file, headings, export.separator)
    from api.exports.writers.xlsx import XlsxWriter  # noqa: PLC0415 - openpyxl takes half a second to load

    return XlsxWriter(file, headings, words.title, words.date_format)


def selection_of(export: Export) -> Selection:
    """Which rows the export is about."""
    return Selection(export.rows, MeetingFilters.model_validate(export.filters), export.meeting_ids)


async def write_file(
    resources: Resources,
    export: Export,
    caller: Caller,
    file: BinaryIO,
    tell: Tell,
    *,
    tell_every_seconds: float = TELL_EVERY_SECONDS,
) -> int:
    """Write all rows that the caller may see now; answers how many.

    Rows are written by a thread, so that the process goes on answering, and keeps its lease. The file is one on this
    machine, because a snapshot must not stay open while a store somewhere else takes its time.
    """
    selection = selection_of(export)
    columns = FIELDS if export.format == "ics" else export.columns
    convert = make_converter(columns if export.format != "ics" else (), WORDS[export.locale], export.timezone)
    with contextlib.closing(await asyncio.to_thread(make_writer, export, file)) as writer:
        done = 0
        async with resources.transaction() as session:
            await queries.begin_snapshot(session)
            total = await queries.count_rows(session, caller, selection)
            await tell(0, total)
            told_at = monotonic()
            async for block in queries.read_rows(session, caller, selection, columns):
                await asyncio.to_thread(_write_block, writer, convert, block)
                done += len(block)
                if monotonic() - told_at >= tell_every_seconds:
                    await tell(done, total)
                    told_at = monotonic()
        await asyncio.to_thread(writer.finish)
    return done


def _write_block(writer: Writer, convert: Callable[[Row], Row], block: Sequence[Row]) -> None:
    writer.write([convert(row) for row in block])
