"""Reading meetings: one statement whose columns are the shape of the answer, and the filters of the list."""

import base64
import json
import re
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, literal_column, null, or_, select, true, tuple_, union
from sqlalchemy.dialects.postgresql import JSONB, TSQUERY, aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from api.auth.service import Caller
from api.core import clock
from api.core.errors import InvalidError, NotFoundError
from api.core.schemas import EXACT_TOTAL_LIMIT
from api.directory.models import Client, ClientGroup, Lead, Staff
from api.hosts.models import Host
from api.meetings.access import deletable_by, editable_by, is_narrower, visible_to
from api.meetings.models import Meeting, MeetingStaff, Participant
from api.meetings.schemas import MeetingFilters, MeetingSort, PeriodField

_Creator = aliased(Staff)
_Manager = aliased(Staff)


def _object(**columns: Any) -> Any:
    """A JSON object made by Postgres."""
    pairs: list[Any] = []
    for name, column in columns.items():
        pairs += [literal_column(f"'{name}'"), column]
    return func.jsonb_build_object(*pairs, type_=JSONB)


def _list_of(item: Any, order: Any, *where: ColumnElement[bool], source: Any) -> Any:
    listed = select(func.jsonb_agg(aggregate_order_by(item, order))).select_from(source).where(*where)
    return func.coalesce(listed.scalar_subquery(), literal_column("'[]'::jsonb"), type_=JSONB)


_STAFF = _list_of(
    _object(id=Staff.id, name=Staff.name), Staff.name, MeetingStaff.meeting_id == Meeting.id,
    source=MeetingStaff.__table__.join(Staff.__table__, Staff.id == MeetingStaff.staff_id),
)  # fmt: skip
_PARTICIPANTS = _list_of(
    _object(
        id=Participant.id, name=func.concat_ws(" ", Participant.first_name, Participant.last_name),
        email=Participant.email, state=Participant.state,
    ),
    Participant.id, Participant.meeting_id == Meeting.id, Participant.state != "withdrawn",
    source=Participant.__table__,
)  # fmt: skip
_SUBJECT = case(
    (Client.id.is_not(None), _object(kind=literal_column("'client'"), id=Client.id, name=Client.name)),
    (Lead.id.is_not(None), _object(kind=literal_column("'lead'"), id=Lead.id, name=Lead.name)),
    (
        ClientGroup.id.is_not(None),
        _object(kind=literal_column("'client_group'"), id=ClientGroup.id, name=ClientGroup.name),
    ),
    else_=null(),
)
_HOST = case((Host.id.is_not(None), _object(id=Host.id, name=Host.name, email=Host.email)), else_=null())
_MANAGER = case((_Manager.id.is_not(None), _object(id=_Manager.id, name=_Manager.name)), else_=null())
_CREATED_BY = case(
    (_Creator.id.is_not(None), _object(kind=literal_column("'staff'"), id=_Creator.id, name=_Creator.name)),
    else_=_object(kind=literal_column("'zoom'"), id=null(), name=literal_column("'Zoom'")),
)
_SYNC = _object(
    state=Meeting.sync_state, reason=Meeting.sync_reason, retry_at=Meeting.sync_retry_at, seen_at=Meeting.zoom_asked_at
)

_MEETINGS: Any = (
    select(
        Meeting.id, Meeting.zoom_meeting_id, Meeting.topic, Meeting.agenda, Meeting.origin, Meeting.created_at,
        Meeting.starts_at, Meeting.ends_at, Meeting.duration_minutes, Meeting.timezone, Meeting.join_url,
        Meeting.passcode, Meeting.options, Meeting.version, Meeting.created_by.label("creator_id"),
        Meeting.status, Meeting.deleted_at, Host.staff_id.label("host_staff_id"), _SUBJECT.label("subject"),
        _STAFF.label("staff"), _HOST.label("host"), _MANAGER.label("responsible_manager"),
        _CREATED_BY.label("created_by"), _SYNC.label("sync"), _PARTICIPANTS.label("participants"),
    )
    .outerjoin(Host, Host.id == Meeting.host_id)
    .outerjoin(_Creator, _Creator.id == Meeting.created_by)
    .outerjoin(Client, Client.id == Meeting.client_id)
    .outerjoin(Lead, Lead.id == Meeting.lead_id)
    .outerjoin(ClientGroup, ClientGroup.id == Meeting.client_group_id)
    .outerjoin(_Manager, _Manager.id == func.coalesce(Client.responsible_id, Lead.responsible_id))
)  # fmt: skip

_SORT_COLUMNS: dict[MeetingSort, Any] = {
    MeetingSort.STARTS_AT: Meeting.starts_at,
    MeetingSort.STARTS_AT_DESC: Meeting.starts_at,
    MeetingSort.CREATED_AT: Meeting.created_at,
    MeetingSort.CREATED_AT_DESC: Meeting.created_at,
}
_SUBJECT_COLUMNS: dict[str, Any] = {
    "client": Meeting.client_id, "lead": Meeting.lead_id, "client_group": Meeting.client_group_id,
}  # fmt: skip


