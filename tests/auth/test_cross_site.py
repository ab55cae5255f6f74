"""A page of another site cannot act in the name of the person who is signed in here."""

from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.directory.models import Lead
from tests.factories.accounts import PASSWORD, make_staff_member

UNKNOWN = "019a0000-0000-7000-8000-000000000000"
LEADS = "/api/v1/leads"
LEAD = {"name": "Made by another site"}
FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "Same-Origin"},
    {"Sec-Fetch-Site": ""},
    {"Sec-Fetch-Site": "same-origin, cross-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://testserver.evil.example"},
    {"Origin": "http://testserver@evil.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    {"Origin": "http://testserver:8080"},
]


WITHOUT_SESSION = {("post", "/api/v1/session"), ("post", "/api/v1/webhooks/zoom")}
"""Signing in, and what Zoom signs: no cookie makes them act."""


def _unsafe_operations(app: FastAPI) -> Iterator[tuple[str, str]]:
    for path, operations in app.openapi()["paths"].items():
        for method in operations:
            if method in {"post", "put", "patch", "delete"} and (method, path) not in WITHOUT_SESSION:
                yield method.upper(), path.replace("{", "").replace("}", "").replace("_id", UNKNOWN)


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
async def test_another_site_changes_nothing(
    headers: dict[str, str], employee: httpx.AsyncClient, session: AsyncSession
) -> None:
    answer = await employee.post(LEADS, json=LEAD, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "cross_site")
    assert await session.scalar(select(func.count()).select_from(Lead)) == 0


@pytest.mark.parametrize(
    "headers",
    [{}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": "http://testserver"}],
    ids=str,
)
async def test_our_own_page_and_programs_do(headers: dict[str, str], employee: httpx.AsyncClient) -> None:
    assert (await employee.post(LEADS, json=LEAD, headers=headers)).status_code == 201


async def test_every_route_that_changes_something_wants_the_header(app: FastAPI, employee: httpx.AsyncClient) -> None:
    del employee.headers["X-Parley"]
    operations = list(_unsafe_operations(app))
    answers = [(await employee.request(method, path, json={})).json()["code"] for method, path in operations]
    assert len(operations) > 15
    assert set(answers) == {"cross_site"}


@pytest.mark.parametrize("value", ["", "0", "true", "1, 1"])
async def test_the_header_has_one_value(value: str, employee: httpx.AsyncClient, session: AsyncSession) -> None:
    employee.headers["X-Parley"] = value
    assert (await employee.post(LEADS, json=LEAD)).status_code == 403
    assert await session.scalar(select(func.count()).select_from(Lead)) == 0


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
async def test_what_a_form_can_send_is_no_json(content_type: str, employee: httpx.AsyncClient) -> None:
    answer = await employee.post(LEADS, content=b'{"name": "x"}', headers={"Content-Type": content_type})
    assert answer.status_code == 422


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
async def test_another_site_signs_nobody_in(
    headers: dict[str, str], anonymous: httpx.AsyncClient, session: AsyncSession
) -> None:
    account = await make_staff_member(session)
    body = {"email": account.email, "password": PASSWORD}
    answer = await anonymous.post("/api/v1/session", json=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "cross_site")
    assert "set-cookie" not in answer.headers


async def test_a_link_from_elsewhere_may_be_read(employee: httpx.AsyncClient) -> None:
    answer = await employee.get("/api/v1/session", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers
