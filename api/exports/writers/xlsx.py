"""XLSX, streamed: openpyxl makes the workbook with head, widths and styles, and rows are written into its sheets.

openpyxl's own loop takes six times as long as this one. Texts are typed as texts, so nothing in them is a formula.
"""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import IO, BinaryIO
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from api.exports.columns import Cell, Heading, Kind, Row

MOST_ROWS = 1_048_576
"""Of a sheet, with its head."""
MOST_BYTES = 1_900_000_000
"""Of a sheet, unpacked. Beyond 2 GiB it would need ZIP64, which some spreadsheets do not read."""
MOST_CHARACTERS = 32_767
"""Of a cell, counted in UTF-16 as Excel counts."""
COMPRESSION = 4
"""Beyond, the file gets 2 % smaller and takes a third longer."""

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - the origin of Excel's wall clocks, which know no zone
_DAY_SECONDS = 86_400
_MARK = "first row"
_NUMBER_FORMAT = "0"
_HEAD_FILL = "EEF1FB"
_SPECIAL = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class XlsxWriter:
    """Rows go to a sheet, and to a further one when it is full. The file must be one that can seek."""

    def __init__(
        self, file: BinaryIO, headings: Sequence[Heading], title: str, date_format: str, *, most_rows: int = MOST_ROWS
    ) -> None:
        self._template = _Template(headings, title, date_format)
        self._cells = [
            _renderer(heading.kind, style) for heading, style in zip(headings, self._template.styles, strict=True)
        ]
        self._most_rows = most_rows
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION)
        self._row_counts: list[int] = []
        self._begin_sheet()

    def write(self, rows: Sequence[Row]) -> None:
        """Append rows, which fit into what is left of the sheet or begin another one."""
        while rows:
            room = self._most_rows - self._row_counts[-1] if self._bytes < MOST_BYTES else 0
            if room == 0:
                self._end_sheet()
                self._begin_sheet()
                continue
            now, rows = rows[:room], rows[room:]
            self._append("".join([self._render(row) for row in now]).encode())
            self._row_counts[-1] += len(now)

    def finish(self) -> None:
        """What is common to all sheets comes last: only now is known how many there are."""
        self._end_sheet()
        for name, body in self._template.common_parts(self._row_counts):
            self._zip.writestr(name, body)
        self._zip.close()

    def close(self) -> None:
        """What was packed is written down, so that nothing is left to do when the file is gone."""
        self._sheet.close()
        self._zip.close()

    def _render(self, row: Row) -> str:
        return f"<row>{''.join([render(cell) for render, cell in zip(self._cells, row, strict=True)])}</row>"

    def _begin_sheet(self) -> None:
        self._row_counts.append(1)
        number = len(self._row_counts)
        self._sheet: IO[bytes] = self._zip.open(f"xl/worksheets/sheet{number}.xml", "w")
        self._bytes = 0
        self._append(self._template.before_rows)

    def _end_sheet(self) -> None:
        self._append(self._template.after_rows(self._row_counts[-1]))
        self._sheet.close()

    def _append(self, xml: bytes) -> None:
        self._sheet.write(xml)
        self._bytes += len(xml)


def _renderer(kind: Kind, style: int) -> Callable[[Cell], str]:
    """A function that writes the cells of one column."""
    begin = f'<c s="{style}"' if style else "<c"

    def text(cell: Cell) -> str:
        if not cell:
            return f"{begin}/>"
        return f'{begin} t="inlineStr"><is><t xml:space="preserve">{to_xml(str(cell))}</t></is></c>'

    def number(cell: Cell) -> str:
        return f"{begin}/>" if cell is None else f"{begin}><v>{cell}</v></c>"

    def instant(cell: Cell) -> str:
        return f"{begin}><v>{to_serial(cell)}</v></c>" if isinstance(cell, datetime) else f"{begin}/>"

    return {"text": text, "word": text, "number": number, "instant": instant}[kind]


def to_serial(wall_clock: datetime) -> float:
    """Days since Excel's origin."""
    since = wall_clock - _EPOCH
    return since.days + since.seconds / _DAY_SECONDS


def to_xml(text: str) -> str:
    """The text inside an element: cut to what a cell holds, without what XML forbids, line breaks as Excel has them.

    Excel reads `_x0041_` as a letter by its number, so a text that happens to look so says that it does not mean it.
    """
    if len(text) > MOST_CHARACTERS // 2:
        text = text.encode("utf-16-le")[: 2 * MOST_CHARACTERS].decode("utf-16-le", "ignore")
    if _SPECIAL.search(text) is None:
        return text
    text = _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return escape(_LOOKS_ESCAPED.sub("_x005F_", text))


class _Template:
    """What openpyxl writes around the rows."""

    def __init__(self, headings: Sequence[Heading], title: str, date_format: str) -> None:
        self._headings = headings
        self._title = title
        self._formats = {"instant": date_format, "number": _NUMBER_FORMAT}
        sheet = _parts_of(self._make_workbook([2]))["xl/worksheets/sheet1.xml"].decode()
        # Styles get their numbers while openpyxl saves.
        self.styles = [int(style or 0) for style in re.findall(r'<c r="[A-Z]+2"(?: s="(\d+)")?', sheet)]
        self.before_rows, self._after_rows = _around_rows(sheet)

    def after_rows(self, row_count: int) -> bytes:
        """The end of a sheet, whose filter reaches to the last row."""
        return self._after_rows.replace(self._reach(2).encode(), self._reach(row_count).encode())

    def common_parts(self, row_counts: Sequence[int]) -> list[tuple[str, bytes]]:
        """Everything but the sheets."""
        parts = _parts_of(self._make_workbook(row_counts))
        return [(name, body) for name, body in parts.items() if not name.startswith("xl/worksheets/")]

    def _make_workbook(self, row_counts: Sequence[int]) -> Workbook:
        workbook = Workbook()
        workbook.remove(workbook.worksheets[0])
        for number, row_count in enumerate(row_counts, 1):
            self._fill(workbook.create_sheet(self._title if number == 1 else f"{self._title} {number}"), row_count)
        return workbook

    def _fill(self, sheet: Worksheet, row_count: int) -> None:
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = self._reach(row_count)
        for column, heading in enumerate(self._headings, 1):
            sheet.column_dimensions[get_column_letter(column)].width = heading.width
            head = sheet.cell(1, column, heading.text)
            head.font = Font(name="Calibri", size=11, bold=True)
            head.fill = PatternFill("solid", fgColor=_HEAD_FILL)
            head.alignment = Alignment(vertical="center")
            row = sheet.cell(2, column, _MARK)
            row.number_format = self._formats.get(heading.kind, "General")

    def _reach(self, row_count: int) -> str:
        return f"A1:{get_column_letter(len(self._headings))}{row_count}"


def _parts_of(workbook: Workbook) -> dict[str, bytes]:
    saved = io.BytesIO()
    workbook.save(saved)
    with zipfile.ZipFile(saved) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def _around_rows(sheet: str) -> tuple[bytes, bytes]:
    """The sheet without its row of marks, cut in two there. The size it names would be wrong, and may be left out."""
    text = re.sub("<dimension[^>]*/>", "", sheet)
    begin = text.index('<row r="2"')
    end = text.index("</row>", begin) + len("</row>")
    return text[:begin].encode(), text[end:].encode()
