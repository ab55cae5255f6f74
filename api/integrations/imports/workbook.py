"""Excel workbooks, read by openpyxl in its streaming mode, after a look at what it would have to unpack.

openpyxl believes what a file says of itself; so nothing is handed to it that unpacks to much, or that defines entities.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from xml.parsers import expat

from openpyxl import load_workbook

SHEETS_BYTES = 24 * 1024 * 1024
"""Sheets and their texts, unpacked: some 100 columns of 10,000 rows."""
OTHER_PART_BYTES = 2 * 1024 * 1024
"""Any other part: openpyxl makes an object of each element in it."""
MOST_PARTS = 2_000
MOST_LINES = 50_000
"""Lines read, the empty ones among them: a sheet may claim a million of those in a few bytes."""
CHUNK_BYTES = 64 * 1024
NOT_A_WORKBOOK = "This is not a workbook of Excel, or it is damaged."


class UnreadableError(Exception):
    """This is no workbook that can be read here."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def read_rows(content: bytes, most_columns: int) -> Iterator[list[str]]:
    """The rows of the first sheet as texts; of formulas the values that Excel last saw."""
    _look_inside(content)
    try:
        lines = _read_first_sheet(content, most_columns + 1)
    except UnreadableError:
        raise
    except Exception as error:  # a broken file breaks the reader anywhere, and always means the same
        raise UnreadableError("not_a_table", NOT_A_WORKBOOK) from error
    yield from lines


def _look_inside(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [part for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))]
            _check_sizes(parts, len(archive.infolist()))
            for part in parts:
                _check_xml(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, expat.ExpatError) as error:
        raise UnreadableError("not_a_table", NOT_A_WORKBOOK) from error


def _check_sizes(parts: list[zipfile.ZipInfo], count: int) -> None:
    """The sizes that the archive states are binding: what is longer does not unpack."""
    is_sheet = {part.filename: part.filename.startswith(("xl/worksheets/", "xl/sharedStrings")) for part in parts}
    sheets = sum(part.file_size for part in parts if is_sheet[part.filename])
    others = max((part.file_size for part in parts if not is_sheet[part.filename]), default=0)
    if sheets > SHEETS_BYTES or others > OTHER_PART_BYTES or count > MOST_PARTS:
        raise UnreadableError("too_large", "The workbook is too large when it is unpacked; save the sheet as CSV.")
    if not any(is_sheet.values()):
        raise UnreadableError("not_a_table", NOT_A_WORKBOOK)


def _check_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    def refuse(*_declared: object) -> None:
        raise UnreadableError("not_a_table", "The workbook defines XML entities, which no Excel writes.")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    with archive.open(part) as unpacked:
        while chunk := unpacked.read(CHUNK_BYTES):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)


def _read_first_sheet(content: bytes, columns: int) -> list[list[str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's remarks on styles and extensions are for programmers
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            lines: list[list[str]] = []
            for number, line in enumerate(sheet.iter_rows(max_col=columns, values_only=True), 1):
                if number > MOST_LINES:
                    raise UnreadableError("too_many_rows", "The sheet has more than 10,000 rows; divide it.")
                lines.append([_to_text(value) for value in line])
            return lines
        finally:
            book.close()


def _to_text(value: object) -> str:
    """A cell as Excel would show it, nearly: whole numbers without a point, days without midnight."""
    match value:
        case None:
            return ""
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == datetime.min.time():
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)
