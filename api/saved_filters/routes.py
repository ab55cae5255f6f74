"""`/saved-filters`."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from api.auth.access import CallerDep, IdempotentDep, requires
from api.core import idempotency
from api.resources import SessionDep
from api.saved_filters import service as saved_filters
from api.saved_filters.schemas import SavedFilterCreate, SavedFilterOut

router = APIRouter(prefix="/saved-filters", tags=["meetings"], dependencies=[Depends(requires("meetings.view"))])


@router.get("", response_model=list[SavedFilterOut])
async def list_saved_filters(caller: CallerDep, session: SessionDep) -> object:
    """My saved filters of the list of meetings, by name; at most 30."""
    return await saved_filters.list_saved(session, caller)


@router.post("", status_code=201, response_model=SavedFilterOut)
async def save_filters(
    body: SavedFilterCreate, caller: CallerDep, session: SessionDep, request: IdempotentDep, response: Response
) -> object:
    """Save filters under a name. What I saved under that name before is replaced."""
    saved_id, is_replay = await idempotency.once(session, request, lambda: saved_filters.save(session, caller, body))
    if is_replay:
        response.headers[idempotency.REPLAYED] = "true"
    return await saved_filters.get_saved(session, caller, saved_id)


@router.delete("/{saved_filter_id}", status_code=204)
async def forget_saved_filters(saved_filter_id: UUID, caller: CallerDep, session: SessionDep) -> None:
    """Delete saved filters."""
    await saved_filters.forget(session, caller, saved_filter_id)
