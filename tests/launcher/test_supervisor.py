import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from launcher.ports import free_port
from tests.launcher.launched import ELSEWHERE, PROJECT, Launch, pids_naming, wait_until

Start = Callable[..., Launch]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")


def test_ready_comes_last_and_on_a_line_of_its_own(launch: Start) -> None:
    parley = launch()
    parley.wait_ready()
    assert parley.lines[-1] == "ready"
    assert f"http://127.0.0.1:{parley.port}" in parley
    assert "admin@parley.example" in parley
    assert "parley-demo" in parley


@pytest.mark.parametrize(
    ("number", "features"), [(signal.SIGTERM, ["worker-is-stubborn"]), (signal.SIGINT, [])], ids=str
)
def test_a_signal_stops_everything_in_time(launch: Start, number: signal.Signals, features: list[str]) -> None:
    parley = launch(*features, DATABASE_URL="")
    parley.wait_ready()
    asked_at = time.monotonic()
    assert parley.end(number) == 0
    assert time.monotonic() - asked_at < 10
    parley.assert_nothing_left()


def test_a_signal_during_the_start_stops_everything(launch: Start) -> None:
    parley = launch()
    parley.wait_for("simulator | answering")
    assert parley.end() == 0
    parley.assert_nothing_left()


def test_nothing_survives_a_killed_launcher_and_the_next_one_starts(launch: Start) -> None:
    parley = launch("worker-is-stubborn", DATABASE_URL="")
    parley.wait_ready()
    parley.end(signal.SIGKILL)
    parley.assert_nothing_left()
    again = launch(DATABASE_URL="")
    again.wait_ready()
    assert again.end() == 0


def test_a_dead_worker_is_started_again_and_that_is_said(launch: Start) -> None:
    parley = launch()
    parley.wait_ready()
    os.kill(parley.pid_of("worker"), signal.SIGKILL)
    parley.wait_for("worker ended (signal SIGKILL); starting it again in 0.5 s")
    wait_until(lambda: parley.lines.count("worker    | working") == 2)


def test_a_dead_postgres_comes_back_at_the_same_address(launch: Start) -> None:
    parley = launch(DATABASE_URL="")
    parley.wait_ready()
    first, *_ = pids_naming(f"{parley.data_dir}/postgres/cluster")
    port = next(line for line in parley.lines if " at 127.0.0.1:" in line).rpartition(":")[2].partition("/")[0]
    os.kill(first, signal.SIGKILL)
    parley.wait_for("postgres ended (signal SIGKILL)")
    wait_until(lambda: first not in pids_naming(f"--port={port}") != [])


def test_a_second_launcher_on_the_same_data_is_refused(launch: Start) -> None:
    parley = launch()
    parley.wait_ready()
    second = launch()
    assert second.process.wait(10) == 1
    wait_until(lambda: "is in use by another running launcher" in second)
    assert parley.process.poll() is None


@pytest.mark.parametrize(
    ("feature", "sentence"),
    [("migration-fails", "`migrate` failed"), ("api-fails", "`api` ended while it started")],
)
def test_what_fails_at_the_start_ends_it_with_the_reason(launch: Start, feature: str, sentence: str) -> None:
    parley = launch(feature)
    assert parley.process.wait(30) == 1
    wait_until(lambda: sentence in parley)
    assert "no such table" in parley
    parley.assert_nothing_left()


def test_what_the_environment_names_is_not_started(launch: Start) -> None:
    parley = launch(DATABASE_URL=ELSEWHERE, ZOOM_API_URL="https://zoom.example/v2")
    parley.wait_ready()
    assert "migrate   | at db.example/parley" in parley.lines
    assert not (parley.data_dir / "postgres").exists()
    assert pids_naming(f"{parley.data_dir}/simulator") == []


def test_a_port_in_use_is_one_sentence_before_anything_starts(launch: Start) -> None:
    parley = launch()
    parley.wait_ready()
    environment = {**os.environ, "PORT": str(parley.port), "SIMULATOR_PORT": str(free_port()), "DATA_DIR": "elsewhere"}
    command = [sys.executable, "-m", "launcher", "run"]
    second = subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert second.stderr.count("\n") == 1
    assert f"Port {parley.port} cannot be used" in second.stderr
    assert "set PORT to another port" in second.stderr
    assert not (PROJECT / "elsewhere").exists()


def test_an_operators_command_without_a_running_parley_is_one_sentence(launch: Start) -> None:
    parley = launch()
    parley.wait_ready()
    assert (parley.data_dir / "environment.json").stat().st_mode & 0o777 == 0o600
    parley.end(signal.SIGKILL)
    command = [sys.executable, "-m", "launcher", "cli", "migrate"]
    environment = {**os.environ, "DATA_DIR": str(parley.data_dir)}
    done = subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == f"No Parley is running on {parley.data_dir}: start it with `make run` first.\n"
