"""CSV as RFC 4180 has it, in UTF-8 with a mark, by which spreadsheets know that it is UTF-8."""

import csv
import io
from collections.abc import Sequence
from typing import BinaryIO

from api.core.cells import disarm
from api.exports.columns import Cell, Heading, Row

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}


def harmless(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula."""
    return disarm(cell) if isinstance(cell, str) else cell


class CsvWriter:
    """Lines of text; instants are written as `2026-12-01 14:00:00`, which spreadsheets take for dates."""

    def __init__(self, file: BinaryIO, headings: Sequence[Heading], separator: str) -> None:
        self._text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._text, delimiter=SEPARATORS[separator])
        self._csv.writerow([heading.text for heading in headings])

    def write(self, rows: Sequence[Row]) -> None:
        """One line for each row."""
        self._csv.writerows([harmless(cell) for cell in row] for row in rows)

    def finish(self) -> None:
        """Nothing stands after the last row."""
        self._text.flush()

    def close(self) -> None:
        """Leave the file open."""
        self._text.detach()
