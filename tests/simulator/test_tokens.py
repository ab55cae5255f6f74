"""`POST /oauth/token`, and what a token may do."""

import httpx
import pytest

from simulator.testing import HeldClock

CREDENTIALS = ("parley-demo-client", "parley-demo-secret")
FORM = {"grant_type": "account_credentials", "account_id": "parley-demo-account"}


async def test_a_token_is_issued_for_an_hour_with_the_apps_scopes(anonymous: httpx.AsyncClient) -> None:
    answer = await anonymous.post("/oauth/token", data=FORM, auth=CREDENTIALS)

    assert answer.status_code == 200
    body = answer.json()
    assert body["token_type"] == "bearer"
    assert body["expires_in"] == 3599
    assert "meeting:write:meeting:admin" in body["scope"].split(" ")
    assert len(body["access_token"]) > 600


async def test_the_parameters_may_stand_in_the_query_string(anonymous: httpx.AsyncClient) -> None:
    answer = await anonymous.post("/oauth/token", params=FORM, auth=CREDENTIALS)

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("form", "credentials", "body"),
    [
        (FORM, ("x", "y"), {"reason": "Invalid client_id or client_secret", "error": "invalid_client"}),
        ({**FORM, "account_id": "x"}, CREDENTIALS, {"reason": "Bad Request", "error": "invalid_request"}),
        (
            {**FORM, "grant_type": "password"},
            CREDENTIALS,
            {"reason": "unsupported grant type", "error": "unsupported_grant_type"},
        ),
    ],
)
async def test_wrong_credentials_are_refused_in_zooms_words(
    anonymous: httpx.AsyncClient, form: dict[str, str], credentials: tuple[str, str], body: dict[str, str]
) -> None:
    answer = await anonymous.post("/oauth/token", data=form, auth=credentials)

    assert (answer.status_code, answer.json()) == (400, body)


async def test_a_deactivated_app_gets_no_token_and_loses_those_it_has(zoom: httpx.AsyncClient) -> None:
    await zoom.put("/_control/app", json={"active": False})

    asked = await zoom.post("/oauth/token", data=FORM, auth=CREDENTIALS)
    called = await zoom.get("/v2/users")
    assert (asked.status_code, asked.json()["error"]) == (400, "invalid_client")
    assert (called.status_code, called.json()) == (401, {"code": 124, "message": "Invalid access token."})


async def test_a_new_token_does_not_revoke_the_old_one(zoom: httpx.AsyncClient) -> None:
    await zoom.post("/oauth/token", data=FORM, auth=CREDENTIALS)

    assert (await zoom.get("/v2/users")).status_code == 200


async def test_a_new_token_revokes_the_old_one_when_the_account_is_told_so(zoom: httpx.AsyncClient) -> None:
    await zoom.put("/_control/app", json={"new_token_revokes_old": True})
    await zoom.post("/oauth/token", data=FORM, auth=CREDENTIALS)

    assert (await zoom.get("/v2/users")).status_code == 401


async def test_a_token_expires_after_an_hour(zoom: httpx.AsyncClient, clock: HeldClock) -> None:
    clock.advance(hours=1)

    answer = await zoom.get("/v2/users")
    assert (answer.status_code, answer.json()) == (401, {"code": 124, "message": "Access token is expired."})


async def test_a_call_without_a_token_is_refused(anonymous: httpx.AsyncClient) -> None:
    answer = await anonymous.get("/v2/users")

    assert (answer.status_code, answer.json()["code"]) == (401, 124)


async def test_scopes_reach_only_tokens_issued_afterwards(zoom: httpx.AsyncClient) -> None:
    await zoom.put("/_control/app", json={"scopes": ["user:read:list_users:admin"]})
    with_old_token = await zoom.get("/v2/meetings/1")

    issued = await zoom.post("/oauth/token", data=FORM, auth=CREDENTIALS)
    zoom.headers["authorization"] = f"Bearer {issued.json()['access_token']}"
    with_new_token = await zoom.get("/v2/meetings/1")
    assert with_old_token.status_code == 404
    assert with_new_token.status_code == 400
    assert with_new_token.json() == {
        "code": 4711,
        "message": "Invalid access token, does not contain scopes:[meeting:read:meeting:admin, meeting:read:meeting].",
    }
