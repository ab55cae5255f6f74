"""The XLSX file: texts stay texts, times are times, and a full sheet is followed by another."""

import io
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from api.exports.columns import Heading, Row
from api.exports.words import WORDS
from api.exports.writers.xlsx import MOST_CHARACTERS, XlsxWriter
from tests.exports.hostile import HOSTILE

WORDS_EN = WORDS["en"]
HEADINGS = (
    Heading("Topic", "text", 40),
    Heading("Starts (Europe/Kyiv)", "instant", 20),
    Heading("Minutes", "number", 10),
)


def write(rows: Sequence[Row], headings: Sequence[Heading] = HEADINGS, **limits: int) -> bytes:
    """The file with these rows."""
    file = io.BytesIO()
    writer = XlsxWriter(file, headings, WORDS_EN.title, WORDS_EN.date_format, **limits)
    for begin in range(0, len(rows), 7):
        writer.write(rows[begin : begin + 7])
    writer.finish()
    writer.close()
    return file.getvalue()


def read(file: bytes) -> Workbook:
    """The file as openpyxl reads it."""
    return load_workbook(io.BytesIO(file))


def texts(cells: Sequence[str]) -> list[Any]:
    """What is in the first column after these texts were written there."""
    sheet = read(write([[text, None, None] for text in cells])).active
    assert sheet is not None
    return [row[0] for row in sheet.iter_rows(min_row=2)]


def test_two_thousand_hostile_cells_are_texts_and_no_formulas() -> None:
    found = texts(HOSTILE)
    assert len(found) == len(HOSTILE) == 2000
    assert {cell.data_type for cell in found} <= {"inlineStr", "s", "n"}
    assert [cell.coordinate for cell in found if cell.data_type == "f"] == []
    assert [text for text, cell in zip(HOSTILE, found, strict=True) if text[:1] == "=" and cell.value[:1] != "="] == []


@pytest.mark.parametrize(
    "text", ["=1+1", "<b>&amp;</b>", "]]>", "'", '"', " spaces ", "Ёлка 日本 🙂", "a\nb\tc", "x" * MOST_CHARACTERS]
)
def test_a_text_comes_back_as_it_was(text: str) -> None:
    assert [cell.value for cell in texts([text])] == [text]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x08c\x1bd\ufffe\uffff", "abcd"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("x" * 40_000, "x" * MOST_CHARACTERS),
        ("🙂" * 20_000, "🙂" * (MOST_CHARACTERS // 2)),
        ("_x0041_", "_x005F_x0041_"),  # Excel reads this as _x0041_, which openpyxl leaves as it is written
    ],
)
def test_what_a_cell_cannot_hold_is_left_out(text: str, kept: str) -> None:
    assert [cell.value for cell in texts([text])] == [kept]


def test_times_are_dates_and_the_head_stays_in_view() -> None:
    at = datetime(2026, 3, 29, 3, 30)  # noqa: DTZ001 - a wall clock
    sheet = read(write([["Topic", at, 45]])).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == [heading.text for heading in HEADINGS]
    assert [cell.value for cell in sheet[2]] == ["Topic", at, 45]
    assert sheet["B2"].is_date
    assert sheet["B2"].number_format == WORDS_EN.date_format
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:C2")
    assert [sheet.column_dimensions[name].width for name in "ABC"] == [40, 20, 10]


def test_random_times_come_back_to_the_second() -> None:
    draw = random.Random(7)
    origin = datetime(1970, 1, 1)  # noqa: DTZ001 - of wall clocks
    times = [origin + timedelta(seconds=draw.randrange(2**32)) for _ in range(500)]
    sheet = read(write([[None, at, None] for at in times])).active
    assert sheet is not None
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == times


def test_a_full_sheet_is_followed_by_another() -> None:
    workbook = read(write([[f"Topic {n}", None, n] for n in range(25)], most_rows=11))
    assert workbook.sheetnames == ["Meetings", "Meetings 2", "Meetings 3"]
    rows = [row[2].value for sheet in workbook for row in sheet.iter_rows(min_row=2)]
    assert rows == list(range(25))
    assert [sheet.auto_filter.ref for sheet in workbook] == ["A1:C11", "A1:C11", "A1:C6"]


def test_no_rows_make_a_file_with_a_head_only() -> None:
    sheet = read(write([])).active
    assert sheet is not None
    assert (sheet.max_row, sheet.auto_filter.ref) == (1, "A1:C1")
