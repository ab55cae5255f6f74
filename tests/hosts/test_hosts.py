"""Seeing hosts, and deciding who of them is in the pool."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.events.models import Event
from api.resources import Resources
from tests.factories.zoom import connect_zoom
from tests.fixture_types import RunWork

HOSTS = "/api/v1/hosts"
UNKNOWN = "019a0000-0000-7000-8000-000000000000"


@pytest.fixture
async def host(
    administrator: AsyncClient, session: AsyncSession, resources: Resources, run_work: RunWork
) -> dict[str, Any]:
    """The first host of a connected account."""
    await connect_zoom(session, resources.box)
    await run_work()
    first: dict[str, Any] = (await administrator.get(HOSTS)).json()[0]
    return first


async def test_hosts_are_listed_by_name(host: dict[str, Any], manager: AsyncClient) -> None:
    names = [item["name"] for item in (await manager.get(HOSTS)).json()]
    assert names == sorted(names)
    assert names[0] == host["name"] == "Anna Koval"


async def test_a_host_is_read_by_its_id(host: dict[str, Any], manager: AsyncClient) -> None:
    assert (await manager.get(f"{HOSTS}/{host['id']}")).json() == host


async def test_a_host_is_taken_out_of_the_pool_and_put_back(host: dict[str, Any], administrator: AsyncClient) -> None:
    address = f"{HOSTS}/{host['id']}"
    taken_out = await administrator.patch(address, json={"in_pool": False, "version": 1})
    assert (taken_out.status_code, taken_out.json()) == (200, {**host, "in_pool": False, "version": 2})
    put_back = await administrator.patch(address, json={"in_pool": True}, headers={"If-Match": '"2"'})
    assert put_back.json() == {**host, "version": 3}


@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        ({"version": 4}, {}, 409, "stale_version"),
        ({}, {"If-Match": '"4"'}, 412, "stale_version"),
        ({}, {}, 428, "version_required"),
    ],
)
async def test_who_read_another_version_changes_nothing(
    body: dict[str, Any], headers: dict[str, str], status: int, code: str, host: dict[str, Any],
    administrator: AsyncClient,
) -> None:  # fmt: skip
    address = f"{HOSTS}/{host['id']}"
    answer = await administrator.patch(address, json={"in_pool": False, **body}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert (await administrator.get(address)).json() == host


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"in_pool": "yes"}, "in_pool"),
        ({"in_pool": True, "name": "x"}, "name"),
        ({"in_pool": True, "is_active": False}, "is_active"),
    ],
)
async def test_only_the_pool_is_ours_to_change(
    body: dict[str, Any], field: str, host: dict[str, Any], administrator: AsyncClient
) -> None:
    answer = await administrator.patch(f"{HOSTS}/{host['id']}", json={**body, "version": 1})
    assert answer.status_code == 422
    assert [error["loc"] for error in answer.json()["errors"]] == [["body", field]]


async def test_a_change_is_an_event(host: dict[str, Any], administrator: AsyncClient, session: AsyncSession) -> None:
    await administrator.patch(f"{HOSTS}/{host['id']}", json={"in_pool": False, "version": 1})
    event = (await session.scalars(select(Event).where(Event.action == "host.changed"))).one()
    assert (event.actor_kind, str(event.object_id), event.data) == ("staff", host["id"], {"in_pool": False})


async def test_an_unknown_host_is_not_found(administrator: AsyncClient) -> None:
    answers = [
        await administrator.get(f"{HOSTS}/{UNKNOWN}"),
        await administrator.patch(f"{HOSTS}/{UNKNOWN}", json={"in_pool": True, "version": 1}),
    ]
    assert [answer.json()["code"] for answer in answers] == ["not_found"] * 2


async def test_managers_see_hosts_and_only_administrators_change_them(
    manager: AsyncClient, employee: AsyncClient, contact: AsyncClient, anonymous: AsyncClient
) -> None:
    callers = (manager, employee, contact, anonymous)
    assert [(await caller.get(HOSTS)).status_code for caller in callers] == [200, 403, 403, 401]
    address = f"{HOSTS}/{UNKNOWN}"
    assert [(await caller.patch(address, json={})).status_code for caller in callers] == [403, 403, 403, 401]
