"""The pretend Zoom as an ASGI app."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from simulator import errors
from simulator.control.routes import router as control
from simulator.faults.middleware import FaultMiddleware
from simulator.headers import HeaderMiddleware
from simulator.meetings.routes import router as meetings
from simulator.pages import join, register, start
from simulator.registrants.routes import router as registrants
from simulator.sessions.routes import router as sessions
from simulator.state import State
from simulator.tokens.routes import router as tokens
from simulator.users.routes import router as users
from simulator.webhooks.courier import Courier
from simulator.world import Clock, World

DEFAULT_URL = "http://127.0.0.1:8100"


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    validating = asyncio.create_task(app.state.courier.keep_validated())
    yield
    validating.cancel()


def create_app(
    state: State | None = None,
    clock: Clock | None = None,
    *,
    url: str = DEFAULT_URL,
    state_file: Path | None = None,
    webhook_url: str = "",
    webhook_transport: httpx.AsyncBaseTransport | None = None,
) -> FastAPI:
    """One Zoom with its own state, at `app.state.world`. Without `state` it is the demo account, or what
    `state_file` holds; `clock` answers the time as an aware UTC datetime; `url` is what links begin with;
    events go to `webhook_url` from the start; `webhook_transport` carries them to a receiver in the same process."""
    app = FastAPI(title="A pretend Zoom", openapi_url=None, lifespan=_lifespan if webhook_url else None)
    world = World(state, clock, url=url, state_file=state_file, webhook_url=webhook_url)
    app.state.world = world
    app.state.courier = Courier(world, webhook_transport)
    world.listeners.append(app.state.courier.notice)
    app.add_middleware(HeaderMiddleware, world=world)
    app.add_middleware(FaultMiddleware, world=world)
    app.add_exception_handler(errors.ZoomError, errors.answer_zoom_error)
    app.add_exception_handler(errors.TokenRefusedError, errors.answer_token_refused)
    app.add_exception_handler(RequestValidationError, errors.answer_bad_parameter)
    app.add_exception_handler(HTTPException, errors.answer_unknown_route)
    for router in (tokens, users, meetings, registrants, sessions, control, join.router, start.router, register.router):
        app.include_router(router)
    return app
