"""The list of meetings: its filters, its order, its pages and its total, equally quick for a hundred and a million.

Two ways lead to a page. Where an index holds the caller's meetings in the order of the list, it is walked (`walks`).
Where search or filters choose, they are gathered first and put in order afterwards (`_gather`), because a walk that
finds nothing would read everything; should they be more than are told exactly, they are frequent, and a walk is quick.
"""

import base64
import json
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, case, func, literal_column, null, or_, select, text, tuple_
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.core import clock
from api.core.errors import InvalidError
from api.core.schemas import EXACT_TOTAL_LIMIT
from api.directory.models import Client, Contact
from api.meetings import queries, walks
from api.meetings.access import people_of_team, visible_now_to, visible_to
from api.meetings.models import Meeting, Participant
from api.meetings.schemas import MeetingFilters, MeetingSort, PeriodField
from api.meetings.walks import Form, Walk

_PLAN_FOR_THE_VALUES = text("SET LOCAL plan_cache_mode = force_custom_plan")
_SORT_COLUMNS: dict[MeetingSort, Any] = {
    MeetingSort.STARTS_AT: Meeting.starts_at,
    MeetingSort.STARTS_AT_DESC: Meeting.starts_at,
    MeetingSort.CREATED_AT: Meeting.created_at,
    MeetingSort.CREATED_AT_DESC: Meeting.created_at,
    MeetingSort.UPCOMING_FIRST: walks.upcoming_first(Meeting, bindparam("now", callable_=clock.now)),
}
_SUBJECT_COLUMNS: dict[str, Any] = {
    "client": Meeting.client_id, "lead": Meeting.lead_id, "client_group": Meeting.client_group_id,
}  # fmt: skip


async def list_meetings(session: AsyncSession, caller: Caller, filters: MeetingFilters) -> dict[str, Any]:
    """One page of the meetings that the caller may see."""
    _check(filters)
    walk = await _find_walk(session, caller, filters)
    rows = await (walks.read(session, walk) if walk else _gather(session, caller, filters))
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
    return statement.where(visible_to(caller), *wanted).order_by(*_order_of_meetings(filters))


def _check(filters: MeetingFilters) -> None:
    if filters.related and (filters.subject_kind != "client" or filters.subject_id is None):
        raise InvalidError.at_query("related", "needs_client", "Name the client by subject_kind and subject_id.")
    if _offset(filters) > EXACT_TOTAL_LIMIT:
        raise InvalidError.at_query(
            "page", "too_far", "Pages end at 10,000 meetings; narrow the filters or use a cursor."
        )
    if filters.sort is MeetingSort.UPCOMING_FIRST and not (filters.subject_id or filters.staff_id):
        raise InvalidError.at_query("sort", "needs_subject", "Name whose meetings: by subject_id or staff_id.")


async def _find_walk(session: AsyncSession, caller: Caller, filters: MeetingFilters) -> Walk | None:
    """The indexes that hold this list in its order; None when a filter chooses that no index knows."""
    chosen_by_look = (filters.search, filters.subject_kind, filters.subject_id, filters.origin)
    by_start = _SORT_COLUMNS[filters.sort] is Meeting.starts_at and filters.period_field is PeriodField.STARTS_AT
    if any(chosen_by_look) or not by_start:
        return None
    reach = caller.reach("meetings.view")
    if reach == "all":
        if filters.manager_id and filters.staff_id:
            return None
        everything = not filters.manager_id and not filters.staff_id
        return _walk(filters, filters.staff_id, _managers(caller, filters), everything=everything)
    if filters.manager_id or filters.staff_id:
        return None
    if reach == "own":
        return _walk(filters, [caller.id], [])
    return _walk(filters, await people_of_team(session, caller), [caller.id])


