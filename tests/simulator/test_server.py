"""The simulator as a process: its state over restarts, and connections that really break."""

from pathlib import Path

import httpx
import pytest

from simulator.testing import running_simulator

MEETING = {"topic": "Kept", "start_time": "2030-12-03T12:00:00Z"}


def sign_in(client: httpx.Client) -> None:
    form = {"grant_type": "account_credentials", "account_id": "parley-demo-account"}
    answer = client.post("/oauth/token", data=form, auth=("parley-demo-client", "parley-demo-secret"))
    client.headers["authorization"] = f"Bearer {answer.json()['access_token']}"


def test_what_was_answered_survives_a_kill(tmp_path: Path) -> None:
    with running_simulator(tmp_path / "zoom.json") as (client, process):
        sign_in(client)
        created = client.post("/v2/users/me/meetings", json=MEETING).json()
        process.kill()
        token = client.headers["authorization"]

    with running_simulator(tmp_path / "zoom.json") as (client, _):
        fetched = client.get(f"/v2/meetings/{created['id']}", headers={"authorization": token})
        assert fetched.json()["topic"] == "Kept"
        assert client.get("/_control/ledger?kind=meeting.created").json()[0]["meeting_id"] == created["id"]


@pytest.mark.parametrize(("kind", "effects"), [("drop_before", 0), ("drop_after", 1), ("half_body", 1)])
def test_a_dropped_connection_really_breaks(tmp_path: Path, kind: str, effects: int) -> None:
    with running_simulator(tmp_path / "zoom.json") as (client, _):
        sign_in(client)
        client.post("/_control/faults", json={"kind": kind})

        with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
            client.post("/v2/users/me/meetings", json=MEETING)
        assert len(client.get("/_control/ledger?kind=meeting.created").json()) == effects


def test_a_reset_brings_the_demo_account_back(tmp_path: Path) -> None:
    with running_simulator(tmp_path / "zoom.json") as (client, _):
        sign_in(client)
        client.post("/v2/users/me/meetings", json=MEETING)
        client.delete("/_control/users/anna.koval@parley.example")
        client.post("/_control/reset")

        summary = client.get("/_control/state").json()
        assert (summary["meetings"], summary["users"], summary["ledger"]) == (0, 7, 0)
