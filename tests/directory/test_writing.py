"""Adding, changing and deleting: what holds for every noun of the directory."""

from typing import Any
from uuid import uuid4

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.directory.models import Client, Contact
from api.events.models import Event
from tests.factories.directory import make_client, make_client_group, make_contact, make_lead

NEW: dict[str, dict[str, Any]] = {
    "clients": {"name": "ТОВ «Ёлка»", "email": "office@yolka.example", "phone": "+380 44 1", "timezone": "Europe/Kyiv"},
    "client-groups": {"name": "Оптовики"},
    "leads": {"name": "Пётр", "company": "Рога и копыта", "email": "petro@horns.example"},
}


def errors(response: Response) -> dict[str, str]:
    """Field by field, the code of what is wrong."""
    assert response.status_code == 422
    return {".".join(map(str, error["loc"])): error["code"] for error in response.json()["errors"]}


@pytest.mark.parametrize("noun", NEW)
async def test_what_is_added_is_told_and_can_be_read_where_it_is(noun: str, employee: AsyncClient) -> None:
    answer = await employee.post(f"/api/v1/{noun}", json=NEW[noun])
    assert answer.status_code == 201
    assert answer.headers["ETag"] == '"1"'
    assert answer.json().items() >= NEW[noun].items()
    assert (await employee.get(answer.headers["Location"])).json() == answer.json()


async def test_a_contact_tells_its_client_and_its_whole_name(employee: AsyncClient, session: AsyncSession) -> None:
    client = await make_client(session)
    new = {"client_id": str(client.id), "first_name": "Олена", "last_name": "Пчілка"}
    contact = (await employee.post("/api/v1/contacts", json=new)).json()
    assert contact["client"] == {"id": str(client.id), "name": client.name}
    assert contact["name"] == "Олена Пчілка"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", "", "string_too_short"),
        ("name", "я" * 201, "string_too_long"),
        ("name", "two\nlines", "control_characters"),
        ("name", "nul\0", "nul_character"),
        ("name", 7, "string_type"),
        ("email", "nobody", "email"),
        ("phone", "1" * 41, "string_too_long"),
        ("timezone", "Europe/../etc/passwd", "value_error"),
        ("locale", "fr", "literal_error"),
        ("responsible_id", str(uuid4()), "unknown"),
        ("client_group_id", str(uuid4()), "unknown"),
        ("vat", "1", "extra_forbidden"),
    ],
)
async def test_wrong_input_is_named_at_its_field(
    field: str, value: object, code: str, employee: AsyncClient, session: AsyncSession
) -> None:
    answer = await employee.post("/api/v1/clients", json={"name": "A", field: value})
    assert errors(answer) == {f"body.{field}": code}
    assert await session.scalar(select(func.count()).select_from(Client)) == 0


async def test_an_external_id_is_unique_among_clients(employee: AsyncClient, session: AsyncSession) -> None:
    await make_client(session, external_id="1C-7")
    answer = await employee.post("/api/v1/clients", json={"name": "A", "external_id": "1C-7"})
    assert errors(answer) == {"body.external_id": "taken"}


async def test_the_same_request_sent_twice_adds_one_client(employee: AsyncClient, session: AsyncSession) -> None:
    key = {"Idempotency-Key": "first"}
    first = await employee.post("/api/v1/clients", json=NEW["clients"], headers=key)
    again = await employee.post("/api/v1/clients", json=NEW["clients"], headers=key)
    assert again.status_code == 201
    assert again.json() == first.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    assert await session.scalar(select(func.count()).select_from(Client)) == 1


async def test_a_key_serves_one_request_only(employee: AsyncClient) -> None:
    key = {"Idempotency-Key": "first"}
    await employee.post("/api/v1/clients", json={"name": "A"}, headers=key)
    answer = await employee.post("/api/v1/clients", json={"name": "B"}, headers=key)
    assert answer.json()["code"] == "idempotency_key_reused"


async def test_a_change_keeps_what_it_does_not_name(employee: AsyncClient, session: AsyncSession) -> None:
    client = await make_client(session, phone="044", email="a@b.example")
    answer = await employee.patch(f"/api/v1/clients/{client.id}", json={"phone": None, "version": 1})
    assert answer.status_code == 200
    assert answer.headers["ETag"] == '"2"'
    assert answer.json().items() >= {"name": client.name, "email": "a@b.example", "phone": None, "version": 2}.items()


