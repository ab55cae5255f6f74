"""Taking rows over: each once, whatever happens meanwhile."""

import asyncio
import csv
import io
from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.work import start_clock
from api.directory.models import Client, Contact, Lead
from api.events.models import Event
from api.integrations.imports.applying import ROWS_AT_ONCE, apply_some
from api.integrations.imports.models import Import, ImportRow
from api.resources import Resources
from tests.factories.accounts import own_id
from tests.factories.directory import make_client, make_contact, make_lead
from tests.fixture_types import RunWork, Travel
from tests.integrations.conftest import Upload
from tests.integrations.steps import apply


class KilledError(Exception):
    """The process dies here."""


async def die_before_commit(resources: Resources, import_id: str) -> None:
    """Take some rows over, and be killed when all but the commit is done."""
    async with resources.transaction() as session:
        await apply_some(session, UUID(import_id))
        raise KilledError


async def names(session: AsyncSession) -> list[str]:
    """The clients there are."""
    return list(await session.scalars(select(Client.name).order_by(Client.name)))


async def test_good_rows_are_taken_over_and_bad_ones_are_not(
    upload: Upload, employee: httpx.AsyncClient, session: AsyncSession, run_work: RunWork
) -> None:
    await make_client(session, "Old name", external_id="1", phone="+380 44 1")
    await make_client(session, "Same", external_id="2")
    made = await upload("name,email,id\nNew name,,1\nSame,,2\nNew,new@a.example,3\nBad,nobody,4\n")
    done = await apply(employee, made, run_work)
    assert done["results"] == {"created": 1, "updated": 1, "same": 1, "refused": 1}
    assert await names(session) == ["New", "New name", "Same"]
    kept = await session.scalar(select(Client.phone).where(Client.external_id == "1"))
    assert kept == "+380 44 1"


async def test_contacts_and_leads_are_taken_over_too(
    upload: Upload, employee: httpx.AsyncClient, session: AsyncSession, run_work: RunWork
) -> None:
    client = await make_client(session, "Ёлка")
    await make_contact(session, client, "Olha", email="olha@a.example")
    await make_lead(session, "Petro", email="petro@a.example")
    contacts = "Имя,Фамилия,Клиент,Почта\nОльга,Коваль,ёлка,Olha@a.example\nIvan,,Елка,ivan@a.example\n"
    assert (await apply(employee, await upload(contacts, "contacts"), run_work))["results"]["updated"] == 1
    leads = "ФИО,Почта,Статус\nPetro,petro@a.example,в работе\nAnna,,новый\n"
    assert (await apply(employee, await upload(leads, "leads"), run_work))["results"]["created"] == 1
    people = await session.execute(select(Contact.first_name, Contact.last_name).order_by(Contact.id))
    assert [tuple(row) for row in people] == [("Ольга", "Коваль"), ("Ivan", None)]
    found = await session.execute(select(Lead.name, Lead.status).order_by(Lead.id))
    assert [tuple(row) for row in found] == [("Petro", "in_work"), ("Anna", "new")]


async def test_each_row_happens_once_though_the_worker_is_killed_in_the_middle(
    upload: Upload, employee: httpx.AsyncClient, session: AsyncSession, resources: Resources, run_work: RunWork
) -> None:
    rows = ROWS_AT_ONCE * 2 + 7
    made = await upload("name\n" + "\n".join(f"Client {number:04}" for number in range(rows)))
    import_id = made.json()["id"]
    await employee.post(f"{made.headers['Location']}/apply")
    async with resources.transaction() as first:
        assert await apply_some(first, UUID(import_id)) is False
    with pytest.raises(KilledError):
        await die_before_commit(resources, import_id)
    half = (await employee.get(made.headers["Location"])).json()
    assert (half["state"], half["results"]["created"]) == ("applying", ROWS_AT_ONCE)
    await run_work()
    done = (await employee.get(made.headers["Location"])).json()
    assert (done["state"], done["results"]["created"]) == ("done", rows)
    assert await names(session) == [f"Client {number:04}" for number in range(rows)]


async def test_asked_twice_it_happens_once(
    upload: Upload, employee: httpx.AsyncClient, session: AsyncSession, run_work: RunWork
) -> None:
    made = await upload("name\nAnna\n")
    done = await apply(employee, made, run_work)
    again = await employee.post(f"{made.headers['Location']}/apply")
    await run_work()
    assert (again.status_code, again.json()["results"]) == (202, done["results"])
    assert await names(session) == ["Anna"]


async def test_the_same_file_a_second_time_changes_nothing(
    upload: Upload, employee: httpx.AsyncClient, session: AsyncSession, run_work: RunWork
) -> None:
    table = "name,email,phone\nAnna,a@a.example,+380 44 111 22 33\nBoris,,+380 44 111 22 44\n"
    for _ in range(2):
        done = await apply(employee, await upload(table), run_work)
    assert done["results"] == {"created": 0, "updated": 0, "same": 2, "refused": 0}
    assert await names(session) == ["Anna", "Boris"]


