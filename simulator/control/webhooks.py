"""How events are delivered, and sending them again."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Request
from pydantic import BaseModel

from simulator.webhooks.courier import Courier
from simulator.webhooks.models import Event, WebhookSettings
from simulator.wire import parse_body
from simulator.world import WorldDep

router = APIRouter(prefix="/_control/webhooks")


async def _get_courier(request: Request) -> Courier:
    courier: Courier = request.app.state.courier
    return courier


CourierDep = Annotated[Courier, Depends(_get_courier)]


class Replay(BaseModel):
    """Which event again; without an id the last one, with `all` every one."""

    id: int | None = None
    all: bool = False


@router.get("")
async def get_webhooks(world: WorldDep) -> WebhookSettings:
    return world.state.webhooks


@router.put("")
async def change_webhooks(world: WorldDep, change: Annotated[dict[str, Any], Body()]) -> WebhookSettings:
    """What is absent stays."""
    world.state.webhooks = parse_body(WebhookSettings, world.state.webhooks.model_dump() | change)
    world.touch()
    return world.state.webhooks


@router.get("/events")
async def list_events(world: WorldDep) -> list[Event]:
    return world.state.events


@router.post("/replay", status_code=202)
async def replay(world: WorldDep, courier: CourierDep, asked: Replay | None = None) -> dict[str, int]:
    asked = asked or Replay()
    events = world.state.events
    if not asked.all:
        events = [event for event in events if event.id == asked.id] if asked.id else events[-1:]
    for event in events:
        courier.replay(event)
    return {"sent": len(events)}


@router.post("/validate")
async def validate(courier: CourierDep) -> dict[str, str]:
    return {"result": await courier.validate()}


@router.post("/drain", status_code=204)
async def drain(courier: CourierDep) -> None:
    """Answers when nothing is on its way any more."""
    await courier.drain()
