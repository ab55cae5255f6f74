"""What tests of imports do again and again."""

import io
from collections.abc import Sequence
from typing import Any

import httpx
from openpyxl import Workbook

from tests.fixture_types import RunWork


def workbook(*rows: Sequence[Any]) -> bytes:
    """A workbook with these rows in its first sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


async def apply(caller: httpx.AsyncClient, made: httpx.Response, run_work: RunWork) -> dict[str, Any]:
    """Take the rows over, to the end; answers the import as it is then."""
    address = made.headers["Location"]
    asked = await caller.post(f"{address}/apply")
    assert (asked.status_code, asked.json()["state"]) == (202, "applying")
    await run_work()
    done: dict[str, Any] = (await caller.get(address)).json()
    assert done["state"] == "done"
    return done


def complaints(shown: dict[str, Any]) -> dict[int, list[tuple[int | None, str]]]:
    """By row, in which column something is wrong, and what."""
    return {
        row["row"]: [(error["column"], error["code"]) for error in row["errors"]]
        for row in shown["preview"]
        if row["errors"]
    }


def refusal(answer: httpx.Response) -> list[tuple[Any, str]]:
    """Where the request was wrong, and how."""
    assert answer.status_code == 422, answer.text
    return [(error["loc"][-1], error["code"]) for error in answer.json()["errors"]]
