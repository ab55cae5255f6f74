"""A session: its cookie, its end, and who it belongs to."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.models import Account, Session
from api.core.config import Config
from api.main import attach, create_app
from api.resources import Resources
from tests.factories.accounts import PASSWORD, make_portal_account, make_staff_member
from tests.fixture_types import SignIn, Travel

ADDRESS = "/api/v1/session"
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


async def _sign_in(client: httpx.AsyncClient, account: Account, password: str = PASSWORD) -> httpx.Response:
    return await client.post(ADDRESS, json={"email": account.email, "password": password})


def _cookie(answer: httpx.Response, name: str) -> set[str]:
    """The attributes of a cookie that is being set; empty when it is not."""
    found = [header for header in answer.headers.get_list("set-cookie") if header.startswith(f"{name}=")]
    return {part.strip().lower() for header in found for part in header.split(";")[1:]}


async def test_whoever_signs_in_is_told_who_they_are_and_what_they_may(
    anonymous: httpx.AsyncClient, session: AsyncSession
) -> None:
    account = await make_staff_member(session, role="manager", locale="uk", timezone="Europe/Kyiv")
    answer = await _sign_in(anonymous, account)
    body = answer.json()
    assert (answer.status_code, body) == (200, (await anonymous.get(ADDRESS)).json())
    assert body["account"]["id"] == str(account.id)
    assert {key: body["account"][key] for key in ("kind", "role", "locale", "timezone")} == {
        "kind": "staff",
        "role": "manager",
        "locale": "uk",
        "timezone": "Europe/Kyiv",
    }
    assert "meetings.view.team" in body["permissions"]


async def test_a_contact_signs_in_without_a_permission(anonymous: httpx.AsyncClient, session: AsyncSession) -> None:
    answer = await _sign_in(anonymous, await make_portal_account(session))
    assert (answer.json()["account"]["kind"], answer.json()["permissions"]) == ("contact", [])


async def test_the_address_is_known_in_any_case(anonymous: httpx.AsyncClient, session: AsyncSession) -> None:
    await make_staff_member(session)
    answer = await anonymous.post(ADDRESS, json={"email": " Employee@PARLEY.example", "password": PASSWORD})
    assert answer.status_code == 200


async def test_over_http_the_cookie_is_kept_from_scripts_and_other_sites(
    anonymous: httpx.AsyncClient, session: AsyncSession
) -> None:
    answer = await _sign_in(anonymous, await make_staff_member(session))
    assert _cookie(answer, "parley") == {"httponly", "samesite=lax", "path=/"}


async def test_over_https_the_cookie_is_bound_to_the_host(
    config: Config, resources: Resources, session: AsyncSession
) -> None:
    secure = config.model_copy(update={"public_url": "https://testserver"})
    resources.config = secure
    app = create_app(secure)
    attach(app, resources)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="https://testserver") as client:
        answer = await _sign_in(client, await make_staff_member(session))
        assert _cookie(answer, "__Host-parley") == {"httponly", "samesite=lax", "path=/", "secure"}
        assert _cookie(answer, "__Host-parley-device") >= {"httponly", "samesite=lax", "path=/", "secure"}
        assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
        assert (await client.get(ADDRESS)).status_code == 200


async def test_the_token_is_not_kept(anonymous: httpx.AsyncClient, session: AsyncSession) -> None:
    await _sign_in(anonymous, await make_staff_member(session))
    token = anonymous.cookies["parley"]
    kept = (await session.scalars(select(Session.token_hash))).one()
    assert len(token) >= 43
    assert token.encode() not in kept


async def test_signing_in_makes_a_new_token_each_time(anonymous: httpx.AsyncClient, session: AsyncSession) -> None:
    account = await make_staff_member(session)
    anonymous.cookies.set("parley", "chosen-by-somebody-else")
    tokens = {"chosen-by-somebody-else"}
    for _ in range(2):
        tokens.add(httpx.Cookies((await _sign_in(anonymous, account)).cookies)["parley"])
    assert len(tokens) == 3


@pytest.mark.parametrize(("role", "idle"), [("employee", 8 * HOUR), ("contact", HOUR)])
async def test_a_session_ends_when_it_is_idle(role: str, idle: timedelta, sign_in: SignIn, travel: Travel) -> None:
    client = await sign_in(role)
    travel(idle - MINUTE)
    assert (await client.get(ADDRESS)).status_code == 200
    travel(idle - MINUTE)
    assert (await client.get(ADDRESS)).status_code == 200
    travel(idle + MINUTE)
    answer = await client.get(ADDRESS)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


async def test_a_session_in_use_ends_after_a_day(employee: httpx.AsyncClient, travel: Travel) -> None:
    for _ in range(4):
        travel(6 * HOUR - MINUTE)
        assert (await employee.get(ADDRESS)).status_code == 200
    travel(5 * MINUTE)
    assert (await employee.get(ADDRESS)).status_code == 401


async def test_after_signing_out_the_cookie_is_worth_nothing(employee: httpx.AsyncClient) -> None:
    token = employee.cookies["parley"]
    answer = await employee.delete(ADDRESS)
    assert answer.status_code == 204
    assert "max-age=0" in _cookie(answer, "parley")
    employee.cookies.set("parley", token)
    assert (await employee.get(ADDRESS)).status_code == 401


async def test_signing_out_leaves_the_other_browser_signed_in(session: AsyncSession, sign_in: SignIn) -> None:
    account = await make_staff_member(session)
    first, second = await sign_in(account), await sign_in(account)
    await first.delete(ADDRESS)
    assert (await second.get(ADDRESS)).status_code == 200


async def test_a_disabled_account_is_out_at_once_and_cannot_come_back(
    session: AsyncSession, sign_in: SignIn, anonymous: httpx.AsyncClient
) -> None:
    account = await make_staff_member(session)
    client = await sign_in(account)
    await session.execute(update(Account).values(is_active=False))
    await session.commit()
    assert (await client.get(ADDRESS)).status_code == 401
    assert (await _sign_in(anonymous, account)).json()["code"] == "wrong_credentials"


@pytest.mark.parametrize("token", ["", "x", "ы", "a" * 5000, "'; DROP TABLE sessions; --"])
async def test_a_token_that_is_none_opens_nothing(token: str, anonymous: httpx.AsyncClient) -> None:
    cookie = [(b"Cookie", b"parley=" + token.encode())]
    assert (await anonymous.get(ADDRESS, headers=cookie)).status_code == 401


@pytest.mark.parametrize("change", [{"locale": "uk"}, {"timezone": "Europe/Kyiv"}, {}])
async def test_people_change_their_own_language_and_zone(change: dict[str, str], employee: httpx.AsyncClient) -> None:
    before = (await employee.get(ADDRESS)).json()["account"]
    answer = await employee.patch(ADDRESS, json=change)
    assert answer.json()["account"] == {**before, **change}
    assert (await employee.get(ADDRESS)).json()["account"] == {**before, **change}


@pytest.mark.parametrize(
    ("change", "field"),
    [({"locale": "fr"}, "locale"), ({"timezone": "Mars/Olympus"}, "timezone"), ({"role": "administrator"}, "role")],
)
async def test_people_change_nothing_else(change: dict[str, Any], field: str, employee: httpx.AsyncClient) -> None:
    answer = await employee.patch(ADDRESS, json=change)
    assert (answer.status_code, answer.json()["errors"][0]["loc"]) == (422, ["body", field])


async def test_answers_about_people_are_not_kept_by_caches(employee: httpx.AsyncClient) -> None:
    assert (await employee.get(ADDRESS)).headers["Cache-Control"] == "no-store"
