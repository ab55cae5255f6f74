"""What Zoom answers, read leniently: Zoom adds members all the time, and leaves out what its documents promise."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

T = TypeVar("T")

PERSONAL_ROOM = 4
"""Zoom's type of a user's own room, where Zoom says it."""


def _blank_is_none(value: object) -> object:
    return None if value == "" else value


Maybe = Annotated[T | None, BeforeValidator(_blank_is_none)]
"""Zoom says "nothing" by leaving a member out, by null, or by an empty string."""

Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else value)]


class ZoomModel(BaseModel):
    """An object of Zoom's. Members unknown to us are kept; the repr and errors show no content, as it may be secret."""

    model_config = ConfigDict(extra="allow", frozen=True, hide_input_in_errors=True, coerce_numbers_to_str=True)

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        """Only what identifies the object: logs must not learn passcodes, links and names from a repr."""
        return [(name, getattr(self, name)) for name in ("id", "uuid") if name in type(self).model_fields]


class ZoomMeetingSettings(ZoomModel):
    """The settings that Parley sends, as Zoom holds them: it changes them silently when the account locks them."""

    host_video: bool | None = None
    participant_video: bool | None = None
    join_before_host: bool | None = None
    jbh_time: Maybe[int] = None
    mute_upon_entry: bool | None = None
    waiting_room: bool | None = None
    auto_recording: Maybe[str] = None
    approval_type: Maybe[int] = None
    registration_type: Maybe[int] = None
    alternative_hosts: Text = ""
    meeting_authentication: bool | None = None
    meeting_invitees: Annotated[list[dict[str, Any]], BeforeValidator(lambda value: value or [])] = []

    @property
    def invited(self) -> list[str]:
        """The e-mail addresses of those whom the host invited, in lower case."""
        addresses = (str(invitee.get("email") or "").strip().lower() for invitee in self.meeting_invitees)
        return [address for address in dict.fromkeys(addresses) if address]


class ZoomOccurrence(ZoomModel):
    """One date of a recurring meeting. The id is Zoom's and may change when the date is moved."""

    occurrence_id: str
    start_time: Maybe[datetime] = None
    duration: Maybe[int] = None
    status: Maybe[str] = None


class ZoomMeetingListItem(ZoomModel):
    """A row of a host's list: never with status, passcode, settings or start link; the agenda is cut at 250."""

    id: int
    uuid: Maybe[str] = None
    host_id: Maybe[str] = None
    topic: Text = ""
    type: Maybe[int] = None
    start_time: Maybe[datetime] = None
    duration: Maybe[int] = Field(default=None, description="Minutes.")
    timezone: Maybe[str] = None
    agenda: Text = ""
    created_at: Maybe[datetime] = None
    join_url: Maybe[str] = None
    pmi: Maybe[int] = None

    @property
    def kind(self) -> int | None:
        """Its type. A personal room is told by its number, which is its owner's; its type is that of how it was begun.

        A meeting scheduled with the personal number has a number of its own.
        """
        return PERSONAL_ROOM if self.pmi is not None and self.pmi == self.id else self.type


class ZoomMeeting(ZoomMeetingListItem):
    """A meeting as a create or a GET answers it.

    `start_url` signs anybody in as the host: use it at once, and never store, show or log it. It is left out of `raw`,
    of the repr and of `model_dump`.
    """

    host_email: Maybe[str] = None
    assistant_id: Maybe[str] = None
    status: Maybe[str] = Field(default=None, description="`waiting` or `started`.")
    password: Maybe[str] = None
    registration_url: Maybe[str] = None
    settings: ZoomMeetingSettings = ZoomMeetingSettings()
    recurrence: dict[str, Any] | None = None
    occurrences: list[ZoomOccurrence] = []
    creation_source: Maybe[str] = None
    start_url: Maybe[str] = Field(default=None, exclude=True)
    raw: dict[str, Any] = Field(default_factory=dict, exclude=True, description="The whole answer, start link aside.")

    @model_validator(mode="before")
    @classmethod
    def _keep_raw(cls, answer: Any) -> Any:
        if not isinstance(answer, dict):
            return answer
        return {**answer, "raw": {name: value for name, value in answer.items() if name != "start_url"}}


class ZoomUser(ZoomModel):
    """A user of the account. `id` is absent while the invitation is pending."""

    id: Maybe[str] = None
    email: Text = ""
    first_name: Text = ""
    last_name: Text = ""
    display_name: Text = ""
    type: Maybe[int] = Field(default=None, description="1 Basic, 2 Licensed, 4 Unassigned, 99 none.")
    status: Maybe[str] = Field(default=None, description="`active`, `inactive` or `pending`.")
    timezone: Maybe[str] = None
    language: Maybe[str] = None
    pmi: Maybe[int] = None
    account_id: Maybe[str] = None
    role_id: Maybe[str] = None
    created_at: Maybe[datetime] = None


class ZoomUserFeatures(ZoomModel):
    """What the user's plan allows."""

    meeting_capacity: Maybe[int] = None
    concurrent_meeting: Maybe[str] = Field(default=None, description="`Basic`, `Plus` or `None`.")
    large_meeting: bool | None = None


class ZoomUserSettings(ZoomModel):
    """A user's settings; the groups we only look into are left as Zoom sends them."""

    schedule_meeting: dict[str, Any] = {}
    in_meeting: dict[str, Any] = {}
    recording: dict[str, Any] = {}
    feature: ZoomUserFeatures = ZoomUserFeatures()


class ZoomInvitation(ZoomModel):
    """Zoom's own text of invitation, with CRLF line ends."""

    invitation: Text = ""
    sip_links: list[str] = []


class ZoomRegistration(ZoomModel):
    """The answer to a registration. `join_url` is the person's own link; it is absent until approval."""

    id: Maybe[int] = Field(default=None, description="Of the meeting.")
    registrant_id: str
    join_url: Maybe[str] = None
    topic: Text = ""
    start_time: Maybe[datetime] = None
    occurrences: list[ZoomOccurrence] = []


class ZoomRegistrant(ZoomModel):
    """A person registered for a meeting."""

    id: Maybe[str] = None
    email: Text = ""
    first_name: Text = ""
    last_name: Text = ""
    status: Maybe[str] = Field(default=None, description="`approved`, `pending` or `denied`.")
    create_time: Maybe[datetime] = None
    join_url: Maybe[str] = None


class ZoomPastMeeting(ZoomModel):
    """One instance of a meeting that took place."""

    id: int
    uuid: Maybe[str] = None
    host_id: Maybe[str] = None
    topic: Text = ""
    type: Maybe[int] = None
    user_name: Text = ""
    user_email: Text = ""
    start_time: Maybe[datetime] = None
    end_time: Maybe[datetime] = None
    duration: Maybe[int] = Field(default=None, description="Minutes.")
    total_minutes: Maybe[int] = None
    participants_count: Maybe[int] = None


class ZoomPastParticipant(ZoomModel):
    """One stay of one person: every rejoin is a row of its own. `user_id` names a connection, not a person."""

    id: Maybe[str] = None
    user_id: Maybe[str] = None
    registrant_id: Maybe[str] = None
    name: Text = ""
    user_email: Text = ""
    join_time: Maybe[datetime] = None
    leave_time: Maybe[datetime] = None
    duration: Maybe[int] = Field(default=None, description="Seconds; 0 until Zoom has counted.")
    status: Maybe[str] = None
    internal_user: bool | None = None
