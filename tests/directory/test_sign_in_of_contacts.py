"""Contacts who may use the portal: the account follows the contact."""

from typing import Any

from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth import passwords
from api.auth import service as auth
from api.auth.models import Account, Session
from api.directory.models import Client
from tests.factories.directory import make_client

ADDRESS = "/api/v1/contacts"
PERSON = {"first_name": "Олена", "last_name": "Пчілка", "email": "olena@yolka.example", "can_sign_in": True}


async def add(caller: AsyncClient, client: Client, **values: Any) -> Any:
    """Add a contact who can sign in, unless the values say otherwise."""
    return await caller.post(ADDRESS, json={"client_id": str(client.id), **PERSON, **values})


async def read_account(session: AsyncSession, contact: Any) -> Account | None:
    """The contact's account as the database has it."""
    found = select(Account).where(Account.id == contact.json()["id"]).execution_options(populate_existing=True)
    account: Account | None = await session.scalar(found)
    return account


async def test_who_can_sign_in_has_an_account_in_the_clients_language(
    administrator: AsyncClient, session: AsyncSession
) -> None:
    client = await make_client(session, locale="uk", timezone="Europe/Kyiv")
    account = await read_account(session, await add(administrator, client, password="ten letters"))
    assert account is not None
    assert (account.kind, account.role, account.name) == ("contact", None, "Олена Пчілка")
    assert (account.email, account.locale, account.timezone) == (PERSON["email"], "uk", "Europe/Kyiv")
    assert await passwords.matches("ten letters", account.password_hash)


async def test_who_cannot_sign_in_has_no_account(administrator: AsyncClient, session: AsyncSession) -> None:
    contact = await add(administrator, await make_client(session), can_sign_in=False)
    assert contact.status_code == 201
    assert await read_account(session, contact) is None


async def test_signing_in_needs_an_address_of_ones_own(administrator: AsyncClient, session: AsyncSession) -> None:
    client = await make_client(session)
    without = await add(administrator, client, email=None)
    assert [error["code"] for error in without.json()["errors"]] == ["required"]
    await add(administrator, client)
    twice = await add(administrator, client, email="Olena@Yolka.example")
    assert [(error["loc"], error["code"]) for error in twice.json()["errors"]] == [(["body", "email"], "taken")]


async def test_a_password_is_for_those_who_sign_in(administrator: AsyncClient, session: AsyncSession) -> None:
    answer = await add(administrator, await make_client(session), can_sign_in=False, password="ten letters")
    assert [(error["loc"], error["code"]) for error in answer.json()["errors"]] == [
        (["body", "password"], "cannot_sign_in")
    ]


async def test_the_account_follows_the_contact(administrator: AsyncClient, session: AsyncSession) -> None:
    contact = await add(administrator, await make_client(session))
    changed = {"last_name": None, "email": "lesia@yolka.example", "version": 1}
    await administrator.patch(contact.headers["Location"], json=changed)
    account = await read_account(session, contact)
    assert account is not None
    assert (account.name, account.email) == ("Олена", "lesia@yolka.example")


async def test_who_may_no_longer_sign_in_is_signed_out(administrator: AsyncClient, session: AsyncSession) -> None:
    contact = await add(administrator, await make_client(session))
    account = await read_account(session, contact)
    assert account is not None
    await auth.open_session(session, account, "127.0.0.1")
    await session.commit()
    await administrator.patch(contact.headers["Location"], json={"can_sign_in": False, "version": 1})
    account = await read_account(session, contact)
    assert account is not None
    assert account.is_active is False
    assert await session.scalar(select(Session.account_id).where(Session.account_id == account.id)) is None


async def test_a_contact_upserted_by_another_system_can_sign_in(
    administrator: AsyncClient, session: AsyncSession
) -> None:
    client = await make_client(session)
    body = {"client_id": str(client.id), **PERSON}
    created = await administrator.put(f"{ADDRESS}/by-external-id/7", json={**body, "can_sign_in": False})
    changed = await administrator.put(f"{ADDRESS}/by-external-id/7", json=body)
    assert (created.status_code, changed.status_code) == (201, 200)
    assert await read_account(session, changed) is not None


async def test_accounts_go_with_their_contact_and_their_client(
    administrator: AsyncClient, session: AsyncSession
) -> None:
    client = await make_client(session)
    one, other = await add(administrator, client), await add(administrator, client, email="other@yolka.example")
    assert (await administrator.delete(one.headers["Location"])).status_code == 204
    assert await read_account(session, one) is None
    await administrator.delete(f"/api/v1/clients/{client.id}")
    assert await read_account(session, other) is None
