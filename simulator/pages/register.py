"""`/meeting/register/{secret}`: the public registration form of a meeting."""

from html import escape

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from simulator.errors import ZoomError
from simulator.meetings.models import Meeting
from simulator.pages.forms import read_form
from simulator.pages.layout import field, heading, message_page, page
from simulator.registrants import service as registrants
from simulator.registrants.answers import registrant_url
from simulator.registrants.schemas import RegistrantCreate
from simulator.wire import parse_body
from simulator.world import World, WorldDep

router = APIRouter(include_in_schema=False)


@router.get("/meeting/register/{secret}")
async def show_form(world: WorldDep, secret: str) -> HTMLResponse:
    meeting = _find_open(world, secret)
    return _form(world, meeting) if meeting else _closed()


@router.post("/meeting/register/{secret}")
async def register(request: Request, world: WorldDep, secret: str) -> HTMLResponse:
    meeting = _find_open(world, secret)
    if meeting is None:
        return _closed()
    try:
        asked = parse_body(RegistrantCreate, {**await read_form(request), "auto_approve": False})
        registrant = registrants.add_registrant(world, meeting, asked, [], source="page")
    except ZoomError as refusal:
        return _form(world, meeting, str(refusal))
    if registrant.status == "pending":
        return message_page("Thank you", "The host will decide about your registration.", status=200)
    link = escape(registrant_url(world, registrant))
    return page(meeting.topic, f"{heading(world, meeting)}<p>You are registered.</p><p><a href='{link}'>Join</a></p>")


def _find_open(world: World, secret: str) -> Meeting | None:
    for meeting in world.state.meetings.values():
        if meeting.join_secret == secret and meeting.has_registration and meeting.deleted_at is None:
            return meeting
    return None


def _form(world: World, meeting: Meeting, error: str = "") -> HTMLResponse:
    body = (
        f"{heading(world, meeting)}<form method=post>{field('first_name', 'First name')}"
        f"{field('last_name', 'Last name', required=False)}{field('email', 'E-mail', kind='email')}"
        f"{f'<p class=error role=alert>{escape(error)}</p>' if error else ''}<button>Register</button></form>"
    )
    return page(f"Register for {meeting.topic}", body)


def _closed() -> HTMLResponse:
    return message_page("Registration is not open", "The link is invalid, or the meeting is gone.", status=404)
