"""Uploading a table, and taking it over."""

from collections.abc import Awaitable, Callable

import httpx
import pytest

Upload = Callable[..., Awaitable[httpx.Response]]


@pytest.fixture
def upload(employee: httpx.AsyncClient) -> Upload:
    """Sends a file as the page does; a text is sent as UTF-8."""

    async def send(
        content: bytes | str, kind: str = "clients", name: str = "table.csv", caller: httpx.AsyncClient = employee
    ) -> httpx.Response:
        given = content.encode() if isinstance(content, str) else content
        return await caller.post("/api/v1/imports", data={"kind": kind}, files={"file": (name, given)})

    return send
