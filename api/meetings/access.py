"""Who may see, change and delete which meetings: the one place to review for leaks."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, false, func, or_, select, true

from api.auth.permissions import REACHES, Reach
from api.auth.service import Caller
from api.core.statements import Connection, Statement, parameter
from api.directory.models import Staff
from api.meetings.models import Meeting


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


async def list_people_of_team(connection: Connection, caller: Caller) -> list[UUID]:
    """The caller and everybody of the caller's team."""
    return [row["id"] for row in await _PEOPLE_OF_TEAM.ask(connection, me=caller.id)]


def _within(reach: Reach | None, me: UUID) -> ColumnElement[bool]:
    if reach == "all":
        return true()
    if reach == "own":
        return Meeting.people.contains([me])
    if reach == "team":
        return or_(Meeting.people.overlap(func.array(_team(me).scalar_subquery())), Meeting.manager_id == me)
    return false()


def _team(me: Any) -> Select[UUID]:
    team = select(Staff.team_id).where(Staff.id == me).scalar_subquery()
    return select(Staff.id).where(or_(Staff.team_id == team, Staff.id == me))


_PEOPLE_OF_TEAM = Statement(_team(parameter("me", Uuid())))
