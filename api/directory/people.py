"""Those of the directory who can sign in: members of staff, and contacts who may use the portal."""

import asyncio
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth import passwords
from api.auth import service as auth
from api.auth.models import Account, Role
from api.auth.permissions import REACHES
from api.auth.service import Caller
from api.core.db import lock_names, new_id
from api.core.errors import ForbiddenError, InvalidError, Problem
from api.core.versions import check_version
from api.directory import service as directory
from api.directory.access import check_may_let_in
from api.directory.models import Client, Contact, Team
from api.directory.queries import CLIENT, CONTACT, STAFF
from api.directory.schemas import (
    ContactCreate,
    ContactFields,
    ContactUpdate,
    ContactUpsert,
    StaffCreate,
    StaffFields,
    StaffUpdate,
)
from api.events import service as events
from api.settings import service as settings

OF_THE_ACCOUNT = frozenset({"role", "locale", "timezone", "password"})
"""What a member of staff has not in the directory, but in the account."""
OF_THE_SIGN_IN = ("can_sign_in", "email", "client_id")
"""What decides who signs in as a contact, and what is seen then."""


class OwnAccountError(Problem):
    """People cannot take away their own rights: the last administrator would lock everybody out."""

    status = 409
    code = "own_account"
    title = "This is you"


async def create_staff(session: AsyncSession, caller: Caller, body: StaffCreate) -> UUID:
    """Add a member of staff. Nobody grants permissions that he lacks."""
    await _check_may_grant(session, caller, body.role)
    return await add_staff(session, caller.actor, body)


async def add_staff(session: AsyncSession, actor: events.Actor, body: StaffCreate) -> UUID:
    """Add a member of staff with an account, whoever asks: the first administrator is made by nobody."""
    account = Account(
        id=new_id(),
        kind="staff",
        email=body.email,
        name=body.name,
        role=body.role,
        locale=body.locale,
        timezone=body.timezone,
        password_hash=await _hash(body.password),
    )
    await _open_account(session, account)
    values = await _staff_values(session, body)
    await settings.ask_for_hosts(session)
    return await directory.create(session, actor, STAFF, values, object_id=account.id)


async def change_staff(
    session: AsyncSession, caller: Caller, staff_id: UUID, body: StaffUpdate, if_match: str | None
) -> None:
    """Change a member of staff, unless somebody else was faster. Disabling and a new role end the person's sessions."""
    staff = await directory.lock(session, STAFF, staff_id)
    check_version(staff.version, body.version, if_match)
    account = await session.get_one(Account, staff_id)
    await _check_may_manage(session, caller, account)
    _refuse_own_rights(caller, account, body.role or account.role, is_active=body.is_active is not False)
    if body.role is not None and body.role != account.role:
        await _check_may_grant(session, caller, body.role)
    given = body.model_dump(exclude_unset=True, include={*OF_THE_ACCOUNT, "name", "email", "is_active"})
    changed = await _change_account(session, account, given)
    values = await _staff_values(session, body)
    if changed & {"email", "is_active"}:
        await settings.ask_for_hosts(session)
    await directory.write(session, caller.actor, STAFF, staff, values, beside=changed & OF_THE_ACCOUNT)


async def deactivate_staff(session: AsyncSession, caller: Caller, staff_id: UUID) -> None:
    """Let a member of staff go: the sessions end at once, what the person did stays."""
    staff = await directory.lock(session, STAFF, staff_id)
    account = await session.get_one(Account, staff_id)
    await _check_may_manage(session, caller, account)
    _refuse_own_rights(caller, account, account.role, is_active=False)
    await _change_account(session, account, {"is_active": False})
    await directory.write(session, caller.actor, STAFF, staff, {"is_active": False})


async def create_contact(session: AsyncSession, caller: Caller, body: ContactCreate) -> UUID:
    """Add a contact. Not everybody may say that it can sign in."""
    if body.can_sign_in:
        await check_may_let_in(session, caller, body.client_id)
    return await add_contact(session, caller.actor, body)


