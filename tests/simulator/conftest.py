"""A pretend Zoom of its own for every test, at a clock the test holds."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from simulator.app import create_app
from simulator.testing import HeldClock, SimulatorTransport, sign_in
from simulator.world import World

RunningSimulator = Callable[[Path], AbstractContextManager[tuple[httpx.Client, subprocess.Popen[bytes]]]]


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock(datetime(2026, 12, 1, 9, 30, 15, tzinfo=UTC))


@pytest.fixture
def app(clock: HeldClock) -> FastAPI:
    return create_app(clock=clock, url="http://zoom.test")


@pytest.fixture
def world(app: FastAPI) -> World:
    found: World = app.state.world
    return found


@pytest.fixture
async def anonymous(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=SimulatorTransport(app), base_url="http://zoom.test") as client:
        yield client


@pytest.fixture
async def zoom(anonymous: httpx.AsyncClient) -> httpx.AsyncClient:
    """Signed in as the demo app."""
    await sign_in(anonymous)
    return anonymous


@pytest.fixture
def running_simulator() -> RunningSimulator:
    """Start a simulator of its own process with its state in the given file, and talk to it over a socket."""
    return _run_simulator


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _run_simulator(state: Path) -> Iterator[tuple[httpx.Client, subprocess.Popen[bytes]]]:
    port = _free_port()
    environment = os.environ | {"SIMULATOR_PORT": str(port), "SIMULATOR_STATE": str(state)}
    process = subprocess.Popen([sys.executable, "-m", "simulator"], env=environment)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
            _wait_until_up(client)
            yield client, process
    finally:
        process.kill()
        process.wait()


def _wait_until_up(client: httpx.Client) -> None:
    for _ in range(100):
        try:
            client.get("/healthz")
        except httpx.ConnectError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError
