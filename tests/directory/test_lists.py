"""Lists of the directory: search, pages, order, filters."""

import pytest
from httpx import AsyncClient
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.db import new_id
from api.directory.models import Client
from tests.factories.accounts import own_id
from tests.factories.directory import make_client, make_client_group, make_contact, make_lead


async def names(caller: AsyncClient, noun: str, **query: object) -> list[str]:
    """The names on the page, in its order."""
    answer = await caller.get(f"/api/v1/{noun}", params={key: str(value) for key, value in query.items()})
    assert answer.status_code == 200, answer.text
    return [item["name"] for item in answer.json()["items"]]


@pytest.mark.parametrize(
    "search",
    ["елка", "ЁЛКА", "елк  ооо", "100%", "a_b", "back\\slash", "office@", "44 123", "1c-9"],
)
async def test_a_search_finds_every_word_in_any_field(
    search: str, employee: AsyncClient, session: AsyncSession
) -> None:
    wanted = "ООО «Ёлка» 100% a_b back\\slash"
    await make_client(session, wanted, email="Office@yolka.example", phone="+380 44 123", external_id="1C-9")
    await make_client(session, "ООО «Сосна» 1000 aXb")
    assert await names(employee, "clients", search=search) == [wanted]


@pytest.mark.parametrize("search", ["%", "_", "\\", "елка сосна"])
async def test_a_search_for_what_nobody_has_finds_nothing(
    search: str, employee: AsyncClient, session: AsyncSession
) -> None:
    await make_client(session, "Ёлка")
    assert await names(employee, "clients", search=search) == []


async def test_leads_are_found_by_company_and_contacts_by_client(employee: AsyncClient, session: AsyncSession) -> None:
    await make_lead(session, "Пётр", company="Рога и копыта")
    await make_contact(session, await make_client(session, "Рога и копыта"), "Анна")
    assert await names(employee, "leads", search="рога") == ["Пётр"]
    assert await names(employee, "contacts", search="анна рога") == ["Анна"]


async def test_pages_follow_one_another_without_gaps(employee: AsyncClient, session: AsyncSession) -> None:
    for number in range(12):
        await make_client(session, "Same name", external_id=str(number))
    pages = [(await employee.get("/api/v1/clients", params={"page": page, "page_size": 10})).json() for page in (1, 2)]
    ids = [item["id"] for page in pages for item in page["items"]]
    assert [len(page["items"]) for page in pages] == [10, 2]
    assert len(set(ids)) == 12
    del pages[1]["items"]
    assert pages[1] == {"total": 12, "total_is_exact": True, "page": 2, "page_size": 10, "next_cursor": None}


async def test_a_total_is_counted_up_to_ten_thousand(employee: AsyncClient, session: AsyncSession) -> None:
    await session.execute(insert(Client), [{"id": new_id(), "name": "A"} for _ in range(10_001)])
    await session.commit()
    page = (await employee.get("/api/v1/clients")).json()
    assert (page["total"], page["total_is_exact"], len(page["items"])) == (10_000, False, 25)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [("name", ["альфа", "Бета", "Ёлка", "Жук"]), ("-created_at", ["Бета", "альфа", "Ёлка", "Жук"])],
)
async def test_lists_are_sorted_as_people_sort(
    sort: str, expected: list[str], employee: AsyncClient, session: AsyncSession
) -> None:
    for name in ("Жук", "Ёлка", "альфа", "Бета"):
        await make_lead(session, name)
    assert await names(employee, "leads", sort=sort) == expected
    backwards = sort.removeprefix("-") if sort.startswith("-") else f"-{sort}"
    assert await names(employee, "leads", sort=backwards) == expected[::-1]


async def test_clients_are_filtered_by_group_and_responsible(employee: AsyncClient, session: AsyncSession) -> None:
    me = await own_id(employee)
    group = await make_client_group(session)
    await make_client(session, "In it and mine", client_group_id=group.id, responsible_id=me)
    await make_client(session, "In it", client_group_id=group.id)
    await make_client(session, "Neither")
    assert await names(employee, "clients", client_group_id=group.id) == ["In it", "In it and mine"]
    assert await names(employee, "clients", client_group_id=group.id, responsible_id=me) == ["In it and mine"]
    shown = (await employee.get("/api/v1/client-groups")).json()["items"]
    assert [item["clients_count"] for item in shown] == [2]


async def test_contacts_are_filtered_by_client_and_leads_by_status(
    employee: AsyncClient, session: AsyncSession
) -> None:
    one, other = await make_client(session, "One"), await make_client(session, "Other")
    await make_contact(session, one, "Ann")
    await make_contact(session, other, "Bob")
    await make_lead(session, "Won", status="converted")
    await make_lead(session, "New")
    assert await names(employee, "contacts", client_id=one.id) == ["Ann"]
    assert await names(employee, "leads", status="converted") == ["Won"]


@pytest.mark.parametrize(
    ("parameter", "value"),
    [("search", "\0"), ("page", 0), ("page_size", 11), ("sort", "email"), ("client_group_id", "x"), ("colour", "red")],
)
async def test_a_wrong_question_is_refused(parameter: str, value: object, employee: AsyncClient) -> None:
    answer = await employee.get("/api/v1/clients", params={parameter: str(value)})
    assert answer.status_code == 422
    assert [error["loc"] for error in answer.json()["errors"]] == [["query", parameter]]
