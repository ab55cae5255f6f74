"""The account, its app, the clock, and starting over."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from simulator.tokens import service as tokens
from simulator.world import WorldDep

router = APIRouter()


class AppChange(BaseModel):
    """What is absent stays. Scopes reach only tokens issued afterwards; deactivating kills those that are out."""

    active: bool | None = None
    scopes: list[str] | None = None
    new_token_revokes_old: bool | None = None
    locked_settings: dict[str, Any] | None = None


class Lag(BaseModel):
    """How long a new meeting is missing from lists."""

    list_seconds: float = Field(ge=0)


class ClockAdvance(BaseModel):
    advance_seconds: float


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    return {"status": "ok"}


@router.post("/_control/reset", status_code=204)
async def reset(world: WorldDep) -> None:
    world.reset()


@router.get("/_control/app")
async def get_app(world: WorldDep) -> dict[str, Any]:
    app = world.state.account.app
    return {
        **app.model_dump(include={"active", "scopes", "new_token_revokes_old"}),
        "locked_settings": world.state.account.locked_settings,
    }


@router.put("/_control/app")
async def change_app(world: WorldDep, change: AppChange) -> dict[str, Any]:
    app = world.state.account.app
    if change.active is not None:
        app.active = change.active
        if not app.active:
            tokens.revoke_tokens(world)
    app.scopes = app.scopes if change.scopes is None else change.scopes
    if change.new_token_revokes_old is not None:
        app.new_token_revokes_old = change.new_token_revokes_old
    if change.locked_settings is not None:
        world.state.account.locked_settings = change.locked_settings
    world.touch()
    return await get_app(world)


@router.post("/_control/tokens/revoke", status_code=204)
async def revoke_tokens(world: WorldDep) -> None:
    tokens.revoke_tokens(world)


@router.put("/_control/lag")
async def set_lag(world: WorldDep, lag: Lag) -> Lag:
    world.state.account.list_lag_seconds = lag.list_seconds
    world.touch()
    return lag


@router.post("/_control/clock")
async def advance_clock(world: WorldDep, advance: ClockAdvance) -> dict[str, str]:
    world.state.clock_offset_seconds += advance.advance_seconds
    world.touch()
    return {"now": world.now().isoformat()}


@router.get("/_control/state")
async def get_state(world: WorldDep) -> dict[str, Any]:
    """A summary for people and for waiting on."""
    state = world.state
    alive = [meeting for meeting in state.meetings.values() if meeting.deleted_at is None]
    return {
        "now": world.now().isoformat(),
        "url": world.url,
        "account_id": state.account.id,
        "app": await get_app(world),
        "users": len(state.users),
        "meetings": len(alive),
        "running": sum(meeting.running for meeting in alive),
        "registrants": len(state.registrants),
        "tokens": sum(not t.revoked and t.expires_at > world.now() for t in state.tokens.values()),
        "faults": sum(not fault.spent for fault in state.faults),
        "ledger": len(state.ledger),
        "list_lag_seconds": state.account.list_lag_seconds,
        "limits": state.limits.model_dump(include={"plan", "enforce", "used_on", "used_today"}),
    }
