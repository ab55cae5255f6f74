"""What comes over a real connection: broken, half, endless, or nothing."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import httpx
import pytest

from api.zoom import exchange
from api.zoom.client import ZoomClient
from api.zoom.errors import ZoomError, ZoomOutcomeUnknownError, ZoomUnavailableError
from api.zoom.limits import MemoryLimiter
from api.zoom.tokens import MemoryTokenStore, Token
from tests.zoom.far_side import CREDENTIALS, Clock

OK = b'HTTP/1.1 200 OK\r\nContent-Length: 9\r\nConnection: close\r\n\r\n{"id": 1}'
HALF = b'HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n{"id": 81234'
ENDLESS = b"HTTP/1.1 200 OK\r\n\r\n" + b" " * (exchange.MAX_BYTES + 1)
NOISE = b"220 mail.example.com ESMTP\r\n"
BROKEN_GZIP = b"HTTP/1.1 201 Created\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope"

Answering = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Server:
    """Answers each connection with the next bytes of a script and closes it."""

    def __init__(self, *script: bytes) -> None:
        self.script = list(script)
        self.questions = 0

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head.lower())
        await reader.readexactly(int(length[1]) if length else 0)
        self.questions += 1
        writer.write(self.script.pop(0))


@asynccontextmanager
async def connected(api_url: str, clock: Clock) -> AsyncIterator[ZoomClient]:
    tokens = MemoryTokenStore()
    await tokens.put(CREDENTIALS.key, Token("token", clock().replace(year=2030), frozenset(), 1))
    async with httpx.AsyncClient() as http:
        yield ZoomClient(http, api_url, api_url, CREDENTIALS, tokens, MemoryLimiter("business"), clock)


@asynccontextmanager
async def serving(server: Server, clock: Clock) -> AsyncIterator[ZoomClient]:
    async with listening(server) as port, connected(f"http://127.0.0.1:{port}/v2", clock) as zoom:
        yield zoom


@asynccontextmanager
async def listening(answer: Answering) -> AsyncIterator[int]:
    """A server that ends only when its last connection is closed; asyncio's own goes without waiting."""
    answering: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            await answer(reader, writer)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answering.add(asyncio.create_task(serve(reader, writer)))

    listener = await asyncio.start_server(accept, "127.0.0.1", 0)
    async with listener:
        yield listener.sockets[0].getsockname()[1]
    await asyncio.wait_for(asyncio.gather(*answering), timeout=5)


async def failure(call: Awaitable[object]) -> ZoomError:
    with pytest.raises(ZoomError) as caught:
        await call
    return caught.value


@pytest.mark.parametrize("script", [b"", HALF, ENDLESS, NOISE, BROKEN_GZIP])
async def test_a_create_without_a_whole_answer_is_in_doubt_and_sent_once(clock: Clock, script: bytes) -> None:
    server = Server(script)
    async with serving(server, clock) as zoom:
        error = await failure(zoom.create_meeting("host", {"topic": "Review"}))
    assert isinstance(error, ZoomOutcomeUnknownError)
    assert server.questions == 1


@pytest.mark.parametrize("script", [b"", HALF, NOISE])
async def test_a_read_over_a_broken_connection_is_asked_once_more(clock: Clock, script: bytes) -> None:
    server = Server(script, OK)
    async with serving(server, clock) as zoom:
        assert (await zoom.get_meeting(1)).id == 1
    assert server.questions == 2


async def test_a_read_is_not_asked_a_third_time(clock: Clock) -> None:
    server = Server(b"", b"", OK)
    async with serving(server, clock) as zoom:
        error = await failure(zoom.get_meeting(1))
    assert isinstance(error, ZoomUnavailableError)
    assert server.questions == 2


async def test_an_endless_answer_is_not_read_to_its_end(clock: Clock) -> None:
    server = Server(ENDLESS)
    async with serving(server, clock) as zoom:
        error = await failure(zoom.get_meeting(1))
    assert isinstance(error.__cause__, exchange.AnswerTooLargeError)
    assert server.questions == 1


async def test_a_refused_connection_means_that_nothing_was_sent(clock: Clock) -> None:
    async with connected("http://127.0.0.1:9/v2", clock) as zoom:
        error = await failure(zoom.create_meeting("host", {}))
    assert isinstance(error, ZoomUnavailableError)
    assert error.outcome == "not_sent"


@pytest.mark.parametrize(
    ("failed", "outcome"),
    [
        (httpx.ConnectTimeout("slow"), "not_sent"),
        (httpx.PoolTimeout("busy"), "not_sent"),
        (httpx.ConnectError("refused"), "not_sent"),
        (httpx.ReadTimeout("slow"), "in_doubt"),
        (httpx.WriteTimeout("slow"), "in_doubt"),
        (httpx.ReadError("reset"), "in_doubt"),
        (httpx.WriteError("reset"), "in_doubt"),
        (httpx.RemoteProtocolError("gone"), "in_doubt"),
        (TimeoutError(), "in_doubt"),
    ],
)
async def test_each_way_to_fail_says_whether_zoom_may_have_acted(clock: Clock, failed: Exception, outcome: str) -> None:
    def fail(_request: httpx.Request) -> httpx.Response:
        raise failed

    tokens = MemoryTokenStore()
    await tokens.put(CREDENTIALS.key, Token("token", clock().replace(year=2030), frozenset(), 1))
    async with httpx.AsyncClient(transport=httpx.MockTransport(fail)) as http:
        zoom = ZoomClient(http, "https://api", "https://oauth", CREDENTIALS, tokens, MemoryLimiter(), clock)
        error = await failure(zoom.update_meeting(1, {}))
    assert error.outcome == outcome
    assert "safe" in error.detail


async def test_an_answer_that_trickles_in_is_given_up(clock: Clock) -> None:
    async def trickle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not reader.at_eof():
            writer.write(b" ")
            await writer.drain()  # raises once nobody listens, where `at_eof` waits for a proper end
            await asyncio.sleep(0.01)

    async with listening(trickle) as port, httpx.AsyncClient() as http:
        with pytest.raises(TimeoutError):
            await exchange.exchange(http, http.build_request("GET", f"http://127.0.0.1:{port}"), within=0.1)
