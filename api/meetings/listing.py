"""The list of meetings: its filters, its order, its pages and its total, equally quick for a hundred and a million.

Two ways lead to a page. Where an index holds the caller's meetings in the order of the list, it is walked (`_walk`).
Where search or filters choose, they are gathered first and put in order afterwards (`_gather`), because a walk that
finds nothing would read everything; should they be more than are told exactly, they are frequent, and a walk is quick.
"""

import base64
import json
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, func, literal_column, null, or_, select, tuple_, union_all
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.core import clock
from api.core.errors import InvalidError
from api.core.schemas import EXACT_TOTAL_LIMIT
from api.directory.models import Client, Contact
from api.meetings import queries
from api.meetings.access import people_of_team, visible_to
from api.meetings.models import Meeting, MeetingPerson, Participant
from api.meetings.schemas import MeetingFilters, MeetingSort, PeriodField

NEVER = "cancelled"
"""What is listed only when it is asked for."""

_SORT_COLUMNS: dict[MeetingSort, Any] = {
    MeetingSort.STARTS_AT: Meeting.starts_at,
    MeetingSort.STARTS_AT_DESC: Meeting.starts_at,
    MeetingSort.CREATED_AT: Meeting.created_at,
    MeetingSort.CREATED_AT_DESC: Meeting.created_at,
}
_SUBJECT_COLUMNS: dict[str, Any] = {
    "client": Meeting.client_id, "lead": Meeting.lead_id, "client_group": Meeting.client_group_id,
}  # fmt: skip


