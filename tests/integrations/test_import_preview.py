"""What a file holds, and what would become of each row, before anything is taken over."""

from typing import Any

import httpx
import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.directory.models import Client, Contact
from tests.factories.accounts import make_portal_account, make_staff_member
from tests.factories.directory import make_client, make_client_group, make_contact, make_lead
from tests.integrations.conftest import Upload
from tests.integrations.steps import complaints, refusal, workbook

CLIENTS = """Название;Эл. почта;Телефон;Ответственный;Группа клиентов;Язык;Часовой пояс;Внешний код;Заметка
Рога и копыта;zakaz@roga.example;+380 50 412 76 90;anna@parley.example;розничная торговля;русский;Europe/Kyiv;17;чай
Ёлка;;;;;;;;
"""


def fields(shown: dict[str, Any]) -> list[str | None]:
    """What each column is taken for."""
    return [column["field"] for column in shown["columns"]]


async def test_columns_are_recognised_by_their_headings(upload: Upload, session: AsyncSession) -> None:
    await make_staff_member(session, email="anna@parley.example", name="Анна Коваль")
    await make_client_group(session, "Розничная торговля")
    made = await upload(CLIENTS)
    shown = made.json()
    assert made.status_code == 201
    assert fields(shown) == [
        "name", "email", "phone", "responsible", "client_group", "locale", "timezone", "external_id", None,
    ]  # fmt: skip
    assert shown["columns"][0]["samples"] == ["Рога и копыта", "Ёлка"]
    assert (shown["rows_count"], shown["counts"]) == (2, {"new": 2, "update": 0, "same": 0, "error": 0})
    assert shown["preview"][0]["row"] == 2
    assert await session.scalar(select(func.count()).select_from(Client)) == 0


@pytest.mark.parametrize(
    ("kind", "header", "expected"),
    [
        ("clients", "Company,E-mail,Phone,Owner,Group,Language,Time zone,External ID",
         ["name", "email", "phone", "responsible", "client_group", "locale", "timezone", "external_id"]),
        ("clients", "Назва,Електронна пошта,Номер телефону,Відповідальний,Група,Мова,Часовий пояс,Код",
         ["name", "email", "phone", "responsible", "client_group", "locale", "timezone", None]),
        ("contacts", "Имя,Фамилия,Клиент,Почта,Телефон,Код клиента,ID",
         ["first_name", "last_name", "client", "email", "phone", "client_external_id", "external_id"]),
        ("contacts", "Ім’я,Прізвище,Компанія,Пошта,Тел.,ID клієнта,Ід",
         ["first_name", "last_name", "client", "email", "phone", "client_external_id", "external_id"]),
        ("leads", "ПІБ,Організація,E-MAIL,Мобільний,Статус,Менеджер,Зовнішній ID",
         ["name", "company", "email", "phone", "status", "responsible", "external_id"]),
        ("leads", "Имя,Имя,Comment", ["name", None, None]),
    ],
)  # fmt: skip
async def test_headings_in_three_languages(kind: str, header: str, expected: list[str], upload: Upload) -> None:
    made = await upload(f"{header}\n{',x' * header.count(',')}x\n", kind)
    known = [field if field != "code" else None for field in fields(made.json())]
    assert [field for field, wanted in zip(known, expected, strict=True) if wanted is not None] == [
        wanted for wanted in expected if wanted is not None
    ]


async def test_known_rows_are_found_by_external_id_then_e_mail_then_phone(
    upload: Upload, session: AsyncSession
) -> None:
    await make_client(session, "By id", external_id="7", email="old@a.example")
    await make_client(session, "By mail", email="Info@B.example")
    await make_client(session, "By phone", phone="+380 (44) 290-11-20")
    rows = ["By id,new@a.example,,7", "By mail,info@b.example,,", "Other name,,380442901120,", "New,info@c.example,,8"]
    shown = (await upload("\n".join(["name,email,phone,id", *rows]))).json()
    assert [row["verdict"] for row in shown["preview"]] == ["update", "update", "update", "new"]


async def test_who_differs_by_a_stronger_key_is_somebody_else(upload: Upload, session: AsyncSession) -> None:
    await make_client(session, "Shared phone", phone="+380442901120", email="one@a.example", external_id="1")
    rows = ["Other,two@a.example,+380442901120,", "Another,one@a.example,,2"]
    shown = (await upload("\n".join(["name,email,phone,id", *rows]))).json()
    assert [row["verdict"] for row in shown["preview"]] == ["new", "new"]
    same = (await upload("name,phone\nReception,+380442901120\n")).json()
    assert [row["verdict"] for row in same["preview"]] == ["update"]


async def test_what_is_alike_stays_and_empty_cells_take_nothing_away(upload: Upload, session: AsyncSession) -> None:
    await make_client(session, "Horns", email="a@horns.example", phone="+380 44 1", external_id="1")
    shown = (await upload("name,email,phone,id\nHorns,a@horns.example,,1\n")).json()
    assert shown["counts"] == {"new": 0, "update": 0, "same": 1, "error": 0}


