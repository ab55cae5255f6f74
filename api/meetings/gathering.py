"""Lists that search and filters choose: what is found is gathered, as far as it is told exactly, and put in order.

Should more be found it is frequent, and walking to the page in the list's order is quick. The statements are built once
for each form of a list and kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sqlalchemy import TEXT, ColumnElement, Uuid, case, false, func, literal_column, null, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY

from api.auth.permissions import Reach
from api.core import clock
from api.core.schemas import EXACT_TOTAL_LIMIT
from api.core.statements import Connection, Record, Statement, parameter
from api.directory.models import Client, Contact
from api.meetings import walks
from api.meetings.filters import MeetingSort
from api.meetings.models import Meeting, Participant
from api.meetings.walks import instant, literal, uuid

_SUBJECT_COLUMNS: dict[str, Any] = {
    "client": Meeting.client_id, "lead": Meeting.lead_id, "client_group": Meeting.client_group_id,
}  # fmt: skip


@dataclass(frozen=True)
class Form:
    """Which conditions there are, in which order and how far. The values are parameters."""

    reach: Reach | None = None
    statuses: tuple[str, ...] = ()
    by_creation: bool = False
    has_begin: bool = False
    has_end: bool = False
    has_origin: bool = False
    has_managers: bool = False
    without_manager: bool = False
    has_staff: bool = False
    has_search: bool = False
    subject_kind: str | None = None
    has_subject: bool = False
    related: bool = False
    sort: MeetingSort = MeetingSort.STARTS_AT_DESC
    has_cursor: bool = False
    page_size: int = 25
    offset: int = 0

    @property
    def is_falling(self) -> bool:
        """Whether the latest comes first."""
        return self.sort.value.startswith("-")


@dataclass(frozen=True)
class Gathering:
    """What is found, by its conditions and their values."""

    form: Form
    values: dict[str, Any] = field(default_factory=dict)


async def read(connection: Connection, gathering: Gathering) -> Sequence[Record]:
    """The page's meetings in the shape of their answer and one more, each with the total up to one above its limit."""
    values = {**gathering.values, "now": clock.now()}
    rows = await _gathered(gathering.form).ask(connection, **values)
    if not rows or rows[0]["total"] <= EXACT_TOTAL_LIMIT:
        return rows
    return await _walked(gathering.form).ask(connection, **values)


@lru_cache(maxsize=500)
def _gathered(form: Form) -> Statement:
    found = _every(form).limit(literal(EXACT_TOTAL_LIMIT + 1)).cte("found").prefix_with("MATERIALIZED")
    total = select(func.count()).select_from(found).scalar_subquery()
    ordered = select(found).order_by(*walks.in_order(found.c, is_falling=form.is_falling))
    return _page(form, _after_cursor(ordered, (found.c.sorted_by, found.c.id), form), total)


@lru_cache(maxsize=500)
def _walked(form: Form) -> Statement:
    every = _every(form)
    ordered = every.order_by(*walks.in_order(every.selected_columns, is_falling=form.is_falling))
    here = (_sort_column(form), Meeting.id)
    return _page(form, _after_cursor(ordered, here, form), literal(EXACT_TOTAL_LIMIT + 1))


def _every(form: Form) -> Any:
    return select(_sort_column(form).label("sorted_by"), Meeting.id).where(_seen(form.reach), *conditions(form))


def _after_cursor(statement: Any, here: tuple[Any, Any], form: Form) -> Any:
    return statement.where(walks.is_behind_cursor(here, is_falling=form.is_falling)) if form.has_cursor else statement


def _page(form: Form, ordered: Any, total: Any) -> Statement:
    page = ordered.limit(literal(form.page_size + 1)).offset(literal(form.offset)).subquery()
    return Statement(walks.shaped(page, total, _via(form), is_falling=form.is_falling))


def _sort_column(form: Form) -> Any:
    match form.sort:
        case MeetingSort.CREATED_AT | MeetingSort.CREATED_AT_DESC:
            return Meeting.created_at
        case MeetingSort.UPCOMING_FIRST:
            return walks.upcoming_first(Meeting, instant("now"))
        case _:
            return Meeting.starts_at


def order(form: Form) -> tuple[Any, Any]:
    """The order of the list, in its statement over meetings."""
    sorted_by = _sort_column(form)
    return (sorted_by.desc(), Meeting.id.desc()) if form.is_falling else (sorted_by, Meeting.id)


def _seen(reach: Reach | None) -> ColumnElement[bool]:
    """The rule of `access.visible_to`, by the names of the team's people: Postgres then knows how many they have."""
    seen: dict[Reach | None, ColumnElement[bool]] = {
        "all": true(),
        "team": or_(Meeting.people.overlap(_uuids("team")), Meeting.manager_id == uuid("me")),
        "own": Meeting.people.contains(_uuids("myself")),
    }
    return seen.get(reach, false())


def conditions(form: Form) -> list[ColumnElement[bool]]:
    """What is asked for, besides that one may see it."""
    period: Any = Meeting.created_at if form.by_creation else Meeting.starts_at
    of_managers = [
        *([Meeting.manager_id == func.any(_uuids("managers"))] if form.has_managers else []),
        *([Meeting.manager_id.is_(None)] if form.without_manager else []),
    ]
    asked = {
        "has_begin": period >= instant("period_from"),
        "has_end": period < instant("period_to"),
        "has_origin": Meeting.origin == parameter("origin", TEXT),
        "has_staff": Meeting.people.overlap(_uuids("staff")),
        "has_search": Meeting.search.bool_op("@@")(func.search_query(parameter("search", TEXT), type_=TSQUERY)),
    }
    return [
        or_(*walks.statuses(Meeting, form.statuses, instant("now"))),
        *(condition for name, condition in asked.items() if getattr(form, name)),
        *([or_(*of_managers)] if of_managers else []),
        *_about(form),
    ]


def _about(form: Form) -> list[ColumnElement[bool]]:
    columns = [_SUBJECT_COLUMNS[form.subject_kind]] if form.subject_kind else list(_SUBJECT_COLUMNS.values())
    if not form.has_subject:
        return [columns[0].is_not(None)] if form.subject_kind else []
    about = [column == uuid("subject") for column in columns]
    return [or_(*about, *([_with_contacts(), _with_group()] if form.related else []))]


def _with_contacts() -> ColumnElement[bool]:
    contacts = select(Contact.id).where(Contact.client_id == uuid("subject"))
    invited = Participant.state != "withdrawn"
    return Meeting.id.in_(select(Participant.meeting_id).where(Participant.contact_id.in_(contacts), invited))


def _with_group() -> ColumnElement[bool]:
    return (
        Meeting.client_group_id == select(Client.client_group_id).where(Client.id == uuid("subject")).scalar_subquery()
    )


def _via(form: Form) -> Any:
    """Why a meeting that is not about the client is in the list of the client's."""
    if not form.related:
        return null()
    return case(
        (Meeting.client_id == uuid("subject"), null()),
        (_with_group(), literal_column("'client_group'")),
        else_=literal_column("'contact'"),
    )


def _uuids(name: str) -> Any:
    return parameter(name, ARRAY(Uuid()))
