"""The frame of every page, and the parts that several of them show."""

from html import escape
from pathlib import Path
from string import Template

from fastapi.responses import HTMLResponse

from simulator.meetings.models import Meeting
from simulator.sessions.models import Participant, Session
from simulator.users import service as users
from simulator.wire import spaced, zone
from simulator.world import World

_FRAME = Template((Path(__file__).parent / "layout.html").read_text(encoding="utf-8"))


def page(title: str, body: str, *, status: int = 200, refresh_seconds: int | None = None) -> HTMLResponse:
    refresh = f'<meta http-equiv="refresh" content="{refresh_seconds}">' if refresh_seconds else ""
    return HTMLResponse(_FRAME.substitute(title=escape(title), body=body, refresh=refresh), status_code=status)


def message_page(title: str, text: str, *, status: int) -> HTMLResponse:
    return page(title, f"<h1>{escape(title)}</h1><p class=soft>{escape(text)}</p>", status=status)


def heading(world: World, meeting: Meeting) -> str:
    """What meeting this is: topic, host, time, number."""
    host = users.get_user(world, meeting.host_id)
    lines = [f"<h1>{escape(meeting.topic)}</h1>", f"<p class='soft small'>Host: {escape(host.display_name)}<br>"]
    if meeting.start_time is not None:
        local = meeting.start_time.astimezone(zone(meeting.timezone))
        lines.append(f"{local.strftime('%A, %-d %B %Y, %H:%M')} ({escape(meeting.timezone)}), ")
    lines.append(f"{meeting.duration} min<br>Meeting ID: {spaced(meeting.id)}</p>")
    if meeting.running:
        lines.append("<p class='live small'>● In progress</p>")
    return "".join(lines)


def people(session: Session, me: Participant | None = None) -> str:
    """Who is in the meeting now."""
    rows = []
    for person in session.participants:
        if person.leave_time is not None:
            continue
        initials = "".join(word[0] for word in person.name.split()[:2]).upper() or "?"
        notes = [note for note, true in (("host", _is_host(session, person)), ("you", person is me)) if true]
        suffix = f" <span class=soft>({', '.join(notes)})</span>" if notes else ""
        rows.append(f"<li><span class=face>{escape(initials)}</span><span>{escape(person.name)}{suffix}</span></li>")
    return f"<ul aria-label='In this meeting'>{''.join(rows)}</ul>"


def field(name: str, label: str, value: str = "", *, kind: str = "text", required: bool = True) -> str:
    need = " required" if required else ""
    return (
        f'<label for="{name}">{escape(label)}</label>'
        f'<input id="{name}" name="{name}" type="{kind}" value="{escape(value)}"{need}>'
    )


def _is_host(session: Session, person: Participant) -> bool:
    return person.zoom_user_id == session.host_id
