import asyncio
import os
import signal
import sys
from collections.abc import Iterator

import pytest

from api.core import failpoints
from api.core.failpoints import FailpointError, failpoint

PASS_TWICE = """
import asyncio
from api.core.failpoints import failpoint

async def go() -> None:
    for number in (1, 2):
        await failpoint("here")
        print(number, flush=True)

asyncio.run(go())
"""


@pytest.fixture(autouse=True)
def nothing_fails_afterwards() -> Iterator[None]:
    yield
    failpoints.configure("")


async def test_a_place_that_was_not_named_does_nothing() -> None:
    failpoints.configure("there=raise")
    await failpoint("here")


async def test_a_place_raises_at_the_pass_that_was_named() -> None:
    failpoints.configure("here=raise@2")
    await failpoint("here")
    with pytest.raises(FailpointError):
        await failpoint("here")
    await failpoint("here")


async def test_a_place_waits_each_time() -> None:
    failpoints.configure("here=sleep:0.02,there=raise")
    began = asyncio.get_running_loop().time()
    await failpoint("here")
    await failpoint("here")
    assert asyncio.get_running_loop().time() - began >= 0.04


async def test_a_place_kills_the_process_that_the_environment_told_so() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PASS_TWICE, env=os.environ | {"FAILPOINTS": "here=kill@2"}, stdout=asyncio.subprocess.PIPE
    )
    told, _ = await process.communicate()
    assert (told, process.returncode) == (b"1\n", -signal.SIGKILL)


async def test_a_place_ends_the_process_a_moment_later() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PASS_TWICE + "while True: pass", env=os.environ | {"FAILPOINTS": "here=kill:0.05@1"}
    )
    assert await process.wait() == -signal.SIGALRM


@pytest.mark.parametrize("text", ["here=explode", "here", "here=kill@often"])
def test_a_mistake_in_the_environment_is_not_passed_over(text: str) -> None:
    with pytest.raises((KeyError, ValueError)):
        failpoints.configure(text)
