"""The list of meetings: its filters, its order, its pages and its total, equally quick for a hundred and a million.

Two ways lead to a page. Where an index holds the caller's meetings in the order of the list, it is walked (`walks`).
Where search or filters choose, they are gathered first and put in order afterwards (`gathering`), because a walk that
finds nothing would read everything.
"""

import base64
import json
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson

from api.auth.service import Caller
from api.core import clock
from api.core.errors import InvalidError
from api.core.schemas import EXACT_TOTAL_LIMIT
from api.core.statements import Connection
from api.meetings import gathering, queries, walks
from api.meetings.access import list_people_of_team, visible_to
from api.meetings.filters import MeetingFilters, MeetingSort, PeriodField
from api.meetings.gathering import Gathering
from api.meetings.models import Meeting
from api.meetings.walks import Walk
from api.resources import Resources

_BY_START = frozenset({MeetingSort.STARTS_AT, MeetingSort.STARTS_AT_DESC})


async def list_meetings(resources: Resources, caller: Caller, filters: MeetingFilters) -> bytes:
    """One page of the meetings that the caller may see, as the JSON of a Page of MeetingOut."""
    _check(filters)
    is_walked = _is_walked(caller, filters)
    pool = resources.statements if is_walked else resources.planned_statements
    async with pool.connection() as connection:
        page = await _read_page(connection, caller, filters, is_walked=is_walked)
    return orjson.dumps(page, default=str, option=orjson.OPT_UTC_Z)


async def _read_page(
    connection: Connection, caller: Caller, filters: MeetingFilters, *, is_walked: bool
) -> dict[str, Any]:
    team = await list_people_of_team(connection, caller) if caller.reach("meetings.view") == "team" else []
    if is_walked:
        rows = await walks.read(connection, _walk(caller, filters, team))
    else:
        rows = await gathering.read(connection, _gathering(caller, filters, team))
    total: int = rows[0]["total"] if rows else 0
    if not rows and (filters.page > 1 or filters.cursor):
        first = filters.model_copy(update={"page": 1, "cursor": None})
        total = (await _read_page(connection, caller, first, is_walked=is_walked))["total"]
    has_more = len(rows) > filters.page_size
    rows = rows[: filters.page_size]
    return {
        "items": await queries.show_listed(connection, caller, rows),
        "total": min(total, EXACT_TOTAL_LIMIT),
        "total_is_exact": total <= EXACT_TOTAL_LIMIT,
        "page": None if filters.cursor else filters.page,
        "page_size": int(filters.page_size),
        "next_cursor": _cursor_after(rows[-1], filters.sort) if has_more else None,
    }


def choose(statement: Any, caller: Caller, filters: MeetingFilters, ids: Collection[UUID] | None = None) -> Any:
    """The statement over all meetings of a list that the caller may see, in its order and without pages.

    With `ids` these are meant instead of what the filters find.
    """
    _check(filters)
    chosen = _gathering(caller, filters, [])
    wanted = gathering.conditions(chosen.form) if ids is None else [Meeting.id.in_(ids)]
    ordered = statement.where(visible_to(caller), *wanted).order_by(*gathering.order(chosen.form))
    return ordered.params(**chosen.values, now=clock.now())


def _check(filters: MeetingFilters) -> None:
    if filters.related and (filters.subject_kind != "client" or filters.subject_id is None):
        raise InvalidError.at_query("related", "needs_client", "Name the client by subject_kind and subject_id.")
    if _offset(filters) > EXACT_TOTAL_LIMIT:
        raise InvalidError.at_query(
            "page", "too_far", "Pages end at 10,000 meetings; narrow the filters or use a cursor."
        )
    if filters.sort is MeetingSort.UPCOMING_FIRST and not (filters.subject_id or filters.staff_id):
        raise InvalidError.at_query("sort", "needs_subject", "Name whose meetings: by subject_id or staff_id.")


def _is_walked(caller: Caller, filters: MeetingFilters) -> bool:
    """Whether indexes hold this list in its order; not so when a filter chooses that no index knows."""
    chosen_by_look = (filters.search, filters.subject_kind, filters.subject_id, filters.origin)
    by_start = filters.sort in _BY_START and filters.period_field is PeriodField.STARTS_AT
    if any(chosen_by_look) or not by_start:
        return False
    if caller.reach("meetings.view") == "all":
        return not (filters.manager_id and filters.staff_id)
    return not filters.manager_id and not filters.staff_id and caller.reach("meetings.view") is not None


def _walk(caller: Caller, filters: MeetingFilters, team: Collection[UUID]) -> Walk:
    of_reach: dict[str | None, tuple[Collection[UUID], Collection[UUID | None]]] = {
        "all": (filters.staff_id, _managers(caller, filters)),
        "team": (team, [caller.id]),
        "own": ([caller.id], []),
    }
    wanted, managers = of_reach[caller.reach("meetings.view")]
    people = list(dict.fromkeys(wanted))
    known_managers = [manager for manager in managers if manager is not None]
    form = walks.Form(
        people=len(people),
        managers=len(known_managers),
        without_manager=None in managers,
        everything=not people and not managers,
        statuses=_statuses(filters),
        has_begin=filters.period_from is not None,
        has_end=filters.period_to is not None,
        has_cursor=bool(filters.cursor),
        is_falling=filters.sort.value.startswith("-"),
        page_size=filters.page_size,
        offset=_offset(filters),
    )
    values = {f"person_{n}": person for n, person in enumerate(people)}
    values |= {f"manager_{n}": manager for n, manager in enumerate(known_managers)}
    return Walk(form, {**values, **_bounds(filters)})


def _gathering(caller: Caller, filters: MeetingFilters, team: Collection[UUID]) -> Gathering:
    managers = _managers(caller, filters)
    known_managers = [manager for manager in managers if manager is not None]
    form = gathering.Form(
        reach=caller.reach("meetings.view"),
        statuses=_statuses(filters),
        by_creation=filters.period_field is PeriodField.CREATED_AT,
        has_begin=filters.period_from is not None,
        has_end=filters.period_to is not None,
        has_origin=filters.origin is not None,
        has_managers=bool(known_managers),
        without_manager=None in managers,
        has_staff=bool(filters.staff_id),
        has_search=bool(filters.search),
        subject_kind=filters.subject_kind,
        has_subject=filters.subject_id is not None,
        related=filters.related,
        sort=filters.sort,
        has_cursor=bool(filters.cursor),
        page_size=filters.page_size,
        offset=_offset(filters),
    )
    values = {
        "me": caller.id, "myself": [caller.id], "team": list(team), "managers": known_managers,
        "staff": filters.staff_id, "origin": filters.origin, "search": filters.search, "subject": filters.subject_id,
    }  # fmt: skip
    return Gathering(form, {**values, **_bounds(filters)})


def _statuses(filters: MeetingFilters) -> tuple[str, ...]:
    return tuple(sorted(set(filters.status)))


def _managers(caller: Caller, filters: MeetingFilters) -> list[UUID | None]:
    meant: dict[Any, UUID | None] = {"me": caller.id, "none": None}
    named: list[Any] = list(filters.manager_id)
    return list(dict.fromkeys(meant.get(manager, manager) for manager in named))


def _bounds(filters: MeetingFilters) -> dict[str, Any]:
    bounds: dict[str, Any] = {"period_from": filters.period_from, "period_to": filters.period_to}
    if filters.cursor:
        bounds["cursor_at"], bounds["cursor_id"] = _read_cursor(filters.cursor, filters.sort)
    return bounds


def _offset(filters: MeetingFilters) -> int:
    return 0 if filters.cursor else (filters.page - 1) * filters.page_size


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
