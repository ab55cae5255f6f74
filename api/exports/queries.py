"""Reading the meetings of an export: what each column is made of, and which rows the caller may see."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, func, literal_column, select, text
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from api.auth.service import Caller
from api.core import clock
from api.directory.models import Client, ClientGroup, Lead, Staff
from api.exports.columns import Row
from api.hosts.models import Host
from api.meetings import listing
from api.meetings.filters import MeetingFilters
from api.meetings.models import Meeting, MeetingStaff, Participant

BLOCK = 1000
"""Rows that are in memory at once."""
LONGEST_STATEMENT = "5min"
"""Sorting a million rows takes longer than a page of a list may."""

_Creator = aliased(Staff)
_Manager = aliased(Staff)
_Guest = aliased(Participant)


@dataclass(frozen=True)
class Selection:
    """Which meetings, and how many rows of each."""

    rows: str
    filters: MeetingFilters
    meeting_ids: Sequence[UUID] | None


def _joined(item: Any, order: Any, separator: str, *where: Any, source: Any) -> Any:
    """Texts of another table in one cell."""
    texts = func.string_agg(item, aggregate_order_by(literal_column(f"'{separator}'"), order))
    return select(texts).select_from(source).where(*where).scalar_subquery()


_FULL_NAME = func.concat_ws(" ", Participant.first_name, Participant.last_name)
_STAFF = _joined(
    Staff.name, Staff.name, ", ", MeetingStaff.meeting_id == Meeting.id,
    source=MeetingStaff.__table__.join(Staff.__table__, Staff.id == MeetingStaff.staff_id),
)  # fmt: skip
_PARTICIPANTS = _joined(
    func.concat(_FULL_NAME, " <", Participant.email, ">"), Participant.id, "; ",
    Participant.meeting_id == Meeting.id, Participant.state != "withdrawn", source=Participant.__table__,
)  # fmt: skip
_SUBJECT_KIND = case(
    (Meeting.client_id.is_not(None), literal_column("'client'")),
    (Meeting.lead_id.is_not(None), literal_column("'lead'")),
    (Meeting.client_group_id.is_not(None), literal_column("'client_group'")),
)
_VALUES: dict[str, Any] = {
    "id": Meeting.id,
    "topic": Meeting.topic,
    "starts_at": Meeting.starts_at,
    "ends_at": Meeting.ends_at,
    "duration_minutes": Meeting.duration_minutes,
    "timezone": Meeting.timezone,
    "subject_kind": _SUBJECT_KIND,
    "subject_name": func.coalesce(Client.name, Lead.name, ClientGroup.name),
    "responsible_manager": _Manager.name,
    "staff": _STAFF,
    "host": Host.name,
    "created_by": func.coalesce(_Creator.name, literal_column("'Zoom'")),
    "origin": Meeting.origin,
    "zoom_meeting_id": Meeting.zoom_meeting_id,
    "join_url": Meeting.join_url,
    "agenda": Meeting.agenda,
    "participants": _PARTICIPANTS,
    "participant_name": func.nullif(func.concat_ws(" ", _Guest.first_name, _Guest.last_name), ""),
    "participant_email": _Guest.email,
    "participant_state": _Guest.state,
    "created_at": Meeting.created_at,
    "updated_at": Meeting.updated_at,
    "version": Meeting.version,
}
"""What each cell is made of. Passcodes and what hosts start meetings with are not among them."""


def _value(name: str) -> Any:
    if name == "status":
        over = and_(Meeting.status == "planned", Meeting.ends_at <= clock.now())
        is_open = Meeting.status == "open"
        return case((over, literal_column("'ended'")), (is_open, literal_column("'planned'")), else_=Meeting.status)
    return _VALUES[name]


def _chosen(statement: Any, caller: Caller, selection: Selection) -> Any:
    """The rows that the caller may see now; a meeting without participants still has one."""
    if selection.rows == "participant":
        is_there = and_(_Guest.meeting_id == Meeting.id, _Guest.state != "withdrawn")
        statement = statement.outerjoin(_Guest, is_there)
    chosen = listing.choose(statement, caller, selection.filters, selection.meeting_ids)
    return chosen.order_by(_Guest.id) if selection.rows == "participant" else chosen


async def count_rows(session: AsyncSession, caller: Caller, selection: Selection, *, up_to: int | None = None) -> int:
    """How many rows the file will have; no more than `up_to` are counted."""
    found = _chosen(select(Meeting.id), caller, selection).order_by(None)
    if up_to is not None:
        found = found.limit(literal_column(str(up_to)))
    total: int = (await session.execute(select(func.count()).select_from(found.subquery()))).scalar_one()
    return total


async def begin_snapshot(session: AsyncSession) -> None:
    """Let the session see one moment, however long it reads. Must come before everything else it does."""
    await session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
    await session.execute(text(f"SET LOCAL statement_timeout = '{LONGEST_STATEMENT}'"))


async def read_rows(
    session: AsyncSession, caller: Caller, selection: Selection, columns: Sequence[str]
) -> AsyncIterator[Sequence[Row]]:
    """The rows, block by block, from a cursor of the server."""
    statement = (
        select(*(_value(name).label(name) for name in columns))
        .select_from(Meeting)
        .outerjoin(Host, Host.id == Meeting.host_id)
        .outerjoin(_Creator, _Creator.id == Meeting.created_by)
        .outerjoin(Client, Client.id == Meeting.client_id)
        .outerjoin(Lead, Lead.id == Meeting.lead_id)
        .outerjoin(ClientGroup, ClientGroup.id == Meeting.client_group_id)
        .outerjoin(_Manager, _Manager.id == Meeting.manager_id)
    )
    result = await session.stream(_chosen(statement, caller, selection))
    # Without a size here, `partitions` reads everything at once.
    async for block in result.partitions(BLOCK):
        yield block
