"""`/clients`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.auth.access import IdempotentDep
from api.core import idempotency
from api.core.schemas import Page
from api.core.versions import IfMatch
from api.directory import people
from api.directory import service as directory
from api.directory.queries import CLIENT, list_page
from api.directory.routes.answers import MAY_VIEW, Editor, ExternalIdPath, show, show_created, show_upserted
from api.directory.schemas import ClientCreate, ClientOut, ClientQuery, ClientUpdate, ClientUpsert
from api.resources import SessionDep

router = APIRouter(prefix="/clients", tags=["clients"])


@router.get("", dependencies=MAY_VIEW)
async def list_clients(query: Annotated[ClientQuery, Query()], session: SessionDep) -> Page[ClientOut]:
    """Clients, found by name, e-mail, phone or external id."""
    return await list_page(session, CLIENT, query)


@router.get("/{client_id}", dependencies=MAY_VIEW)
async def read_client(client_id: UUID, response: Response, session: SessionDep) -> ClientOut:
    """One client."""
    return await show(session, response, CLIENT, client_id)


@router.post("", status_code=201)
async def create_client(
    body: ClientCreate, caller: Editor, request: IdempotentDep, response: Response, session: SessionDep
) -> ClientOut:
    """Add a client."""
    made = await idempotency.once(
        session, request, lambda: directory.create(session, caller.actor, CLIENT, body.model_dump())
    )
    return await show_created(session, response, CLIENT, *made)


@router.patch("/{client_id}")
async def change_client(
    client_id: UUID,
    body: ClientUpdate,
    caller: Editor,
    response: Response,
    session: SessionDep,
    if_match: IfMatch = None,
) -> ClientOut:
    """Change the fields that are named."""
    await directory.change(session, caller.actor, CLIENT, client_id, body, if_match)
    return await show(session, response, CLIENT, client_id)


@router.put("/by-external-id/{external_id}", responses={201: {"model": ClientOut}})
async def upsert_client(
    external_id: ExternalIdPath, body: ClientUpsert, caller: Editor, response: Response, session: SessionDep
) -> ClientOut:
    """Create the client with this external id, or change the fields that are named."""
    upserted = await directory.upsert(session, caller.actor, CLIENT, external_id, body)
    return await show_upserted(session, response, CLIENT, *upserted)


@router.delete("/{client_id}", status_code=204)
async def delete_client(client_id: UUID, caller: Editor, session: SessionDep) -> None:
    """Delete a client with its contacts. Refused with `in_use` when meetings or others refer to it."""
    await people.remove_client(session, caller.actor, client_id)
