import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.launcher.launched import Launch


@pytest.fixture
def launch(tmp_path: Path) -> Iterator[Callable[..., Launch]]:
    started: list[Launch] = []

    def start(*features: str, **environment: str) -> Launch:
        started.append(Launch(tmp_path / "data of mine", *features, **environment))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.end(signal.SIGKILL)
