"""Every error is a Problem: no stack, no SQL, no plain text."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.config import Config
from api.core.middleware import BODY_LIMIT_BYTES, SECURITY_HEADERS
from api.main import attach
from api.resources import Resources, open_resources

MEMBERS = {"type", "code", "title", "status", "detail", "request_id"}
LEADS = "/api/v1/leads"


def _check(answer: httpx.Response, status: int, code: str) -> None:
    body = answer.json()
    assert (answer.status_code, body["status"], body["code"]) == (status, status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert set(body) >= MEMBERS
    assert body["type"] == f"/problems/{code}"
    assert body["request_id"] == answer.headers["X-Request-Id"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert {name: answer.headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS


@pytest.fixture
async def broken_table(resources: Resources) -> AsyncIterator[str]:
    """A statement of ours fails in a way that nobody foresaw."""
    async with resources.engine.begin() as connection:
        await connection.execute(text("ALTER TABLE leads RENAME TO canary_leads"))
    yield LEADS
    async with resources.engine.begin() as connection:
        await connection.execute(text("ALTER TABLE canary_leads RENAME TO leads"))


async def test_an_unknown_address(anonymous: httpx.AsyncClient) -> None:
    _check(await anonymous.get("/api/v1/nothing"), 404, "not_found")


async def test_a_method_that_the_address_does_not_have(anonymous: httpx.AsyncClient) -> None:
    _check(await anonymous.put("/api/v1/session"), 405, "method_not_allowed")


async def test_nobody_is_signed_in(anonymous: httpx.AsyncClient) -> None:
    _check(await anonymous.get(LEADS), 401, "not_signed_in")


@pytest.mark.parametrize(
    ("content", "loc", "code"),
    [
        (b"{", ["body", 1], "json_invalid"),
        (b"[]", ["body"], "model_attributes_type"),
        (b'{"email": "a@b.example"}', ["body", "password"], "required"),
        (b'{"email": "a@b.example", "password": "x", "role": "administrator"}', ["body", "role"], "extra_forbidden"),
        (b'{"email": "a@b.example", "password": {"$ne": ""}}', ["body", "password"], "string_type"),
    ],
)
async def test_a_wrong_body_is_told_field_by_field(
    content: bytes, loc: list[str | int], code: str, anonymous: httpx.AsyncClient
) -> None:
    answer = await anonymous.post("/api/v1/session", content=content, headers={"Content-Type": "application/json"})
    _check(answer, 422, "invalid")
    assert [(error["loc"], error["code"]) for error in answer.json()["errors"]] == [(loc, code)]


async def test_a_body_that_says_it_is_too_large(anonymous: httpx.AsyncClient) -> None:
    answer = await anonymous.post("/api/v1/session", content=b"x" * (BODY_LIMIT_BYTES + 1))
    _check(answer, 413, "body_too_large")


async def test_a_body_that_grows_too_large(anonymous: httpx.AsyncClient) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(BODY_LIMIT_BYTES // 1000 + 2):
            yield b" " * 1000

    answer = await anonymous.post("/api/v1/session", content=endless(), headers={"Content-Type": "application/json"})
    _check(answer, 413, "body_too_large")


async def test_a_host_that_is_not_ours(anonymous: httpx.AsyncClient) -> None:
    answer = await anonymous.get("/api/v1/session", headers={"Host": "evil.example"})
    _check(answer, 400, "unknown_host")


async def test_our_mistake_shows_neither_stack_nor_statement(broken_table: str, employee: httpx.AsyncClient) -> None:
    answer = await employee.get(broken_table)
    _check(answer, 500, "unexpected")
    assert not any(word in answer.text for word in ("Traceback", "SELECT", "sqlalchemy", "relation", "leads"))


async def test_what_nobody_foresaw_is_a_problem_too(session: AsyncSession, employee: httpx.AsyncClient) -> None:
    await session.execute(text("UPDATE accounts SET locale = 'canary'"))
    await session.commit()
    answer = await employee.get("/api/v1/session")
    _check(answer, 500, "unexpected")
    assert "canary" not in answer.text


async def test_without_a_database(application: FastAPI, config: Config) -> None:
    nowhere = config.model_copy(update={"database_url": "postgresql+asyncpg://u:p@127.0.0.1:9/none"})
    resources = open_resources(nowhere, name="parley-tests")
    attach(application, resources)
    transport = httpx.ASGITransport(application)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver", cookies={"parley": "x"}) as client:
        answer = await client.get("/api/v1/session")
        _check(answer, 503, "unavailable")
        assert int(answer.headers["Retry-After"]) > 0
        _check(await client.get("/readyz"), 503, "not_ready")
        assert (await client.get("/healthz")).status_code == 200
    await resources.close()


async def test_a_lock_that_somebody_holds_is_not_waited_for_long(
    resources: Resources, employee: httpx.AsyncClient
) -> None:
    async with resources.engine.begin() as holder:
        await holder.execute(text("LOCK TABLE leads IN ACCESS EXCLUSIVE MODE"))
        answer = await employee.get(LEADS)
    _check(answer, 503, "unavailable")
    assert (await employee.get(LEADS)).status_code == 200


async def test_a_request_id_is_taken_over_when_it_is_one(anonymous: httpx.AsyncClient) -> None:
    given = [await anonymous.get("/healthz", headers={"X-Request-Id": name}) for name in ("order-7", "a b\tc" * 30)]
    assert given[0].headers["X-Request-Id"] == "order-7"
    assert given[1].headers["X-Request-Id"].isalnum()
