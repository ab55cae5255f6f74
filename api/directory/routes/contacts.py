"""`/contacts`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.auth.access import IdempotentDep
from api.core import idempotency
from api.core.schemas import Page
from api.core.versions import IfMatch
from api.directory import people
from api.directory.queries import CONTACT, list_page
from api.directory.routes.answers import MAY_VIEW, Editor, ExternalIdPath, show, show_created, show_upserted
from api.directory.schemas import ContactCreate, ContactOut, ContactQuery, ContactUpdate, ContactUpsert
from api.resources import SessionDep

router = APIRouter(prefix="/contacts", tags=["contacts"])


@router.get("", dependencies=MAY_VIEW)
async def list_contacts(query: Annotated[ContactQuery, Query()], session: SessionDep) -> Page[ContactOut]:
    """Contacts, found by name, client, e-mail, phone or external id."""
    return await list_page(session, CONTACT, query)


@router.get("/{contact_id}", dependencies=MAY_VIEW)
async def read_contact(contact_id: UUID, response: Response, session: SessionDep) -> ContactOut:
    """One contact."""
    return await show(session, response, CONTACT, contact_id)


@router.post("", status_code=201)
async def create_contact(
    body: ContactCreate, caller: Editor, request: IdempotentDep, response: Response, session: SessionDep
) -> ContactOut:
    """Add a contact of a client."""
    made = await idempotency.once(session, request, lambda: people.create_contact(session, caller, body))
    return await show_created(session, response, CONTACT, *made)


@router.patch("/{contact_id}")
async def change_contact(
    contact_id: UUID,
    body: ContactUpdate,
    caller: Editor,
    response: Response,
    session: SessionDep,
    if_match: IfMatch = None,
) -> ContactOut:
    """Change the fields that are named."""
    await people.change_contact(session, caller, contact_id, body, if_match)
    return await show(session, response, CONTACT, contact_id)


@router.put("/by-external-id/{external_id}", responses={201: {"model": ContactOut}})
async def upsert_contact(
    external_id: ExternalIdPath, body: ContactUpsert, caller: Editor, response: Response, session: SessionDep
) -> ContactOut:
    """Create the contact with this external id, or change the fields that are named."""
    upserted = await people.upsert_contact(session, caller, external_id, body)
    return await show_upserted(session, response, CONTACT, *upserted)


@router.delete("/{contact_id}", status_code=204)
async def delete_contact(contact_id: UUID, caller: Editor, session: SessionDep) -> None:
    """Delete a contact, who can then no longer sign in. Refused with `in_use` when meetings or others refer to it."""
    await people.remove_contact(session, caller.actor, contact_id)
