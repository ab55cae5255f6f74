"""How long a person's pages of lists are."""

from httpx import AsyncClient


async def page_size(client: AsyncClient) -> int:
    """As the account has it."""
    size: int = (await client.get("/api/v1/session")).json()["account"]["page_size"]
    return size


async def test_it_is_25_until_chosen_and_then_remembered(employee: AsyncClient, manager: AsyncClient) -> None:
    assert await page_size(employee) == 25
    answer = await employee.patch("/api/v1/session", json={"page_size": 50})
    assert answer.json()["account"]["page_size"] == 50
    assert (await page_size(employee), await page_size(manager)) == (50, 25)


async def test_only_sizes_of_lists_are_taken(employee: AsyncClient) -> None:
    refused = await employee.patch("/api/v1/session", json={"page_size": 20})
    assert (refused.status_code, refused.json()["errors"][0]["loc"]) == (422, ["body", "page_size"])
    assert await page_size(employee) == 25
