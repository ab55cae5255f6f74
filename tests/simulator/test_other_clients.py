"""A Zoom client that others wrote and use against the real service, with nothing changed but the addresses."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from simulator.testing import running_simulator

zoomus = pytest.importorskip("zoomus", reason="the development dependency zoomus is not installed")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[httpx.Client]:
    with running_simulator(tmp_path / "zoom.json") as (client, _):
        yield client


def connect(server: httpx.Client) -> Any:
    address = str(server.base_url).rstrip("/")
    return zoomus.ZoomClient(
        "parley-demo-client",
        "parley-demo-secret",
        "parley-demo-account",
        base_uri=f"{address}/v2",
        oauth_uri=f"{address}/oauth/token",
    )


def schedule(client: Any) -> int:
    created = client.meeting.create(
        user_id="anna.koval@parley.example",
        topic="From another client",
        type=2,
        start_time=datetime(2030, 12, 24, 10, tzinfo=UTC),
        settings={"approval_type": 0},
    )
    assert created.status_code == 201
    meeting_id: int = created.json()["id"]
    return meeting_id


def test_another_client_walks_through_a_meetings_life(server: httpx.Client) -> None:
    client = connect(server)
    meeting_id = schedule(client)
    client.meeting.update(id=meeting_id, topic="Renamed")
    fetched = client.meeting.get(id=meeting_id).json()
    listed = client.meeting.list(user_id="anna.koval@parley.example").json()
    deleted = client.meeting.delete(id=meeting_id)

    assert (fetched["topic"], fetched["start_time"]) == ("Renamed", "2030-12-24T10:00:00Z")
    assert [row["id"] for row in listed["meetings"]] == [meeting_id]
    assert (deleted.status_code, client.meeting.get(id=meeting_id).json()["code"]) == (204, 3001)


def test_another_client_registers_people_and_reads_attendance(server: httpx.Client) -> None:
    client = connect(server)
    meeting_id = schedule(client)
    client.meeting.add_registrant(id=meeting_id, email="olha@client.example", first_name="Olha")
    registered = client.meeting.list_registrants(id=meeting_id).json()
    server.post(f"/_control/meetings/{meeting_id}/start")
    client.meeting.update_status(id=meeting_id, action="end")

    past = client.past_meeting.get(meeting_id=str(meeting_id)).json()
    people = client.past_meeting.get_participants(meeting_id=past["uuid"]).json()
    assert [person["email"] for person in registered["registrants"]] == ["olha@client.example"]
    assert [person["name"] for person in people["participants"]] == ["Anna Koval"]


def test_another_client_reads_the_users(server: httpx.Client) -> None:
    users = connect(server).user.list().json()["users"]

    assert users[0]["email"] == "admin@parley.example"
