"""Zoom's limits, on or off."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from simulator.limits.models import Plan
from simulator.world import WorldDep

router = APIRouter(prefix="/_control/limits")


class LimitsChange(BaseModel):
    plan: Plan | None = None
    enforce: bool | None = None
    clear: bool = False


@router.get("")
async def get_limits(world: WorldDep) -> dict[str, Any]:
    return world.state.limits.model_dump(include={"plan", "enforce", "used_on", "used_today"})


@router.put("")
async def change_limits(world: WorldDep, change: LimitsChange) -> dict[str, Any]:
    """Use is counted from the start of the UTC day, enforced or not; `clear` forgets it."""
    limits = world.state.limits
    limits.plan = change.plan or limits.plan
    limits.enforce = limits.enforce if change.enforce is None else change.enforce
    if change.clear:
        limits.used_today, limits.used_this_second = {}, {}
    world.touch()
    return await get_limits(world)
