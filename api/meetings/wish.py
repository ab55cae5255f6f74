"""A meeting in Zoom's terms: what we want, what Zoom said, and the difference between the two."""

from datetime import UTC, datetime
from typing import Any

from api.meetings.models import Meeting
from api.zoom.schemas import ZoomMeeting
from api.zoom.timezones import zoom_zone

Facts = dict[str, Any]
"""Flat: the members of Zoom's body, and those of its `settings` under `settings.`, so that two are easily compared."""

_SETTINGS = "settings."
_FIELD_NAMES = {
    "topic": "topic", "agenda": "agenda", "start_time": "start", "duration": "duration", "timezone": "time zone",
    "password": "passcode", "settings.host_video": "host video", "settings.participant_video": "participant video",
    "settings.join_before_host": "join before host", "settings.mute_upon_entry": "mute on entry",
    "settings.waiting_room": "waiting room", "settings.auto_recording": "recording",
}  # fmt: skip


def wish_of(meeting: Meeting) -> Facts:
    """What Zoom should say of this meeting. A waiting room beats join-before-host, there as here."""
    options = meeting.options
    return {
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


def facts_of(zoom: ZoomMeeting) -> Facts:
    """What Zoom says, in the same terms. What Zoom left out is not there."""
    settings = zoom.settings
    said = {
        "topic": zoom.topic,
        "agenda": zoom.agenda,
        "start_time": _instant(zoom.start_time) if zoom.start_time else None,
        "duration": zoom.duration,
        "timezone": zoom.timezone,
        "password": zoom.password,
        "settings.host_video": settings.host_video,
        "settings.participant_video": settings.participant_video,
        "settings.join_before_host": settings.join_before_host,
        "settings.mute_upon_entry": settings.mute_upon_entry,
        "settings.waiting_room": settings.waiting_room,
        "settings.auto_recording": settings.auto_recording,
    }
    return {name: value for name, value in said.items() if value is not None}


def difference(wish: Facts, facts: Facts) -> Facts:
    """The part of the wish that Zoom does not say."""
    return {name: value for name, value in wish.items() if facts.get(name) != value}


def to_body(members: Facts) -> dict[str, Any]:
    """The members as Zoom's nested body. A start goes with its zone, which labels it."""
    body: dict[str, Any] = {name: value for name, value in members.items() if not name.startswith(_SETTINGS)}
    settings = {name.removeprefix(_SETTINGS): value for name, value in members.items() if name.startswith(_SETTINGS)}
    return {**body, "settings": settings} if settings else body


def name_fields(members: Facts) -> str:
    """The members for people, as in "topic, waiting room"."""
    return ", ".join(_FIELD_NAMES[name] for name in members)


def _instant(instant: datetime) -> str:
    """Zoom counts in whole seconds."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
