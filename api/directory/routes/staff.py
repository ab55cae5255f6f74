"""`/staff`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from api.auth.access import IdempotentDep
from api.core import idempotency
from api.core.schemas import Page
from api.core.versions import IfMatch
from api.directory import people
from api.directory.queries import STAFF, list_page
from api.directory.routes.answers import MAY_VIEW, StaffEditor, show, show_created
from api.directory.schemas import StaffCreate, StaffOut, StaffQuery, StaffUpdate
from api.resources import SessionDep

router = APIRouter(prefix="/staff", tags=["staff"])


@router.get("", dependencies=MAY_VIEW)
async def list_staff(query: Annotated[StaffQuery, Query()], session: SessionDep) -> Page[StaffOut]:
    """Members of staff, found by name, e-mail, position or external id."""
    return await list_page(session, STAFF, query)


@router.get("/{staff_id}", dependencies=MAY_VIEW)
async def read_staff(staff_id: UUID, response: Response, session: SessionDep) -> StaffOut:
    """One member of staff."""
    return await show(session, response, STAFF, staff_id)


@router.post("", status_code=201)
async def create_staff(
    body: StaffCreate, caller: StaffEditor, request: IdempotentDep, response: Response, session: SessionDep
) -> StaffOut:
    """Add a member of staff, who can then sign in. Nobody grants a role with more rights than his own."""
    made = await idempotency.once(session, request, lambda: people.create_staff(session, caller, body))
    return await show_created(session, response, STAFF, *made)


@router.patch("/{staff_id}")
async def change_staff(
    staff_id: UUID,
    body: StaffUpdate,
    caller: StaffEditor,
    response: Response,
    session: SessionDep,
    if_match: IfMatch = None,
) -> StaffOut:
    """Change the fields that are named. A new role, a new password and disabling end the person's sessions."""
    await people.change_staff(session, caller, staff_id, body, if_match)
    return await show(session, response, STAFF, staff_id)


@router.delete("/{staff_id}", status_code=204)
async def deactivate_staff(staff_id: UUID, caller: StaffEditor, session: SessionDep) -> None:
    """Deactivate a member of staff: the sessions end at once, the person's meetings stay."""
    await people.deactivate_staff(session, caller, staff_id)
