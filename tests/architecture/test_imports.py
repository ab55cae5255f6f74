"""Who may import whom."""

import tomllib

import pytest
from importlinter.cli import lint_imports

from tests.architecture.sources import ROOT, name_of, python_files

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


def test_the_import_contracts_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0


def test_every_handler_is_protected() -> None:
    protected = {name for contract in CONTRACTS for name in contract.get("protected_modules", [])}
    works = [name_of(path) for path in python_files("api") if path.name == "work.py"]
    handlers = {name.removesuffix(".py").replace("/", ".") for name in works}
    assert handlers - {"api.core.work"} <= protected


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    drawers = {"utils.py", "helpers.py", "common.py", "misc.py"}
    assert [name_of(path) for path in python_files() if path.name in drawers] == []
