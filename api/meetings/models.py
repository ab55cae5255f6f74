"""Meetings: what we want, what Zoom last said, and how far the two agree."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSTZRANGE, TSVECTOR, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.core.db import Base, Editable, new_id
from api.hosts.models import Host

INSTANT, SCHEDULED, NO_FIXED_TIME, PERSONAL_ROOM, SERIES = 1, 2, 3, 4, 8
"""Zoom's types: begun at once, with one date, without any, a user's own room, with several."""
AT_ANY_TIME = frozenset({NO_FIXED_TIME, PERSONAL_ROOM})
"""They have no date: nobody is busy then, and they are not over before they are deleted."""

LONGEST_MEETING = timedelta(days=1)
"""What bounds a search by end in an index by start."""


class Meeting(Editable, Base):
    """One meeting. The plain columns are the wish, `zoom_facts` is what Zoom said when it was asked last.

    `version` rises with each edit of the wish; `pushed_version` is the one that Zoom was told. `create_attempt` is
    there from the moment before a create leaves until its outcome is known: it holds what tells our meeting from
    others. `deleted_at` is the intent to delete, `gone_at` its fulfilment in Zoom.
    `conflicts` names what was changed here and in Zoom: it is kept here, and not sent until somebody decides.
    `has_our_passcode` holds as long as the passcode is the one made here, which nobody could have typed.
    `revive_asked_at` is there while a meeting is to be taken out of Zoom's bin.
    `open` is the status of what has no date and is not being held; people see it as planned.

    `people` (who made it, hosts it or takes part), `manager_id` (responsible for its client or lead) and `search`
    (every word that finds it) are kept by triggers of the database and never written here.
    """

    __tablename__ = "meetings"
    __table_args__ = (
        CheckConstraint("num_nonnulls(client_id, lead_id, client_group_id) <= 1", name="one_subject"),
        CheckConstraint("status IN ('planned', 'open', 'running', 'ended', 'cancelled', 'missing')", name="status"),
        CheckConstraint(
            "sync_state IN ('in_step', 'waiting', 'in_doubt', 'refused', 'different', 'missing')", name="sync_state"
        ),
        CheckConstraint("origin IN ('crm', 'zoom', 'portal', 'api')", name="origin"),
        CheckConstraint("duration_minutes BETWEEN 1 AND 1440", name="duration"),
        CheckConstraint("host_choice IN ('own', 'requested', 'least_loaded', 'account', 'none')", name="host_choice"),
        Index("ix_meetings_starts_at_id", "starts_at", "id", postgresql_include=["status", "ends_at"]),
        Index("ix_meetings_status", "status", "starts_at", "id", postgresql_include=["ends_at"]),
        Index("ix_meetings_created_at_id", "created_at", "id"),
        Index("ix_meetings_in_doubt", "id", postgresql_where=text("create_attempt IS NOT NULL")),
        Index("ix_meetings_host_times", "host_id", "starts_at", "ends_at"),
        Index("ix_meetings_manager_id", "manager_id", "starts_at", "id", postgresql_include=["status", "ends_at"]),
        Index(
            "ix_meetings_found_by", "people", "search", postgresql_using="gin", postgresql_with={"fastupdate": "off"}
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    zoom_type: Mapped[int] = mapped_column(default=SCHEDULED)
    topic: Mapped[str] = mapped_column(String(200))
    agenda: Mapped[str | None] = mapped_column(String(2000))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    duration_minutes: Mapped[int]
    timezone: Mapped[str]
    passcode: Mapped[str]
    has_our_passcode: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    options: Mapped[dict[str, Any]]
    client_id: Mapped[UUID | None] = mapped_column(ForeignKey("clients.id"), index=True)
    lead_id: Mapped[UUID | None] = mapped_column(ForeignKey("leads.id"), index=True)
    client_group_id: Mapped[UUID | None] = mapped_column(ForeignKey("client_groups.id"), index=True)
    host_id: Mapped[UUID | None] = mapped_column(ForeignKey("hosts.id"))
    host_choice: Mapped[str | None]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    origin: Mapped[str] = mapped_column(default="crm")
    status: Mapped[str] = mapped_column(default="planned")
    sync_state: Mapped[str] = mapped_column(default="waiting")
    sync_reason: Mapped[str | None]
    sync_reason_code: Mapped[str | None]
    sync_values: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    sync_retry_at: Mapped[datetime | None]
    pushed_version: Mapped[int] = mapped_column(default=0)
    zoom_meeting_id: Mapped[int | None] = mapped_column(unique=True)
    zoom_uuid: Mapped[str | None]
    join_url: Mapped[str | None]
    zoom_facts: Mapped[dict[str, Any] | None]
    zoom_asked_at: Mapped[datetime | None]
    conflicts: Mapped[list[str]] = mapped_column(JSONB, default=list, server_default="[]")
    create_attempt: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    missing_since: Mapped[datetime | None]
    revive_asked_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    gone_at: Mapped[datetime | None]
    people: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), server_default="{}", deferred=True)
    manager_id: Mapped[UUID | None] = mapped_column(deferred=True)
    search: Mapped[str] = mapped_column(TSVECTOR, server_default="", deferred=True)

    host: Mapped[Host | None] = relationship(lazy="raise")


class Occurrence(Base):
    """One date of a series, as Zoom has it; the series itself stands at the next of them.

    Dates of the past stay when Zoom no longer tells them.
    """

    __tablename__ = "occurrences"
    __table_args__ = (
        CheckConstraint("status IN ('planned', 'cancelled')", name="status"),
        Index("ix_occurrences_starts_at", "starts_at", postgresql_include=["ends_at"]),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True)
    occurrence_id: Mapped[str] = mapped_column(primary_key=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    duration_minutes: Mapped[int]
    status: Mapped[str]


class MeetingPerson(Base):
    """One of `Meeting.people`, in the order of start, so that a person's list needs no look at meetings.

    Kept by a trigger of the database, never written here.
    """

    __tablename__ = "meeting_people"
    __table_args__ = (
        Index(
            "ix_meeting_people_list", "staff_id", "starts_at", "meeting_id", postgresql_include=["status", "ends_at"]
        ),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(primary_key=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    status: Mapped[str]


class MeetingStaff(Base):
    """A member of staff takes part in a meeting."""

    __tablename__ = "meeting_staff"
    __table_args__ = (Index("ix_meeting_staff_staff_id", "staff_id", "meeting_id"),)

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"), primary_key=True)


DISCARD = "meetings.discard"
"""The work that deletes a meeting in Zoom that is ours and must not be."""
ADOPT = "adoption.adopt"
"""The work that asks the rules whom a meeting made in Zoom is about."""
PUSH_PARTICIPANTS = "participants.push"
"""The work that makes Zoom's registrants of a meeting agree with its participants."""


