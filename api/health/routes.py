"""`/health` and `/work`: how Parley is doing, and another try for what was given up."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path

from api.auth.access import CallerDep, IdempotentDep, requires
from api.core import idempotency
from api.health import service as health
from api.health.schemas import HealthOut
from api.resources import ResourcesDep, SessionDep

router = APIRouter(tags=["health"], dependencies=[Depends(requires("health.view"))])

Kind = Annotated[str, Path(max_length=100, pattern=r"^[a-z0-9_.-]+$", description="As in `quarantine.items`.")]


@router.get("/health")
async def read_state(resources: ResourcesDep) -> HealthOut:
    """How Parley is doing: the connection to Zoom, its limits, what waits, what was given up, and our servers."""
    return await health.look(resources)


@router.post("/work/{kind}/{object_id}/retry", status_code=204)
async def retry_work(
    kind: Kind, object_id: UUID, caller: CallerDep, session: SessionDep, request: IdempotentDep
) -> None:
    """Try once more, now, what crashed so often that it was given up."""

    async def effect() -> UUID:
        await health.retry_work(session, caller.actor, kind, object_id)
        return object_id

    await idempotency.once(session, request, effect)
