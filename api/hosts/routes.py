"""`/hosts`: the Zoom users of the account."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from api.auth.access import CallerDep, requires
from api.core.versions import IfMatch
from api.hosts import service as hosts
from api.hosts.schemas import HostFilters, HostOut, HostUpdate
from api.resources import SessionDep

router = APIRouter(prefix="/hosts", tags=["hosts"])

MAY_VIEW = [Depends(requires("hosts.view"))]
MAY_EDIT = [Depends(requires("settings.edit"))]


@router.get("", dependencies=MAY_VIEW, response_model=list[HostOut])
async def list_hosts(filters: Annotated[HostFilters, Query()], session: SessionDep) -> object:
    """The Zoom users of the account, by name: at most 1,000, so search in larger accounts."""
    return await hosts.list_hosts(session, filters)


@router.get("/{host_id}", dependencies=MAY_VIEW, response_model=HostOut)
async def read_host(host_id: UUID, session: SessionDep) -> object:
    """One Zoom user."""
    return await hosts.get_host(session, host_id)


@router.patch("/{host_id}", dependencies=MAY_EDIT, response_model=HostOut)
async def change_host(
    host_id: UUID, body: HostUpdate, caller: CallerDep, session: SessionDep, if_match: IfMatch = None
) -> object:
    """Say whether a Zoom user may host, how many meetings at once, and whose user it is."""
    return await hosts.change_host(session, caller.actor, host_id, body, if_match)
