"""Meetings as callers schedule, change and see them."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StrictBool, StrictInt

from api.auth.schemas import ZoneName
from api.core.schemas import Input, Output, Ref, one_line
from api.meetings.presence import PresentOut
from api.settings.schemas import OptionsOut, OverlapRule, Recording

Topic = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(one_line)]
Agenda = Annotated[str, Field(max_length=2000)]
Minutes = Annotated[StrictInt, Field(ge=1, le=1440)]
Passcode = Annotated[
    str,
    Field(
        min_length=1,
        max_length=10,
        pattern=r"^[A-Za-z0-9@_*!-]+$",
        examples=["h7!kQ2"],
        description="Up to 10 letters, digits and @ - _ * !; made for you when left out.",
    ),
]
Status = Literal["planned", "running", "ended", "cancelled", "missing"]
MOST_VALUES = 50
HostChoice = Literal["own", "requested", "least_loaded", "account", "none"]
HOST_CHOICE = (
    "Why this host: the employee's own Zoom user, asked for, the one with the least to do, the account's only one, "
    "or none yet. Null when Zoom decided."
)
MeetingKind = Literal["single", "series", "no_fixed_time", "instant", "personal_room"]
KIND = (
    "A series stands at its next date; what has no fixed time, and a user's personal room, can be held at any time and "
    "stand at the moment they were made; an instant meeting was begun at once."
)
SubjectKind = Literal["client", "lead", "client_group"]
StaffIds = Annotated[list[UUID], Field(max_length=50)]
StartsAt = Annotated[
    datetime,
    Field(description="An instant (`2026-12-01T12:00:00Z`), or the wall clock of `timezone` (`2026-12-01T14:00:00`)."),
]


class SubjectRef(Input):
    """Whom a meeting is about."""

    kind: SubjectKind
    id: UUID


class OptionsChange(Input):
    """How the meeting behaves in Zoom; what is left out follows the settings, or stays."""

    record: Recording | None = None
    join_before_host: StrictBool | None = None
    host_video: StrictBool | None = None
    participant_video: StrictBool | None = None
    mute_upon_entry: StrictBool | None = None
    waiting_room: StrictBool | None = None


class OverrideIn(Input):
    """Let a meeting overlap others although the rules forbid it; for those with the right `meetings.override`."""

    reason: Annotated[str, Field(min_length=3, max_length=500, description="Kept in the record of what happened.")]


class MeetingCreate(Input):
    """A meeting to be scheduled."""

    topic: Topic
    agenda: Agenda | None = None
    subject: SubjectRef | None = None
    staff_ids: StaffIds = Field(default_factory=list)
    starts_at: StartsAt
    timezone: ZoneName
    duration_minutes: Minutes
    host_id: UUID | None = Field(default=None, description="Chosen for you when left out; `host_choice` says why.")
    options: OptionsChange | None = None
    passcode: Passcode | None = None
    override: OverrideIn | None = None
    notify: Literal[False] = Field(
        default=False, description="Invitations cannot be sent yet, so only `false` is taken."
    )


class MeetingUpdate(Input):
    """What is to be changed; what is left out stays. `null` takes the subject or the agenda away."""

    topic: Topic | None = None
    agenda: Agenda | None = None
    subject: SubjectRef | None = None
    staff_ids: StaffIds | None = None
    starts_at: StartsAt | None = None
    timezone: ZoneName | None = None
    duration_minutes: Minutes | None = None
    options: OptionsChange | None = None
    passcode: Passcode | None = None
    host_id: UUID | None = Field(
        default=None, description="For managers and administrators. Zoom moves the meeting, and its link stays."
    )
    new_link: StrictBool = Field(
        default=False, description="Agrees that the meeting is made anew, with a new link, where Zoom cannot move it."
    )
    override: OverrideIn | None = None
    version: StrictInt | None = Field(default=None, description="The version that was read; or send If-Match.")


class BringBack(Input):
    """How to bring back a meeting that was deleted in Zoom."""

    override: OverrideIn | None = None


class SubjectOut(Output):
    """Whom the meeting is about."""

    kind: SubjectKind
    id: UUID
    name: str


class HostRef(Ref):
    """The Zoom user who owns the meeting in Zoom."""

    email: str


class CreatorOut(Output):
    """Who made the meeting."""

    kind: Literal["staff", "zoom"]
    id: UUID | None
    name: str


class SyncValues(Output):
    """What a reason speaks of; what it does not is left empty."""

    fields: list[str] = Field(default=[], description="Named as in `differences`.")
    host: str | None = None
    said: str | None = Field(default=None, description="Zoom's own words.")


class SyncOut(Output):
    """How far Zoom agrees with us."""

    state: Literal["in_step", "waiting", "in_doubt", "refused", "different", "missing"]
    reason: str | None = Field(description="Why, in English.")
    reason_code: str | None = Field(description="The same as a code that never changes.", examples=["daily_limit"])
    values: SyncValues = Field(description="What the reason speaks of.")
    retry_at: datetime | None
    seen_at: datetime | None


class ParticipantOut(Output):
    """A person added to the meeting."""

    id: UUID
    name: str
    email: str
    state: str


class CanOut(Output):
    """What the caller may do with this meeting."""

    edit: bool
    delete: bool
    start: bool


class MeetingOut(Output):
    """A meeting."""

    id: UUID
    kind: MeetingKind = Field(description=KIND)
    zoom_meeting_id: int | None
    topic: str
    agenda: str | None
    subject: SubjectOut | None
    via: Literal["contact", "client_group"] | None = Field(
        default=None, description="In a list with `related`: why the meeting belongs to the client."
    )
    staff: list[Ref]
    host: HostRef | None
    host_choice: HostChoice | None = Field(description=HOST_CHOICE)
    responsible_manager: Ref | None
    created_by: CreatorOut
    origin: Literal["crm", "zoom", "portal", "api"]
    created_at: datetime
    starts_at: datetime
    ends_at: datetime
    duration_minutes: int
    timezone: str
    status: Status
    sync: SyncOut
    join_url: str | None
    passcode: str
    options: OptionsOut
    participants: list[ParticipantOut]
    can: CanOut
    version: int


class WarningsOut(Output):
    """What is not as it should be, although it was saved."""

    conflicts: list["ConflictOut"] = Field(
        description="Who is busy then, as things are now; nothing where that is let be."
    )


class MeetingDetail(MeetingOut):
    """A meeting, and what to know of it."""

    warnings: WarningsOut
    presence: list[PresentOut] = Field(description="While it is running: who is in, as far as Zoom told us.")


class JoinOut(Output):
    """The right link for this caller, at this moment."""

    kind: Literal["start", "join"] = Field(description="`start` opens the meeting as its host, once, within 2 hours.")
    url: str


class CalendarItem(Output):
    """A time that is taken. Without `meeting_id` the caller may only know that somebody is busy then."""

    meeting_id: UUID | None
    starts_at: datetime
    ends_at: datetime
    duration_minutes: int
    timezone: str | None
    topic: str | None
    subject: SubjectOut | None
    staff: list[Ref] = Field(description="Who takes part; of a busy time, only those who were asked for.")
    host: Ref | None = Field(description="The Zoom user who hosts; of a busy time, only when asked for.")
    status: Status
    kind: MeetingKind
    occurrence_id: str | None = Field(description="Which date of a series it is, in Zoom's terms.")
    can_edit: bool
    version: int | None


class CalendarOut(Output):
    """What is in a window of time."""

    items: list[CalendarItem]
    complete_until: datetime | None = Field(
        description="The window holds more meetings than are told: those that start from here on are missing."
    )


class AvailabilityQuery(Input):
    """A time and people to be checked."""

    starts_at: StartsAt
    timezone: ZoneName
    duration_minutes: Minutes
    staff_ids: StaffIds = Field(default_factory=list)
    subject: SubjectRef | None = None
    host_id: UUID | None = None
    meeting_id: UUID | None = Field(default=None, description="The meeting being edited, which is no conflict.")


class WhoOut(Output):
    """Who is busy."""

    kind: Literal["staff", "host", "client", "lead", "client_group"]
    id: UUID
    name: str


class ConflictOut(Output):
    """Somebody who is busy, and with what, as far as the caller may know."""

    who: WhoOut
    meeting_id: UUID | None
    topic: str | None
    starts_at: datetime
    ends_at: datetime


class FreeTime(Output):
    """A start at which everybody is free."""

    starts_at: datetime


class FreeHost(HostRef):
    """A Zoom user who could host."""

    plan: Literal["basic", "licensed", "other"] = Field(description="A Basic user's meetings end after 40 minutes.")
    has_writes: bool = Field(description="False when Zoom takes no more for this user today: the link comes tomorrow.")


class AvailabilityOut(Output):
    """Whether the time is free, and otherwise when it would be."""

    rule: OverlapRule
    conflicts: list[ConflictOut]
    host: FreeHost | None = Field(description="Who would host.")
    host_choice: HostChoice = Field(description=HOST_CHOICE)
    free_hosts: list[FreeHost] = Field(description="Who of those who may host is free; no more than 100.")
    busy_staff_ids: list[UUID] = Field(description="Everybody of the staff who has a meeting then.")
    next_free: list[FreeTime]
