"""What tests of exports do again and again: ask for a file, read it."""

import asyncio
import csv
import io
from typing import Any

import httpx
from openpyxl import load_workbook


async def export(client: httpx.AsyncClient, **values: Any) -> dict[str, Any]:
    """An export of this person, as the answer has it."""
    answer = await client.post("/api/v1/exports", json={"format": "csv", "timezone": "Europe/Kyiv", **values})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def read(client: httpx.AsyncClient, made: dict[str, Any]) -> dict[str, Any]:
    """The export as it is now."""
    answer = await client.get(f"/api/v1/exports/{made['id']}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def download(client: httpx.AsyncClient, made: dict[str, Any]) -> bytes:
    """The file of an export, however busy the machine is."""
    async with asyncio.timeout(30):
        while (await read(client, made))["state"] in {"waiting", "running"}:  # noqa: ASYNC110 - who writes may be another process
            await asyncio.sleep(0.05)
    answer = await client.get(f"/api/v1/exports/{made['id']}/file")
    assert answer.status_code == 200, answer.text
    return answer.content


async def lines(client: httpx.AsyncClient, **values: Any) -> list[list[str]]:
    """The cells of a CSV file, its head first."""
    content = await download(client, await export(client, **values))
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


async def column(client: httpx.AsyncClient, name: str = "topic", **values: Any) -> list[str]:
    """One column of a CSV file, without its head."""
    return [row[0] for row in (await lines(client, columns=[name], **values))[1:]]


async def sheet(client: httpx.AsyncClient, **values: Any) -> list[tuple[Any, ...]]:
    """The values of an XLSX file, its head first."""
    content = await download(client, await export(client, format="xlsx", **values))
    active = load_workbook(io.BytesIO(content)).active
    assert active is not None
    return list(active.iter_rows(values_only=True))
