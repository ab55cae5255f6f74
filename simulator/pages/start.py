"""`/s/{meeting_id}`: the host's door. Whoever has a good link is the host, for two hours."""

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from simulator.errors import ZoomError
from simulator.meetings import service as meetings
from simulator.meetings.links import start_link_is_good
from simulator.meetings.models import Meeting
from simulator.pages.layout import heading, message_page, page, people
from simulator.sessions import service as sessions
from simulator.world import World, WorldDep

router = APIRouter(include_in_schema=False)
ROOM_REFRESH_SECONDS = 3


@router.get("/s/{meeting_id}")
async def show_start(world: WorldDep, meeting_id: str, zak: str = "") -> Response:
    """Looking starts nothing, so that a link checked by a mail scanner does not open the meeting."""
    meeting = _find_with_link(world, meeting_id, zak)
    if isinstance(meeting, Response):
        return meeting
    session = sessions.find_running(world, meeting)
    if session is None:
        button = "<form method=post><button>Start the meeting</button></form>"
        return page(f"Start {meeting.topic}", heading(world, meeting) + button)
    come_in = "" if sessions.find_host(session) else "<form method=post><button>Come in</button></form>"
    body = (
        f"{heading(world, meeting)}{people(session)}{come_in}"
        f'<form method=post action="/s/{meeting.id}/end?zak={zak}"><button class=stop>End for all</button></form>'
    )
    return page(meeting.topic, body, refresh_seconds=ROOM_REFRESH_SECONDS)


@router.post("/s/{meeting_id}")
async def start(world: WorldDep, meeting_id: str, zak: str = "") -> Response:
    meeting = _find_with_link(world, meeting_id, zak)
    if isinstance(meeting, Response):
        return meeting
    sessions.start_session(world, meeting, source="page")
    return RedirectResponse(f"/s/{meeting.id}?zak={zak}", status_code=303)


@router.post("/s/{meeting_id}/end")
async def end(world: WorldDep, meeting_id: str, zak: str = "") -> Response:
    meeting = _find_with_link(world, meeting_id, zak)
    if isinstance(meeting, Response):
        return meeting
    if meeting.running:
        sessions.end_session(world, meeting, source="page")
    return message_page("The meeting has ended", "Everybody has left. You may close this page.", status=200)


def _find_with_link(world: World, meeting_id: str, zak: str) -> Meeting | Response:
    """The meeting, or the page that says why not."""
    try:
        meeting = meetings.get_meeting(world, meeting_id)
    except ZoomError:
        text = "This meeting link is invalid, or the meeting was deleted."
        return message_page("Invalid meeting ID", text, status=404)
    if not start_link_is_good(world, meeting, zak):
        text = "Start links are good for two hours. Open the meeting again where you found the link."
        return message_page("This start link has expired", text, status=403)
    return meeting
