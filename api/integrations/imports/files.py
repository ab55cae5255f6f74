"""Reading a table that somebody uploaded, whatever it turns out to be. Nothing in the file is believed."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.core.cells import rearm
from api.core.errors import InvalidError
from api.integrations.imports import delimited, workbook

LARGEST_FILE_BYTES = 10 * 1024 * 1024
MOST_ROWS = 10_000
MOST_COLUMNS = 100
LONGEST_CELL = 32_767
"""Excel's own limit."""
ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Row:
    """One row with its number as a spreadsheet shows it; the header is row 1."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """What the file holds. Every row has as many cells as the header."""

    header: list[str]
    rows: list[Row]


def read_table(content: bytes) -> Table:
    """The first sheet of a workbook, or delimited text. Raises InvalidError at `file` with what is wrong."""
    if len(content) > LARGEST_FILE_BYTES:
        raise refuse("too_large", "The file is larger than 10 MB.")
    if content.startswith(OLD_OFFICE):
        raise refuse("old_format", "This is an old or protected Excel file. Save it as .xlsx or CSV without password.")
    is_workbook = content.startswith(ZIP)
    try:
        lines = workbook.read_rows(content, MOST_COLUMNS) if is_workbook else delimited.read_rows(content)
        return _make_table(lines)
    except (delimited.UnreadableError, workbook.UnreadableError) as error:
        raise refuse(error.code, str(error)) from error


def refuse(code: str, message: str) -> InvalidError:
    """Why the file was not taken."""
    return InvalidError.at("file", code, f"{message} Nothing was saved.")


def _make_table(lines: Iterable[list[str]]) -> Table:
    header: list[str] | None = None
    rows: list[Row] = []
    for number, line in enumerate(lines, 1):
        cells = _clean(line, number)
        if not any(cells):
            continue
        if header is None:
            header = _cut(cells)
        elif len(rows) == MOST_ROWS:
            raise refuse("too_many_rows", "There are more than 10,000 rows; divide the file.")
        else:
            rows.append(Row(number, cells))
    if header is None or not rows:
        raise refuse("no_rows", "There are no rows below the header.")
    return Table(header, [Row(row.number, _fit(row.cells, len(header))) for row in rows])


def _clean(line: list[str], number: int) -> list[str]:
    """NUL cannot be kept in Postgres, and what our own files have before a formula is taken away."""
    if any(len(cell) > LONGEST_CELL for cell in line):
        raise refuse("cell_too_long", f"A cell in row {number} has more than 32,767 characters; is a quote missing?")
    return [rearm(cell.replace("\0", "").strip()) for cell in line]


def _cut(cells: list[str]) -> list[str]:
    """The header, without empty columns at its end."""
    while not cells[-1]:
        cells = cells[:-1]
    if len(cells) > MOST_COLUMNS:
        raise refuse("too_many_columns", "There are more than 100 columns.")
    return cells


def _fit(cells: list[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]
