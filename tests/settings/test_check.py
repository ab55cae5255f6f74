"""The check of the connection: it proves each step, and says exactly what is wrong."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.crypto import SecretBox
from api.events.models import Event
from api.resources import Resources
from api.settings import service as settings
from simulator.account import APP_SCOPES
from tests.factories.zoom import connect_zoom

CHECK = "/api/v1/settings/zoom/check"
STEPS = ["token", "scopes", "users", "clock", "account_email"]
GOOD = {
    "account_id": "parley-demo-account",
    "client_id": "parley-demo-client",
    "client_secret": "parley-demo-secret",
    "account_email": "admin@parley.example",
}
LATER_STEPS_SKIPPED = dict.fromkeys(STEPS[1:], ("skipped", None))
ALL_OK = dict.fromkeys(STEPS, ("ok", None))


async def check(administrator: AsyncClient, **unsaved: str | None) -> dict[str, Any]:
    """What the check finds with these unsaved values."""
    answer = await administrator.post(CHECK, json=unsaved)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    assert [step["key"] for step in found["steps"]] == STEPS
    return found


def states(found: dict[str, Any]) -> dict[str, tuple[str, str | None]]:
    """Step by step, its state and its code."""
    return {step["key"]: (step["state"], step["code"]) for step in found["steps"]}


def detail(found: dict[str, Any], key: str) -> str:
    """The sentence of a step."""
    return next(str(step["detail"]) for step in found["steps"] if step["key"] == key)


async def test_saved_credentials_that_are_right_pass_every_step(
    administrator: AsyncClient, session: AsyncSession, resources: Resources
) -> None:
    await connect_zoom(session, resources.box, account_email="admin@parley.example")
    found = await check(administrator)
    assert found["ok"]
    assert states(found) == ALL_OK


async def test_unsaved_credentials_are_checked_and_not_saved(
    administrator: AsyncClient, session: AsyncSession, resources: Resources
) -> None:
    found = await check(administrator, **GOOD)
    assert states(found) == ALL_OK
    row = await settings.get_zoom_settings(session)
    assert (row.account_id, row.client_secret_sealed, row.account_email, row.version) == ("", None, None, 1)
    assert await session.scalar(select(func.count()).select_from(Event).where(Event.action == "settings.changed")) == 0


async def test_what_is_not_given_is_taken_from_the_settings(
    administrator: AsyncClient, session: AsyncSession, resources: Resources
) -> None:
    await connect_zoom(session, resources.box, account_email="admin@parley.example", client_secret="an-old-secret")
    assert states(await check(administrator))["token"] == ("failed", "zoom_client_wrong")
    assert states(await check(administrator, client_secret="  parley-demo-secret \n")) == ALL_OK


async def test_the_users_are_listed_with_their_plans(administrator: AsyncClient) -> None:
    users = (await check(administrator, **GOOD))["users"]
    assert {"email": "manager@parley.example", "name": "Petro Manager", "plan": "licensed"} in users
    assert [user["email"] for user in users if user["plan"] == "basic"] == ["basic.user@parley.example"]
    assert len(users) == 7


@pytest.mark.parametrize("missing", ["account_id", "client_id", "client_secret"])
async def test_credentials_that_are_not_complete_are_not_tried(
    missing: str, administrator: AsyncClient, control: AsyncClient
) -> None:
    found = await check(administrator, **{name: value for name, value in GOOD.items() if name != missing})
    assert not found["ok"]
    assert states(found) == {"token": ("failed", "not_filled_in"), **LATER_STEPS_SKIPPED}
    assert (await control.get("/_control/requests")).json() == []


@pytest.mark.parametrize(
    ("wrong", "code", "words"),
    [
        ({"client_id": "another-client"}, "zoom_client_wrong", "client ID and the client secret"),
        ({"client_secret": "another-secret"}, "zoom_client_wrong", "client ID and the client secret"),
        ({"account_id": "another-account"}, "zoom_account_wrong", "account ID"),
    ],
)
async def test_wrong_credentials_are_told_apart(
    wrong: dict[str, str], code: str, words: str, administrator: AsyncClient
) -> None:
    found = await check(administrator, **{**GOOD, **wrong})
    assert (found["ok"], found["users"]) == (False, [])
    assert states(found) == {"token": ("failed", code), **LATER_STEPS_SKIPPED}
    assert words in detail(found, "token")


async def test_an_inactive_app_is_told_in_zooms_words(administrator: AsyncClient, control: AsyncClient) -> None:
    await control.put("/_control/app", json={"active": False})
    found = await check(administrator, **GOOD)
    assert states(found) == {"token": ("failed", "zoom_not_connected"), **LATER_STEPS_SKIPPED}
    assert "The app has been disabled" in detail(found, "token")
    assert "activated" in detail(found, "token")


async def test_a_check_asks_zoom_again_although_it_refused_a_moment_ago(
    administrator: AsyncClient, control: AsyncClient
) -> None:
    await control.put("/_control/app", json={"active": False})
    assert not (await check(administrator, **GOOD))["ok"]
    await control.put("/_control/app", json={"active": True})
    assert (await check(administrator, **GOOD))["ok"]


async def test_missing_scopes_are_named_with_what_they_are_for(
    administrator: AsyncClient, control: AsyncClient
) -> None:
    lost = {"meeting:write:meeting:admin", "meeting:delete:meeting:admin"}
    await control.put("/_control/app", json={"scopes": [scope for scope in APP_SCOPES if scope not in lost]})
    found = await check(administrator, **GOOD)
    assert not found["ok"]
    assert states(found) == {**ALL_OK, "scopes": ("failed", "scopes_missing")}
    assert found["steps"][1]["missing_scopes"] == [
        {"scope": "meeting:write:meeting:admin", "needed_to": "create meetings"},
        {"scope": "meeting:delete:meeting:admin", "needed_to": "cancel meetings"},
    ]


async def test_without_the_scope_for_users_nothing_is_said_of_the_account_email(
    administrator: AsyncClient, control: AsyncClient
) -> None:
    lost = "user:read:list_users:admin"
    await control.put("/_control/app", json={"scopes": [scope for scope in APP_SCOPES if scope != lost]})
    found = await check(administrator, **GOOD)
    assert states(found) == {
        "token": ("ok", None),
        "scopes": ("failed", "scopes_missing"),
        "users": ("failed", "zoom_scope_missing"),
        "clock": ("ok", None),
        "account_email": ("skipped", None),
    }


async def test_the_wide_scopes_of_an_older_app_are_enough(administrator: AsyncClient, control: AsyncClient) -> None:
    await control.put(
        "/_control/app", json={"scopes": ["user:read:admin", "meeting:read:admin", "meeting:write:admin"]}
    )
    assert states(await check(administrator, **GOOD)) == ALL_OK


@pytest.mark.parametrize("fault", [{"kind": "drop_before"}, {"kind": "status", "status": 503}, {"kind": "half_body"}])
async def test_a_zoom_that_does_not_answer_is_called_unavailable(
    fault: dict[str, Any], administrator: AsyncClient, control: AsyncClient
) -> None:
    await control.post("/_control/faults", json={**fault, "path": "/oauth/token", "times": None})
    found = await check(administrator, **GOOD)
    assert states(found) == {"token": ("failed", "zoom_unavailable"), **LATER_STEPS_SKIPPED}


async def test_a_zoom_that_fails_after_the_token_is_told_at_its_step(
    administrator: AsyncClient, control: AsyncClient
) -> None:
    await control.post("/_control/faults", json={"kind": "status", "status": 502, "times": None})
    found = await check(administrator, **GOOD)
    assert not found["ok"]
    assert (states(found)["token"], states(found)["users"]) == (("ok", None), ("failed", "zoom_unavailable"))


@pytest.mark.parametrize(
    ("email", "state", "code", "ok"),
    [
        ("ADMIN@parley.example", "ok", None, True),
        ("basic.user@parley.example", "warning", "basic_plan", True),
        ("nobody@parley.example", "failed", "unknown_user", False),
        (None, "warning", "not_chosen", True),
    ],
)
async def test_the_account_email_must_be_an_active_users(
    email: str | None, state: str, code: str | None, *, ok: bool, administrator: AsyncClient
) -> None:
    found = await check(administrator, **{**GOOD, "account_email": email})
    assert found["ok"] is ok
    assert states(found) == {**ALL_OK, "account_email": (state, code)}


async def test_a_deactivated_user_is_no_account_email(administrator: AsyncClient, control: AsyncClient) -> None:
    await control.patch("/_control/users/admin@parley.example", json={"status": "inactive"})
    assert states(await check(administrator, **GOOD))["account_email"] == ("failed", "unknown_user")


@pytest.mark.parametrize(("seconds", "state", "code"), [(50, "ok", None), (-600, "warning", "clock_wrong")])
async def test_clocks_that_differ_by_more_than_a_minute_are_reported(
    seconds: float, state: str, code: str | None, administrator: AsyncClient, control: AsyncClient
) -> None:
    await control.post("/_control/clock", json={"advance_seconds": seconds})
    found = await check(administrator, **GOOD)
    assert found["ok"]
    assert states(found)["clock"] == (state, code)


async def test_a_secret_whose_key_was_lost_must_be_entered_again(
    administrator: AsyncClient, session: AsyncSession
) -> None:
    await connect_zoom(session, SecretBox(f"lost:{'A' * 43}="), account_email="admin@parley.example")
    assert states(await check(administrator))["token"] == ("failed", "not_filled_in")
    assert (await check(administrator, client_secret=GOOD["client_secret"]))["ok"]


@pytest.mark.parametrize(
    ("field", "value"), [("client_secret", "short"), ("account_email", "nobody"), ("version", 1), ("client_id", 7)]
)
async def test_wrong_input_is_named_at_its_field(field: str, value: object, administrator: AsyncClient) -> None:
    answer = await administrator.post(CHECK, json={**GOOD, field: value})
    assert answer.status_code == 422
    assert [error["loc"] for error in answer.json()["errors"]] == [["body", field]]