async def add_contact(session: AsyncSession, actor: events.Actor, body: ContactCreate) -> UUID:
    """Add a contact, whoever asks; who can sign in gets an account."""
    _check_sign_in(body.email, body.password, can_sign_in=body.can_sign_in)
    contact_id = await directory.create(session, actor, CONTACT, _contact_values(body))
    await _settle_sign_in(session, await session.get_one(Contact, contact_id), body.password)
    return contact_id


async def change_contact(
    session: AsyncSession, caller: Caller, contact_id: UUID, body: ContactUpdate, if_match: str | None
) -> None:
    """Change a contact, unless somebody else was faster; the account follows."""
    contact = await directory.lock(session, CONTACT, contact_id)
    check_version(contact.version, body.version, if_match)
    await _write_contact(session, caller, contact, body)


async def upsert_contact(
    session: AsyncSession, caller: Caller, external_id: str, body: ContactUpsert
) -> tuple[UUID, bool]:
    """Create the contact with this external id or change it; answers its id, and whether it is new."""
    contact_id = await directory.find_by_external_id(session, CONTACT, external_id)
    if contact_id is None:
        new = ContactCreate(**body.model_dump(exclude_unset=True), external_id=external_id)
        return await create_contact(session, caller, new), True
    await _write_contact(session, caller, await directory.lock(session, CONTACT, contact_id), body)
    return contact_id, False


async def remove_contact(session: AsyncSession, actor: events.Actor, contact_id: UUID) -> None:
    """Delete a contact with the account. Raises InUseError when others refer to the contact."""
    await directory.remove(session, actor, CONTACT, contact_id)
    await _remove_accounts(session, [contact_id])


async def remove_client(session: AsyncSession, actor: events.Actor, client_id: UUID) -> None:
    """Delete a client with its contacts and their accounts. Raises InUseError when others refer to the client."""
    await directory.lock(session, CLIENT, client_id)  # from now on it gets no further contacts
    contact_ids = list(await session.scalars(select(Contact.id).where(Contact.client_id == client_id)))
    await directory.remove(session, actor, CLIENT, client_id)
    await _remove_accounts(session, contact_ids)


async def _remove_accounts(session: AsyncSession, ids: Iterable[UUID]) -> None:
    await session.execute(delete(Account).where(Account.id.in_(list(ids)), Account.kind == "contact"))


async def _hash(password: str | None) -> str | None:
    return None if password is None else await asyncio.to_thread(passwords.hash_password, password)


async def _open_account(session: AsyncSession, account: Account) -> None:
    await _claim_address(session, account.email)
    await auth.create_account(session, account)


async def _claim_address(session: AsyncSession, email: str) -> None:
    """Of two who want one address at the same moment, the second is told properly instead of by a broken key."""
    await lock_names(session, {f"account {email.lower()}"})


async def _change_account(session: AsyncSession, account: Account, given: dict[str, Any]) -> set[str]:
    """Set what differs and say what that was. Whoever was signed in by what is no longer so is signed out."""
    if given.get("email", account.email) != account.email:
        await _claim_address(session, given["email"])
        await auth.check_email_is_free(session, given["email"], besides=account.id)
    changed = {name for name, value in given.items() if name != "password" and getattr(account, name) != value}
    for name in changed:
        setattr(account, name, given[name])
    if given.get("password") is not None:
        account.password_hash = await _hash(given["password"])
        changed.add("password")
    if changed & {"role", "is_active", "password"}:
        await auth.close_all_sessions(session, account.id)
    return changed


async def _staff_values(session: AsyncSession, body: StaffFields) -> dict[str, Any]:
    values = body.model_dump(exclude_unset=True, exclude={*OF_THE_ACCOUNT, "version", "team_name"})
    if "team_name" in body.model_fields_set:
        values["team_id"] = await _find_or_create_team(session, body.team_name)
    return values


async def _find_or_create_team(session: AsyncSession, name: str | None) -> UUID | None:
    if name is None:
        return None
    await session.execute(insert(Team).values(id=new_id(), name=name).on_conflict_do_nothing())
    team_id: UUID | None = await session.scalar(select(Team.id).where(Team.name == name))
    return team_id


