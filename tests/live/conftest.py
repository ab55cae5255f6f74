"""A web process of its own, beside the one without a socket that the other fixtures speak to."""

from collections.abc import AsyncIterator

import pytest

from api.core.config import Config
from tests.live.screens import WebProcess, web_process


@pytest.fixture(scope="module")
async def web(config: Config) -> AsyncIterator[WebProcess]:
    """A process whose streams are followed."""
    async with web_process(config) as process:
        yield process