def select_meetings() -> Any:
    """Meetings in the shape of their answer."""
    return _MEETINGS


async def get_meeting(
    session: AsyncSession, caller: Caller, meeting_id: UUID, *, just_changed: bool = False
) -> dict[str, Any]:
    """One meeting that the caller may see, in the shape of MeetingOut. Raises NotFoundError.

    Who has `just_changed` it sees once more what was saved, also after taking oneself off the meeting.
    """
    allowed = true() if just_changed else visible_to(caller)
    found = await session.execute(_MEETINGS.where(Meeting.id == meeting_id, allowed))
    shown = await _show(session, caller, found.mappings().all())
    if not shown:
        raise NotFoundError("There is no such meeting, or you may not see it.")
    return shown[0]


async def list_meetings(session: AsyncSession, caller: Caller, filters: MeetingFilters) -> dict[str, Any]:
    """One page of the meetings that the caller may see."""
    where = [visible_to(caller), *_conditions(filters)]
    # The page is chosen before anything is joined to it.
    chosen = _page(select(Meeting.id).where(*where), filters).subquery()
    page = _MEETINGS.join(chosen, chosen.c.id == Meeting.id).order_by(*_order(filters.sort))
    rows = (await session.execute(page)).mappings().all()
    has_more = len(rows) > filters.page_size
    is_last = rows and not has_more and not filters.cursor
    total = _offset(filters) + len(rows) if is_last else await _count(session, where)
    rows = rows[: filters.page_size]
    return {
        "items": await _show(session, caller, rows),
        "total": min(total, EXACT_TOTAL_LIMIT),
        "total_is_exact": total <= EXACT_TOTAL_LIMIT,
        "page": None if filters.cursor else filters.page,
        "page_size": filters.page_size,
        "next_cursor": _cursor_after(rows[-1], filters.sort) if has_more else None,
    }


def choose(statement: Any, caller: Caller, filters: MeetingFilters, ids: Collection[UUID] | None = None) -> Any:
    """The statement over all meetings of a list that the caller may see, in its order and without pages.

    With `ids` these are meant instead of what the filters find.
    """
    wanted = _conditions(filters) if ids is None else [Meeting.id.in_(ids)]
    return statement.where(visible_to(caller), *wanted).order_by(*_order(filters.sort))


async def _count(session: AsyncSession, where: Collection[ColumnElement[bool]]) -> int:
    """How many there are, up to one more than we tell exactly."""
    counted = select(Meeting.id).where(*where).limit(literal_column(str(EXACT_TOTAL_LIMIT + 1)))
    total: int = (await session.execute(select(func.count()).select_from(counted.subquery()))).scalar_one()
    return total


async def _show(session: AsyncSession, caller: Caller, rows: Collection[Any]) -> list[dict[str, Any]]:
    editable = await _allowed_among(session, caller, "meetings.edit", editable_by(caller), rows)
    deletable = await _deletable_among(session, caller, rows)
    now = clock.now()
    return [
        {
            **row,
            "status": status_at(now, row),
            "can": {
                "edit": row["id"] in editable and row["deleted_at"] is None,
                "delete": row["id"] in deletable and row["deleted_at"] is None and row["ends_at"] > now,
                "start": may_start(caller, row["host_staff_id"]) and row["deleted_at"] is None,
            },
        }
        for row in rows
    ]


def status_at(now: datetime, row: Any) -> str:
    """The status as people understand it: a planned meeting whose time is over has ended. `_has_status` filters so."""
    return "ended" if row["status"] == "planned" and row["ends_at"] <= now else row["status"]


def may_start(caller: Caller, host_staff_id: UUID | None) -> bool:
    """Whether the caller may open the meeting as its host: the host, or an administrator."""
    return caller.id == host_staff_id or caller.may("meetings.edit.all")


async def _allowed_among(
    session: AsyncSession, caller: Caller, action: str, allowed: ColumnElement[bool], rows: Collection[Any]
) -> set[UUID]:
    """Which of these visible meetings the caller has another right to; mostly all, which needs no question."""
    ids = {row["id"] for row in rows}
    reach = caller.reach(action)
    if not ids or not is_narrower(reach, caller.reach("meetings.view")):
        return ids
    return set(await session.scalars(select(Meeting.id).where(Meeting.id.in_(ids), allowed)))


async def _deletable_among(session: AsyncSession, caller: Caller, rows: Collection[Any]) -> set[UUID]:
    """Of one's own, only those one made may be deleted: the row itself tells."""
    if caller.reach("meetings.delete") == "own":
        return {row["id"] for row in rows if row["creator_id"] == caller.id}
    return await _allowed_among(session, caller, "meetings.delete", deletable_by(caller), rows)


