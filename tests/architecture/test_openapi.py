"""The description of the REST surface is generated, committed and fresh."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.architecture.sources import ROOT


@pytest.fixture(scope="module")
def printed() -> str:
    """What the operator's command prints, in an empty environment."""
    command = [sys.executable, "-m", "api.cli", "openapi"]
    environment = {"PATH": os.environ["PATH"]}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True, text=True).stdout


@pytest.fixture(scope="module")
def operations(printed: str) -> dict[str, Any]:
    """Every operation, by method and path."""
    paths = json.loads(printed)["paths"]
    return {f"{method} {path}": operation for path, found in paths.items() for method, operation in found.items()}


def test_the_committed_description_is_fresh(printed: str) -> None:
    assert printed == (ROOT / "openapi.json").read_text(encoding="utf-8"), "run `make openapi`"


def test_every_operation_says_what_it_is_for(operations: dict[str, Any]) -> None:
    assert [name for name, operation in operations.items() if not operation.get("summary")] == []


def test_every_operation_has_a_name_of_its_own(operations: dict[str, Any]) -> None:
    names = [operation["operationId"] for operation in operations.values()]
    assert len(names) == len(set(names))


def test_every_error_is_described_as_a_problem(operations: dict[str, Any]) -> None:
    for name, operation in operations.items():
        for status in ("4XX", "5XX"):
            content = operation["responses"][status]["content"]
            assert json.dumps(content).count("ProblemOut"), name


def test_every_creation_takes_an_idempotency_key(operations: dict[str, Any]) -> None:
    created = {name: found for name, found in operations.items() if "201" in found["responses"] and "post" in name}
    without = [
        name
        for name, operation in created.items()
        if "idempotency-key" not in {parameter["name"].lower() for parameter in operation.get("parameters", [])}
    ]
    assert len(created) >= 6
    assert without == []
