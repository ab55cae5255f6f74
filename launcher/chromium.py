"""Finds a Chromium for the browser tests, or gets one the usual ways. `python -m launcher.chromium` prints its path."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from launcher.errors import LaunchError
from launcher.steps import BUILD, run_logged

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLAYWRIGHT_FOLDERS = ("~/.cache/ms-playwright", "~/Library/Caches/ms-playwright")
PLAYWRIGHT_PROGRAMS = (
    "chromium-[0-9]*/chrome-linux*/chrome",
    "chromium-[0-9]*/chrome-mac*/*.app/Contents/MacOS/*",
)
LOG = BUILD / "chromium.log"
# Without such a font the pages' Russian and Ukrainian texts are rows of boxes in screenshots.
FONT_PACKAGE = "fonts-noto-core"


def find_chromium() -> str:
    """The path of a Chromium that starts."""
    for way in WAYS:
        if (path := way()) and _starts(path):
            return path
    raise LaunchError(f"No Chromium is here and none could be installed (see {LOG}): install one, or set CHROMIUM.")


def _from_environment() -> str | None:
    path = os.environ.get("CHROMIUM")
    if path and not _starts(path):
        raise LaunchError(f"CHROMIUM is {path}, and that does not start: set it to the path of a Chromium.")
    return path


def _from_path() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def _from_playwright() -> str | None:
    """The newest of Playwright's downloads."""
    return next(_downloads(), None)


def _downloads() -> Iterator[str]:
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    for folder in [Path(named)] if named else [Path(name).expanduser() for name in PLAYWRIGHT_FOLDERS]:
        for pattern in PLAYWRIGHT_PROGRAMS:
            yield from map(str, sorted(folder.glob(pattern), key=_revision, reverse=True))


def _revision(program: Path) -> int:
    return max(int(part.removeprefix("chromium-")) for part in program.parts if re.fullmatch(r"chromium-\d+", part))


def _by_playwright() -> str | None:
    """Playwright's own download."""
    if importlib.util.find_spec("playwright") is None:
        return None
    _try(sys.executable, "-m", "playwright", "install", "chromium")
    return _from_playwright()


def _by_debian() -> str | None:
    """Debian's package, where we may install it."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return None
    packages = ["chromium", *([] if _has_cyrillic_font() else [FONT_PACKAGE])]
    _try("apt-get", "update")
    _try("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "--yes", "--no-install-recommends", *packages)
    return _from_path()


def _has_cyrillic_font() -> bool:
    if shutil.which("fc-list") is None:
        return False
    return bool(subprocess.run(["fc-list", ":lang=uk"], capture_output=True, check=False).stdout.strip())


def _try(*command: str) -> None:
    """Its failure is no end: another way may work."""
    print(f"Getting a Chromium: {' '.join(command)} …", file=sys.stderr, flush=True)
    BUILD.mkdir(exist_ok=True)
    run_logged(command, LOG)


def _starts(path: str) -> bool:
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


WAYS: tuple[Callable[[], str | None], ...] = (
    _from_environment,
    _from_path,
    _from_playwright,
    _by_playwright,
    _by_debian,
)


if __name__ == "__main__":
    try:
        print(find_chromium())
    except LaunchError as error:
        sys.exit(str(error))