def _conditions(filters: MeetingFilters) -> list[ColumnElement[bool]]:
    period = Meeting.created_at if filters.period_field is PeriodField.CREATED_AT else Meeting.starts_at
    where = [_has_status(filters.status)]
    if filters.period_from is not None:
        where.append(period >= filters.period_from)
    if filters.period_to is not None:
        where.append(period < filters.period_to)
    if filters.origin is not None:
        where.append(Meeting.origin == filters.origin)
    if filters.manager_id is not None:
        where.append(_is_managed_by(filters.manager_id))
    if filters.staff_id is not None:
        mine = select(MeetingStaff.meeting_id).where(MeetingStaff.staff_id == filters.staff_id)
        where.append(Meeting.id.in_(mine))
    if filters.search:
        where.append(_matches(filters.search))
    return [*where, *_about(filters)]


def _about(filters: MeetingFilters) -> list[ColumnElement[bool]]:
    columns = [_SUBJECT_COLUMNS[filters.subject_kind]] if filters.subject_kind else list(_SUBJECT_COLUMNS.values())
    if filters.subject_id is not None:
        return [or_(*(column == filters.subject_id for column in columns))]
    return [columns[0].is_not(None)] if filters.subject_kind else []


def _has_status(status: str | None) -> ColumnElement[bool]:
    if status is None:
        return Meeting.status != "cancelled"
    over = Meeting.ends_at <= clock.now()
    if status == "planned":
        return and_(Meeting.status == "planned", ~over)
    if status == "ended":
        return or_(Meeting.status == "ended", and_(Meeting.status == "planned", over))
    return Meeting.status == status


def _is_managed_by(staff_id: UUID) -> ColumnElement[bool]:
    return or_(
        Meeting.client_id.in_(select(Client.id).where(Client.responsible_id == staff_id)),
        Meeting.lead_id.in_(select(Lead.id).where(Lead.responsible_id == staff_id)),
    )


def _matches(search: str) -> ColumnElement[bool]:
    """Every word begins a word of topic, plan or number, or every word is in the subject's name."""
    text = search.lower().replace("ё", "е")
    digits = re.sub(r"[\s-]", "", text)
    words = [digits] if digits.isdigit() else re.findall(r"\w+", text)
    if not words:
        return Meeting.id.is_(None)
    query = func.to_tsquery("simple", " & ".join(f"{word}:*" for word in words), type_=TSQUERY)

    def named(column: Any) -> ColumnElement[bool]:
        name = func.replace(func.lower(column), "ё", "е")
        return and_(*(name.contains(word, autoescape=True) for word in words))

    return Meeting.id.in_(
        union(
            select(Meeting.id).where(Meeting.search.bool_op("@@")(query)),
            select(Meeting.id).where(Meeting.client_id.in_(select(Client.id).where(named(Client.name)))),
            select(Meeting.id).where(Meeting.lead_id.in_(select(Lead.id).where(named(Lead.name)))),
            select(Meeting.id).where(
                Meeting.client_group_id.in_(select(ClientGroup.id).where(named(ClientGroup.name)))
            ),
        )
    )


def _offset(filters: MeetingFilters) -> int:
    return (filters.page - 1) * filters.page_size


def _order(sort: MeetingSort) -> tuple[Any, Any]:
    column = _SORT_COLUMNS[sort]
    return (column.desc(), Meeting.id.desc()) if _is_falling(sort) else (column, Meeting.id)


def _is_falling(sort: MeetingSort) -> bool:
    return sort.value.startswith("-")


def _page(statement: Any, filters: MeetingFilters) -> Any:
    """The page's rows and one more, which shows whether a page follows. A literal LIMIT makes better plans."""
    statement = statement.order_by(*_order(filters.sort))
    statement = statement.limit(literal_column(str(filters.page_size + 1)))
    if filters.cursor:
        at = tuple_(*_read_cursor(filters.cursor, filters.sort))
        here = tuple_(_SORT_COLUMNS[filters.sort], Meeting.id)
        return statement.where(here < at if _is_falling(filters.sort) else here > at)
    offset = _offset(filters)
    if offset > EXACT_TOTAL_LIMIT:
        raise InvalidError.at_query(
            "page", "too_far", "Pages end at 10,000 meetings; narrow the filters or use a cursor."
        )
    return statement.offset(literal_column(str(offset)))


def _cursor_after(row: Any, sort: MeetingSort) -> str:
    position = [sort.value, row[_SORT_COLUMNS[sort].key].isoformat(), str(row["id"])]
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode()


def _read_cursor(cursor: str, sort: MeetingSort) -> tuple[datetime, UUID]:
    try:
        of_sort, at, meeting_id = json.loads(base64.urlsafe_b64decode(cursor))
        if of_sort == sort.value:
            return datetime.fromisoformat(at).astimezone(UTC), UUID(str(meeting_id))
    except (ValueError, TypeError, OverflowError):
        pass
    raise InvalidError.at_query("cursor", "invalid_cursor", "This cursor does not belong to this list and order.")
