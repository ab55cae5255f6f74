"""The CSV file: RFC 4180, a mark for UTF-8, and nothing that a spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime

import pytest

from api.exports.columns import Heading, Row
from api.exports.writers.csv import SEPARATORS, CsvWriter, harmless
from tests.exports.hostile import HOSTILE

HEADINGS = (Heading("Topic", "text", 40), Heading("Starts (Europe/Kyiv)", "instant", 20))
BEGINNINGS = set("=+-@＝＋－＠\t\r\n\0")


def write(rows: Sequence[Row], separator: str = "comma") -> bytes:
    """The file with these rows."""
    file = io.BytesIO()
    writer = CsvWriter(file, HEADINGS, separator)
    writer.write(rows)
    writer.finish()
    writer.close()
    return file.getvalue()


def read(file: bytes, separator: str = "comma") -> list[list[str]]:
    """The cells as a program reads them."""
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=SEPARATORS[separator]))


def test_it_begins_with_the_mark_and_its_lines_end_as_rfc_4180_has_it() -> None:
    assert write([["Ёлка", None]]) == "\ufeffTopic,Starts (Europe/Kyiv)\r\nЁлка,\r\n".encode()


@pytest.mark.parametrize("separator", SEPARATORS)
def test_what_looks_like_a_separator_or_a_quote_stays_in_its_cell(separator: str) -> None:
    cells = ['a,b;c\td"e"', "two\r\nlines"]
    assert read(write([cells], separator), separator)[1] == cells


def test_times_are_written_as_spreadsheets_read_them() -> None:
    assert read(write([["", datetime(2026, 12, 1, 14, 5)]]))[1][1] == "2026-12-01 14:05:00"  # noqa: DTZ001 - a wall clock


@pytest.mark.parametrize("separator", SEPARATORS)
def test_no_hostile_cell_begins_as_a_formula_does(separator: str) -> None:
    found = [row[0] for row in read(write([[text, None] for text in HOSTILE], separator), separator)[1:]]
    assert len(found) == len(HOSTILE)
    assert [text for text in found if text[:1] in BEGINNINGS] == []
    assert [text for text in found if text.strip("\u200b\ufeff \t\r\n")[:1] in BEGINNINGS] == []
    assert [text.removeprefix("'") for text in found] == [text.removeprefix("'") for text in HOSTILE]


@pytest.mark.parametrize("sign", sorted(BEGINNINGS))
def test_such_a_cell_gets_an_apostrophe(sign: str) -> None:
    assert harmless(f"{sign}1") == f"'{sign}1"


def test_other_cells_are_left_as_they_are() -> None:
    for text in ("Договор = 5", "a@b.example", "«Лофт» - план", "№ 5", "(1+1)", "100%", "", "1-2"):
        assert harmless(text) == text
