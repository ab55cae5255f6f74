"""What happened, and who asked for what."""

from typing import Any

from fastapi import APIRouter

from simulator.ledger import Entry
from simulator.world import WorldDep

router = APIRouter(prefix="/_control")


@router.get("/ledger")
async def get_ledger(
    world: WorldDep, kind: str | None = None, meeting_id: int | None = None, since: int = 0
) -> list[dict[str, Any]]:
    """Every effect in order, as one flat object each. `since` is the last `seq` already seen."""
    return [
        flat(entry)
        for entry in world.state.ledger
        if entry.seq > since and kind in {None, entry.kind} and meeting_id in {None, entry.meeting_id}
    ]


@router.get("/requests")
async def get_requests(world: WorldDep) -> list[dict[str, Any]]:
    """The last requests with their statuses, also those that had no effect. Kept in memory only."""
    return list(world.requests)


def flat(entry: Entry) -> dict[str, Any]:
    return {**entry.detail, **entry.model_dump(exclude={"detail"})}
