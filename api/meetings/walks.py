"""Lists that indexes hold in their order: a page is read from their beginning, whatever lies behind it.

The statements are large and few: they are built once for each form of a list and kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    DateTime,
    Uuid,
    and_,
    case,
    func,
    literal_column,
    null,
    or_,
    select,
    tuple_,
    union_all,
)

from api.core import clock
from api.core.schemas import EXACT_TOTAL_LIMIT
from api.core.statements import Connection, Record, Statement, parameter
from api.meetings import queries
from api.meetings.models import LONGEST_MEETING, Meeting, MeetingPerson

_FAR_AWAY: Any = literal_column("timestamptz '3000-01-01 00:00Z'", DateTime(timezone=True))
NEVER = "cancelled"
"""What is listed only when it is asked for."""


@dataclass(frozen=True)
class Form:
    """Of which indexes, with which conditions and how far. The values are parameters."""

    people: int = 0
    managers: int = 0
    without_manager: bool = False
    everything: bool = False
    statuses: tuple[str, ...] = ()
    has_begin: bool = False
    has_end: bool = False
    has_cursor: bool = False
    is_falling: bool = True
    page_size: int = 25
    offset: int = 0


@dataclass(frozen=True)
class Walk:
    """Whose meetings, from when to when, in which order, and after which one."""

    form: Form
    values: dict[str, Any] = field(default_factory=dict)


async def read(connection: Connection, walk: Walk) -> Sequence[Record]:
    """The page's meetings in the shape of their answer and one more, each with the total up to one above its limit."""
    return await _statement(walk.form).ask(connection, **walk.values, now=clock.now())


def literal(number: int) -> Any:
    """A number as a part of the statement: Postgres plans a LIMIT better when it knows it."""
    return literal_column(str(number))


def in_order(columns: Any, *, is_falling: bool) -> tuple[Any, Any]:
    """By time, and then by id so that the order is always the same."""
    sorted_by, meeting_id = columns.sorted_by, columns.id
    return (sorted_by.desc(), meeting_id.desc()) if is_falling else (sorted_by, meeting_id)


def statuses(table: Any, wanted: Sequence[str], now: Any) -> list[Any]:
    """What the wanted statuses mean, each apart. As `status_at` tells it: planned and over is ended."""
    if not wanted:
        return [table.status != NEVER]
    planned = table.status == "planned"
    # The index is ordered by start, and knows from the longest possible meeting where to begin.
    meanings = {
        "planned": [
            and_(planned, table.ends_at > now, table.starts_at > now - LONGEST_MEETING),
            table.status == "open",
        ],
        "ended": [table.status == "ended", and_(planned, table.ends_at <= now)],
    }
    return [meant for name in wanted for meant in meanings.get(name, [table.status == name])]


def upcoming_first(table: Any, now: Any) -> Any:
    """The instant to sort by: the start of what runs or is to come; behind it, mirrored in time, that of what is over.

    Being an instant as the other keys are, it serves cursors as they do.
    """
    is_over = or_(table.status == "ended", and_(table.ends_at <= now, table.status.not_in(("running", "open"))))
    return case((is_over, _FAR_AWAY + (_FAR_AWAY - table.starts_at)), else_=table.starts_at)


def shaped(page: Any, total: Any, via: Any, *, is_falling: bool) -> Any:
    """The meetings of a page in the shape of their answer, each with the total."""
    meetings = queries.select_meetings().add_columns(total.label("total"), page.c.sorted_by, via.label("via"))
    return meetings.join(page, page.c.id == Meeting.id).order_by(*in_order(page.c, is_falling=is_falling))


@lru_cache(maxsize=500)
def _statement(form: Form) -> Statement:
    streams = _streams(form)
    counted = _merged(streams, form, EXACT_TOTAL_LIMIT + 1).limit(literal(EXACT_TOTAL_LIMIT + 1)).subquery()
    total = select(func.count()).select_from(counted).scalar_subquery()
    merged = _merged([_after_cursor(stream, form) for stream in streams], form, form.offset + form.page_size + 1)
    page = merged.limit(literal(form.page_size + 1)).offset(literal(form.offset)).subquery()
    return Statement(shaped(page, total, null(), is_falling=form.is_falling))


def _streams(form: Form) -> list[Any]:
    """Indexes that hold, each in the order of the list, together all that is wanted."""
    now = instant("now")
    if form.everything:
        return [_of(Meeting, Meeting.id, form, meant) for meant in statuses(Meeting, form.statuses, now)]
    of_person, of_meeting = (or_(*statuses(table, form.statuses, now)) for table in (MeetingPerson, Meeting))
    return [
        *(
            _of(MeetingPerson, MeetingPerson.meeting_id, form, MeetingPerson.staff_id == uuid(f"person_{n}"), of_person)
            for n in range(form.people)
        ),
        *(
            _of(Meeting, Meeting.id, form, Meeting.manager_id == uuid(f"manager_{n}"), of_meeting)
            for n in range(form.managers)
        ),
        *([_of(Meeting, Meeting.id, form, Meeting.manager_id.is_(None), of_meeting)] if form.without_manager else []),
    ]


def _of(table: Any, meeting_id: Any, form: Form, *where: Any) -> Any:
    listed = select(table.starts_at.label("sorted_by"), meeting_id.label("id")).where(*where)
    if form.has_begin:
        listed = listed.where(table.starts_at >= instant("period_from"))
    if form.has_end:
        listed = listed.where(table.starts_at < instant("period_to"))
    return listed


def _after_cursor(stream: Any, form: Form) -> Any:
    if not form.has_cursor:
        return stream
    here = tuple(column.element for column in stream.selected_columns)
    return stream.where(is_behind_cursor(here, is_falling=form.is_falling))


def is_behind_cursor(here: tuple[Any, ...], *, is_falling: bool) -> Any:
    """Whether a meeting comes after the one at which the page before ended."""
    at = tuple_(instant("cursor_at"), uuid("cursor_id"))
    return tuple_(*here) < at if is_falling else tuple_(*here) > at


def _merged(streams: Sequence[Any], form: Form, most: int) -> Any:
    """The streams as one, in order, each meeting once.

    Of each no more than `most` are wanted; being told so, Postgres reads it from its index in this order. Comparing
    with the row before lets it stop early, which DISTINCT does not.
    """
    cut = []
    for stream in streams:
        order = in_order(stream.selected_columns, is_falling=form.is_falling)
        cut.append(stream.order_by(*order).limit(literal(most)).subquery())
    if len(cut) == 1:
        return select(cut[0]).order_by(*in_order(cut[0].c, is_falling=form.is_falling))
    union = union_all(*(select(part) for part in cut)).subquery()
    order = in_order(union.c, is_falling=form.is_falling)
    row = select(union, func.lag(union.c.id).over(order_by=order).label("id_before")).subquery()
    once = select(row.c.sorted_by, row.c.id).where(row.c.id.is_distinct_from(row.c.id_before))
    return once.order_by(*in_order(row.c, is_falling=form.is_falling))


def instant(name: str) -> Any:
    """A parameter."""
    return parameter(name, DateTime(timezone=True))


def uuid(name: str) -> Any:
    """A parameter."""
    return parameter(name, Uuid())
