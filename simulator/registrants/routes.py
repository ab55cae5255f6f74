"""`/v2/meetings/{meeting_id}/registrants`."""

import math
from typing import Any, Literal

from fastapi import APIRouter, Request

from simulator.limits import service as limits
from simulator.meetings import service as meetings
from simulator.pagination import take_page
from simulator.registrants import answers
from simulator.registrants import service as registrants
from simulator.registrants.schemas import RegistrantCreate, RegistrantReference, StatusChange
from simulator.tokens.routes import operation
from simulator.wire import parse_body, read_json
from simulator.world import WorldDep

router = APIRouter(prefix="/v2/meetings/{meeting_id}/registrants")


@router.post("", status_code=201, dependencies=[operation("LIGHT", "meeting:write:registrant")])
async def add_registrant(
    request: Request, world: WorldDep, meeting_id: str, occurrence_ids: str = ""
) -> dict[str, Any]:
    body = await read_json(request)
    limits.count_registration(world, str(body.get("email", "")))
    meeting = meetings.get_meeting(world, meeting_id)
    asked = parse_body(RegistrantCreate, body, "Invalid field.")
    chosen = [part for part in occurrence_ids.split(",") if part]
    registrant = registrants.add_registrant(world, meeting, asked, chosen, source="api")
    return answers.created_registrant(world, meeting, registrant)


@router.get("", dependencies=[operation("MEDIUM", "meeting:read:list_registrants")])
async def list_registrants(
    world: WorldDep,
    meeting_id: str,
    status: Literal["approved", "pending", "denied"] = "approved",
    page_size: int = 30,
    next_page_token: str = "",
) -> dict[str, Any]:
    found = registrants.list_registrants(world, meetings.get_meeting(world, meeting_id), status)
    page, size, token = take_page(found, page_size=page_size, next_page_token=next_page_token, now=world.now())
    return {
        "page_count": math.ceil(len(found) / size),
        "page_number": 1,
        "page_size": size,
        "total_records": len(found),
        "next_page_token": token,
        "registrants": [answers.registrant_row(world, registrant) for registrant in page],
    }


@router.put("/status", status_code=204, dependencies=[operation("MEDIUM", "meeting:update:registrant_status")])
async def change_status(request: Request, world: WorldDep, meeting_id: str) -> None:
    meeting = meetings.get_meeting(world, meeting_id)
    change = parse_body(StatusChange, await read_json(request))
    for reference in change.registrants:
        if (registrant := registrants.find_registrant(world, meeting, reference)) is not None:
            limits.count_status_change(world, registrant.id)
    registrants.decide(world, meeting, change.registrants, change.action, source="api")


@router.get("/{registrant_id}", dependencies=[operation("LIGHT", "meeting:read:registrant")])
async def get_registrant(world: WorldDep, meeting_id: str, registrant_id: str) -> dict[str, Any]:
    meeting = meetings.get_meeting(world, meeting_id)
    return answers.registrant_row(world, registrants.get_registrant(world, meeting, registrant_id))


@router.delete("/{registrant_id}", status_code=204, dependencies=[operation("LIGHT", "meeting:delete:registrant")])
async def delete_registrant(world: WorldDep, meeting_id: str, registrant_id: str) -> None:
    meeting = meetings.get_meeting(world, meeting_id)
    registrant = registrants.get_registrant(world, meeting, registrant_id)
    registrants.decide(world, meeting, [RegistrantReference(id=registrant.id)], "cancel", source="api")
