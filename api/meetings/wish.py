"""A meeting in Zoom's terms: what we want, what Zoom said, and the difference between the two."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from api.core import clock
from api.core.timezones import ends_at
from api.meetings.models import AT_ANY_TIME, INSTANT, Meeting
from api.zoom.schemas import ZoomMeeting, ZoomOccurrence
from api.zoom.timezones import iana_zone, zoom_zone

Facts = dict[str, Any]
"""Flat: the members of Zoom's body, and those of its `settings` under `settings.`, so that two are easily compared."""

SENT = "sent"
"""Among the facts: what was sent since Zoom said them, and may have arrived."""

HOST = "host"
HOST_ID = "host_id"
SCHEDULE_FOR = "schedule_for"
"""Who hosts: as a field that may differ, among the facts, and in a PATCH."""

_SETTINGS = "settings."
_OPTIONS = {
    "settings.host_video": "host_video", "settings.participant_video": "participant_video",
    "settings.join_before_host": "join_before_host", "settings.mute_upon_entry": "mute_upon_entry",
    "settings.waiting_room": "waiting_room", "settings.auto_recording": "record",
}  # fmt: skip
NO_OPTIONS = {name: "none" if name == "record" else False for name in _OPTIONS.values()}
_OF_A_DATE = ("start_time", "duration")
LONGEST_MINUTES = 1440
_FIELD_NAMES = {
    "topic": "topic", "agenda": "agenda", "start_time": "start", "duration": "duration", "timezone": "time zone",
    "password": "passcode", "settings.host_video": "host video", "settings.participant_video": "participant video",
    "settings.join_before_host": "join before host", "settings.mute_upon_entry": "mute on entry",
    "settings.waiting_room": "waiting room", "settings.auto_recording": "recording", HOST: "host",
}  # fmt: skip
_FIELDS = {
    "topic": "topic", "agenda": "agenda", "start_time": "starts_at", "duration": "duration_minutes",
    "timezone": "timezone", "password": "passcode", HOST: HOST, **_OPTIONS,
}  # fmt: skip
_MEMBERS = {field: member for member, field in _FIELDS.items()}


def wish_of(meeting: Meeting) -> Facts:
    """What Zoom should say of this meeting. A waiting room beats join-before-host, there as here."""
    options = meeting.options
    wish = {
        "topic": meeting.topic,
        "agenda": meeting.agenda or "",
        "start_time": _instant(meeting.starts_at),
        "duration": meeting.duration_minutes,
        "timezone": zoom_zone(meeting.timezone),
        "password": meeting.passcode,
        "settings.host_video": options["host_video"],
        "settings.participant_video": options["participant_video"],
        "settings.join_before_host": options["join_before_host"] and not options["waiting_room"],
        "settings.mute_upon_entry": options["mute_upon_entry"],
        "settings.waiting_room": options["waiting_room"],
        "settings.auto_recording": options["record"],
    }
    return wish if meeting.zoom_type not in {INSTANT, *AT_ANY_TIME} else _without_date(wish)


def facts_of(zoom: ZoomMeeting) -> Facts:
    """What Zoom says, in the same terms, and cut to what we can keep. What Zoom left out is not there.

    A series has the start of its next date. No passcode is an empty one, here as there. Who is invited, and whether
    people register, is no wish of ours; it is kept for what asks who takes part.
    """
    settings = zoom.settings
    start = _next_start(zoom, clock.now())
    said = {
        "topic": _text(zoom.topic, 200),
        "agenda": _text(zoom.agenda, 2000),
        "start_time": _instant(start) if start else None,
        "duration": min(max(zoom.duration, 1), LONGEST_MINUTES) if zoom.duration is not None else None,
        "timezone": zoom.timezone,
        "password": _text(zoom.password or "", 200),
        "settings.host_video": settings.host_video,
        "settings.participant_video": settings.participant_video,
        "settings.join_before_host": settings.join_before_host,
        "settings.mute_upon_entry": settings.mute_upon_entry,
        "settings.waiting_room": settings.waiting_room,
        "settings.auto_recording": settings.auto_recording,
        "settings.approval_type": settings.approval_type,
        HOST_ID: zoom.host_id,
        "settings.meeting_invitees": settings.invited or None,
    }
    facts = {name: value for name, value in said.items() if value is not None}
    return facts if start else _without_date(facts)


