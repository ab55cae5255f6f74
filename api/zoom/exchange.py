"""One question to Zoom and its whole answer, within limits of time and size."""

import asyncio
import json
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import Any

import httpx

TIMEOUT = httpx.Timeout(10.0, connect=3.0, pool=5.0)
TOTAL_SECONDS = 30.0
"""A peer that sends one byte every nine seconds never meets the read timeout; this bound ends it."""

MAX_BYTES = 5 * 1024 * 1024
"""A page of 300 meetings is about 120 KB; the largest honest answer, 2,000 users, stays under 2 MB."""

NOT_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
)
"""After these the question cannot have reached Zoom. After every other failure it may have."""

BROKEN = (httpx.ReadError, httpx.WriteError, httpx.CloseError, httpx.RemoteProtocolError)
"""The connection broke under way; most often a kept-alive one that the far side had already closed."""


class AnswerTooLargeError(httpx.TransportError):
    """The answer is larger than any that Zoom sends; reading on could fill the memory."""


@dataclass(frozen=True)
class Answer:
    """A complete answer. Its body may hold a token or a start link, so the repr shows neither body nor headers."""

    status: int
    headers: httpx.Headers
    body: bytes

    def __repr__(self) -> str:
        return f"Answer(status={self.status}, bytes={len(self.body)})"

    @property
    def is_success(self) -> bool:
        """2xx. Zoom documents 201 for a create and has been seen answering 200."""
        return 200 <= self.status < 300

    @property
    def tracking_id(self) -> str | None:
        """The id under which Zoom's support finds this call."""
        tracking_id: str | None = self.headers.get("x-zm-trackingid")
        return tracking_id

    @property
    def date(self) -> datetime | None:
        """Zoom's clock when it answered; None when it sent no clock, or one that cannot be read."""
        try:
            stamp = parsedate_to_datetime(self.headers.get("date", ""))
        except ValueError:
            return None
        return stamp if stamp.tzinfo is not None else None

    @cached_property
    def json(self) -> Any:
        """The body as JSON; a ValueError for anything else, nested beyond reason included."""
        try:
            return json.loads(self.body)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error


async def exchange(http: httpx.AsyncClient, request: httpx.Request, *, within: float = TOTAL_SECONDS) -> Answer:
    """Send and read to the end. Raises httpx.HTTPError or TimeoutError when there is no complete answer."""
    async with asyncio.timeout(within):
        response = await http.send(request, stream=True, auth=None, follow_redirects=False)
        try:
            body = await _read(response)
        finally:
            await response.aclose()
    return Answer(response.status_code, response.headers, body)


async def _read(response: httpx.Response) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > MAX_BYTES:
            raise AnswerTooLargeError(f"more than {MAX_BYTES} bytes")
    return bytes(body)
