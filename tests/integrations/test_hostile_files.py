"""Files that are not what they seem."""

import asyncio
import io
import random
import time
import zipfile
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.integrations.imports.files import LARGEST_FILE_BYTES, MOST_ROWS, read_table
from api.integrations.imports.models import Import
from tests.integrations.conftest import Upload
from tests.integrations.steps import refusal, workbook

NAMES = ["Ёлка", "Кав'ярня «Полудень»", "Łódź"]


def names_of(content: bytes) -> list[str]:
    """The first column of what is read."""
    return [row.cells[0] for row in read_table(content).rows]


def repacked(content: bytes, name: str, part: bytes) -> bytes:
    """The workbook with another part in the place of one of its own, packed as small as can be."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, part if entry.filename == name else old.read(entry))
    return file.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
BOOK = workbook(("name",), ("Anna",))
OPEN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
CLOSE = b"</sheetData></worksheet>"
ENTITIES = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + OPEN + b"&b;" + CLOSE
OUTSIDE = b'<!DOCTYPE w [<!ENTITY a SYSTEM "outside.xml">]>' + OPEN + b"<row><c><v>&a;</v></c></row>" + CLOSE


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_rows"),
        (b"name\n", "no_rows"),
        (b"\n\n;;\n", "no_rows"),
        (random.Random(7).randbytes(5000), "not_a_table"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "not_a_table"),
        (b"PK\x03\x04" + bytes(500), "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old_format"),
        (b"\xff\xfen\x00a", "not_a_table"),
        (b"\xff\xfen", "not_a_table"),
        (b'name,email\nAnna,"a@a.example\n', "open_quote"),
        (b"name\n" + b"x" * 32_768, "cell_too_long"),
        (b",".join(b"c%d" % number for number in range(101)) + b"\nx\n", "too_many_columns"),
        (b"name\n" + b"Anna\n" * (MOST_ROWS + 1), "too_many_rows"),
        (repacked(BOOK, SHEET, ENTITIES), "not_a_table"),
        (repacked(BOOK, SHEET, OUTSIDE), "not_a_table"),
        (repacked(BOOK, SHEET, OPEN + b"<row><c><v>never closed"), "not_a_table"),
        (repacked(BOOK, SHEET, OPEN + b"<row/>" * 60_000 + CLOSE), "too_many_rows"),
        (repacked(BOOK, SHEET, OPEN + b" " * 40_000_000 + CLOSE), "too_large"),
        (repacked(BOOK, "xl/styles.xml", b"<x>" + b" " * 4_000_000 + b"</x>"), "too_large"),
        (repacked(BOOK, "xl/workbook.xml", b"<workbook/>"), "not_a_table"),
    ],
)  # fmt: skip
async def test_what_cannot_be_read_is_refused_with_its_reason(
    content: bytes, code: str, upload: Upload, session: AsyncSession
) -> None:
    assert refusal(await upload(content)) == [("file", code)]
    assert await session.scalar(select(func.count()).select_from(Import)) == 0


async def test_a_file_over_ten_megabytes_is_refused(upload: Upload) -> None:
    assert refusal(await upload(b"name\n" + b"x" * LARGEST_FILE_BYTES)) == [("file", "too_large")]
    too_long = await upload(b"name\n" + b"x" * (LARGEST_FILE_BYTES + 70_000))
    assert (too_long.status_code, too_long.json()["code"]) == (413, "body_too_large")


async def test_ten_thousand_rows_are_looked_at_in_seconds(upload: Upload) -> None:
    rows = [(f"Client {number}", f"{number}@a.example", f"+3804400{number:05}") for number in range(MOST_ROWS)]
    content = await asyncio.to_thread(workbook, ("name", "email", "phone"), *rows)
    began = time.monotonic()
    made = await upload(content)
    assert made.json()["counts"]["new"] == MOST_ROWS
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1251"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_encoding_and_separator_is_read(encoding: str, separator: str) -> None:
    names = NAMES[: 2 if encoding == "windows-1251" else 3]
    lines = [
        separator.join(("Название", "Почта", "Код")),
        *(separator.join((name, "a@a.example", "1")) for name in names),
    ]
    assert names_of("\r\n".join(lines).encode(encoding)) == names


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_any_line_ends_are_read_also_within_quotes(ends: str) -> None:
    table = read_table(f'name,note{ends}Anna,"two{ends}lines"{ends}Boris,"said ""no"", twice"{ends}'.encode())
    assert [row.cells for row in table.rows] == [["Anna", "two\nlines"], ["Boris", 'said "no", twice']]


def test_mixed_line_ends_empty_lines_and_short_and_long_rows_are_read() -> None:
    table = read_table(b"name,email\r\nAnna\n\r\nBoris,b@b.example,more,\rClara,\n")
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, ["Anna", ""]), (4, ["Boris", "b@b.example"]), (5, ["Clara", ""]),
    ]  # fmt: skip


def test_quotes_that_begin_a_name_are_part_of_it_when_nothing_else_makes_sense() -> None:
    assert names_of('name,note\n"Рога" и копыта,x\n'.encode()) == ["Рога и копыта"]


def test_excels_own_line_names_the_separator() -> None:
    assert read_table(b"sep=,\r\nname,note;s\r\nAnna,a;b;c\r\n").header == ["name", "note;s"]


def test_a_sheet_that_claims_to_be_huge_is_read_by_what_it_has() -> None:
    sheet = OPEN.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    cells = b'<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
    far = b'<row r="2"><c r="A2" t="inlineStr"><is><t>Anna</t></is></c><c r="XFD2"><v>1</v></c></row>'
    assert names_of(repacked(BOOK, SHEET, sheet + cells + far + CLOSE)) == ["Anna"]


def test_formulas_are_texts_and_values() -> None:
    table = read_table(workbook(("name", "note"), ("=HYPERLINK(1)", "'=1+1"), ("Anna", "@SUM")))
    assert [row.cells for row in table.rows] == [["", "=1+1"], ["Anna", "@SUM"]]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"data": {"kind": "clients"}}, [("file", "required")]),
        ({"files": {"file": ("a.csv", b"name\nAnna\n")}}, [("kind", "required")]),
        ({"data": {"kind": "staff"}, "files": {"file": ("a.csv", b"name\nAnna\n")}}, [("kind", "literal_error")]),
        ({"data": {"kind": "clients", "file": "text"}}, [("file", "required")]),
        ({"json": {"kind": "clients"}}, [("kind", "required")]),
        ({"files": [("file", ("a.csv", b"name")), ("file", ("b.csv", b"name"))]}, [("file", "not_a_form")]),
        ({"content": b"--x\r\nbroken", "headers": {"Content-Type": "multipart/form-data"}}, [("file", "not_a_form")]),
    ],
)  # fmt: skip
async def test_what_is_no_such_form_is_refused(
    form: dict[str, Any], expected: list[tuple[str, str]], employee: httpx.AsyncClient
) -> None:
    assert refusal(await employee.post("/api/v1/imports", **form)) == expected


async def test_the_name_of_a_file_is_only_shown(upload: Upload) -> None:
    made = await upload("name\nAnna\n", name="..\\..\\etc/pass\u202ewd.csv")
    assert made.json()["file_name"] == "passwd.csv"


async def test_cells_without_what_postgres_cannot_keep(upload: Upload) -> None:
    made = await upload(b"name,note\nAn\x00na," + b"x" * 200)
    assert made.json()["preview"][0]["cells"][0] == "Anna"
