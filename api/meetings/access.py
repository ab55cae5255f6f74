"""Who may see, change and delete which meetings: the one place to review for leaks."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, or_, select, true

from api.auth.permissions import REACHES, Reach
from api.auth.service import Caller
from api.directory.models import Client, Lead, Staff
from api.hosts.models import Host
from api.meetings.models import Meeting, MeetingStaff


def visible_to(caller: Caller) -> ColumnElement[bool]:
    """The meetings that the caller may see.

    Own are those one made, takes part in or hosts. The team's are those of its people, and those with the clients and
    leads one is responsible for.
    """
    return _within(caller.reach("meetings.view"), caller.id)


def editable_by(caller: Caller) -> ColumnElement[bool]:
    """The meetings that the caller may change: by the same rule as seeing."""
    return _within(caller.reach("meetings.edit"), caller.id)


def deletable_by(caller: Caller) -> ColumnElement[bool]:
    """The meetings that the caller may delete: here, own are only those one made."""
    if caller.reach("meetings.delete") == "own":
        return Meeting.created_by == caller.id
    return _within(caller.reach("meetings.delete"), caller.id)


def is_narrower(reach: Reach | None, than: Reach | None) -> bool:
    """Whether the first right covers fewer meetings than the second."""
    ranks: dict[Reach | None, int] = {name: rank for rank, name in enumerate(REACHES)}
    return ranks.get(reach, len(REACHES)) > ranks.get(than, len(REACHES))


def _within(reach: Reach | None, me: UUID) -> ColumnElement[bool]:
    if reach == "all":
        return true()
    if reach == "own":
        return or_(*_of([me]))
    if reach == "team":
        team = select(Staff.team_id).where(Staff.id == me).scalar_subquery()
        people = select(Staff.id).where(or_(Staff.team_id == team, Staff.id == me))
        return or_(*_of(people), *_in_care_of(me))
    return false()


def _of(people: Select[UUID] | Sequence[UUID]) -> tuple[ColumnElement[bool], ...]:
    """Asked of each row, so that a list which walks an index in its order stops after one page."""
    return (
        Meeting.created_by.in_(people),
        Meeting.host_id.in_(select(Host.id).where(Host.staff_id.in_(people))),
        Meeting.id.in_(select(MeetingStaff.meeting_id).where(MeetingStaff.staff_id.in_(people))),
    )


def _in_care_of(me: UUID) -> tuple[ColumnElement[bool], ...]:
    return (
        Meeting.client_id.in_(select(Client.id).where(Client.responsible_id == me)),
        Meeting.lead_id.in_(select(Lead.id).where(Lead.responsible_id == me)),
    )
