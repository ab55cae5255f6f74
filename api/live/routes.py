"""`/events`: open screens follow what changes."""

import asyncio
import contextlib
import signal
import threading
from collections.abc import AsyncIterator, Iterator
from types import FrameType
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request
from fastapi.responses import StreamingResponse
from starlette.types import Message, Send

from api.auth.access import CallerDep, cookie_name, requires
from api.live.hub import Hub
from api.live.streams import Stream
from api.resources import ResourcesDep

SEND_SECONDS = 10.0
"""A reader that takes nothing for so long is let go; coming back, it is told to ask anew."""
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}

router = APIRouter(prefix="/events", tags=["live"], dependencies=[Depends(requires("meetings.view"))])


class EventStream(StreamingResponse):
    """Server-sent events, to a reader who reads."""

    media_type = "text/event-stream"

    async def stream_response(self, send: Send) -> None:
        """As usual, but no single piece may take long."""

        async def send_soon(message: Message) -> None:
            async with asyncio.timeout(SEND_SECONDS):
                await send(message)

        with contextlib.suppress(TimeoutError):
            await super().stream_response(send_soon)


async def get_hub(request: Request) -> Hub:
    """The open screens of this process."""
    hub: Hub = request.app.state.hub
    return hub


async def open_stream(
    caller: CallerDep, request: Request, resources: ResourcesDep, hub: Annotated[Hub, Depends(get_hub)]
) -> AsyncIterator[Stream]:
    """The caller's stream, until the answer has left."""
    async with hub.open_stream(caller, request.cookies[cookie_name(resources.config)]) as stream:
        yield stream


@router.get(
    "", response_class=EventStream, responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}}
)
async def follow_events(
    stream: Annotated[Stream, Depends(open_stream)],
    hub: Annotated[Hub, Depends(get_hub)],
    last_event_id: Annotated[str | None, Header(description="Sent by browsers that come back.")] = None,
) -> EventStream:
    """Follow what changes, as server-sent events. `changed` names kinds of things, at most once a second, of which the
    caller may see at least one: `{"changed": ["meetings"]}`; ask anew for what you show. `refetch` says that something
    may have been missed, `end` that the session is over. Nothing is sent twice, and nothing is kept for later."""
    return EventStream(hub.messages(stream, is_resumed=last_event_id is not None), headers=HEADERS)


@contextlib.contextmanager
def ending_on_signal(hub: Hub) -> Iterator[None]:
    """End the streams as the process is told to stop: the server waits for open answers before it says so to anybody.

    So the signal is heard here first, and then by whoever heard it before.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    before: dict[signal.Signals, Any] = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def stop(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(hub.end_streams)
        if callable(heard := before[signal.Signals(number)]):
            heard(number, frame)

    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, heard in before.items():
            signal.signal(number, heard)
