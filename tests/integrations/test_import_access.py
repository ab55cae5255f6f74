"""Who may import, and whose an import is."""

import httpx
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from api.integrations.imports.models import Import
from tests.fixture_types import SignIn
from tests.integrations.conftest import Upload

ON_ONE = [
    ("GET", ""), ("GET", "/rows"), ("GET", "/refused"), ("PATCH", ""), ("POST", "/apply"), ("DELETE", ""),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path"), ON_ONE)
async def test_an_import_is_its_owners_alone(
    method: str, path: str, upload: Upload, administrator: httpx.AsyncClient, session: AsyncSession
) -> None:
    address = (await upload("name\nAnna\n")).headers["Location"]
    answer = await administrator.request(method, f"{address}{path}", json={"mapping": [None]})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert await session.scalar(select(Import.state)) == "ready"


async def test_who_may_not_edit_the_directory_imports_nothing(
    upload: Upload, sign_in: SignIn, session: AsyncSession
) -> None:
    await session.execute(text("UPDATE roles SET permissions = array_remove(permissions, 'directory.edit')"))
    await session.commit()
    answer = await upload("name\nAnna\n", caller=await sign_in("manager"))
    assert answer.status_code == 403
    assert await session.scalar(select(func.count()).select_from(Import)) == 0


async def test_a_contact_and_a_stranger_import_nothing(
    upload: Upload, contact: httpx.AsyncClient, anonymous: httpx.AsyncClient
) -> None:
    answers = [await upload("name\nAnna\n", caller=caller) for caller in (contact, anonymous)]
    assert [answer.status_code for answer in answers] == [403, 401]


async def test_the_same_upload_under_one_key_is_one_import(employee: httpx.AsyncClient, session: AsyncSession) -> None:
    async def send(table: str) -> httpx.Response:
        files = {"file": ("a.csv", table.encode())}
        headers = {"Idempotency-Key": "one"}
        return await employee.post("/api/v1/imports", data={"kind": "clients"}, files=files, headers=headers)

    first, again, other = await send("name\nAnna\n"), await send("name\nAnna\n"), await send("name\nBoris\n")
    assert first.json()["id"] == again.json()["id"]
    assert again.headers["Idempotent-Replayed"] == "true"
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert await session.scalar(select(func.count()).select_from(Import)) == 1
