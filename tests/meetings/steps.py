"""What tests of meetings do again and again: schedule, read, see what Zoom did."""

from typing import Any

import httpx

from tests.factories.meetings import meeting_body


async def schedule(client: httpx.AsyncClient, **values: Any) -> dict[str, Any]:
    """A meeting of this caller, scheduled over REST."""
    answer = await client.post("/api/v1/meetings", json=meeting_body(**values))
    assert answer.status_code == 201, answer.text
    meeting: dict[str, Any] = answer.json()
    return meeting


async def read(client: httpx.AsyncClient, meeting_id: str) -> dict[str, Any]:
    """The meeting as this caller sees it now."""
    answer = await client.get(f"/api/v1/meetings/{meeting_id}")
    assert answer.status_code == 200, answer.text
    meeting: dict[str, Any] = answer.json()
    return meeting


async def ledger(control: httpx.AsyncClient, kind: str = "meeting.created") -> list[dict[str, Any]]:
    """What Zoom did, in order."""
    answer = await control.get("/_control/ledger", params={"kind": kind})
    entries: list[dict[str, Any]] = answer.json()
    return entries


async def requests(control: httpx.AsyncClient, method: str) -> list[dict[str, Any]]:
    """The calls of that method that Zoom got."""
    answer = await control.get("/_control/requests")
    return [request for request in answer.json() if request["method"] == method]


async def host_id(administrator: httpx.AsyncClient, login: str) -> str:
    """The Zoom user `<login>@parley.example`."""
    hosts = (await administrator.get("/api/v1/hosts")).json()
    return next(str(host["id"]) for host in hosts if host["email"] == f"{login}@parley.example")