class Participant(Base):
    """A person added to a meeting by e-mail and name; a registrant in Zoom, where Zoom allows it.

    `link_only` is who joins by the meeting's own link, because Zoom registers nobody for it. `is_in_doubt` holds from
    before a registration leaves until its outcome is known. `zoom_sends` counts those of the day of `zoom_sent_at`.
    """

    __tablename__ = "participants"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'registered', 'link_only', 'refused', 'withdrawn')", name="state"),
        Index("uq_participants_email", "meeting_id", text("lower(email)"), unique=True),
        Index("ix_participants_email", text("lower(email)")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    contact_id: Mapped[UUID | None] = mapped_column(ForeignKey("contacts.id", ondelete="SET NULL"), index=True)
    email: Mapped[str]
    first_name: Mapped[str]
    last_name: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="waiting")
    reason_code: Mapped[str | None]
    reason: Mapped[str | None]
    retry_at: Mapped[datetime | None]
    zoom_registrant_id: Mapped[str | None]
    join_url: Mapped[str | None]
    is_in_doubt: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    zoom_sends: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    zoom_sent_at: Mapped[datetime | None]


class Reservation(Base):
    """A time of a Zoom user that is one meeting's alone: the last guard behind the locks, which decide first.

    Only meetings placed while overlaps are forbidden have one, with a host who runs one at a time, and not those that
    somebody let through. The database drops it when the meeting moves, changes its host, ends or is cancelled.
    """

    __tablename__ = "reservations"
    __table_args__ = (
        ExcludeConstraint((text("uuidrange(host_id, host_id, '[]')"), "&&"), ("during", "&&"), name="one_at_a_time"),
    )

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True)
    host_id: Mapped[UUID] = mapped_column(ForeignKey("hosts.id", ondelete="CASCADE"))
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)


class Difference(Base):
    """A field in which Zoom and we do not agree: `disputed` when both changed it, `kept` when Zoom keeps its own.

    The values are in Zoom's terms; `base` is what both said before. `settled` is what came to agree by itself.
    """

    __tablename__ = "differences"
    __table_args__ = (
        CheckConstraint("kind IN ('disputed', 'kept')", name="kind"),
        CheckConstraint("state IN ('open', 'took_zoom', 'sent_ours', 'settled')", name="state"),
        Index("uq_differences_open", "meeting_id", "field", unique=True, postgresql_where=text("state = 'open'")),
        Index("ix_differences_found", "found_at", "id", postgresql_where=text("state = 'open'")),
        Index("ix_differences_meeting_id", "meeting_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    field: Mapped[str]
    kind: Mapped[str]
    base: Mapped[Any] = mapped_column(JSONB(none_as_null=True), nullable=True)
    ours: Mapped[Any] = mapped_column(JSONB(none_as_null=True), nullable=True)
    theirs: Mapped[Any] = mapped_column(JSONB(none_as_null=True), nullable=True)
    state: Mapped[str] = mapped_column(default="open")
    found_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))


class ZoomOrphan(Base):
    """A meeting in Zoom that is proven to be ours and must not be: `replaced` by another, or made `double`.

    It is deleted there, unless somebody joined it: then it is `kept`, and shown as any meeting made in Zoom.
    """

    __tablename__ = "zoom_orphans"
    __table_args__ = (
        CheckConstraint("reason IN ('replaced', 'double')", name="reason"),
        CheckConstraint("state IN ('waiting', 'deleted', 'kept')", name="state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    zoom_meeting_id: Mapped[int] = mapped_column(unique=True)
    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str]
    state: Mapped[str] = mapped_column(default="waiting")
    found_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
