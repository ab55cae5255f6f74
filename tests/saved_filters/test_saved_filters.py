"""Filters saved under a name, each person's own."""

from typing import Any

from httpx import AsyncClient

MINE = {"view": "past", "manager": "me"}


async def save(client: AsyncClient, name: str, filters: dict[str, str] | None = None) -> dict[str, Any]:
    """What the server saved."""
    answer = await client.post("/api/v1/saved-filters", json={"name": name, "filters": filters or MINE})
    assert answer.status_code == 201, answer.text
    saved: dict[str, Any] = answer.json()
    return saved


async def names(client: AsyncClient) -> list[str]:
    """Under which names this caller saved filters."""
    return [saved["name"] for saved in (await client.get("/api/v1/saved-filters")).json()]


async def test_filters_are_saved_under_a_name_and_listed_by_it(employee: AsyncClient) -> None:
    await save(employee, "last week")
    saved = await save(employee, "Done")
    assert saved["filters"] == MINE
    assert await names(employee) == ["Done", "last week"]


async def test_the_same_name_replaces_what_it_stood_for(employee: AsyncClient) -> None:
    await save(employee, "mine")
    await save(employee, "Mine", {"view": "all"})
    assert [saved["filters"] for saved in (await employee.get("/api/v1/saved-filters")).json()] == [{"view": "all"}]


async def test_nobody_sees_or_deletes_what_others_saved(employee: AsyncClient, manager: AsyncClient) -> None:
    saved = await save(employee, "mine")
    assert await names(manager) == []
    assert (await manager.delete(f"/api/v1/saved-filters/{saved['id']}")).status_code == 404
    assert await names(employee) == ["mine"]


async def test_deleted_filters_are_gone(employee: AsyncClient) -> None:
    saved = await save(employee, "mine")
    assert (await employee.delete(f"/api/v1/saved-filters/{saved['id']}")).status_code == 204
    assert await names(employee) == []


async def test_the_number_of_saved_filters_is_bounded(employee: AsyncClient) -> None:
    for number in range(30):
        await save(employee, f"filters {number}")
    refused = await employee.post("/api/v1/saved-filters", json={"name": "one more", "filters": MINE})
    assert (refused.status_code, refused.json()["errors"][0]["loc"]) == (422, ["body", "name"])
    await save(employee, "filters 7", {"view": "all"})
    assert len(await names(employee)) == 30


async def test_a_name_is_needed(employee: AsyncClient) -> None:
    refused = await employee.post("/api/v1/saved-filters", json={"name": " ", "filters": MINE})
    assert (refused.status_code, refused.json()["errors"][0]["loc"]) == (422, ["body", "name"])
