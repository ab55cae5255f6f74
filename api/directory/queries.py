"""Reading the directory: each noun's columns, and its lists as statements that are built once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import (
    JSON,
    ColumnElement,
    Select,
    all_,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    null,
    select,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from api.auth.models import Account
from api.core.errors import NotFoundError
from api.core.schemas import EXACT_TOTAL_LIMIT, Output, Page
from api.directory.models import Client, ClientGroup, Contact, Lead, Staff, Team
from api.directory.schemas import ClientGroupOut, ClientOut, ContactOut, LeadOut, ListQuery, StaffOut

AnyColumn = InstrumentedAttribute[Any]
Model = type[Client] | type[ClientGroup] | type[Contact] | type[Lead] | type[Staff]
Out = TypeVar("Out", bound=Output)


@dataclass(frozen=True, eq=False)
class Noun(Generic[Out]):
    """What tells one kind of object in the directory from another."""

    kind: str
    title: str
    path: str
    model: Model
    out: type[Out]
    rows: Select[Any]
    """Every object, with the columns of `out`."""
    name: AnyColumn | ColumnElement[str]
    searched: tuple[AnyColumn, ...]
    filters: Mapping[str, AnyColumn]


def _ref(id_: AnyColumn, name: ColumnElement[str] | AnyColumn) -> ColumnElement[Any]:
    return type_coerce(case((id_.is_not(None), func.json_build_object("id", id_, "name", name)), else_=null()), JSON)


_CONTACT_NAME: ColumnElement[str] = func.concat_ws(" ", Contact.first_name, Contact.last_name)
_CLIENTS_COUNT = (
    select(func.count()).where(Client.client_group_id == ClientGroup.id).correlate(ClientGroup).scalar_subquery()
)

CLIENT = Noun(
    kind="client",
    title="client",
    path="clients",
    model=Client,
    out=ClientOut,
    rows=select(
        *Client.__table__.columns,
        _ref(Staff.id, Staff.name).label("responsible"),
        _ref(ClientGroup.id, ClientGroup.name).label("client_group"),
    )
    .outerjoin(Staff, Staff.id == Client.responsible_id)
    .outerjoin(ClientGroup, ClientGroup.id == Client.client_group_id),
    name=Client.name,
    searched=(Client.name, Client.email, Client.phone, Client.external_id),
    filters={"client_group_id": Client.client_group_id, "responsible_id": Client.responsible_id},
)
CONTACT = Noun(
    kind="contact",
    title="contact",
    path="contacts",
    model=Contact,
    out=ContactOut,
    rows=select(
        *Contact.__table__.columns, _CONTACT_NAME.label("name"), _ref(Client.id, Client.name).label("client")
    ).join(Client, Client.id == Contact.client_id),
    name=_CONTACT_NAME,
    searched=(Contact.first_name, Contact.last_name, Contact.email, Contact.phone, Contact.external_id, Client.name),
    filters={"client_id": Contact.client_id},
)
CLIENT_GROUP = Noun(
    kind="client_group",
    title="client group",
    path="client-groups",
    model=ClientGroup,
    out=ClientGroupOut,
    rows=select(*ClientGroup.__table__.columns, _CLIENTS_COUNT.label("clients_count")),
    name=ClientGroup.name,
    searched=(ClientGroup.name, ClientGroup.external_id),
    filters={},
)
LEAD = Noun(
    kind="lead",
    title="lead",
    path="leads",
    model=Lead,
    out=LeadOut,
    rows=select(
        *Lead.__table__.columns,
        _ref(Staff.id, Staff.name).label("responsible"),
        _ref(Client.id, Client.name).label("converted_client"),
    )
    .outerjoin(Staff, Staff.id == Lead.responsible_id)
    .outerjoin(Client, Client.id == Lead.converted_client_id),
    name=Lead.name,
    searched=(Lead.name, Lead.company, Lead.email, Lead.phone, Lead.external_id),
    filters={"responsible_id": Lead.responsible_id, "status": Lead.status},
)
STAFF = Noun(
    kind="staff",
    title="member of staff",
    path="staff",
    model=Staff,
    out=StaffOut,
    rows=select(
        *Staff.__table__.columns,
        _ref(Team.id, Team.name).label("team"),
        Account.role,
        Account.locale,
        Account.timezone,
    )
    .join(Account, Account.id == Staff.id)
    .outerjoin(Team, Team.id == Staff.team_id),
    name=Staff.name,
    searched=(Staff.name, Staff.email, Staff.position, Staff.external_id),
    filters={"is_active": Staff.is_active},
)


async def get_one(session: AsyncSession, noun: Noun[Out], object_id: UUID) -> Out:
    """One object of the directory as it is told of."""
    row = (await session.execute(_one(noun), {"object_id": object_id})).first()
    if row is None:
        raise not_found(noun)
    return noun.out.model_validate(row)


def not_found(noun: Noun[Any]) -> NotFoundError:
    """The error for an id that nothing has."""
    return NotFoundError(f"There is no such {noun.title}.")


async def list_page(session: AsyncSession, noun: Noun[Out], query: ListQuery) -> Page[Out]:
    """One page of the objects that are wanted, and how many there are, counted exactly up to 10,000."""
    filters = {name: value for name in noun.filters if (value := getattr(query, name)) is not None}
    wanted: dict[str, Any] = filters | ({"patterns": patterns} if (patterns := _patterns(query.search)) else {})
    rows = _rows_of_page(noun, frozenset(wanted), query.sort, int(query.page_size))
    found = (await session.execute(rows, {**wanted, "offset": (query.page - 1) * query.page_size})).all()
    total = await session.scalar(_total(noun, frozenset(wanted)), wanted) or 0
    return Page(
        items=[noun.out.model_validate(row) for row in found],
        total=min(total, EXACT_TOTAL_LIMIT),
        total_is_exact=total <= EXACT_TOTAL_LIMIT,
        page=query.page,
        page_size=query.page_size,
        next_cursor=None,
    )


def _patterns(search: str) -> list[str]:
    """A LIKE pattern for each word; what LIKE takes for a sign stands for itself."""
    words = _fold(search).split()
    return ["%" + word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%" for word in words]


def _fold(text: str) -> str:
    return text.lower().replace("ё", "е")


def _folded(text: AnyColumn | ColumnElement[str]) -> ColumnElement[str]:
    """What `_fold` does, in the database."""
    return func.replace(func.lower(text), literal_column("'ё'"), literal_column("'е'"))


@cache
def _one(noun: Noun[Any]) -> Select[Any]:
    return noun.rows.where(noun.model.id == bindparam("object_id"))


@cache
def _rows_of_page(noun: Noun[Any], wanted: frozenset[str], sort: str, page_size: int) -> Select[Any]:
    """LIMIT is a literal: bound, it would keep Postgres from planning once."""
    keys = {"name": _folded(noun.name), "created_at": noun.model.created_at}
    key: Any = keys[sort.removeprefix("-")]
    in_order = (key.desc(), noun.model.id.desc()) if sort.startswith("-") else (key, noun.model.id)
    page = _matching(noun, wanted).order_by(*in_order)
    return page.limit(literal_column(str(page_size))).offset(bindparam("offset"))


@cache
def _total(noun: Noun[Any], wanted: frozenset[str]) -> Select[Any]:
    some = _matching(noun, wanted).with_only_columns(literal(1).label("one"))
    return select(func.count()).select_from(some.limit(literal_column(str(EXACT_TOTAL_LIMIT + 1))).subquery())


def _matching(noun: Noun[Any], wanted: frozenset[str]) -> Select[Any]:
    rows = noun.rows
    for name in sorted(wanted - {"patterns"}):
        rows = rows.where(noun.filters[name] == bindparam(name))
    if "patterns" in wanted:
        text = _folded(func.concat_ws(" ", *noun.searched))
        rows = rows.where(text.like(all_(bindparam("patterns", type_=ARRAY(TEXT)))))
    return rows
