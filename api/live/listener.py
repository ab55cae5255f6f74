"""The process's one ear in Postgres: a connection that hears every notification, and comes back when it was lost."""

import asyncio
import contextlib
from collections.abc import Callable

import asyncpg
import structlog

from api.core.db import POOL_TIMEOUT_SECONDS, server_settings

CHANNEL = "parley"
PING_EVERY_SECONDS = 10.0
"""How soon a connection is missed that broke without a word, as when a firewall forgot it."""
AGAIN_AFTER_SECONDS = 1.0

log = structlog.get_logger()


class Listener:
    """Hears until it is stopped. `begun` is called whenever it begins to hear: what was said before is lost."""

    def __init__(self, url: str, *, hear: Callable[[str], None], begun: Callable[[], None]) -> None:
        self._url = url.replace("+asyncpg", "", 1)
        self._hear = hear
        self._begun = begun
        self.is_listening = asyncio.Event()

    async def listen_forever(self) -> None:
        """Hear, and when the connection is lost open another one."""
        while True:
            try:
                await self._listen()
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("live.deaf", error=type(error).__name__)
            finally:
                self.is_listening.clear()
            await asyncio.sleep(AGAIN_AFTER_SECONDS)

    async def _listen(self) -> None:
        connection = await asyncpg.connect(
            self._url, timeout=POOL_TIMEOUT_SECONDS, server_settings=server_settings("parley-live")
        )
        lost = asyncio.Event()
        try:
            connection.add_termination_listener(lambda _: lost.set())
            await connection.add_listener(CHANNEL, lambda _connection, _pid, _channel, payload: self._hear(payload))
            self._begun()
            self.is_listening.set()
            while not lost.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(lost.wait(), PING_EVERY_SECONDS)
                if not lost.is_set():
                    await connection.execute("SELECT 1", timeout=POOL_TIMEOUT_SECONDS)
        finally:
            connection.terminate()
