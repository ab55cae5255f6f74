"""The web process: every router, and what surrounds them. `uvicorn api.main:app` starts it."""

import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api import VERSION
from api.adoption.routes import router as adoption_router
from api.auth.routes import router as session_router
from api.core import logging, page, problems
from api.core.config import Config
from api.core.errors import ProblemOut
from api.core.middleware import BodyLimit, KnownHosts, RequestContext
from api.core.work import Runner
from api.directory.routes import router as directory_router
from api.exports.routes import router as exports_router
from api.health.probes import router as probes_router
from api.health.routes import router as health_router
from api.hosts.routes import router as hosts_router
from api.integrations.imports.files import LARGEST_FILE_BYTES
from api.integrations.imports.routes import router as imports_router
from api.live.hub import Hub
from api.live.routes import ending_on_signal
from api.live.routes import router as live_router
from api.meetings.routes import router as meetings_router
from api.participants.routes import router as participants_router
from api.resources import Resources, open_resources
from api.saved_filters.routes import router as saved_filters_router
from api.settings.routes import router as settings_router
from api.sync.routes import router as sync_router
from api.webhooks.door import Door
from api.webhooks.routes import router as webhooks_router
from api.worker import HANDLERS

DESCRIPTION = """Zoom meetings inside your CRM: schedule, find, edit, join and delete them over REST.

Sign in with `POST /api/v1/session`; the session is a cookie, and requests that change something need the header
`X-Parley: 1` beside it. Every error is `application/problem+json` with a `code` that never changes."""

ROUTERS = (
    webhooks_router,  # the first that is looked at: its events come by the thousand
    session_router,
    adoption_router,
    meetings_router,
    directory_router,
    hosts_router,
    settings_router,
    saved_filters_router,
    sync_router,
    exports_router,
    imports_router,
    participants_router,
    live_router,
    health_router,
)

FORM_AROUND_FILE_BYTES = 64 * 1024

PROBLEMS: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": ProblemOut, "description": "A Problem: what is wrong with the request."},
    "5XX": {"model": ProblemOut, "description": "A Problem: what failed, and whether data are safe."},
}


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    if not hasattr(app.state, "resources"):
        attach(app, open_resources(Config(), name="parley-web"))
    resources: Resources = app.state.resources
    with ending_on_signal(app.state.hub):
        yield
    await app.state.hub.close()
    await app.state.door.inbox.drain()
    await app.state.runner.drain(timedelta(seconds=10))
    await resources.close()


def attach(app: FastAPI, resources: Resources) -> None:
    """Give the application what its process holds; requests that cannot wait run their work with it."""
    app.state.resources = resources
    app.state.door = Door(resources)
    app.state.runner = Runner(HANDLERS, resources.transaction, resources)
    app.state.hub = Hub(resources)


def create_app(config: Config) -> FastAPI:
    """The application, without its resources: `attach` them, or let its lifespan open them."""
    app = FastAPI(
        title="Parley",
        version=VERSION,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        responses=PROBLEMS,
        generate_unique_id_function=lambda route: route.name,
    )
    problems.install(app)
    for router in ROUTERS:
        app.include_router(router, prefix="/api/v1")
    app.include_router(probes_router)
    page.install(app, config.frontend_dir)
    app.add_middleware(BodyLimit, larger={"/api/v1/imports": LARGEST_FILE_BYTES + FORM_AROUND_FILE_BYTES})
    app.add_middleware(KnownHosts, names=config.allowed_hosts)
    app.add_middleware(RequestContext, strict_transport=config.has_https)
    if config.trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(config.trusted_proxies))
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    return app


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document: a route's docstring is its description, whose first sentence is its summary."""
    if app.openapi_schema is None:
        document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        for operation in (operation for path in document["paths"].values() for operation in path.values()):
            operation["summary"] = operation["description"].partition(". ")[0].rstrip(".")
        cookie = {"type": "apiKey", "in": "cookie", "name": "parley"}
        document["components"]["securitySchemes"] = {"session": cookie}
        document["security"] = [{"session": []}]
        app.openapi_schema = document
    return app.openapi_schema


def __getattr__(name: str) -> FastAPI:
    """`api.main:app` is made when a server asks for it, so that importing this module needs no environment."""
    if name == "app":
        config = Config()
        logging.configure(config.log_level, config.log_format)
        return create_app(config)
    raise AttributeError(name)
