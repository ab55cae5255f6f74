"""What each of Zoom's events leads to. An event that is not in `HANDLERS` is kept and changes nothing.

What an event says of a meeting is never written down as if it were true: it may be late, double, out of order or
partial. It is the reason to ask Zoom. Who is in a meeting is the exception, since Zoom can be asked that nowhere.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.meetings.presence import Key, Notes
from api.settings.service import HOSTS_REFRESH

READ_MEETING = "webhooks.read_meeting"
READ_REGISTRANTS = "webhooks.read_registrants"
LONGEST_NAME = 200


@dataclass(frozen=True)
class Told:
    """One event, as its handler sees it."""

    event: str
    zoom_meeting_id: int | None
    at: datetime
    about: Mapping[str, Any]
    operation: object = None

    @property
    def session_uuid(self) -> str:
        """Which holding of the meeting this is."""
        return text_of(self.about, "uuid")

    @property
    def is_about_dates_only(self) -> bool:
        """Whether some dates of a series were deleted, and not all of it."""
        return self.operation != "all" and bool(self.about.get("occurrences"))

    @property
    def participant(self) -> Mapping[str, Any]:
        """Whom it is about."""
        given = self.about.get("participant")
        return given if isinstance(given, dict) else {}

    @property
    def participant_key(self) -> Key | None:
        """What tells one participant of one session from others; None when the event does not say."""
        participant = text_of(self.participant, "participant_uuid", "user_id")
        if self.zoom_meeting_id is None or not participant:
            return None
        return self.zoom_meeting_id, self.session_uuid, participant

    @property
    def participant_name(self) -> str:
        """As they call themselves."""
        return text_of(self.participant, "user_name", "email")


def read_told(event: str, zoom_meeting_id: int | None, at: datetime, payload: str) -> Told:
    """An event from what was kept of it. Its parts may be anything."""
    content = json.loads(payload).get("payload")
    content = content if isinstance(content, dict) else {}
    about = content.get("object")
    return Told(event, zoom_meeting_id, at, about if isinstance(about, dict) else {}, content.get("operation"))


def text_of(given: Mapping[str, Any], *names: str) -> str:
    """The first of these members that says something; Postgres takes no NUL and no half of a character."""
    for name in names:
        value = given.get(name)
        if isinstance(value, str | int) and value != "":
            return str(value).replace("\x00", "").encode(errors="replace").decode()[:LONGEST_NAME]
    return ""


Handler = Callable[[Told, Notes], str | None]
"""Notes who is in a meeting; answers the kind of work that has to be asked for, None when nothing is left to do."""


def _ask_for_meeting(_told: Told, _notes: Notes) -> str | None:
    return READ_MEETING


def _ask_for_registrants(_told: Told, _notes: Notes) -> str | None:
    return READ_REGISTRANTS


def _ask_for_hosts(_told: Told, _notes: Notes) -> str | None:
    return HOSTS_REFRESH


def _note_ended(told: Told, notes: Notes) -> str | None:
    if told.zoom_meeting_id is not None:
        notes.add_ended(told.zoom_meeting_id, told.session_uuid, _moment(told.about, "end_time") or told.at)
    return READ_MEETING


def _note_joined(told: Told, notes: Notes) -> str | None:
    if (key := told.participant_key) is not None:
        notes.add_joined(key, told.participant_name, _moment(told.participant, "join_time", "date_time") or told.at)
    return None


def _note_left(told: Told, notes: Notes) -> str | None:
    if (key := told.participant_key) is not None:
        notes.add_left(key, told.participant_name, _moment(told.participant, "leave_time", "date_time") or told.at)
    return None


def _moment(given: Mapping[str, Any], *names: str) -> datetime | None:
    """Zoom's documents and Zoom disagree about the name of the moment."""
    for name in names:
        try:
            found = datetime.fromisoformat(str(given.get(name)))
        except ValueError:
            continue
        if found.tzinfo is not None:
            return found
    return None


HANDLERS: Mapping[str, Handler] = {
    "meeting.created": _ask_for_meeting,
    "meeting.updated": _ask_for_meeting,
    "meeting.deleted": _ask_for_meeting,
    "meeting.permanently_deleted": _ask_for_meeting,
    "meeting.recovered": _ask_for_meeting,
    "meeting.converted_to_webinar": _ask_for_meeting,
    "meeting.started": _ask_for_meeting,
    "meeting.ended": _note_ended,
    "meeting.participant_joined": _note_joined,
    "meeting.participant_admitted": _note_joined,
    "meeting.participant_left": _note_left,
    "meeting.participant_put_in_waiting_room": _note_left,
    "meeting.registration_created": _ask_for_registrants,
    "meeting.registration_approved": _ask_for_registrants,
    "meeting.registration_cancelled": _ask_for_registrants,
    "meeting.registration_denied": _ask_for_registrants,
    "user.created": _ask_for_hosts,
    "user.updated": _ask_for_hosts,
    "user.activated": _ask_for_hosts,
    "user.deactivated": _ask_for_hosts,
    "user.deleted": _ask_for_hosts,
    "user.disassociated": _ask_for_hosts,
    "user.invitation_accepted": _ask_for_hosts,
    "user.settings_updated": _ask_for_hosts,
}
