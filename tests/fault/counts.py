"""How much is tried, the seed of what is random, and what is kept of a run."""

import json
import os
import random
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

FULL = os.environ.get("FAULT_COUNTS") == "full"
TIMES_AS_MANY = 10
RESULTS = Path(__file__).parents[2] / "benchmarks" / "results" / "last"


def count(quick: int) -> int:
    """So many in `make test`, ten times as many in `make hard`."""
    return quick * TIMES_AS_MANY if FULL else quick


def new_seed() -> int:
    """FAULT_SEED, or a new one; printed, so that what failed can be run again."""
    seed = int(os.environ.get("FAULT_SEED", "") or random.randrange(2**32))
    print(f"FAULT_SEED={seed}")  # noqa: T201 - names the run that failed
    return seed


class Summary:
    """The figures of all parts of a run, for one file of JSON."""

    def __init__(self) -> None:
        self._parts: dict[str, dict[str, Any]] = {}
        self._began = monotonic()

    def note(self, part: str, **figures: Any) -> None:
        """What a part has found, before it is judged: a failure is kept too."""
        self._parts[part] = figures

    def write(self) -> None:
        """Replace the file of the last run with these counts; a run of single tests renews only their parts."""
        if not self._parts:
            return
        RESULTS.mkdir(parents=True, exist_ok=True)
        file = RESULTS / f"faults-{'full' if FULL else 'quick'}.json"
        before = json.loads(file.read_text(encoding="utf-8"))["parts"] if file.exists() else {}
        written = {
            "counts": "full" if FULL else "quick",
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "cores": os.cpu_count(),
            "seconds": round(monotonic() - self._began),
            "parts": dict(sorted({**before, **self._parts}.items())),
        }
        file.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
