"""What stands in the files, and what must not."""

import re
from pathlib import Path

import pytest

from api.core.config import Config
from tests.architecture.sources import ROOT, name_of, python_files, tracked_files

MACHINE = re.compile(r"""(?:^|[\s"'`=(:])(?:/home/\w|/Users/\w|/root/|/work/\w|/tmp/\w)|[A-Z]:\\Users\\""")
REGISTRY = re.compile(
    r"(?:pypi|npm|registry|artifactory|nexus)[\w-]*\.[\w.-]+\.[a-z]{2,}|--(?:extra-)?index-url|_authToken"
)
COMMITS = re.compile(r"\.(?:commit|begin)\(")
NO_TEXT = {".png", ".ico", ".woff", ".woff2", ".mp4", ".m4a", ".jpg", ".webp", ".xlsx"}
ABOUT_THEMSELVES = {Path(__file__), ROOT / ".gitignore", ROOT / "frontend" / "package-lock.json"}


def _texts() -> list[tuple[Path, str]]:
    files = [path for path in tracked_files() if path.suffix not in NO_TEXT and path not in ABOUT_THEMSELVES]
    return [(path, path.read_text(encoding="utf-8")) for path in files]


def _found(pattern: re.Pattern[str], files: list[tuple[Path, str]]) -> list[str]:
    return [
        f"{name_of(path)}:{number}: {line.strip()[:100]}"
        for path, text in files
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_only_the_resources_commit() -> None:
    files = [(path, path.read_text(encoding="utf-8")) for path in python_files("api")]
    assert [found.partition(":")[0] for found in _found(COMMITS, files)] == ["api/resources.py"]


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    assert _found(MACHINE, _texts()) == []


def test_no_file_names_a_registry() -> None:
    assert _found(REGISTRY, _texts()) == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_by_hash_and_name_no_address(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    packages = [line for line in lines if re.match(r"^[A-Za-z0-9]", line)]
    assert len(packages) > 50
    assert [line for line in packages if "==" not in line] == []
    assert [line for line in lines if re.search(r"https?://|file:|^-|@ ", line) and "--hash" not in line] == []
    assert sum("--hash=sha256:" in line for line in lines) >= len(packages)


def test_every_variable_is_explained() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    named = [number for number, line in enumerate(lines) if re.match(r"^(?:# )?[A-Z][A-Z0-9_]+=", line)]
    explained = {
        lines[number].removeprefix("# ").partition("=")[0]
        for number in named
        if re.search(r"\b[a-z]{2,}.*\.", " ".join(lines[max(0, number - 7) : number]))
    }
    assert {name.upper() for name in Config.model_fields} - explained == set()


def test_what_a_linter_shall_ignore_has_its_reason() -> None:
    bare = re.compile(r"#\s*(?:noqa(?!: [A-Z]+[0-9]+(?:, ?[A-Z]+[0-9]+)* - \w)|type: ignore(?!\[))")
    files = [(path, path.read_text(encoding="utf-8")) for path in python_files() if path not in ABOUT_THEMSELVES]
    assert _found(bare, files) == []
