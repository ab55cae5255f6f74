"""`/v2/past_meetings`. A uuid may hold slashes, so the longer paths come first and the rest is all uuid."""

import math
from typing import Any

from fastapi import APIRouter

from simulator.errors import meeting_does_not_exist
from simulator.pagination import take_page
from simulator.sessions import answers
from simulator.sessions import service as sessions
from simulator.tokens.routes import operation
from simulator.wire import decode_uuid, instant
from simulator.world import WorldDep

router = APIRouter(prefix="/v2/past_meetings")


@router.get("/{meeting_id}/instances", dependencies=[operation("MEDIUM", "meeting:read:list_past_instances")])
async def list_instances(world: WorldDep, meeting_id: int) -> dict[str, Any]:
    if meeting_id not in world.state.meetings:
        raise meeting_does_not_exist(meeting_id)
    held = sessions.list_past_sessions(world, meeting_id)
    return {"meetings": [{"uuid": session.uuid, "start_time": instant(session.start_time)} for session in held]}


@router.get("/{reference:path}/participants", dependencies=[operation("MEDIUM", "meeting:read:list_past_participants")])
async def list_participants(
    world: WorldDep, reference: str, page_size: int = 30, next_page_token: str = ""
) -> dict[str, Any]:
    people = sessions.get_past_session(world, decode_uuid(reference)).participants
    page, size, token = take_page(people, page_size=page_size, next_page_token=next_page_token, now=world.now())
    return {
        "page_count": math.ceil(len(people) / size),
        "page_size": size,
        "total_records": len(people),
        "next_page_token": token,
        "participants": [answers.participant_row(world, person) for person in page],
    }


@router.get("/{reference:path}", dependencies=[operation("LIGHT", "meeting:read:past_meeting")])
async def get_past_meeting(world: WorldDep, reference: str) -> dict[str, Any]:
    return answers.past_session(world, sessions.get_past_session(world, decode_uuid(reference)))
