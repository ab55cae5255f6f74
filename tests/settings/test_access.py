"""Who may see and change settings."""

import pytest
from httpx import AsyncClient

ADMINISTRATORS_ONLY = [
    ("GET", "/settings/zoom"),
    ("PUT", "/settings/zoom"),
    ("POST", "/settings/zoom/check"),
    ("PUT", "/settings/meetings"),
]
ALL = [*ADMINISTRATORS_ONLY, ("GET", "/settings/meetings")]


@pytest.mark.parametrize(("method", "path"), ADMINISTRATORS_ONLY)
async def test_only_administrators_see_and_change_the_settings(
    method: str, path: str, employee: AsyncClient, manager: AsyncClient
) -> None:
    answers = [await caller.request(method, f"/api/v1{path}", json={}) for caller in (employee, manager)]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(403, "forbidden")] * 2


async def test_who_schedules_may_read_the_rules(employee: AsyncClient, manager: AsyncClient) -> None:
    answers = [await caller.get("/api/v1/settings/meetings") for caller in (employee, manager)]
    assert [answer.status_code for answer in answers] == [200, 200]


@pytest.mark.parametrize(("method", "path"), ALL)
async def test_a_client_sees_no_settings(method: str, path: str, contact: AsyncClient) -> None:
    answer = await contact.request(method, f"/api/v1{path}", json={})
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize(("method", "path"), ALL)
async def test_who_is_not_signed_in_sees_no_settings(method: str, path: str, anonymous: AsyncClient) -> None:
    answer = await anonymous.request(method, f"/api/v1{path}", json={})
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
