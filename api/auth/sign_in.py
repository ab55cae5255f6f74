"""Signing in with a password, and the limits on guessing.

The limits: 10 wrong guesses in 15 minutes for an account from one network, 100 an hour for an account, 300 an hour
from one network. A browser on which the account once signed in is spared the second, so that nobody can lock its
owner out. Attempts are counted one after the other and committed before the password is looked at: guessing side by
side gains nothing.
"""

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth import passwords, service
from api.auth.models import KnownDevice, LoginAttempt
from api.core import clock
from api.core.db import lock_names
from api.core.errors import Problem
from api.core.work import Transaction

HOUR = timedelta(hours=1)
QUARTER = timedelta(minutes=15)
IPV6_SITE_BITS = 64


class WrongCredentialsError(Problem):
    """The same answer for an unknown address, a wrong password and a disabled account."""

    status = 401
    code = "wrong_credentials"
    title = "Wrong e-mail or password"


class TooManyAttemptsError(Problem):
    """Too many wrong passwords."""

    status = 429
    code = "too_many_attempts"
    title = "Too many attempts"


@dataclass(frozen=True)
class Browser:
    """From where somebody signs in."""

    address: str
    device_token: str | None


@dataclass(frozen=True)
class SignedIn:
    """The tokens of a new session."""

    session_token: str
    device_token: str


async def sign_in(transaction: Transaction, email: str, password: str, browser: Browser) -> SignedIn:
    """Open a session, or raise WrongCredentialsError or TooManyAttemptsError."""
    async with transaction() as session:
        await _note_attempt(session, email, browser)
    async with transaction() as session:
        account = await service.find_account(session, email)
    if not await passwords.matches(password, account.password_hash if account else None) or account is None:
        raise WrongCredentialsError("The e-mail address and the password do not belong together.")
    async with transaction() as session:
        await _forgive(session, email, browser)
        token = await service.open_session(session, account, browser.address)
        return SignedIn(token, await service.remember_device(session, account.id))


def network_of(address: str) -> str:
    """What counts as one place: an IPv4 address, also when it is written as IPv6, or an IPv6 site."""
    ip = ipaddress.ip_address(address)
    if ip.version == 4:
        return str(ip)
    return str(ip.ipv4_mapped or ipaddress.ip_network((int(ip), IPV6_SITE_BITS), strict=False))


def _hash(email: str) -> bytes:
    return hashlib.sha256(email.lower().encode()).digest()


async def _note_attempt(session: AsyncSession, email: str, browser: Browser) -> None:
    now = clock.now()
    email_hash, network = _hash(email), network_of(browser.address)
    await lock_names(session, {f"sign_in.account.{email_hash.hex()}", f"sign_in.network.{network}"})
    of_account, of_network = LoginAttempt.email_hash == email_hash, LoginAttempt.network == network
    within_quarter = LoginAttempt.at > now - QUARTER
    counted = select(
        func.count().filter(of_account, of_network, within_quarter),
        func.count().filter(of_account),
        func.count().filter(of_network),
        func.min(LoginAttempt.at),
    ).where(LoginAttempt.at > now - HOUR, of_account | of_network)
    here, account, everywhere, first = (await session.execute(counted)).one()
    is_known = account >= 100 and await _is_known(session, email, browser)
    if here >= 10 or (account >= 100 and not is_known) or everywhere >= 300:
        raise _too_many(now, QUARTER if here >= 10 else HOUR, first)
    session.add(LoginAttempt(email_hash=email_hash, network=network, at=now))


def _too_many(now: datetime, window: timedelta, first: datetime) -> TooManyAttemptsError:
    wait = max(60, int((window - (now - first)).total_seconds()))
    return TooManyAttemptsError(
        f"Too many attempts to sign in. Wait {-(-wait // 60)} min and try again.", headers={"Retry-After": str(wait)}
    )


async def _is_known(session: AsyncSession, email: str, browser: Browser) -> bool:
    account = await service.find_account(session, email)
    if account is None or browser.device_token is None:
        return False
    device = await session.get(KnownDevice, service.hash_token(browser.device_token))
    return device is not None and device.account_id == account.id


async def _forgive(session: AsyncSession, email: str, browser: Browser) -> None:
    mine = (LoginAttempt.email_hash == _hash(email)) & (LoginAttempt.network == network_of(browser.address))
    await session.execute(delete(LoginAttempt).where(mine))


async def forget_old_attempts(session: AsyncSession) -> None:
    """Remove attempts that no limit counts any more."""
    await session.execute(delete(LoginAttempt).where(LoginAttempt.at < clock.now() - HOUR))
