"""Streams end, break, and are read slowly."""

import asyncio
from contextlib import AsyncExitStack

from httpx import AsyncClient
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.core.config import Config
from api.core.db import new_id
from api.live.hub import STREAMS_OF_ONE_PERSON
from api.live.streams import MOST_MEETINGS, Stream
from tests.live.screens import WebProcess, web_process
from tests.meetings.steps import schedule


def make_stream() -> Stream:
    """Somebody's stream which nobody reads."""
    nobody = Caller(new_id(), "staff", "", "", None, "en", "UTC", 25, frozenset())
    return Stream(nobody, "token")


async def test_a_lost_ear_comes_back_and_everybody_asks_anew(
    web: WebProcess, administrator: AsyncClient, session: AsyncSession
) -> None:
    async with web.follow(administrator) as screen:
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'parley-live'"
        await session.execute(text(cut))
        assert await screen.next(within=5) == ("refetch", [])
        await schedule(administrator)
        assert await screen.hears("meetings")


async def test_an_open_stream_keeps_no_process_from_stopping(config: Config, employee: AsyncClient) -> None:
    async with web_process(config) as process, process.follow(employee) as screen:
        await process.stop(within=5)
        assert await screen.next() == ("over", [])


async def test_one_person_follows_on_so_many_screens_and_no_more(web: WebProcess, employee: AsyncClient) -> None:
    async with AsyncExitStack() as stack:
        for _ in range(STREAMS_OF_ONE_PERSON):
            screen = await stack.enter_async_context(web.follow(employee))
            assert screen.answer.status_code == 200
        refused = await stack.enter_async_context(web.follow(employee))
        assert refused.answer.status_code == 429
    async with web.follow(employee) as screen:
        assert screen.answer.status_code == 200


async def test_what_nobody_reads_takes_no_more_place() -> None:
    stream = make_stream()
    for _ in range(50):
        stream.tell_meetings(new_id() for _ in range(100))
        stream.tell("hosts")
    news = stream.take_news()
    assert len(news.meetings) <= MOST_MEETINGS
    assert news.nouns == {"meetings", "hosts"}


async def test_the_end_of_a_stream_interrupts_its_pauses() -> None:
    stream = make_stream()
    pausing = asyncio.create_task(stream.pause(60))
    await asyncio.sleep(0)
    stream.finish("stopping")
    await asyncio.wait_for(pausing, 1)


async def test_no_proxy_keeps_the_stream_to_itself(web: WebProcess, employee: AsyncClient) -> None:
    async with web.follow(employee) as screen:
        headers = screen.answer.headers
        assert headers["content-type"].startswith("text/event-stream")
        assert (headers["cache-control"], headers["x-accel-buffering"]) == ("no-store", "no")
