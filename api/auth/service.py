"""Accounts and their sessions."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, LargeBinary, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.models import Account, KnownDevice, Role, Session
from api.auth.permissions import REACHES, Reach
from api.core import clock
from api.core.errors import ForbiddenError, InvalidError, Problem
from api.core.statements import Connection, Statement, parameter
from api.events import service as events

LONGEST_SESSION = timedelta(hours=24)
IDLE = {"staff": timedelta(hours=8), "contact": timedelta(hours=1)}
SEEN_EVERY = timedelta(minutes=1)


class NotSignedInError(Problem):
    """Nobody is signed in, or no longer."""

    status = 401
    code = "not_signed_in"
    title = "Not signed in"


@dataclass(frozen=True)
class Caller:
    """Who calls, and what they may do."""

    id: UUID
    kind: str
    email: str
    name: str
    role: str | None
    locale: str
    timezone: str
    page_size: int
    permissions: frozenset[str]

    def may(self, permission: str) -> bool:
        """Whether the caller has this very permission."""
        return permission in self.permissions

    def require(self, permission: str) -> None:
        """Raise ForbiddenError unless the caller has the permission."""
        if not self.may(permission):
            raise ForbiddenError(f"Your role does not allow this ({permission}). Ask an administrator.")

    def reach(self, action: str) -> Reach | None:
        """How far a right such as `meetings.view` goes; the widest one counts, None when there is none."""
        return next((reach for reach in REACHES if f"{action}.{reach}" in self.permissions), None)

    @property
    def actor(self) -> events.Actor:
        """The caller as the one who did something."""
        return events.Actor("staff" if self.kind == "staff" else "contact", self.id)


def hash_token(token: str) -> bytes:
    """What is kept of a token: it has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).digest()


async def create_account(session: AsyncSession, account: Account) -> Account:
    """Add an account. Raises InvalidError when its e-mail address is taken."""
    await check_email_is_free(session, account.email, besides=account.id)
    session.add(account)
    await session.flush()
    return account


async def check_email_is_free(session: AsyncSession, email: str, *, besides: UUID | None) -> None:
    """Raise InvalidError when another account signs in with this address."""
    taken = select(Account.id).where(func.lower(Account.email) == email.lower(), Account.id != besides)
    if await session.scalar(taken) is not None:
        raise InvalidError.at("email", "taken", "Somebody else signs in with this address.")


async def find_account(session: AsyncSession, email: str) -> Account | None:
    """The active account with this address."""
    found = select(Account).where(func.lower(Account.email) == email.lower(), Account.is_active)
    account: Account | None = await session.scalar(found)
    return account


async def open_session(session: AsyncSession, account: Account, address: str) -> str:
    """Sign the account in; answers the token, which exists nowhere else."""
    token = secrets.token_urlsafe(32)
    now = clock.now()
    session.add(
        Session(
            token_hash=hash_token(token),
            account_id=account.id,
            created_at=now,
            last_seen_at=now,
            expires_at=now + LONGEST_SESSION,
            address=address,
        )
    )
    await events.record(session, events.Actor(_kind(account), account.id), "session.opened", "account", account.id)
    return token


def _kind(account: Account) -> events.ActorKind:
    return "staff" if account.kind == "staff" else "contact"


async def close_session(session: AsyncSession, token: str) -> None:
    """Sign out; the token is worth nothing from now on."""
    await session.execute(delete(Session).where(Session.token_hash == hash_token(token)))


async def close_all_sessions(session: AsyncSession, account_id: UUID) -> None:
    """End every session of an account, as when it is disabled or its role changes."""
    await session.execute(delete(Session).where(Session.account_id == account_id))


_CALLER = (
    select(
        Account.id,
        Account.kind,
        Account.email,
        Account.name,
        Account.role,
        Account.locale,
        Account.timezone,
        Account.page_size,
        Role.permissions,
    )
    .outerjoin(Role, Role.key == Account.role)
    .where(Account.is_active)
)
_OF_TOKEN = Session.token_hash == parameter("token_hash", LargeBinary())
_CALLER_OF_SESSION = Statement(
    _CALLER.add_columns(Session.last_seen_at, Session.expires_at)
    .join(Session, Session.account_id == Account.id)
    .where(_OF_TOKEN)
)
_NOTE_SEEN = Statement(update(Session).where(_OF_TOKEN).values(last_seen_at=parameter("now", DateTime(timezone=True))))


async def get_caller(connection: Connection, token: str, *, is_seen: bool = True) -> Caller:
    """The person behind a session's token. Raises NotSignedInError when it is unknown, expired or idle too long.

    A look that nobody asked for, `is_seen=False`, does not keep the session from growing idle.
    """
    token_hash = hash_token(token)
    rows = await _CALLER_OF_SESSION.ask(connection, token_hash=token_hash)
    now = clock.now()
    if not rows or now >= rows[0]["expires_at"] or now - rows[0]["last_seen_at"] >= IDLE[rows[0]["kind"]]:
        raise NotSignedInError("Your session is over. Sign in again; what you saved is safe.")
    if is_seen and now - rows[0]["last_seen_at"] >= SEEN_EVERY:
        await _NOTE_SEEN.ask(connection, token_hash=token_hash, now=now)
    return _caller_of(rows[0])


async def find_caller(session: AsyncSession, account_id: UUID) -> Caller | None:
    """An active account with the rights it has now, for work that is done later in its name."""
    row = (await session.execute(_CALLER.where(Account.id == account_id))).mappings().first()
    return None if row is None else _caller_of(row)


def _caller_of(row: Any) -> Caller:
    return Caller(
        id=row["id"],
        kind=row["kind"],
        email=row["email"],
        name=row["name"],
        role=row["role"],
        locale=row["locale"],
        timezone=row["timezone"],
        page_size=row["page_size"],
        permissions=frozenset(row["permissions"] or ()),
    )


async def change_account(session: AsyncSession, account_id: UUID, **values: str | int) -> None:
    """Change what people may change about themselves."""
    if values:
        await session.execute(update(Account).where(Account.id == account_id).values(**values))


async def remember_device(session: AsyncSession, account_id: UUID) -> str:
    """A token for a browser on which the account has signed in."""
    token = secrets.token_urlsafe(32)
    session.add(KnownDevice(token_hash=hash_token(token), account_id=account_id, created_at=clock.now()))
    return token


async def forget_ended_sessions(session: AsyncSession) -> None:
    """Remove sessions that can no longer be used."""
    await session.execute(delete(Session).where(Session.expires_at < clock.now()))
