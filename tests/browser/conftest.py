"""The whole of Parley as `make run` starts it, in a folder of its own, and a Chromium before it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.async_api import Browser, Page, ViewportSize, async_playwright

from launcher.chromium import find_chromium
from launcher.ports import free_port

PROJECT = Path(__file__).parents[2]
STOP_SECONDS = 15
DESKTOP: ViewportSize = {"width": 1440, "height": 900}


@dataclass(frozen=True)
class Parley:
    """Where a running Parley and its pretend Zoom are."""

    url: str
    zoom: str


def _start(folder: Path, port: int, zoom_port: int) -> subprocess.Popen[str]:
    servers = {"DATABASE_URL", "REDIS_URL", "S3_ENDPOINT_URL", "ZOOM_API_URL", "ZOOM_OAUTH_URL"}
    inherited = {name: value for name, value in os.environ.items() if name not in servers}
    own = {"PORT": str(port), "SIMULATOR_PORT": str(zoom_port), "DATA_DIR": str(folder / "data")}
    return subprocess.Popen(
        [sys.executable, "-m", "launcher", "up"],
        cwd=PROJECT,
        env=inherited | own,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _wait_until_ready(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    said: list[str] = []
    for line in process.stdout:
        said.append(line)
        if line.strip() == "ready":
            return
    pytest.fail("Parley did not start:\n" + "".join(said[-30:]))


@pytest.fixture(scope="session")
def parley() -> Iterator[Parley]:
    """Parley with its demo world, started once for all browser tests."""
    assert (PROJECT / "frontend/dist/index.html").is_file(), "The page is not built: `make page` builds it."
    port, zoom_port = free_port(), free_port()
    with tempfile.TemporaryDirectory(prefix="parley-browser-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        process = _start(Path(folder), port, zoom_port)
        _wait_until_ready(process)
        drain = subprocess.Popen(["cat"], stdin=process.stdout, stdout=subprocess.DEVNULL)
        yield Parley(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{zoom_port}")
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)
        drain.kill()
        drain.wait()
        assert process.stdout is not None
        process.stdout.close()


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """One Chromium for all tests; each page has a profile of its own."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest.fixture
async def page(chromium: Browser, parley: Parley) -> AsyncIterator[Page]:
    """A fresh window on a desktop in Kyiv. The test fails when the page throws or breaks its own policy."""
    context = await chromium.new_context(
        base_url=parley.url, viewport=DESKTOP, timezone_id="Europe/Kyiv", locale="ru-RU", reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    opened = await context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on(
        "console",
        lambda message: errors.append(message.text) if "Content Security Policy" in message.text else None,
    )
    yield opened
    await context.close()
    assert errors == []


@pytest.fixture
async def zoom(parley: Parley) -> AsyncIterator[httpx.AsyncClient]:
    """Speaks to the pretend Zoom."""
    async with httpx.AsyncClient(base_url=parley.zoom, limits=httpx.Limits(max_keepalive_connections=0)) as client:
        yield client
