"""`/sync-runs`: "Refresh"."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from api.auth.access import CallerDep, IdempotentDep, requires
from api.core import idempotency
from api.core.db import new_id
from api.core.schemas import Page
from api.resources import SessionDep
from api.sync import service as sync
from api.sync.schemas import SyncRunOut, SyncRunsPage

router = APIRouter(prefix="/sync-runs", tags=["sync"], dependencies=[Depends(requires("meetings.view"))])


@router.post("", status_code=201, response_model=SyncRunOut, responses={200: {"model": SyncRunOut}})
async def start_sync_run(caller: CallerDep, session: SessionDep, request: IdempotentDep, response: Response) -> object:
    """Compare our copy with Zoom now. While a comparison is under way, it is answered with 200, and none is added."""
    wanted_id = new_id()
    run_id, _ = await idempotency.once(session, request, lambda: sync.start_run(session, caller, wanted_id))
    response.status_code = 201 if run_id == wanted_id else 200
    response.headers["Location"] = f"/api/v1/sync-runs/{run_id}"
    return await sync.get_run(session, caller, run_id)


@router.get("", response_model=Page[SyncRunOut])
async def list_sync_runs(asked: Annotated[SyncRunsPage, Query()], caller: CallerDep, session: SessionDep) -> object:
    """The comparisons with Zoom, the newest first; those that started by themselves are among them."""
    return await sync.list_runs(session, caller, asked)


@router.get("/{run_id}", response_model=SyncRunOut)
async def read_sync_run(run_id: UUID, caller: CallerDep, session: SessionDep) -> object:
    """One comparison: how far it is, and what it found. Of meetings that I may not see, only their number."""
    return await sync.get_run(session, caller, run_id)