async def test_two_imports_looked_at_together_make_nobody_twice(
    upload: Upload, employee: httpx.AsyncClient, session: AsyncSession, run_work: RunWork
) -> None:
    table = "name,email\nAnna,a@a.example\n"
    both = [await upload(table), await upload(table)]
    results = [(await apply(employee, made, run_work))["results"] for made in both]
    assert [result["created"] for result in results] == [1, 0]
    assert await names(session) == ["Anna"]


async def test_somebody_added_at_the_same_moment_refuses_one_row_and_no_other(
    upload: Upload, employee: httpx.AsyncClient, session: AsyncSession, resources: Resources
) -> None:
    made = await upload("name,id\nAnna,1\nBoris,2\nCarl,3\n")
    await employee.post(f"{made.headers['Location']}/apply")
    session.add(Client(name="Faster", external_id="2"))
    await session.flush()
    async with resources.transaction() as applying:
        taking_over = asyncio.create_task(apply_some(applying, UUID(made.json()["id"])))
        await asyncio.wait([taking_over], timeout=0.5)
        await session.commit()
        await taking_over
    shown = (await employee.get(made.headers["Location"])).json()
    assert (shown["results"]["created"], shown["results"]["refused"]) == (2, 1)
    assert await names(session) == ["Anna", "Carl", "Faster"]


async def test_what_was_deleted_meanwhile_is_made_anew(
    upload: Upload, employee: httpx.AsyncClient, session: AsyncSession, run_work: RunWork
) -> None:
    client = await make_client(session, "Old", external_id="1")
    made = await upload("name,id\nNew,1\n")
    await employee.delete(f"/api/v1/clients/{client.id}")
    assert (await apply(employee, made, run_work))["results"]["created"] == 1


async def test_rows_refused_are_told_with_reasons_and_no_formula_and_can_be_imported_again(
    upload: Upload, employee: httpx.AsyncClient, session: AsyncSession, run_work: RunWork
) -> None:
    made = await upload('name,email,phone,"=cmd()"\nAnna,nobody,+380441112233,@SUM(1)\nBoris,b@b.example,,\n')
    await apply(employee, made, run_work)
    answer = await employee.get(f"{made.headers['Location']}/refused")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="refused-rows.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    header, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert header == ["Row", "Reason", "name", "email", "phone", "'=cmd()"]
    assert row[0] == "2"
    assert row[1] == "email: This is not an e-mail address such as name@company.com."
    assert row[2:] == ["Anna", "nobody", "'+380441112233", "'@SUM(1)"]
    again = await upload(answer.content.replace(b"nobody", b"anna@a.example"))
    await apply(employee, again, run_work)
    found = await session.execute(select(Client.email, Client.phone).where(Client.name == "Anna"))
    assert tuple(found.one()) == ("anna@a.example", "+380441112233")


async def test_what_is_taken_over_is_done_by_who_imported_it(
    upload: Upload, employee: httpx.AsyncClient, session: AsyncSession, run_work: RunWork
) -> None:
    await apply(employee, await upload("name\nAnna\n"), run_work)
    done = await session.execute(select(Event.action, Event.actor_id).where(Event.action.like("import.%")))
    me = await own_id(employee)
    assert [tuple(row) for row in done] == [("import.started", me), ("import.finished", me)]
    made = select(Event.actor_kind, Event.actor_id).where(Event.action == "client.created")
    assert tuple((await session.execute(made)).one()) == ("staff", me)


async def test_columns_are_not_changed_once_the_rows_are_taken_over(
    upload: Upload, employee: httpx.AsyncClient, run_work: RunWork
) -> None:
    made = await upload("name\nAnna\n")
    await apply(employee, made, run_work)
    answer = await employee.patch(made.headers["Location"], json={"mapping": [None]})
    assert (answer.status_code, answer.json()["code"]) == (409, "import_applied")


async def test_a_file_is_forgotten_when_its_owner_says_so_and_after_a_week(
    upload: Upload,
    employee: httpx.AsyncClient,
    session: AsyncSession,
    resources: Resources,
    travel: Travel,
    run_work: RunWork,
) -> None:
    first, second = await upload("name\nAnna\n"), await upload("name\nBoris\n")
    assert (await employee.delete(first.headers["Location"])).status_code == 204
    assert (await employee.get(first.headers["Location"])).status_code == 404
    assert (await employee.get(second.headers["Location"])).status_code == 200
    async with resources.transaction() as starting:
        await start_clock(starting, "imports.tidy_up")
    travel(timedelta(days=7, minutes=1))
    await run_work()
    assert await session.scalar(select(func.count()).select_from(Import)) == 0
    assert await session.scalar(select(func.count()).select_from(ImportRow)) == 0