def _walk(
    filters: MeetingFilters, people: Collection[UUID], managers: Collection[UUID | None], *, everything: bool = False
) -> Walk:
    people = list(dict.fromkeys(people))
    known_managers = [manager for manager in managers if manager is not None]
    values: dict[str, Any] = {f"person_{n}": person for n, person in enumerate(people)}
    values |= {f"manager_{n}": manager for n, manager in enumerate(known_managers)}
    values |= {"period_from": filters.period_from, "period_to": filters.period_to}
    if filters.cursor:
        values["cursor_at"], values["cursor_id"] = _read_cursor(filters.cursor, filters.sort)
    form = Form(
        people=len(people),
        managers=len(known_managers),
        without_manager=None in managers,
        everything=everything,
        statuses=tuple(sorted(set(filters.status))),
        has_begin=filters.period_from is not None,
        has_end=filters.period_to is not None,
        has_cursor=bool(filters.cursor),
        is_falling=_is_falling(filters.sort),
        page_size=filters.page_size,
        offset=_offset(filters),
    )
    return Walk(form, values)


async def _gather(session: AsyncSession, caller: Caller, filters: MeetingFilters) -> Sequence[Any]:
    """All that is found, as far as it is told exactly, put in order; if there is more, the page is walked to."""
    # What is rare and what is frequent is decided by the values: a plan made for any of them would be bad for most.
    await session.execute(_PLAN_FOR_THE_VALUES)
    where = [await visible_now_to(session, caller), *_conditions(caller, filters)]
    every = select(_SORT_COLUMNS[filters.sort].label("sorted_by"), Meeting.id).where(*where)
    found = every.limit(walks.literal(EXACT_TOTAL_LIMIT + 1)).cte("found").prefix_with("MATERIALIZED")
    total = select(func.count()).select_from(found).scalar_subquery()
    falling = _is_falling(filters.sort)
    ordered = select(found).order_by(*walks.in_order(found.c, is_falling=falling))
    rows = await _read(session, filters, _after_cursor(ordered, found.c, filters), total)
    if not rows or rows[0]["total"] <= EXACT_TOTAL_LIMIT:
        return rows
    walked = _after_cursor(every, Meeting, filters).order_by(*_order_of_meetings(filters))
    return await _read(session, filters, walked, walks.literal(EXACT_TOTAL_LIMIT + 1))


async def _read(session: AsyncSession, filters: MeetingFilters, ordered: Any, total: Any) -> Sequence[Any]:
    page = ordered.limit(walks.literal(filters.page_size + 1)).offset(walks.literal(_offset(filters))).subquery()
    shaped = walks.shaped(page, total, _via(filters), is_falling=_is_falling(filters.sort))
    return (await session.execute(shaped)).mappings().all()


def _conditions(caller: Caller, filters: MeetingFilters) -> list[ColumnElement[bool]]:
    period = Meeting.created_at if filters.period_field is PeriodField.CREATED_AT else Meeting.starts_at
    where = [or_(*walks.statuses(Meeting, filters.status, clock.now())), *_in_period(period, filters)]
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


def _offset(filters: MeetingFilters) -> int:
    return 0 if filters.cursor else (filters.page - 1) * filters.page_size


def _order_of_meetings(filters: MeetingFilters) -> tuple[Any, Any]:
    sorted_by = _SORT_COLUMNS[filters.sort]
    return (sorted_by.desc(), Meeting.id.desc()) if _is_falling(filters.sort) else (sorted_by, Meeting.id)


def _is_falling(sort: MeetingSort) -> bool:
    return sort.value.startswith("-")


def _after_cursor(statement: Any, columns: Any, filters: MeetingFilters) -> Any:
    if not filters.cursor:
        return statement
    sorted_by = _SORT_COLUMNS[filters.sort] if columns is Meeting else columns.sorted_by
    here, at = tuple_(sorted_by, columns.id), tuple_(*_read_cursor(filters.cursor, filters.sort))
    return statement.where(here < at if _is_falling(filters.sort) else here > at)


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
