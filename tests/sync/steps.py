"""What tests of the comparison do again and again."""

from typing import Any

import httpx

WRITES = ("meeting.created", "meeting.updated", "meeting.deleted")


async def listed(client: httpx.AsyncClient, **filters: str) -> list[dict[str, Any]]:
    """The meetings that this caller's list shows."""
    answer = await client.get("/api/v1/meetings", params=filters)
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def counts(run: dict[str, Any]) -> dict[str, int]:
    """What the run found, without what it did not."""
    return {name: number for name, number in run["counts"].items() if number and name != "unchanged"}


async def our_writes(control: httpx.AsyncClient) -> list[dict[str, Any]]:
    """What was changed in Zoom over its API, by us."""
    ledger = (await control.get("/_control/ledger")).json()
    return [entry for entry in ledger if entry["kind"] in WRITES and entry["source"] != "portal"]
