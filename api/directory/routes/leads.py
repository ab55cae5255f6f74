"""`/leads`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.auth.access import IdempotentDep
from api.core import idempotency
from api.core.schemas import Page
from api.core.versions import IfMatch
from api.directory import service as directory
from api.directory.queries import LEAD, list_page
from api.directory.routes.answers import MAY_VIEW, Editor, ExternalIdPath, show, show_created, show_upserted
from api.directory.schemas import LeadCreate, LeadOut, LeadQuery, LeadUpdate, LeadUpsert
from api.resources import SessionDep

router = APIRouter(prefix="/leads", tags=["leads"])


@router.get("", dependencies=MAY_VIEW)
async def list_leads(query: Annotated[LeadQuery, Query()], session: SessionDep) -> Page[LeadOut]:
    """Leads, found by name, company, e-mail, phone or external id."""
    return await list_page(session, LEAD, query)


@router.get("/{lead_id}", dependencies=MAY_VIEW)
async def read_lead(lead_id: UUID, response: Response, session: SessionDep) -> LeadOut:
    """One lead."""
    return await show(session, response, LEAD, lead_id)


@router.post("", status_code=201)
async def create_lead(
    body: LeadCreate, caller: Editor, request: IdempotentDep, response: Response, session: SessionDep
) -> LeadOut:
    """Add a lead."""
    made = await idempotency.once(
        session, request, lambda: directory.create(session, caller.actor, LEAD, body.model_dump())
    )
    return await show_created(session, response, LEAD, *made)


@router.patch("/{lead_id}")
async def change_lead(
    lead_id: UUID,
    body: LeadUpdate,
    caller: Editor,
    response: Response,
    session: SessionDep,
    if_match: IfMatch = None,
) -> LeadOut:
    """Change the fields that are named."""
    await directory.change(session, caller.actor, LEAD, lead_id, body, if_match)
    return await show(session, response, LEAD, lead_id)


@router.put("/by-external-id/{external_id}", responses={201: {"model": LeadOut}})
async def upsert_lead(
    external_id: ExternalIdPath, body: LeadUpsert, caller: Editor, response: Response, session: SessionDep
) -> LeadOut:
    """Create the lead with this external id, or change the fields that are named."""
    upserted = await directory.upsert(session, caller.actor, LEAD, external_id, body)
    return await show_upserted(session, response, LEAD, *upserted)


@router.delete("/{lead_id}", status_code=204)
async def delete_lead(lead_id: UUID, caller: Editor, session: SessionDep) -> None:
    """Delete a lead. Refused with `in_use` when meetings or others refer to it."""
    await directory.remove(session, caller.actor, LEAD, lead_id)