async def _check_may_manage(session: AsyncSession, caller: Caller, account: Account) -> None:
    """Whoever changes another's address or password could become that other."""
    if account.role is not None:
        await _check_may_grant(session, caller, account.role)


async def _check_may_grant(session: AsyncSession, caller: Caller, role: str) -> None:
    permissions = await session.scalar(select(Role.permissions).where(Role.key == role))
    if permissions is None:
        raise InvalidError.at("role", "unknown", "There is no such role.")
    if not all(_has(caller, permission) for permission in permissions):
        raise ForbiddenError(f"The role {role} may do more than you; nobody can grant what he lacks.")


def _has(caller: Caller, permission: str) -> bool:
    """Whether the caller has this permission, or the same with a wider reach."""
    action, _, reach = permission.rpartition(".")
    if reach not in REACHES:
        return caller.may(permission)
    widest = caller.reach(action)
    return widest is not None and REACHES.index(widest) <= REACHES.index(reach)


def _refuse_own_rights(caller: Caller, account: Account, role: str | None, *, is_active: bool) -> None:
    if account.id == caller.id and (role != account.role or not is_active):
        raise OwnAccountError("You cannot change your own role or disable yourself. Ask another administrator.")


def _contact_values(body: ContactFields) -> dict[str, Any]:
    return body.model_dump(exclude_unset=True, exclude={"version", "password"})


async def _check_sign_in_kept(session: AsyncSession, caller: Caller, contact: Contact, body: ContactFields) -> None:
    """Whoever changes the address or the client of a contact who signs in decides who comes in, and where."""
    values = _contact_values(body)
    changed = {name for name in OF_THE_SIGN_IN if name in values and values[name] != getattr(contact, name)}
    can_sign_in = contact.can_sign_in or values.get("can_sign_in", False)
    if body.password is not None or "can_sign_in" in changed or (can_sign_in and changed):
        for client_id in {contact.client_id, values.get("client_id", contact.client_id)}:
            await check_may_let_in(session, caller, client_id)


async def _write_contact(session: AsyncSession, caller: Caller, contact: Contact, body: ContactFields) -> None:
    await _check_sign_in_kept(session, caller, contact, body)
    await write_contact(session, caller.actor, contact, body)


async def write_contact(session: AsyncSession, actor: events.Actor, contact: Contact, body: ContactFields) -> None:
    """Change a contact, whoever asks; the account follows."""
    values = _contact_values(body)
    can_sign_in = values.get("can_sign_in", contact.can_sign_in)
    _check_sign_in(values.get("email", contact.email), body.password, can_sign_in=can_sign_in)
    beside = {"password"} if body.password else set()
    await directory.write(session, actor, CONTACT, contact, values, beside=beside)
    await _settle_sign_in(session, contact, body.password)


def _check_sign_in(email: str | None, password: str | None, *, can_sign_in: bool) -> None:
    if can_sign_in and email is None:
        raise InvalidError.at("email", "required", "Who can sign in needs an e-mail address.")
    if password is not None and not can_sign_in:
        raise InvalidError.at("password", "cannot_sign_in", "Only who can sign in has a password.")


async def _settle_sign_in(session: AsyncSession, contact: Contact, password: str | None) -> None:
    """Make the account agree with the contact. One that may no longer sign in keeps its account, disabled."""
    account = await session.get(Account, contact.id)
    if account is not None:
        given = {"name": contact.name, "email": contact.email or account.email, "is_active": contact.can_sign_in}
        await _change_account(session, account, {**given, "password": password})
    elif contact.can_sign_in and contact.email is not None:
        client = await session.get_one(Client, contact.client_id)
        account = Account(id=contact.id, kind="contact", email=contact.email, name=contact.name)
        account.locale, account.timezone = client.locale or "en", client.timezone or "UTC"
        account.password_hash = await _hash(password)
        await _open_account(session, account)
