"""Whatever somebody sends is answered, and never with our mistake."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response

from tests.factories.accounts import own_id
from tests.factories.meetings import meeting_body
from tests.meetings.fuzzer import ENDS_OF_THE_CALENDAR, UNKNOWN, Fuzzer, cursor_of
from tests.meetings.steps import schedule

MEETINGS = "/api/v1/meetings"
SEED = int(os.environ.get("FUZZ_SEED", "1"))


def errors_of(answer: Response) -> dict[str, str]:
    """The codes of a refused input, by field."""
    assert answer.status_code == 422, answer.text
    return {error["loc"][-1]: error["code"] for error in answer.json()["errors"]}


@pytest.mark.parametrize("starts_at", ENDS_OF_THE_CALENDAR)
async def test_no_meeting_starts_at_an_end_of_the_calendar(starts_at: str, manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    moved = await manager.patch(f"{MEETINGS}/{meeting['id']}", json={"starts_at": starts_at, "version": 1})
    answers = [moved]
    for timezone in ("Pacific/Kiritimati", "America/New_York"):
        times: dict[str, Any] = {
            "starts_at": starts_at,
            "timezone": timezone,
            "duration_minutes": 1440,
            "staff_ids": [],
        }
        answers.append(await manager.post(MEETINGS, json=meeting_body(**times)))
        answers.append(await manager.post("/api/v1/availability", json=times))
    assert [errors_of(answer) for answer in answers] == [{"starts_at": "out_of_range"}] * 5


@pytest.mark.parametrize("instant", ENDS_OF_THE_CALENDAR)
async def test_no_period_reaches_an_end_of_the_calendar(instant: str, manager: AsyncClient) -> None:
    window = await manager.get("/api/v1/calendar", params={"from": instant, "to": instant})
    since = await manager.get(MEETINGS, params={"period_from": instant, "period_field": "created_at"})
    until = await manager.get(MEETINGS, params={"period_to": instant})
    assert [set(errors_of(answer)) for answer in (window, since, until)] == [
        {"from", "to"},
        {"period_from"},
        {"period_to"},
    ]


async def test_a_period_has_an_offset(manager: AsyncClient) -> None:
    local = "2026-11-01T00:00:00"
    window = await manager.get("/api/v1/calendar", params={"from": local, "to": local})
    listed = await manager.get(MEETINGS, params={"period_from": local, "period_to": local})
    assert errors_of(window) == {"from": "timezone_aware", "to": "timezone_aware"}
    assert errors_of(listed) == {"period_from": "timezone_aware", "period_to": "timezone_aware"}


@pytest.mark.parametrize(
    "cursor",
    [
        "%",
        "я",
        "====",
        "ey" * 80,
        *map(
            cursor_of,
            [
                5,
                "abc",
                {"a": 1, "b": 2, "c": 3},
                [[], [], []],
                ["-starts_at", None, None],
                ["-starts_at", 5, UNKNOWN],
                ["-starts_at", "2026-01-01T00:00:00+00:00", 5],
                ["-starts_at", "2026-01-01T00:00:00+00:00", {}],
                ["-starts_at", "0001-01-01T00:00:00+14:00", UNKNOWN],
                ["-starts_at", "9999-12-31T23:59:59-14:00", UNKNOWN],
                ["created_at", "2026-01-01T00:00:00+00:00", UNKNOWN],
            ],
        ),
    ],
)
async def test_a_made_up_cursor_is_refused(cursor: str, manager: AsyncClient) -> None:
    answer = await manager.get(MEETINGS, params={"cursor": cursor, "sort": "-starts_at"})
    assert errors_of(answer) == {"cursor": "invalid_cursor"}


async def test_a_cursor_without_offset_breaks_nothing(manager: AsyncClient) -> None:
    cursor = cursor_of(["-starts_at", "2026-01-01T00:00:00", UNKNOWN])
    answer = await manager.get(MEETINGS, params={"cursor": cursor, "sort": "-starts_at"})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\xff\xfe",
        b'{"topic": "\\ud800", "version": 1}',
        b'{"topic": "a\\u0000b", "version": 1}',
        b'{"topic": ["a"], "version": 1}',
        b'{"topic": {"a": 1}, "version": 1}',
        b'{"\\ud800": 1, "version": 1}',
        b'{"\\u0000": 1, "version": 1}',
        b'{"options": {"\\udfff": true}, "version": 1}',
        b'{"options": {"waiting_room": "true"}, "version": 1}',
        b'{"duration_minutes": 45.0, "version": 1}',
        b'{"duration_minutes": true, "version": 1}',
        b'{"duration_minutes": 1e400, "version": 1}',
        b'{"duration_minutes": NaN, "version": 1}',
        b'{"starts_at": {}, "version": 1}',
        b'{"staff_ids": [null], "version": 1}',
        b'{"subject": [], "version": 1}',
    ],
    ids=lambda body: body[:30].decode("latin-1"),
)
async def test_odd_json_is_refused_and_changes_nothing(body: bytes, manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    address = f"{MEETINGS}/{meeting['id']}"
    answer = await manager.patch(address, content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert (await manager.get(address)).json()["version"] == 1


@pytest.mark.parametrize("body", [b"[" * 50_000, b"1" * 6_000], ids=["too deep", "too long a number"])
async def test_json_that_no_parser_takes_is_a_bad_request(body: bytes, manager: AsyncClient) -> None:
    answer = await manager.post(MEETINGS, content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")


async def test_a_version_of_four_thousand_digits_is_a_stale_one(manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    body = b'{"topic": "x", "version": ' + b"9" * 4_000 + b"}"
    headers = {"Content-Type": "application/json"}
    answer = await manager.patch(f"{MEETINGS}/{meeting['id']}", content=body, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "stale_version")


@pytest.mark.parametrize("path", ["meetings", "clients", "contacts", "leads", "client-groups", "staff"])
async def test_nul_is_searched_for_nowhere(path: str, administrator: AsyncClient) -> None:
    assert set(errors_of(await administrator.get(f"/api/v1/{path}?search=a%00b"))) == {"search"}


@pytest.mark.parametrize("name", ["manager_id", "status", "sort", "cursor", "page", "%00"])
async def test_nul_in_any_query_parameter_is_refused(name: str, manager: AsyncClient) -> None:
    assert (await manager.get(f"{MEETINGS}?{name}=%00")).status_code == 422


def what_is_wrong(answer: Response) -> str | None:
    """Why nobody should get this answer."""
    if answer.status_code >= 500:
        return "it is our mistake"
    if answer.status_code < 400:
        return None
    if answer.headers["content-type"] != "application/problem+json":
        return "it is no Problem"
    problem = answer.json()
    is_whole = {"type", "code", "title", "status", "detail"} <= set(problem) and problem["status"] == answer.status_code
    return None if is_whole else "something of the Problem is missing"


@asynccontextmanager
async def shown_our_mistakes(app: FastAPI, client: AsyncClient) -> AsyncIterator[AsyncClient]:
    """This caller, who gets the answer of status 500 as callers do, where the test would get the exception."""
    transport = ASGITransport(app, raise_app_exceptions=False)
    headers, cookies = {"X-Parley": "1"}, dict(client.cookies)
    async with AsyncClient(transport=transport, base_url=client.base_url, headers=headers, cookies=cookies) as same:
        yield same


@pytest.fixture
def callers(
    employee: AsyncClient, administrator: AsyncClient, contact: AsyncClient, anonymous: AsyncClient
) -> dict[str, AsyncClient]:
    """One of every kind."""
    return {"employee": employee, "administrator": administrator, "contact": contact, "anonymous": anonymous}


@pytest.mark.usefixtures("zoom")
@pytest.mark.parametrize("who", ["employee", "administrator", "contact", "anonymous"])
async def test_no_request_is_our_mistake(
    who: str, callers: dict[str, AsyncClient], app: FastAPI, employee: AsyncClient
) -> None:
    print(f"FUZZ_SEED={SEED}")  # noqa: T201 - names the requests that failed
    own = str(await own_id(employee))
    meetings = [await schedule(employee, staff_ids=[own]) for _ in range(3)]
    fuzzer = Fuzzer(f"{SEED} {who}", app.openapi(), [UNKNOWN, own, *(meeting["id"] for meeting in meetings)])
    wrong = []
    async with shown_our_mistakes(app, callers[who]) as client:
        for operation in fuzzer.operations():
            request = fuzzer.request(*operation)
            answer = await client.request(**request)
            if (reason := what_is_wrong(answer)) is not None:
                wrong.append((reason, request, answer.status_code, answer.text))
            if answer.status_code == 201 and "id" in (made := answer.json()):
                fuzzer.ids.append(made["id"])
    assert wrong == []
