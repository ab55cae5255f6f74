"""Who may do what in the directory."""

import pytest
from httpx import AsyncClient

NOUNS = ("clients", "contacts", "client-groups", "leads", "staff")
UNKNOWN = "019a0000-0000-7000-8000-000000000000"
UNSAFE = [
    *(("POST", f"/{noun}") for noun in NOUNS),
    *((method, f"/{noun}/{UNKNOWN}") for noun in NOUNS for method in ("PATCH", "DELETE")),
    *(("PUT", f"/{noun}/by-external-id/1") for noun in NOUNS if noun != "staff"),
]


@pytest.mark.parametrize("noun", NOUNS)
async def test_all_staff_may_look(
    noun: str, employee: AsyncClient, manager: AsyncClient, administrator: AsyncClient
) -> None:
    answers = [await caller.get(f"/api/v1/{noun}") for caller in (employee, manager, administrator)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]


@pytest.mark.parametrize(("method", "path"), [*UNSAFE, *(("GET", f"/{noun}") for noun in NOUNS)])
async def test_a_client_sees_and_changes_nothing(method: str, path: str, contact: AsyncClient) -> None:
    answer = await contact.request(method, f"/api/v1{path}", json={})
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize(("method", "path"), [*UNSAFE, *(("GET", f"/{noun}/{UNKNOWN}") for noun in NOUNS)])
async def test_who_is_not_signed_in_sees_and_changes_nothing(method: str, path: str, anonymous: AsyncClient) -> None:
    answer = await anonymous.request(method, f"/api/v1{path}", json={})
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize(("method", "path"), [entry for entry in UNSAFE if entry[1].startswith("/staff")])
async def test_only_administrators_edit_staff(
    method: str, path: str, employee: AsyncClient, manager: AsyncClient
) -> None:
    answers = [await caller.request(method, f"/api/v1{path}", json={}) for caller in (employee, manager)]
    assert [answer.status_code for answer in answers] == [403, 403]
