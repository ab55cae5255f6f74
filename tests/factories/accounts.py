"""People who can sign in: members of staff, and contacts of a client."""

from functools import cache
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.models import Account
from api.auth.passwords import hash_password
from api.core.db import new_id
from api.directory.models import Client, Contact, Staff, Team

PASSWORD = "parley-demo"


@cache
def password_hash() -> str:
    """The hash of PASSWORD, made once a run."""
    return hash_password(PASSWORD)


async def make_account(session: AsyncSession, **values: Any) -> Account:
    """An employee's account with PASSWORD, and no row in the directory."""
    given = {"kind": "staff", "role": "employee", "email": "employee@parley.example", "name": "Emma Employee", **values}
    account = Account(id=new_id(), password_hash=password_hash(), **given)
    session.add(account)
    await session.commit()
    return account


async def make_staff_member(
    session: AsyncSession, role: str = "employee", team: str | None = None, **values: Any
) -> Account:
    """A member of staff, `<role>@parley.example`; people who name the same team are in one."""
    given = {"email": f"{role}@parley.example", "name": f"{role.title()} of Staff", **values}
    account = await make_account(session, role=role, **given)
    team_id = await _find_or_make_team(session, team) if team else None
    session.add(Staff(id=account.id, name=account.name, email=account.email, team_id=team_id))
    await session.commit()
    return account


async def make_portal_account(session: AsyncSession, client: Client | None = None, **values: Any) -> Account:
    """A contact who can sign in to the portal; of a client of its own unless one is given."""
    if client is None:
        client = Client(name="Client of the Contact")
        session.add(client)
        await session.flush()
    given = {"email": "client@parley.example", "name": "Clara Contact", **values}
    account = await make_account(session, kind="contact", role=None, **given)
    contact = Contact(
        id=account.id, client_id=client.id, first_name=account.name, email=account.email, can_sign_in=True
    )
    session.add(contact)
    await session.commit()
    return account


async def own_id(client: httpx.AsyncClient) -> UUID:
    """Who is signed in there."""
    return UUID((await client.get("/api/v1/session")).json()["account"]["id"])


async def _find_or_make_team(session: AsyncSession, name: str) -> Any:
    if (known := await session.scalar(select(Team.id).where(Team.name == name))) is not None:
        return known
    team = Team(name=name)
    session.add(team)
    await session.flush()
    return team.id
