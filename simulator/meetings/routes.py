"""`/v2/users/{user_id}/meetings` and `/v2/meetings/{meeting_id}`."""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel

from simulator.limits import service as limits
from simulator.meetings import answers
from simulator.meetings import service as meetings
from simulator.meetings.listing import ListType, list_meetings
from simulator.meetings.schemas import MeetingChange, MeetingCreate, Timezone
from simulator.pagination import take_page
from simulator.sessions import service as sessions
from simulator.tokens.routes import operation
from simulator.users import service as users
from simulator.wire import parse_body, read_json
from simulator.world import WorldDep

router = APIRouter(prefix="/v2")


class StatusChange(BaseModel):
    action: Literal["end", "recover"]


@router.post("/users/{user_id}/meetings", status_code=201, dependencies=[operation("LIGHT", "meeting:write:meeting")])
async def create_meeting(request: Request, world: WorldDep, user_id: str) -> dict[str, Any]:
    host = users.get_host(world, user_id)
    asked = parse_body(MeetingCreate, await read_json(request))
    limits.count_meeting_write(world, host.id)
    return answers.created_meeting(world, meetings.create_meeting(world, host, asked, source="api"))


@router.get("/users/{user_id}/meetings", dependencies=[operation("MEDIUM", "meeting:read:list_meetings")])
async def list_user_meetings(
    world: WorldDep,
    user_id: str,
    kind: Annotated[ListType, Query(alias="type")] = "scheduled",
    from_: Annotated[date | None, Query(alias="from")] = None,
    to: date | None = None,
    timezone: Timezone = "UTC",
    page_size: int = 30,
    next_page_token: str = "",
) -> dict[str, Any]:
    """Without `page_count` and `page_number`, which the document has and the service does not send."""
    host = users.get_user(world, user_id)
    found = list_meetings(world, host, kind, from_=from_, to=to, timezone=timezone)
    page, size, token = take_page(found, page_size=page_size, next_page_token=next_page_token, now=world.now())
    return {
        "page_size": size,
        "total_records": len(found),
        "next_page_token": token,
        "meetings": [answers.meeting_row(world, meeting) for meeting in page],
    }


@router.get("/meetings/{meeting_id}", dependencies=[operation("LIGHT", "meeting:read:meeting")])
async def get_meeting(
    world: WorldDep, meeting_id: str, occurrence_id: str = "", *, show_previous_occurrences: bool = False
) -> dict[str, Any]:
    meeting = meetings.get_meeting(world, meeting_id)
    if occurrence_id:
        return answers.occurrence_details(world, meeting, meetings.get_occurrence(meeting, occurrence_id))
    return answers.meeting_details(world, meeting, show_previous=show_previous_occurrences)


@router.patch("/meetings/{meeting_id}", status_code=204, dependencies=[operation("LIGHT", "meeting:update:meeting")])
async def change_meeting(request: Request, world: WorldDep, meeting_id: str, occurrence_id: str = "") -> None:
    meeting = meetings.get_meeting(world, meeting_id)
    asked = parse_body(MeetingChange, await read_json(request))
    limits.count_meeting_write(world, meeting.host_id)
    if occurrence_id:
        meetings.change_occurrence(world, meeting, occurrence_id, asked, source="api")
    else:
        meetings.change_meeting(world, meeting, asked, source="api")


@router.delete("/meetings/{meeting_id}", status_code=204, dependencies=[operation("LIGHT", "meeting:delete:meeting")])
async def delete_meeting(world: WorldDep, meeting_id: str, occurrence_id: str = "") -> None:
    """Without an occurrence the whole series goes."""
    meeting = meetings.get_meeting(world, meeting_id)
    if occurrence_id:
        meetings.delete_occurrence(world, meeting, occurrence_id, source="api")
    else:
        meetings.delete_meeting(world, meeting, source="api")


@router.put(
    "/meetings/{meeting_id}/status", status_code=204, dependencies=[operation("LIGHT", "meeting:update:status")]
)
async def change_status(request: Request, world: WorldDep, meeting_id: str) -> None:
    """Ending a meeting that nobody holds does nothing; what the real one answers there is not known."""
    change = parse_body(StatusChange, await read_json(request))
    if change.action == "recover":
        meetings.recover_meeting(world, meeting_id, source="api")
        return
    meeting = meetings.get_meeting(world, meeting_id)
    if meeting.running:
        sessions.end_session(world, meeting, source="api")


@router.get("/meetings/{meeting_id}/invitation", dependencies=[operation("LIGHT", "meeting:read:invitation")])
async def get_invitation(world: WorldDep, meeting_id: str) -> dict[str, Any]:
    return answers.invitation(world, meetings.get_meeting(world, meeting_id))
