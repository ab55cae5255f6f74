"""Every route says who may call it, and keeps everybody else out."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from api.auth.access import anyone, get_caller, requires
from api.core.config import EXAMPLE_SECRET_KEY, Config
from api.main import create_app

UNKNOWN = "019a0000-0000-7000-8000-000000000000"
OPEN_TO_ALL = {"POST /api/v1/session", "GET /healthz", "GET /readyz", "GET /metrics", "POST /api/v1/webhooks/zoom"}
"""Zoom signs in to nothing: what it sends is believed by its signature."""
OWN_ACCOUNT = {"GET /api/v1/session", "PATCH /api/v1/session", "DELETE /api/v1/session"}
"""About the caller alone, so that being signed in is permission enough."""
CHECK = requires("any").__qualname__


def _calls(dependant: Dependant) -> Iterator[Callable[..., Any]]:
    for needed in dependant.dependencies:
        if needed.call is not None:
            yield needed.call
        yield from _calls(needed)


def _routes() -> dict[str, set[Callable[..., Any]]]:
    """What every operation depends on."""
    config = Config(environment="test", database_url="postgresql+asyncpg://", secret_keys=EXAMPLE_SECRET_KEY)
    found: dict[str, set[Callable[..., Any]]] = {}
    for route in iter_route_contexts(create_app(config).routes):
        dependant = getattr(route, "dependant", None)
        if dependant is not None:
            for method in route.methods or ():
                found[f"{method} {route.path}"] = set(_calls(dependant))
    return found


ROUTES = _routes()
PROTECTED = sorted(set(ROUTES) - OPEN_TO_ALL)


def test_all_routes_are_looked_at(app: FastAPI) -> None:
    described = {
        f"{method.upper()} {path}" for path, operations in app.openapi()["paths"].items() for method in operations
    }
    assert set(ROUTES) == described


@pytest.mark.parametrize("operation", sorted(ROUTES))
def test_a_route_names_its_caller(operation: str) -> None:
    is_open, is_protected = anyone in ROUTES[operation], get_caller in ROUTES[operation]
    assert (is_open, is_protected) == (operation in OPEN_TO_ALL, operation not in OPEN_TO_ALL)


@pytest.mark.parametrize("operation", sorted(set(PROTECTED) - OWN_ACCOUNT))
def test_a_route_names_its_permission(operation: str) -> None:
    assert CHECK in {call.__qualname__ for call in ROUTES[operation]}


async def _call(client: httpx.AsyncClient, operation: str) -> httpx.Response:
    method, _, path = operation.partition(" ")
    parts = [UNKNOWN if part.startswith("{") else part for part in path.split("/")]
    return await client.request(method, "/".join(parts), json={})


async def test_nobody_gets_in_without_signing_in(anonymous: httpx.AsyncClient) -> None:
    answers = {operation: (await _call(anonymous, operation)).status_code for operation in PROTECTED}
    assert {operation for operation, status in answers.items() if status != 401} == set()


async def test_a_client_gets_in_nowhere_but_to_the_own_account(contact: httpx.AsyncClient) -> None:
    routes = sorted(set(PROTECTED) - OWN_ACCOUNT)
    answers = {operation: (await _call(contact, operation)).status_code for operation in routes}
    assert {operation for operation, status in answers.items() if status not in {403, 404}} == set()
