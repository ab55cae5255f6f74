from pathlib import Path

import pytest

from launcher.chromium import find_chromium
from launcher.errors import LaunchError


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with no browser at all."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    return tmp_path


def make_browser(path: Path, exit_code: int = 0) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\nexit {exit_code}\n")
    path.chmod(0o755)
    return str(path)


def test_the_named_one_comes_first(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_browser(machine / "bin" / "chromium")
    mine = make_browser(machine / "mine")
    monkeypatch.setenv("CHROMIUM", mine)
    assert find_chromium() == mine


def test_a_named_one_that_does_not_start_is_said_and_not_replaced(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_browser(machine / "bin" / "chromium")
    monkeypatch.setenv("CHROMIUM", make_browser(machine / "broken", exit_code=1))
    with pytest.raises(LaunchError, match="does not start: set it to the path of a Chromium"):
        find_chromium()


def test_then_the_one_on_the_path(machine: Path) -> None:
    make_browser(machine / "playwright" / "chromium-1200" / "chrome-linux" / "chrome")
    there = make_browser(machine / "bin" / "google-chrome")
    assert find_chromium() == there


def test_then_the_newest_that_playwright_has_downloaded(machine: Path) -> None:
    make_browser(machine / "bin" / "chromium", exit_code=1)
    make_browser(machine / "playwright" / "chromium-999" / "chrome-linux" / "chrome")
    newest = make_browser(machine / "playwright" / "chromium-1200" / "chrome-linux64" / "chrome")
    assert find_chromium() == newest