async def test_each_error_is_told_at_its_cell(upload: Upload, session: AsyncSession) -> None:
    for name in ("One", "Two"):
        await make_client(session, name, email="same@a.example")
    rows = [
        ",a@b.example,", "Anna,nobody,", f"{'я' * 201},,", "Boris,,somebody", "Clara,same@a.example,",
        "Dora,d@d.example,", "Dora again,D@d.example,", '"two\nlines",,',
    ]  # fmt: skip
    shown = (await upload("\n".join(["name,email,responsible", *rows]))).json()
    assert complaints(shown) == {
        2: [(0, "required")], 3: [(1, "email")], 4: [(0, "string_too_long")], 5: [(2, "unknown_responsible")],
        6: [(1, "several")], 8: [(1, "twice")], 9: [(0, "control_characters")],
    }  # fmt: skip
    assert shown["counts"] == {"new": 1, "update": 0, "same": 0, "error": 7}


async def test_reasons_are_told_in_the_language_of_the_person(upload: Upload, employee: httpx.AsyncClient) -> None:
    made = await upload("name,email\nAnna,nobody\nBoris,b@b.example\nBoris,b@b.example")
    told = {}
    for locale in ("en", "ru", "uk"):
        await employee.patch("/api/v1/session", json={"locale": locale})
        rows = (await employee.get(f"{made.headers['Location']}/rows", params={"verdict": "error"})).json()["items"]
        told[locale] = [row["errors"][0]["message"] for row in rows]
    assert told["en"] == ["This is not an e-mail address such as name@company.com.", "Row 3 means the same."]
    assert told["ru"][1], told["uk"][1] == ("Это то же, что в строке 3.", "Це те саме, що в рядку 3.")


async def test_a_contact_is_looked_for_at_its_client_only(upload: Upload, session: AsyncSession) -> None:
    one, other = await make_client(session, "Ёлка", external_id="c1"), await make_client(session, "Пальма")
    await make_contact(session, one, "Olha", email="olha@a.example")
    rows = ["Olha,елка,,olha@a.example", "Olha,Пальма,,olha@a.example", "Ivan,wrong,c1,", "Petro,nobody,,", "Ira,,c9,"]
    shown = (await upload("\n".join(["first name,client,client id,email", *rows]), "contacts")).json()
    assert [row["verdict"] for row in shown["preview"]] == ["same", "new", "new", "error", "error"]
    assert complaints(shown) == {5: [(1, "unknown_client")], 6: [(2, "unknown_client")]}
    assert other.name == "Пальма"


async def test_an_import_does_not_change_by_which_address_somebody_signs_in(
    upload: Upload, session: AsyncSession
) -> None:
    client = await make_client(session, "Ёлка")
    account = await make_portal_account(session, client)
    await session.execute(update(Contact).where(Contact.id == account.id).values(external_id="x"))
    await session.commit()
    shown = (await upload("first name,client,email,id\nClara,Ёлка,thief@a.example,x\n", "contacts")).json()
    assert complaints(shown) == {2: [(2, "signs_in")]}


async def test_statuses_of_leads_in_three_languages(upload: Upload, session: AsyncSession) -> None:
    await make_lead(session, "Anna", email="a@a.example", status="in_work")
    rows = ["Anna,a@a.example,В работе", "Boris,b@b.example,Втрачений", "Clara,c@c.example,gone"]
    shown = (await upload("\n".join(["name,email,status", *rows]), "leads")).json()
    assert [row["verdict"] for row in shown["preview"]] == ["same", "new", "error"]
    assert complaints(shown) == {4: [(2, "literal_error")]}


async def test_other_columns_are_chosen_and_all_is_looked_at_anew(upload: Upload, employee: httpx.AsyncClient) -> None:
    made = await upload("A,B\nanna@a.example,Anna\nBoris,Boris\n")
    assert complaints(made.json()) == {2: [(None, "required")], 3: [(None, "required")]}
    changed = await employee.patch(made.headers["Location"], json={"mapping": ["email", "name"]})
    assert (changed.status_code, complaints(changed.json())) == (200, {3: [(0, "email")]})
    assert changed.json()["counts"] == {"new": 1, "update": 0, "same": 0, "error": 1}


@pytest.mark.parametrize(
    ("mapping", "code"),
    [(["name"], "wrong_length"), (["name", "name"], "twice"), (["name", "password"], "literal_error")],
)
async def test_a_mapping_that_makes_no_sense_is_refused(
    mapping: list[str], code: str, upload: Upload, employee: httpx.AsyncClient
) -> None:
    made = await upload("name,B\nAnna,b\n")
    answer = await employee.patch(made.headers["Location"], json={"mapping": mapping})
    assert [found for _, found in refusal(answer)] == [code]
    assert (await employee.get(made.headers["Location"])).json()["columns"] == made.json()["columns"]


async def test_a_workbook_is_read_as_excel_shows_it(upload: Upload) -> None:
    rows = [
        ("Название", "Телефон", "Код", "Сумма"),
        ("Ёлка", 380442901120, 7.0, "=1+1"),
        (None, None),
        ("Дуб", "+7", 8),
    ]
    shown = (await upload(workbook(*rows), name="clients.xlsx")).json()
    assert shown["file_name"] == "clients.xlsx"
    assert [(row["row"], row["cells"]) for row in shown["preview"]] == [
        (2, ["Ёлка", "380442901120", "7", ""]), (4, ["Дуб", "+7", "8", ""]),
    ]  # fmt: skip


async def test_rows_are_told_page_by_page(upload: Upload, employee: httpx.AsyncClient) -> None:
    made = await upload("name\n" + "\n".join(f"Client {number}" for number in range(30)))
    page = (await employee.get(f"{made.headers['Location']}/rows", params={"page": 2})).json()
    assert (page["total"], len(page["items"]), page["items"][0]["cells"]) == (30, 5, ["Client 25"])
