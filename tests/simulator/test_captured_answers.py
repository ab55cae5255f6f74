"""The simulator's answers held against answers recorded from the live service."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

CAPTURED = json.loads((Path(__file__).parent / "data" / "captured-responses.json").read_text(encoding="utf-8"))[
    "responses"
]


def shape(value: Any) -> Any:
    """The members with their JSON types; of a list its first item."""
    if isinstance(value, dict):
        return {name: shape(member) for name, member in value.items()}
    if isinstance(value, list):
        return [shape(item) for item in value[:1]]
    return type(value).__name__


def missing(expected: Any, actual: Any, at: str = "") -> list[str]:
    """Where `actual` lacks a member of `expected`, or has it with another type."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        return [
            difference
            for name, member in expected.items()
            for difference in missing(member, actual.get(name, "absent"), f"{at}.{name}")
        ]
    if isinstance(expected, list) and isinstance(actual, list):
        return missing(expected[0], actual[0], f"{at}[0]") if expected and actual else []
    return [] if expected == actual else [f"{at}: {expected} expected, {actual} found"]


async def create_captured_meeting(zoom: httpx.AsyncClient) -> dict[str, Any]:
    request = CAPTURED["POST /users/me/meetings"]["request"] | {"start_time": "2026-12-14T10:00:00Z"}
    created: dict[str, Any] = (await zoom.post("/v2/users/me/meetings", json=request)).json()
    return created


async def test_a_created_meeting_has_the_recorded_members_in_the_recorded_order(zoom: httpx.AsyncClient) -> None:
    recorded = CAPTURED["POST /users/me/meetings"]["body"]

    created = await create_captured_meeting(zoom)
    assert list(created) == list(recorded)
    assert list(created["settings"]) == list(recorded["settings"])
    assert missing(shape(recorded), shape(created)) == []


async def test_a_fetched_meeting_has_the_recorded_members_in_the_recorded_order(zoom: httpx.AsyncClient) -> None:
    recorded = CAPTURED["GET /meetings/{id}"]["body"]
    created = await create_captured_meeting(zoom)

    fetched = (await zoom.get(f"/v2/meetings/{created['id']}")).json()
    assert list(fetched) == list(recorded)
    assert missing(shape(recorded), shape(fetched)) == []


async def test_a_list_row_has_exactly_the_recorded_members(zoom: httpx.AsyncClient) -> None:
    recorded = CAPTURED["GET /users/me/meetings?type=scheduled"]["body"]
    await create_captured_meeting(zoom)

    listed = (await zoom.get("/v2/users/me/meetings?type=scheduled")).json()
    assert list(listed) == list(recorded)
    assert list(listed["meetings"][0]) == list(recorded["meetings"][0])
    assert missing(shape(recorded), shape(listed)) == []


@pytest.mark.parametrize("path", ["/users/me", "/users"])
async def test_users_have_every_recorded_member(zoom: httpx.AsyncClient, path: str) -> None:
    recorded = CAPTURED[f"GET {path}"]["body"]

    answered = (await zoom.get(f"/v2{path}")).json()
    assert missing(shape(recorded), shape(answered)) == []


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
async def test_changing_and_deleting_answer_204_without_a_body(zoom: httpx.AsyncClient, method: str) -> None:
    created = await create_captured_meeting(zoom)

    answer = await zoom.request(method, f"/v2/meetings/{created['id']}", json={"topic": "Updated Test Meeting"})
    assert (answer.status_code, answer.content) == (CAPTURED[f"{method} /meetings/{{id}}"]["status"], b"")
