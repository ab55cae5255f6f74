"""Issuing tokens, and deciding what a presented one may do."""

import base64
import json
import secrets
from datetime import timedelta

from simulator.errors import TokenRefusedError, ZoomError
from simulator.tokens.models import Token
from simulator.world import World

TOKEN_LIFE_SECONDS = 3600
FORGET_AFTER = timedelta(days=1)


def issue_token(
    world: World, credentials: tuple[str, str] | None, grant_type: str, account_id: str
) -> dict[str, str | int]:
    """A new token beside the older ones, which stay alive unless the account is told to behave as before 2022."""
    app = world.state.account.app
    refusal = _find_refusal(world, credentials, grant_type, account_id)
    if refusal is not None:
        world.record("token.refused", source="api", reason=str(refusal))
        raise refusal
    if app.new_token_revokes_old:
        revoke_tokens(world)
    text, now = _new_token_text(world), world.now()
    world.state.tokens = {
        old: token for old, token in world.state.tokens.items() if token.expires_at > now - FORGET_AFTER
    }
    world.state.tokens[text] = Token(
        issued_at=now, expires_at=now + timedelta(seconds=TOKEN_LIFE_SECONDS), scopes=list(app.scopes)
    )
    world.record("token.issued", source="api")
    return {
        "access_token": text,
        "token_type": "bearer",
        "expires_in": TOKEN_LIFE_SECONDS - 1,
        "scope": " ".join(app.scopes),
        "api_url": world.url,
    }


def _find_refusal(
    world: World, credentials: tuple[str, str] | None, grant_type: str, account_id: str
) -> TokenRefusedError | None:
    """The first of Zoom's objections. The sentence for a deactivated app is recorded nowhere; this one is ours."""
    app = world.state.account.app
    if credentials != (app.client_id, app.client_secret):
        return TokenRefusedError("Invalid client_id or client_secret", "invalid_client")
    if grant_type != "account_credentials":
        return TokenRefusedError("unsupported grant type", "unsupported_grant_type")
    if account_id != world.state.account.id:
        return TokenRefusedError("Bad Request", "invalid_request")
    if not app.active:
        return TokenRefusedError("The app has been disabled", "invalid_client")
    return None


def revoke_tokens(world: World) -> None:
    for token in world.state.tokens.values():
        token.revoked = True
    world.touch()


def check_token(world: World, text: str | None, scopes: list[str]) -> None:
    """Refuse a token that is missing, unknown, too old, or without any of the scopes that would do."""
    if not text:
        raise ZoomError(401, 124, "Requires an access token.")
    token = world.state.tokens.get(text)
    if token is None or token.revoked or not world.state.account.app.active:
        raise ZoomError(401, 124, "Invalid access token.")
    if token.expires_at <= world.now():
        raise ZoomError(401, 124, "Access token is expired.")
    if not {*scopes, *_classic(scopes)} & set(token.scopes):
        raise ZoomError(400, 4711, f"Invalid access token, does not contain scopes:[{', '.join(scopes)}].")


def _classic(scopes: list[str]) -> set[str]:
    """The wide scopes of older apps that cover the granular ones: `meeting:write:admin` for every change."""
    classic = set()
    for scope in scopes:
        noun, verb, *_ = scope.split(":")
        classic.add(f"{noun}:{'read' if verb == 'read' else 'write'}:admin")
    return classic


def _new_token_text(world: World) -> str:
    """Looks like the real ones, a JWT of some 600 characters, so that nobody plans for a short one."""
    header = {"sv": "000001", "alg": "HS512", "v": "2.0", "kid": secrets.token_hex(16)}
    claims = {
        "aid": world.state.account.id,
        "ver": 9,
        "nbf": int(world.now().timestamp()),
        "jti": secrets.token_hex(120),
    }
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (header, claims)]
    return ".".join([*parts, secrets.token_urlsafe(64)])
