"""Meetings as their hosts handle them in Zoom's own portal and app."""

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel

from simulator.meetings import answers
from simulator.meetings import service as meetings
from simulator.meetings.models import Meeting
from simulator.meetings.schemas import MeetingChange, MeetingCreate
from simulator.sessions import service as sessions
from simulator.users import service as users
from simulator.wire import parse_body, read_json
from simulator.world import World, WorldDep

router = APIRouter(prefix="/_control/meetings")


class PersonJoining(BaseModel):
    name: str
    email: str = ""
    registrant_id: str = ""


class PortalMeeting(MeetingCreate):
    """Zoom's own fields, and whose meeting it is: an e-mail or an id."""

    host: str = "me"


@router.get("")
async def list_meetings(world: WorldDep, *, deleted: bool = False) -> list[dict[str, Any]]:
    return [
        _details(world, meeting) for meeting in world.state.meetings.values() if deleted or meeting.deleted_at is None
    ]


@router.post("", status_code=201)
async def create_meeting(request: Request, world: WorldDep) -> dict[str, Any]:
    asked = parse_body(PortalMeeting, await read_json(request))
    host = users.get_host(world, asked.host)
    meeting = meetings.create_meeting(world, host, asked, source="portal", creation_source="web_portal")
    return _details(world, meeting)


@router.get("/{meeting_id}")
async def get_meeting(world: WorldDep, meeting_id: str) -> dict[str, Any]:
    return _details(world, meetings.get_meeting(world, meeting_id))


@router.post("/personal-room/{user_id}", status_code=201)
async def open_personal_room(world: WorldDep, user_id: str) -> dict[str, Any]:
    """The room that a user has without making it; `start` lets people in."""
    return _details(world, meetings.open_personal_room(world, users.get_host(world, user_id)))


@router.patch("/{meeting_id}")
async def change_meeting(request: Request, world: WorldDep, meeting_id: str, occurrence_id: str = "") -> dict[str, Any]:
    """With an occurrence only that date of the series."""
    meeting = meetings.get_meeting(world, meeting_id)
    asked = parse_body(MeetingChange, await read_json(request))
    if occurrence_id:
        meetings.change_occurrence(world, meeting, occurrence_id, asked, source="portal")
    else:
        meetings.change_meeting(world, meeting, asked, source="portal")
    return _details(world, meeting)


@router.delete("/{meeting_id}", status_code=204)
async def delete_meeting(world: WorldDep, meeting_id: str, occurrence_id: str = "") -> None:
    """With an occurrence only that date of the series."""
    meeting = meetings.get_meeting(world, meeting_id)
    if occurrence_id:
        meetings.delete_occurrence(world, meeting, occurrence_id, source="portal")
    else:
        meetings.delete_meeting(world, meeting, source="portal")


@router.post("/{meeting_id}/recover", status_code=204)
async def recover_meeting(world: WorldDep, meeting_id: str) -> None:
    meetings.recover_meeting(world, meeting_id, source="portal")


@router.post("/{meeting_id}/start")
async def start_meeting(world: WorldDep, meeting_id: str) -> dict[str, Any]:
    meeting = meetings.get_meeting(world, meeting_id)
    sessions.start_session(world, meeting, source="portal")
    return _details(world, meeting)


@router.post("/{meeting_id}/end")
async def end_meeting(world: WorldDep, meeting_id: str) -> dict[str, Any]:
    meeting = meetings.get_meeting(world, meeting_id)
    sessions.end_session(world, meeting, source="portal")
    return _details(world, meeting)


@router.post("/{meeting_id}/participants", status_code=201)
async def add_participant(world: WorldDep, meeting_id: str, person: PersonJoining) -> dict[str, Any]:
    meeting = meetings.get_meeting(world, meeting_id)
    participant = sessions.join_session(
        world, meeting, person.name, person.email, person.registrant_id, source="portal"
    )
    return participant.model_dump(mode="json")


@router.delete("/{meeting_id}/participants/{participant_id}", status_code=204)
async def remove_participant(world: WorldDep, meeting_id: str, participant_id: str) -> None:
    sessions.leave_session(world, meetings.get_meeting(world, meeting_id), participant_id, source="portal")


def _details(world: World, meeting: Meeting) -> dict[str, Any]:
    """Zoom's own answer, with who is in it now."""
    session = sessions.find_running(world, meeting)
    return {
        **answers.meeting_details(world, meeting),
        "deleted": meeting.deleted_at is not None,
        "participants": [
            person.model_dump(mode="json")
            for person in (session.participants if session else [])
            if person.leave_time is None
        ],
    }
