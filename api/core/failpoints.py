"""Named places in the code at which a test makes the process fail: `await failpoint("push.sent")`.

Without FAILPOINTS in the environment a place costs one look into an empty dict. With it, as in
`FAILPOINTS=push.sent=kill@2,work.claimed=sleep:0.5`, the process dies, raises or waits there; `@2` means when it comes
by for the second time, and without it each time. `kill:0.013` ends the process so many seconds later, wherever it is.
"""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

Action = Callable[[str], Awaitable[None]]


class FailpointError(Exception):
    """Raised where a test asked for it."""


async def _kill(argument: str) -> None:
    """At once by SIGKILL; later by an alarm that nobody hears: the kernel ends the process at any instruction."""
    if argument:
        signal.setitimer(signal.ITIMER_REAL, float(argument))
    else:
        os.kill(os.getpid(), signal.SIGKILL)


async def _raise(argument: str) -> None:
    raise FailpointError(argument)


async def _sleep(argument: str) -> None:
    await asyncio.sleep(float(argument))


_ACTIONS: dict[str, Action] = {"kill": _kill, "raise": _raise, "sleep": _sleep}


@dataclass
class _Failure:
    act: Action
    argument: str
    at_pass: int
    """Which pass it strikes; 0 means each."""
    passes: int = 0


_failures: dict[str, _Failure] = {}


async def failpoint(name: str) -> None:
    """A place at which this process may be told to fail."""
    failure = _failures.get(name)
    if failure is None:
        return
    failure.passes += 1
    if failure.at_pass in {0, failure.passes}:
        await failure.act(failure.argument)


def configure(text: str) -> None:
    """What FAILPOINTS says; a mistake in it is an error, because a failure that never comes would prove nothing."""
    _failures.clear()
    for part in filter(None, text.split(",")):
        name, _, told = part.strip().partition("=")
        deed, _, at_pass = told.partition("@")
        action, _, argument = deed.partition(":")
        _failures[name] = _Failure(_ACTIONS[action], argument, int(at_pass or 0))


configure(os.environ.get("FAILPOINTS", ""))