async def test_a_change_of_nothing_makes_no_version(employee: AsyncClient, session: AsyncSession) -> None:
    client = await make_client(session)
    answer = await employee.patch(f"/api/v1/clients/{client.id}", json={"name": client.name, "version": 1})
    assert answer.json()["version"] == 1


async def test_a_name_cannot_be_emptied(employee: AsyncClient, session: AsyncSession) -> None:
    lead = await make_lead(session)
    answer = await employee.patch(f"/api/v1/leads/{lead.id}", json={"name": None, "version": 1})
    assert errors(answer) == {"body.name": "null"}


@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        ({"version": 4}, {}, 409, "stale_version"),
        ({}, {"If-Match": '"4"'}, 412, "stale_version"),
        ({}, {}, 428, "version_required"),
    ],
)
async def test_who_read_another_version_changes_nothing(
    body: dict[str, Any],
    headers: dict[str, str],
    status: int,
    code: str,
    employee: AsyncClient,
    session: AsyncSession,
) -> None:
    client = await make_client(session)
    answer = await employee.patch(f"/api/v1/clients/{client.id}", json={"name": "B", **body}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert await session.scalar(select(Client.name)) == "Horns and Hooves"


async def test_if_match_with_the_version_that_was_read_changes_it(employee: AsyncClient, session: AsyncSession) -> None:
    client = await make_client(session)
    answer = await employee.patch(f"/api/v1/clients/{client.id}", json={"name": "B"}, headers={"If-Match": '"1"'})
    assert answer.json()["name"] == "B"


async def test_another_system_creates_by_its_own_id_and_then_changes(employee: AsyncClient) -> None:
    address = "/api/v1/leads/by-external-id/bitrix 7"
    created = await employee.put(address, json={"name": "Пётр", "company": "Рога"})
    changed = await employee.put(address, json={"name": "Пётр", "status": "in_work"})
    assert (created.status_code, changed.status_code) == (201, 200)
    assert changed.json()["id"] == created.json()["id"]
    assert changed.json().items() >= {"company": "Рога", "status": "in_work", "external_id": "bitrix 7"}.items()


@pytest.mark.parametrize("noun", [*NEW, "contacts"])
async def test_an_unknown_id_is_not_found(noun: str, employee: AsyncClient) -> None:
    address = f"/api/v1/{noun}/{uuid4()}"
    answers = [
        await employee.get(address),
        await employee.patch(address, json={"version": 1}),
        await employee.delete(address),
    ]
    assert [answer.json()["code"] for answer in answers] == ["not_found"] * 3


async def test_a_group_with_clients_is_not_deleted(employee: AsyncClient, session: AsyncSession) -> None:
    group = await make_client_group(session)
    client = await make_client(session, client_group_id=group.id)
    refused = await employee.delete(f"/api/v1/client-groups/{group.id}")
    assert (refused.status_code, refused.json()["code"]) == (409, "in_use")
    await employee.delete(f"/api/v1/clients/{client.id}")
    assert (await employee.delete(f"/api/v1/client-groups/{group.id}")).status_code == 204


async def test_a_client_is_deleted_with_its_contacts(employee: AsyncClient, session: AsyncSession) -> None:
    client = await make_client(session)
    await make_contact(session, client)
    assert (await employee.delete(f"/api/v1/clients/{client.id}")).status_code == 204
    assert await session.scalar(select(func.count()).select_from(Contact)) == 0


async def test_every_change_is_an_event(employee: AsyncClient, session: AsyncSession) -> None:
    address = (await employee.post("/api/v1/client-groups", json={"name": "A"})).headers["Location"]
    await employee.patch(address, json={"name": "B", "version": 1})
    await employee.delete(address)
    rows = await session.execute(
        select(Event.action, Event.data).where(Event.object_kind == "client_group").order_by(Event.id)
    )
    assert [tuple(row) for row in rows] == [
        ("client_group.created", {"name": "A"}),
        ("client_group.changed", {"fields": ["name"]}),
        ("client_group.deleted", {"name": "B"}),
    ]
