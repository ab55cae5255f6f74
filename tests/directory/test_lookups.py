"""What other nouns ask the directory."""

from uuid import UUID, uuid4

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.errors import InvalidError
from api.directory import service as directory
from tests.factories.directory import make_client, make_client_group, make_lead


async def test_the_name_of_whom_a_meeting_is_about(session: AsyncSession) -> None:
    client, lead = await make_client(session, "C"), await make_lead(session, "L")
    group = await make_client_group(session, "G")
    asked = [("client", client.id), ("lead", lead.id), ("client_group", group.id), ("lead", client.id)]
    assert [await directory.find_subject_name(session, *one) for one in asked] == ["C", "L", "G", None]


async def test_an_unknown_subject_is_named_at_its_field(session: AsyncSession) -> None:
    lead = await make_lead(session)
    await directory.check_subject_exists(session, "lead", lead.id, "subject.id")
    with pytest.raises(InvalidError) as refused:
        await directory.check_subject_exists(session, "client", lead.id, "subject.id")
    assert refused.value.members["errors"][0]["loc"] == ["body", "subject", "id"]


async def test_names_of_staff_and_who_is_none(session: AsyncSession, employee: AsyncClient) -> None:
    account = (await employee.get("/api/v1/session")).json()["account"]
    known = UUID(account["id"])
    assert await directory.get_staff_names(session, [known, uuid4()]) == {known: account["name"]}
    await directory.check_staff_exist(session, [known, known], "staff_ids")
    with pytest.raises(InvalidError) as refused:
        await directory.check_staff_exist(session, [known, uuid4()], "staff_ids")
    assert refused.value.members["errors"][0]["loc"] == ["body", "staff_ids"]
