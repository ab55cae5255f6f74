"""Proving the connection to Zoom, one step after the other, with a sentence for what is wrong."""

from collections.abc import AsyncIterator
from typing import Literal

from api.settings.schemas import CheckStep, ConnectionCheckOut, MissingScope, StepKey, ZoomUserOut
from api.zoom.client import ZoomClient
from api.zoom.errors import ZoomError
from api.zoom.schemas import ZoomUser
from api.zoom.scopes import find_missing_scopes, required_scopes

CLOCK_TOLERANCE_SECONDS = 60
STEPS: tuple[StepKey, ...] = ("token", "scopes", "users", "clock", "account_email")
NOT_TRIED = "Not tried, because an earlier step failed."
PLANS: dict[int | None, Literal["basic", "licensed"]] = {1: "basic", 2: "licensed"}


def name_of(user: ZoomUser) -> str:
    """How to call a Zoom user."""
    return user.display_name or f"{user.first_name} {user.last_name}".strip() or user.email


def plan_of(user: ZoomUser) -> Literal["basic", "licensed", "other"]:
    """What kind of licence the user has."""
    return PLANS.get(user.type, "other")


async def check_connection(client: ZoomClient | None, account_email: str | None) -> ConnectionCheckOut:
    """Walk the steps. A step that could not be tried because an earlier one failed is `skipped`."""
    users: list[ZoomUserOut] = []
    steps = [step async for step in _walk(client, account_email, users)]
    tried = {step.key for step in steps}
    steps += [CheckStep(key=key, state="skipped", detail=NOT_TRIED) for key in STEPS if key not in tried]
    return ConnectionCheckOut(ok=all(step.state != "failed" for step in steps), steps=steps, users=users)


async def _walk(
    client: ZoomClient | None, account_email: str | None, users: list[ZoomUserOut]
) -> AsyncIterator[CheckStep]:
    if client is None:
        detail = "Fill in account ID, client ID and client secret; the secret again if SECRET_KEYS was replaced."
        yield CheckStep(key="token", state="failed", code="not_filled_in", detail=detail)
        return
    try:
        token = await client.fetch_token(force=True)
    except ZoomError as error:
        yield CheckStep(key="token", state="failed", code=error.code, detail=error.detail)
        return
    yield CheckStep(key="token", state="ok", detail="Zoom accepts the account ID, the client ID and the client secret.")
    yield _check_scopes(token.scopes)
    listing = await _check_users(client, users)
    yield listing
    if client.time_difference is not None:
        yield _check_clock(client.time_difference)
    if listing.state == "ok":
        yield _check_account_email(account_email, users)


def _check_scopes(granted: frozenset[str]) -> CheckStep:
    missing = [MissingScope(scope=scope, needed_to=required_scopes[scope]) for scope in find_missing_scopes(granted)]
    if not missing:
        return CheckStep(key="scopes", state="ok", detail="The app has every permission that Parley needs.")
    detail = f"The app lacks {len(missing)} permissions. Add them in the Zoom App Marketplace, under Scopes."
    return CheckStep(key="scopes", state="failed", code="scopes_missing", detail=detail, missing_scopes=missing)


async def _check_users(client: ZoomClient, users: list[ZoomUserOut]) -> CheckStep:
    try:
        async for user in client.list_users():
            users.append(ZoomUserOut(email=user.email, name=name_of(user), plan=plan_of(user)))  # noqa: PERF401 - async
    except ZoomError as error:
        return CheckStep(key="users", state="failed", code=error.code, detail=error.detail)
    licensed = sum(user.plan == "licensed" for user in users)
    return CheckStep(key="users", state="ok", detail=f"{len(users)} users, {licensed} of them licensed.")


def _check_clock(difference: float) -> CheckStep:
    if abs(difference) <= CLOCK_TOLERANCE_SECONDS:
        return CheckStep(key="clock", state="ok", detail="This server's clock agrees with Zoom's.")
    detail = f"This server's clock differs from Zoom's by {abs(round(difference))} s. Set it by NTP."
    return CheckStep(key="clock", state="warning", code="clock_wrong", detail=detail)


def _check_account_email(account_email: str | None, users: list[ZoomUserOut]) -> CheckStep:
    if account_email is None:
        detail = "No account e-mail is chosen; it is needed unless all users of the account may host."
        return CheckStep(key="account_email", state="warning", code="not_chosen", detail=detail)
    found = next((user for user in users if user.email.lower() == account_email.lower()), None)
    if found is None:
        detail = "The account has no active user with the chosen e-mail address."
        return CheckStep(key="account_email", state="failed", code="unknown_user", detail=detail)
    if found.plan == "basic":
        detail = "The chosen user has a Basic plan: meetings end after 40 minutes."
        return CheckStep(key="account_email", state="warning", code="basic_plan", detail=detail)
    return CheckStep(key="account_email", state="ok", detail="The chosen user can host.")
