import os
import socket
from pathlib import Path

import pytest

from launcher.errors import LaunchError
from launcher.folder import FolderClaim, is_claimed, read_or_make_secret
from launcher.identity import choose_identity
from launcher.options import PROJECT, Options
from launcher.page import require_node
from launcher.ports import free_port, require_free
from launcher.steps import fingerprint


def test_without_variables_the_ports_and_the_folder_are_the_promised_ones() -> None:
    assert Options.from_environment({}) == Options(8000, 8100, PROJECT / "data")


def test_a_relative_data_dir_is_the_projects_and_an_absolute_one_stays() -> None:
    assert Options.from_environment({"DATA_DIR": "my data"}).data_dir == PROJECT / "my data"
    assert Options.from_environment({"DATA_DIR": "/srv/parley"}).data_dir == Path("/srv/parley")


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eighty"])
def test_a_port_that_is_none_is_refused_by_the_name_of_its_variable(port: str) -> None:
    with pytest.raises(LaunchError, match=rf"SIMULATOR_PORT must be a port .* '{port}'"):
        Options.from_environment({"SIMULATOR_PORT": port})


def test_one_port_for_two_is_refused() -> None:
    with pytest.raises(LaunchError, match="PORT and SIMULATOR_PORT are both 9000"):
        Options.from_environment({"PORT": "9000", "SIMULATOR_PORT": "9000"})


def test_a_taken_port_is_refused_and_a_free_one_is_not() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(LaunchError, match=rf"Port {port} cannot be used .* set PORT to another port"):
            require_free(port, "PORT")
    require_free(free_port(), "PORT")


def test_a_claimed_folder_is_free_again_after_its_release(tmp_path: Path) -> None:
    claim = FolderClaim(tmp_path)
    assert is_claimed(tmp_path)
    claim.release()
    assert not is_claimed(tmp_path)


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LaunchError, match=r"cannot be made .* choose another DATA_DIR"):
        FolderClaim(tmp_path / "file" / "data")


def test_a_secret_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    assert read_or_make_secret(tmp_path / "key", lambda: "first") == "first"
    assert read_or_make_secret(tmp_path / "key", lambda: "second") == "first"
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a folder away")
def test_postgres_goes_on_as_the_owner_of_its_folder(tmp_path: Path) -> None:
    os.chown(tmp_path, 1234, 5678)
    assert choose_identity(tmp_path, Path("/bin/true")) == "1234:5678"


def test_a_fingerprint_follows_contents_and_names() -> None:
    before = fingerprint([PROJECT / "Makefile"])
    assert fingerprint([PROJECT / "Makefile"]) == before
    assert fingerprint([PROJECT / "Makefile"], "v20") != before
    assert fingerprint([PROJECT / "pyproject.toml"]) != before


def _program(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\necho {text}\n")
    (folder / name).chmod(0o755)


def test_a_missing_or_old_node_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LaunchError, match=r"Node\.js is missing: install version 20\.19 or newer"):
        require_node()
    _program(tmp_path, "node", "v18.19.0")
    with pytest.raises(LaunchError, match="npm is missing"):
        require_node()
    _program(tmp_path, "npm", "10")
    with pytest.raises(LaunchError, match=r"20\.19 or newer is needed, and .* is v18\.19\.0"):
        require_node()
    _program(tmp_path, "node", "v22.1.0")
    assert require_node() == "v22.1.0"
