"""Files and functions that fit a reader's head. Complexity is ruff's to measure (C90, PLR0915)."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import name_of, python_files

FILE_LINES = 350
FUNCTION_LINES = 50
TEST_LINES = 40
EXCEPTIONS: dict[str, str] = {}
"""What may be larger, and why. It should stay empty."""


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name_of(path)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def _too_long() -> Iterator[str]:
    for path in python_files():
        if len(path.read_text(encoding="utf-8").splitlines()) > FILE_LINES:
            yield name_of(path)
        for name, lines in _functions(path):
            if lines > (TEST_LINES if ":test_" in name else FUNCTION_LINES):
                yield name


def test_nothing_is_too_long() -> None:
    assert set(_too_long()) == set(EXCEPTIONS)