async def list_meetings(session: AsyncSession, caller: Caller, filters: MeetingFilters) -> dict[str, Any]:
    """One page of the meetings that the caller may see."""
    _check(filters)
    streams = await _streams(session, caller, filters)
    if streams:
        rows = await _walk(session, filters, streams)
    else:
        rows = await _gather(session, caller, filters)
    total: int = rows[0]["total"] if rows else 0
    if not rows and (filters.page > 1 or filters.cursor):
        first = filters.model_copy(update={"page": 1, "cursor": None})
        total = (await list_meetings(session, caller, first))["total"]
    has_more = len(rows) > filters.page_size
    rows = rows[: filters.page_size]
    return {
        "items": await queries.show(session, caller, rows),
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
    _check(filters)
    wanted = _conditions(caller, filters) if ids is None else [Meeting.id.in_(ids)]
    return statement.where(visible_to(caller), *wanted).order_by(
        *_order(_SORT_COLUMNS[filters.sort], Meeting.id, filters)
    )


def _check(filters: MeetingFilters) -> None:
    if filters.related and (filters.subject_kind != "client" or filters.subject_id is None):
        raise InvalidError.at_query("related", "needs_client", "Name the client by subject_kind and subject_id.")
    if not filters.cursor and _offset(filters) > EXACT_TOTAL_LIMIT:
        raise InvalidError.at_query(
            "page", "too_far", "Pages end at 10,000 meetings; narrow the filters or use a cursor."
        )


async def _streams(session: AsyncSession, caller: Caller, filters: MeetingFilters) -> list[Any]:
    """Indexes that hold, each in the order of the list, together all that is wanted; none when a filter chooses."""
    chosen_by_look = (filters.search, filters.subject_kind, filters.subject_id, filters.origin)
    by_start = _SORT_COLUMNS[filters.sort] is Meeting.starts_at and filters.period_field is PeriodField.STARTS_AT
    if any(chosen_by_look) or not by_start:
        return []
    reach = caller.reach("meetings.view")
    if reach == "all":
        return _streams_of_all(caller, filters)
    if filters.manager_id or filters.staff_id:
        return []
    if reach == "own":
        return [_of_person(caller.id, filters)]
    people = await people_of_team(session, caller)
    return [*(_of_person(person, filters) for person in people), _of_manager(caller.id, filters)]


def _streams_of_all(caller: Caller, filters: MeetingFilters) -> list[Any]:
    if filters.manager_id and filters.staff_id:
        return []
    if filters.manager_id:
        return [_of_manager(manager, filters) for manager in _managers(caller, filters)]
    if filters.staff_id:
        return [_of_person(person, filters) for person in dict.fromkeys(filters.staff_id)]
    return [_of(Meeting, Meeting.id, filters)]


def _of_person(person: UUID, filters: MeetingFilters) -> Any:
    return _of(MeetingPerson, MeetingPerson.meeting_id, filters).where(MeetingPerson.staff_id == person)


def _of_manager(manager: UUID | None, filters: MeetingFilters) -> Any:
    return _of(Meeting, Meeting.id, filters).where(Meeting.manager_id == manager)


def _of(table: Any, meeting_id: Any, filters: MeetingFilters) -> Any:
    columns = (table.starts_at.label("sorted_by"), meeting_id.label("id"))
    return select(*columns).where(_has_status(table, filters), *_in_period(table.starts_at, filters))


async def _walk(session: AsyncSession, filters: MeetingFilters, streams: Sequence[Any]) -> Sequence[Any]:
    """A page in the order of the indexes; the same meeting may come from several of them."""
    found = streams[0].subquery() if len(streams) == 1 else union_all(*streams).subquery()
    order = _order(found.c.sorted_by, found.c.id, filters)
    each = select(found.c.sorted_by, found.c.id)
    if len(streams) > 1:
        each = each.distinct()
    # The order costs nothing here, and makes Postgres merge the indexes instead of collecting them.
    counted = each.order_by(*order).limit(_literal(EXACT_TOTAL_LIMIT + 1)).subquery()
    total = select(func.count()).select_from(counted).scalar_subquery()
    return await _read(session, filters, _page(each, found.c, filters), total)


async def _gather(session: AsyncSession, caller: Caller, filters: MeetingFilters) -> Sequence[Any]:
    """All that is found, as far as it is told exactly, put in order; if there is more, the page is walked to."""
    sorted_by = _SORT_COLUMNS[filters.sort]
    where = [visible_to(caller), *_conditions(caller, filters)]
    every = select(sorted_by.label("sorted_by"), Meeting.id).where(*where)
    found = every.limit(_literal(EXACT_TOTAL_LIMIT + 1)).cte("found").prefix_with("MATERIALIZED")
    total = select(func.count()).select_from(found).scalar_subquery()
    rows = await _read(session, filters, _page(select(found), found.c, filters), total)
    if not rows or rows[0]["total"] <= EXACT_TOTAL_LIMIT:
        return rows
    walked = every.order_by(*_order(sorted_by, Meeting.id, filters)).subquery()
    return await _read(session, filters, _page(select(walked), walked.c, filters), _literal(EXACT_TOTAL_LIMIT + 1))


async def _read(session: AsyncSession, filters: MeetingFilters, page: Any, total: Any) -> Sequence[Any]:
    """The meetings of a page in the shape of their answer, each with the total."""
    shaped = queries.select_meetings().add_columns(total.label("total"), page.c.sorted_by, _via(filters).label("via"))
    rows = await session.execute(
        shaped.join(page, page.c.id == Meeting.id).order_by(*_order(page.c.sorted_by, page.c.id, filters))
    )
    return rows.mappings().all()


def _conditions(caller: Caller, filters: MeetingFilters) -> list[ColumnElement[bool]]:
    period = Meeting.created_at if filters.period_field is PeriodField.CREATED_AT else Meeting.starts_at
    where = [_has_status(Meeting, filters), *_in_period(period, filters)]
    if filters.origin is not None:
        where.append(Meeting.origin == filters.origin)
    if filters.manager_id:
        where.append(or_(*(Meeting.manager_id == manager for manager in _managers(caller, filters))))
    if filters.staff_id:
        where.append(Meeting.people.overlap(filters.staff_id))
    if filters.search:
        where.append(Meeting.search.bool_op("@@")(func.search_query(filters.search, type_=TSQUERY)))
    return [*where, *_about(filters)]


def _managers(caller: Caller, filters: MeetingFilters) -> list[UUID | None]:
    meant: dict[Any, UUID | None] = {"me": caller.id, "none": None}
    named: list[Any] = list(filters.manager_id)
    return list(dict.fromkeys(meant.get(manager, manager) for manager in named))


def _in_period(column: Any, filters: MeetingFilters) -> list[ColumnElement[bool]]:
    bounds = []
    if filters.period_from is not None:
        bounds.append(column >= filters.period_from)
    if filters.period_to is not None:
        bounds.append(column < filters.period_to)
    return bounds


def _has_status(table: Any, filters: MeetingFilters) -> ColumnElement[bool]:
    """As `queries.status_at` tells it: a planned meeting whose time is over has ended."""
    if not filters.status:
        return cast(ColumnElement[bool], table.status != NEVER)
    over = table.ends_at <= clock.now()
    planned = table.status == "planned"
    meanings = {"planned": and_(planned, ~over), "ended": or_(table.status == "ended", and_(planned, over))}
    return or_(*(meanings.get(status, table.status == status) for status in dict.fromkeys(filters.status)))


def _about(filters: MeetingFilters) -> list[ColumnElement[bool]]:
    columns = [_SUBJECT_COLUMNS[filters.subject_kind]] if filters.subject_kind else list(_SUBJECT_COLUMNS.values())
    if filters.subject_id is None:
        return [columns[0].is_not(None)] if filters.subject_kind else []
    about = [column == filters.subject_id for column in columns]
    if filters.related:
        about += [_with_contacts_of(filters.subject_id), _with_group_of(filters.subject_id)]
    return [or_(*about)]


def _with_contacts_of(client_id: UUID) -> ColumnElement[bool]:
    contacts = select(Contact.id).where(Contact.client_id == client_id)
    invited = Participant.state != "withdrawn"
    return Meeting.id.in_(select(Participant.meeting_id).where(Participant.contact_id.in_(contacts), invited))


def _with_group_of(client_id: UUID) -> ColumnElement[bool]:
    return Meeting.client_group_id == select(Client.client_group_id).where(Client.id == client_id).scalar_subquery()


def _via(filters: MeetingFilters) -> Any:
    """Why a meeting that is not about the client is in the list of the client's."""
    if not filters.related:
        return null()
    return case(
        (Meeting.client_id == filters.subject_id, null()),
        (_with_group_of(cast("UUID", filters.subject_id)), literal_column("'client_group'")),
        else_=literal_column("'contact'"),
    )


def _literal(number: int) -> Any:
    """As a part of the statement: Postgres plans a LIMIT better when it knows it."""
    return literal_column(str(number))


def _offset(filters: MeetingFilters) -> int:
    return (filters.page - 1) * filters.page_size


def _order(sorted_by: Any, meeting_id: Any, filters: MeetingFilters) -> tuple[Any, Any]:
    falling = _is_falling(filters.sort)
    return (sorted_by.desc(), meeting_id.desc()) if falling else (sorted_by, meeting_id)


def _is_falling(sort: MeetingSort) -> bool:
    return sort.value.startswith("-")


def _page(statement: Any, columns: Any, filters: MeetingFilters) -> Any:
    """The page's rows and one more, which shows whether a page follows."""
    statement = statement.order_by(*_order(columns.sorted_by, columns.id, filters))
    statement = statement.limit(_literal(filters.page_size + 1))
    if not filters.cursor:
        return statement.offset(_literal(_offset(filters))).subquery()
    at = tuple_(*_read_cursor(filters.cursor, filters.sort))
    here = tuple_(columns.sorted_by, columns.id)
    return statement.where(here < at if _is_falling(filters.sort) else here > at).subquery()


def _cursor_after(row: Any, sort: MeetingSort) -> str:
    position = [sort.value, row["sorted_by"].isoformat(), str(row["id"])]
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode()


def _read_cursor(cursor: str, sort: MeetingSort) -> tuple[datetime, UUID]:
    try:
        of_sort, at, meeting_id = json.loads(base64.urlsafe_b64decode(cursor))
        if of_sort == sort.value:
            return datetime.fromisoformat(at).astimezone(UTC), UUID(str(meeting_id))
    except (ValueError, TypeError, OverflowError):
        pass
    raise InvalidError.at_query("cursor", "invalid_cursor", "This cursor does not belong to this list and order.")
