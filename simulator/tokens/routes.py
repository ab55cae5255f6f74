"""`POST /oauth/token`, and the guard in front of every operation of the API."""

import base64
import binascii
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request, Response
from fastapi.params import Depends as DependsParam

from simulator.limits import service as limits
from simulator.limits.models import Label
from simulator.tokens import service as tokens
from simulator.world import WorldDep

router = APIRouter()


@router.post("/oauth/token")
async def issue_token(request: Request, world: WorldDep) -> dict[str, str | int]:
    """The parameters come in the form body or in the query string; both are seen in the field, and both work."""
    form = dict(parse_qsl((await request.body()).decode("utf-8", "replace")))
    given = {**request.query_params, **form}
    return tokens.issue_token(
        world, _basic_credentials(request), given.get("grant_type", ""), given.get("account_id", "")
    )


def operation(label: Label, *scopes: str) -> DependsParam:
    """The guard of one operation: a living token with one of its scopes, then the account's rate limit."""
    accepted = [spelling for scope in scopes for spelling in (f"{scope}:admin", scope)]

    async def guard(request: Request, response: Response, world: WorldDep) -> None:
        kind, _, text = request.headers.get("authorization", "").partition(" ")
        tokens.check_token(world, text if kind.lower() == "bearer" else None, accepted)
        response.headers.update(limits.count_request(world, label))

    guarded: DependsParam = Depends(guard)
    return guarded


def _basic_credentials(request: Request) -> tuple[str, str] | None:
    kind, _, encoded = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        client_id, _, client_secret = base64.b64decode(encoded).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return client_id, client_secret
