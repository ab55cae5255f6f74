"""The files of the repository, as git knows them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that is committed or about to be, without what is ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def python_files(*folders: str) -> list[Path]:
    """The Python files in these folders; in all, when none is named."""
    wanted = [ROOT / folder for folder in folders] or [ROOT]
    return [path for path in tracked_files() if path.suffix == ".py" and any(path.is_relative_to(f) for f in wanted)]


def name_of(path: Path) -> str:
    """As a person would say it."""
    return str(path.relative_to(ROOT))
