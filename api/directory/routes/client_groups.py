"""`/client-groups`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.auth.access import IdempotentDep
from api.core import idempotency
from api.core.schemas import Page
from api.core.versions import IfMatch
from api.directory import service as directory
from api.directory.queries import CLIENT_GROUP, list_page
from api.directory.routes.answers import MAY_VIEW, Editor, ExternalIdPath, show, show_created, show_upserted
from api.directory.schemas import ClientGroupCreate, ClientGroupOut, ClientGroupUpdate, ClientGroupUpsert, ListQuery
from api.resources import SessionDep

router = APIRouter(prefix="/client-groups", tags=["client groups"])


@router.get("", dependencies=MAY_VIEW)
async def list_client_groups(query: Annotated[ListQuery, Query()], session: SessionDep) -> Page[ClientGroupOut]:
    """Client groups, found by name or external id."""
    return await list_page(session, CLIENT_GROUP, query)


@router.get("/{client_group_id}", dependencies=MAY_VIEW)
async def read_client_group(client_group_id: UUID, response: Response, session: SessionDep) -> ClientGroupOut:
    """One client group."""
    return await show(session, response, CLIENT_GROUP, client_group_id)


@router.post("", status_code=201)
async def create_client_group(
    body: ClientGroupCreate, caller: Editor, request: IdempotentDep, response: Response, session: SessionDep
) -> ClientGroupOut:
    """Add a client group."""
    made = await idempotency.once(
        session, request, lambda: directory.create(session, caller.actor, CLIENT_GROUP, body.model_dump())
    )
    return await show_created(session, response, CLIENT_GROUP, *made)


@router.patch("/{client_group_id}")
async def change_client_group(
    client_group_id: UUID,
    body: ClientGroupUpdate,
    caller: Editor,
    response: Response,
    session: SessionDep,
    if_match: IfMatch = None,
) -> ClientGroupOut:
    """Change the fields that are named."""
    await directory.change(session, caller.actor, CLIENT_GROUP, client_group_id, body, if_match)
    return await show(session, response, CLIENT_GROUP, client_group_id)


@router.put("/by-external-id/{external_id}", responses={201: {"model": ClientGroupOut}})
async def upsert_client_group(
    external_id: ExternalIdPath, body: ClientGroupUpsert, caller: Editor, response: Response, session: SessionDep
) -> ClientGroupOut:
    """Create the client group with this external id, or change the fields that are named."""
    upserted = await directory.upsert(session, caller.actor, CLIENT_GROUP, external_id, body)
    return await show_upserted(session, response, CLIENT_GROUP, *upserted)


@router.delete("/{client_group_id}", status_code=204)
async def delete_client_group(client_group_id: UUID, caller: Editor, session: SessionDep) -> None:
    """Delete a client group. Refused with `in_use` while clients are in it or meetings refer to it."""
    await directory.remove(session, caller.actor, CLIENT_GROUP, client_group_id)