def _next_start(zoom: ZoomMeeting, now: datetime) -> datetime | None:
    """The date that goes on or comes next; of a series that is over, the last one."""
    dates = [date for date in zoom.occurrences if date.start_time is not None and date.status != "deleted"]
    to_come = [start for date in dates if (start := date.start_time) and start + _length(zoom, date) > now]
    if to_come:
        return min(to_come)
    return max((date.start_time for date in dates if date.start_time), default=zoom.start_time)


def _length(zoom: ZoomMeeting, date: ZoomOccurrence) -> timedelta:
    return timedelta(minutes=date.duration or zoom.duration or 0)


def _without_date(members: Facts) -> Facts:
    return {name: value for name, value in members.items() if name not in _OF_A_DATE}


def _text(said: str, longest: int) -> str:
    """Postgres cannot keep U+0000."""
    return said.replace("\0", "")[:longest]


def follow(meeting: Meeting, members: Facts) -> None:
    """Make what Zoom says the wish."""
    columns = {"topic": "topic", "password": "passcode", "duration": "duration_minutes"}
    for name in members.keys() & columns.keys():
        setattr(meeting, columns[name], members[name])
    meeting.has_our_passcode = meeting.has_our_passcode and "password" not in members
    if "agenda" in members:
        meeting.agenda = members["agenda"] or None
    if "timezone" in members:
        meeting.timezone = iana_zone(members["timezone"])
    if "start_time" in members:
        meeting.starts_at = datetime.fromisoformat(members["start_time"])
    meeting.ends_at = ends_at(meeting.starts_at, meeting.duration_minutes)
    options = {_OPTIONS[name]: value for name, value in members.items() if name in _OPTIONS}
    meeting.options = {**meeting.options, **options}


def agree(name: str, wish: Any, said: Any) -> bool:
    """Whether the two mean the same; a zone that Zoom does not know goes there as UTC."""
    if name == "timezone":
        return zoom_zone(wish) == zoom_zone(said) if said else False
    return bool(wish == said)


def difference(wish: Facts, facts: Facts) -> Facts:
    """The part of the wish that Zoom does not say."""
    return {name: value for name, value in wish.items() if not agree(name, value, facts.get(name))}


def to_body(members: Facts) -> dict[str, Any]:
    """The members as Zoom's nested body. A start goes with its zone, which labels it."""
    body: dict[str, Any] = {name: value for name, value in members.items() if not name.startswith(_SETTINGS)}
    settings = {name.removeprefix(_SETTINGS): value for name, value in members.items() if name.startswith(_SETTINGS)}
    return {**body, "settings": settings} if settings else body


_COLUMNS = {
    "start_time": "starts_at", "duration": "duration_minutes", "password": "passcode", "ends_at": "duration_minutes",
    HOST_ID: HOST, "client_id": "subject", "lead_id": "subject", "client_group_id": "subject",
}  # fmt: skip


def name_columns(members: Iterable[str]) -> list[str]:
    """The members as they are called over REST, whatever record they come from."""
    named = [_COLUMNS.get(name, "options" if name.startswith(_SETTINGS) else name) for name in members]
    return list(dict.fromkeys(named))


def field_of(member: str) -> str:
    """A member as the page and REST call it, each option by its own name."""
    return _FIELDS[member]


def find_member(field: str) -> str | None:
    """The other way round."""
    return _MEMBERS.get(field)


def show_value(member: str, value: Any) -> Any:
    """What Zoom says or is told, as we show it."""
    return iana_zone(value) if member == "timezone" and value else value


def name_fields(members: Iterable[str]) -> str:
    """The members for people, as in "topic, waiting room"."""
    return ", ".join(_FIELD_NAMES[name] for name in members)


def _instant(instant: datetime) -> str:
    """Zoom counts in whole seconds."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
