"""`/session`: sign in, who am I, sign out."""

from fastapi import APIRouter, Depends, Request, Response

from api.auth import service
from api.auth.access import CallerDep, anyone, cookie_name, get_caller, refuse_cross_site
from api.auth.schemas import AccountOut, SessionOut, SessionUpdate, SignIn
from api.auth.service import Caller
from api.auth.sign_in import Browser, SignedIn, sign_in
from api.core.config import Config
from api.resources import ResourcesDep, SessionDep

router = APIRouter(prefix="/session", tags=["session"])

DEVICE_COOKIE_SECONDS = 365 * 24 * 3600


def _out(caller: Caller) -> SessionOut:
    return SessionOut(account=AccountOut.model_validate(caller), permissions=sorted(caller.permissions))


def _set_cookies(response: Response, config: Config, signed_in: SignedIn) -> None:
    secure = config.has_https
    response.set_cookie(
        cookie_name(config), signed_in.session_token, httponly=True, secure=secure, samesite="lax", path="/"
    )
    response.set_cookie(
        cookie_name(config, "device"),
        signed_in.device_token,
        max_age=DEVICE_COOKIE_SECONDS,
        httponly=True,
        secure=secure,
        samesite="lax",
        path="/",
    )


@router.post("", dependencies=[Depends(anyone)])
async def open_session(body: SignIn, request: Request, response: Response, resources: ResourcesDep) -> SessionOut:
    """Sign in with e-mail and password. The session is a cookie; it ends 24 hours later, or when idle for 8."""
    refuse_cross_site(request, resources.config)
    address = request.client.host if request.client else "0.0.0.0"  # noqa: S104 - no peer: a socket of this machine
    browser = Browser(address, request.cookies.get(cookie_name(resources.config, "device")))
    signed_in = await sign_in(resources.transaction, body.email, body.password, browser)
    _set_cookies(response, resources.config, signed_in)
    async with resources.statements.connection() as connection:
        return _out(await service.get_caller(connection, signed_in.session_token))


@router.get("")
async def read_session(caller: CallerDep) -> SessionOut:
    """Who am I, and what may I do?"""
    return _out(caller)


@router.patch("")
async def update_session(
    body: SessionUpdate, caller: CallerDep, request: Request, resources: ResourcesDep
) -> SessionOut:
    """Change my language, my time zone, or how long my pages are."""
    async with resources.transaction() as session:
        await service.change_account(session, caller.id, **body.model_dump(exclude_none=True))
    return _out(await get_caller(request, resources))


@router.delete("", status_code=204)
async def close_session(
    request: Request,
    response: Response,
    _caller: CallerDep,
    resources: ResourcesDep,
    session: SessionDep,
) -> None:
    """Sign out."""
    name = cookie_name(resources.config)
    await service.close_session(session, request.cookies[name])
    response.delete_cookie(name, path="/", httponly=True, secure=resources.config.has_https, samesite="lax")
