"""Who may call a route. Every route names its caller through one of these; a test walks all routes and checks."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Header, Request

from api.auth import service
from api.auth.service import Caller, NotSignedInError
from api.core import idempotency
from api.core.config import Config
from api.core.errors import ForbiddenError
from api.resources import ResourcesDep

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class CrossSiteError(ForbiddenError):
    """A page of another site tried to act in the name of the person who is signed in here."""

    code = "cross_site"
    title = "Request from another site"


def cookie_name(config: Config, purpose: str = "session") -> str:
    """`__Host-` binds a cookie to this host, but browsers accept that prefix only over https."""
    name = "parley" if purpose == "session" else f"parley-{purpose}"
    return f"__Host-{name}" if config.has_https else name


def refuse_cross_site(request: Request, config: Config) -> None:
    """Fetch Metadata where the browser sends it, Origin otherwise. Programs send neither and are no browsers."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in {"same-origin", "none"}:
        raise CrossSiteError("This request came from another site; nothing was changed.")
    origin = request.headers.get("origin")
    if site is None and origin is not None and not _is_ours(origin, request, config):
        raise CrossSiteError("This request came from another site; nothing was changed.")


def _is_ours(origin: str, request: Request, config: Config) -> bool:
    host = urlsplit(origin).netloc
    return host in {urlsplit(config.public_url).netloc, request.headers.get("host")}


async def anyone() -> None:
    """The caller of a route that is open to all. Naming it shows that this is meant."""


async def get_caller(request: Request, resources: ResourcesDep) -> Caller:
    """The person of the session cookie."""
    token = request.cookies.get(cookie_name(resources.config))
    if not token:
        raise NotSignedInError("Sign in first.")
    if request.method not in SAFE_METHODS:
        refuse_cross_site(request, resources.config)
        if request.headers.get("x-parley") != "1":
            raise CrossSiteError("With a session cookie, requests that change something need the header X-Parley: 1.")
    async with resources.statements.connection() as connection:
        return await service.get_caller(connection, token)


CallerDep = Annotated[Caller, Depends(get_caller)]


def requires(permission: str) -> Callable[[Caller], Awaitable[Caller]]:
    """A dependency: the caller, who has this permission; for a right with a reach, in any reach."""

    async def check(caller: CallerDep) -> Caller:
        if caller.reach(permission) is None:
            caller.require(permission)
        return caller

    return check


async def get_idempotent_request(
    request: Request,
    caller: CallerDep,
    idempotency_key: Annotated[
        str | None,
        Header(min_length=1, max_length=255, description="Sent twice with one key, a request has its effect once."),
    ] = None,
) -> idempotency.Request:
    """What makes this request the same as another one: caller, key, address and body."""
    content = b" ".join((request.method.encode(), request.url.path.encode(), await request.body()))
    return idempotency.Request(caller.id, idempotency_key, content)


IdempotentDep = Annotated[idempotency.Request, Depends(get_idempotent_request)]
