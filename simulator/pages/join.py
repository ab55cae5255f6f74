"""`/j/{meeting_id}` and the registrants' own `/w/{meeting_id}`: coming in, being there, leaving.

A waiting room lets everybody in as soon as the host is there; nobody is kept at the door.
"""

from html import escape

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from simulator.errors import ZoomError
from simulator.meetings import service as meetings
from simulator.meetings.models import Meeting
from simulator.pages.forms import read_form
from simulator.pages.layout import field, heading, message_page, page, people
from simulator.registrants.models import Registrant
from simulator.sessions import service as sessions
from simulator.sessions.models import Participant, Session
from simulator.world import World, WorldDep

router = APIRouter(include_in_schema=False)
WAITING_REFRESH_SECONDS = 3


@router.get("/j/{meeting_id}")
async def show_join(world: WorldDep, meeting_id: str, pwd: str = "") -> Response:
    """With registration a plain link leads to the form, as Zoom's does."""
    meeting = _find(world, meeting_id)
    if meeting is None:
        return _no_such_meeting()
    if meeting.has_registration:
        return RedirectResponse(f"/meeting/register/{meeting.join_secret}", status_code=303)
    return _join_form(world, meeting, pwd)


@router.post("/j/{meeting_id}")
async def join(request: Request, world: WorldDep, meeting_id: str, pwd: str = "") -> Response:
    meeting, form = _find(world, meeting_id), await read_form(request)
    if meeting is None:
        return _no_such_meeting()
    if meeting.password and pwd != meeting.join_secret and form.get("passcode") != meeting.password:
        return _join_form(world, meeting, pwd, "The passcode is wrong.")
    if not _may_enter(meeting):
        return _wait_for_host(world, meeting, form)
    return _enter(world, meeting, form.get("name") or "Guest", form.get("email", ""))


@router.get("/w/{meeting_id}")
async def join_registered(world: WorldDep, meeting_id: str, tk: str = "") -> Response:
    """No questions: the link says who comes."""
    meeting = _find(world, meeting_id)
    registrant = _find_registrant(world, tk)
    if meeting is None or registrant is None or registrant.meeting_id != meeting.id:
        return _no_such_meeting()
    if not _may_enter(meeting):
        return _wait_for_host(world, meeting)
    name = f"{registrant.first_name} {registrant.last_name}".strip()
    return page(
        meeting.topic,
        f"{heading(world, meeting)}<form method=post><button>Join as {escape(name)}</button></form>",
    )


@router.post("/w/{meeting_id}")
async def enter_registered(world: WorldDep, meeting_id: str, tk: str = "") -> Response:
    meeting, registrant = _find(world, meeting_id), _find_registrant(world, tk)
    if meeting is None or registrant is None or registrant.meeting_id != meeting.id:
        return _no_such_meeting()
    if not _may_enter(meeting):
        return _wait_for_host(world, meeting)
    name = f"{registrant.first_name} {registrant.last_name}".strip()
    return _enter(world, meeting, name, registrant.email, registrant.id)


@router.get("/j/{meeting_id}/in/{participant_id}")
async def show_room(world: WorldDep, meeting_id: str, participant_id: str) -> HTMLResponse:
    meeting = _find(world, meeting_id)
    session = sessions.find_running(world, meeting) if meeting else None
    me = _find_present(session, participant_id) if session else None
    if meeting is None or session is None or me is None:
        return message_page("You are not in this meeting any more", "It has ended, or you have left it.", status=200)
    body = (
        f"{heading(world, meeting)}<p>You are in the meeting.</p>{people(session, me)}"
        f'<form method=post action="/j/{meeting.id}/in/{me.id}/leave"><button class=stop>Leave</button></form>'
    )
    return page(meeting.topic, body, refresh_seconds=WAITING_REFRESH_SECONDS)


@router.post("/j/{meeting_id}/in/{participant_id}/leave")
async def leave(world: WorldDep, meeting_id: str, participant_id: str) -> HTMLResponse:
    meeting = _find(world, meeting_id)
    try:
        if meeting is not None:
            sessions.leave_session(world, meeting, participant_id, source="page")
    except ZoomError:
        return message_page("You had left already", "You may close this page.", status=200)
    return message_page("You have left the meeting", "You may close this page.", status=200)


def _find(world: World, meeting_id: str) -> Meeting | None:
    try:
        return meetings.get_meeting(world, meeting_id)
    except ZoomError:
        return None


def _find_registrant(world: World, join_secret: str) -> Registrant | None:
    for registrant in world.state.registrants:
        if registrant.join_secret == join_secret and registrant.status == "approved":
            return registrant
    return None


def _find_present(session: Session, participant_id: str) -> Participant | None:
    for person in session.participants:
        if person.id == participant_id and person.leave_time is None:
            return person
    return None


def _may_enter(meeting: Meeting) -> bool:
    return meeting.running or bool(meeting.settings["join_before_host"])


def _enter(world: World, meeting: Meeting, name: str, email: str, registrant_id: str = "") -> RedirectResponse:
    if not meeting.running:
        sessions.open_session(world, meeting, source="page")
    person = sessions.join_session(world, meeting, name, email, registrant_id, source="page")
    return RedirectResponse(f"/j/{meeting.id}/in/{person.id}", status_code=303)


def _join_form(world: World, meeting: Meeting, pwd: str, error: str = "") -> HTMLResponse:
    asks_passcode = bool(meeting.password) and pwd != meeting.join_secret
    body = (
        f"{heading(world, meeting)}<form method=post>{field('name', 'Your name')}"
        f"{field('email', 'Your e-mail (optional)', kind='email', required=False)}"
        f"{field('passcode', 'Passcode') if asks_passcode else ''}"
        f"{f'<p class=error role=alert>{escape(error)}</p>' if error else ''}<button>Join</button></form>"
    )
    return page(f"Join {meeting.topic}", body)


def _wait_for_host(world: World, meeting: Meeting, answers: dict[str, str] | None = None) -> HTMLResponse:
    """Trying again sends the same answers to the same address."""
    kept = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in (answers or {}).items()
    )
    body = (
        f"{heading(world, meeting)}<p>Please wait: the host has not started this meeting yet.</p>"
        f"<form method=post>{kept}<button class=quiet>Try again</button></form>"
    )
    return page(meeting.topic, body)


def _no_such_meeting() -> HTMLResponse:
    return message_page("Invalid meeting ID", "This meeting link is invalid, or the meeting was deleted.", status=404)
