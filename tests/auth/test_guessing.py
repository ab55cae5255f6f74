"""Guessing of passwords is limited, tells nothing, and locks nobody out of a browser of his own."""

import asyncio
import hashlib
import statistics
import time
from collections import Counter
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.models import Account, LoginAttempt
from api.auth.sign_in import network_of
from api.core import clock
from api.core.config import Config
from api.main import attach, create_app
from api.resources import Resources
from tests.factories.accounts import PASSWORD, make_staff_member
from tests.fixture_types import Travel

ADDRESS = "/api/v1/session"
QUARTER = timedelta(minutes=15)
WRONG = "not the password"
HERE = "127.0.0.1"
EVERYWHERE = "203.0.113.{}"


def _browser(app: FastAPI, address: str) -> httpx.AsyncClient:
    """A browser at this network address."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app, client=(address, 5000)), base_url="http://testserver")


async def _try(client: httpx.AsyncClient, password: str, email: str = "employee@parley.example") -> httpx.Response:
    return await client.post(ADDRESS, json={"email": email, "password": password})


async def _note_attempts(session: AsyncSession, account: Account, count: int, network: str = HERE) -> None:
    """As if so many wrong passwords had just been tried; over HTTP each would take 50 ms of a core."""
    email_hash = hashlib.sha256(account.email.encode()).digest()
    for number in range(count):
        place = network.format(number)
        session.add(LoginAttempt(email_hash=email_hash, network=place, at=clock.now()))
    await session.commit()


@pytest.fixture
async def account(session: AsyncSession) -> Account:
    """Whose password is guessed."""
    return await make_staff_member(session)


async def test_an_unknown_address_and_a_wrong_password_look_the_same(
    account: Account, anonymous: httpx.AsyncClient
) -> None:
    answers = [await _try(anonymous, WRONG, email) for email in (account.email, "nobody@parley.example")]
    bodies = [{**answer.json(), "request_id": None} for answer in answers]
    assert bodies[0] == bodies[1]
    assert (bodies[0]["status"], bodies[0]["code"]) == (401, "wrong_credentials")


async def test_an_unknown_address_takes_as_long(account: Account, anonymous: httpx.AsyncClient) -> None:
    took: dict[str, list[float]] = {account.email: [], "nobody@parley.example": []}
    for _ in range(5):
        for email, seconds in took.items():
            began = time.perf_counter()
            await _try(anonymous, WRONG, email)
            seconds.append(time.perf_counter() - began)
    known, unknown = (statistics.median(seconds) for seconds in took.values())
    assert 0.5 < unknown / known < 2


async def test_ten_guesses_from_one_place_are_enough(
    account: Account, anonymous: httpx.AsyncClient, session: AsyncSession, travel: Travel
) -> None:
    await _note_attempts(session, account, 9)
    assert (await _try(anonymous, WRONG)).status_code == 401
    refused = await _try(anonymous, PASSWORD, account.email)
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_attempts")
    assert 60 <= int(refused.headers["Retry-After"]) <= QUARTER.total_seconds()
    travel(QUARTER + timedelta(seconds=1))
    assert (await _try(anonymous, PASSWORD)).status_code == 200


async def test_guessing_side_by_side_gains_nothing(
    account: Account, anonymous: httpx.AsyncClient, session: AsyncSession
) -> None:
    await _note_attempts(session, account, 8)
    answers = await asyncio.gather(*(_try(anonymous, WRONG, account.email) for _ in range(20)))
    assert Counter(answer.status_code for answer in answers) == {401: 2, 429: 18}


async def test_who_signs_in_begins_to_count_anew(
    account: Account, anonymous: httpx.AsyncClient, session: AsyncSession
) -> None:
    for _ in range(2):
        await _note_attempts(session, account, 9)
        assert (await _try(anonymous, PASSWORD)).status_code == 200


async def test_guessing_from_many_places_is_limited_for_the_account(
    account: Account, app: FastAPI, session: AsyncSession
) -> None:
    await _note_attempts(session, account, 100, EVERYWHERE)
    async with _browser(app, "198.51.100.7") as stranger:
        assert (await _try(stranger, PASSWORD)).status_code == 429


async def test_the_owner_signs_in_from_a_browser_that_did_before(
    account: Account, app: FastAPI, session: AsyncSession
) -> None:
    async with _browser(app, "198.51.100.7") as own:
        await _try(own, PASSWORD)
        await own.delete(ADDRESS, headers={"X-Parley": "1"})
        await _note_attempts(session, account, 100, EVERYWHERE)
        assert (await _try(own, PASSWORD)).status_code == 200


async def test_another_accounts_browser_is_not_spared(account: Account, app: FastAPI, session: AsyncSession) -> None:
    await make_staff_member(session, role="manager")
    async with _browser(app, "198.51.100.7") as other:
        await _try(other, PASSWORD, "manager@parley.example")
        await _note_attempts(session, account, 100, EVERYWHERE)
        assert (await _try(other, PASSWORD, account.email)).status_code == 429


async def test_one_network_tries_no_more_than_300_passwords_an_hour(
    account: Account, app: FastAPI, session: AsyncSession, travel: Travel
) -> None:
    other = await make_staff_member(session, role="manager")
    await _note_attempts(session, other, 300, network="198.51.100.7")
    async with _browser(app, "198.51.100.7") as guesser:
        assert (await _try(guesser, PASSWORD)).status_code == 429
        travel(timedelta(hours=1, seconds=1))
        assert (await _try(guesser, PASSWORD, account.email)).status_code == 200


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("203.0.113.1", "203.0.113.2", False),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:203.0.113.1", "203.0.113.1", True),
        ("::ffff:203.0.113.1", "::ffff:203.0.113.2", False),
    ],
)
def test_what_counts_as_one_place(*, one: str, other: str, is_same: bool) -> None:
    assert (network_of(one) == network_of(other)) is is_same


async def test_a_header_does_not_move_the_guesser(
    account: Account, anonymous: httpx.AsyncClient, session: AsyncSession
) -> None:
    await _note_attempts(session, account, 10)
    anonymous.headers.update({"X-Forwarded-For": "203.0.113.7", "Forwarded": "for=203.0.113.7", "X-Real-IP": "::1"})
    assert (await _try(anonymous, WRONG)).status_code == 429


async def test_behind_a_proxy_we_trust_the_address_is_the_one_it_tells(
    account: Account, config: Config, resources: Resources, session: AsyncSession
) -> None:
    await _note_attempts(session, account, 10, "203.0.113.7")
    app = create_app(config.model_copy(update={"trusted_proxies": ("10.0.0.1",)}))
    attach(app, resources)
    async with _browser(app, "10.0.0.1") as proxy:
        for told, expected in (("203.0.113.7", 429), ("203.0.113.8", 401), ("198.51.100.1, 203.0.113.7", 429)):
            proxy.headers["X-Forwarded-For"] = told
            assert (await _try(proxy, WRONG)).status_code == expected
