"""What the person who types `make run` may decide."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from launcher.errors import LaunchError

PROJECT = Path(__file__).parent.parent.absolute()


@dataclass(frozen=True)
class Options:
    """Ports and the folder of all data."""

    port: int
    simulator_port: int
    data_dir: Path

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """PORT, SIMULATOR_PORT and DATA_DIR; a relative DATA_DIR is relative to the project."""
        port, simulator_port = _port(environment, "PORT", 8000), _port(environment, "SIMULATOR_PORT", 8100)
        if port == simulator_port:
            raise LaunchError(f"PORT and SIMULATOR_PORT are both {port}: set one of them to another port.")
        return cls(port, simulator_port, PROJECT / Path(environment.get("DATA_DIR") or "data").expanduser())

    @property
    def environment_file(self) -> Path:
        """While Parley runs: the environment of its processes, for operator's commands."""
        return self.data_dir / "environment.json"


def _port(environment: Mapping[str, str], variable: str, default: int) -> int:
    text = environment.get(variable) or str(default)
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise LaunchError(f"{variable} must be a port between 1 and 65535, not {text!r}.")
    return int(text)
