"""Reading meetings: one statement whose columns are the shape of the answer, and the filters of the list."""

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, Uuid, case, func, literal, literal_column, null, select, true
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from api.auth.service import Caller
from api.core import clock
from api.core.errors import NotFoundError
from api.core.statements import Connection, Record, Statement
from api.directory.models import Client, ClientGroup, Lead, Staff
from api.hosts.models import Host
from api.meetings.access import deletable_by, editable_by, is_narrower, visible_to
from api.meetings.models import (
    INSTANT,
    NO_FIXED_TIME,
    PERSONAL_ROOM,
    SERIES,
    Meeting,
    MeetingStaff,
    Participant,
)

Find = Callable[[Any], Awaitable[set[UUID]]]
"""Asks for ids."""

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
KIND = case(
    (Meeting.zoom_type == SERIES, literal_column("'series'")),
    (Meeting.zoom_type == NO_FIXED_TIME, literal_column("'no_fixed_time'")),
    (Meeting.zoom_type == INSTANT, literal_column("'instant'")),
    (Meeting.zoom_type == PERSONAL_ROOM, literal_column("'personal_room'")),
    else_=literal_column("'single'"),
)
_NO_VALUES: Any = literal_column("""'{"fields": [], "host": null, "said": null}'::jsonb""", JSONB)
_SYNC = {
    "state": Meeting.sync_state, "reason": Meeting.sync_reason, "reason_code": Meeting.sync_reason_code,
    "values": _NO_VALUES.concat(Meeting.sync_values), "retry_at": Meeting.sync_retry_at,
    "seen_at": Meeting.zoom_asked_at,
}  # fmt: skip
"""By their names in the answer."""

_MEETINGS: Any = (
    select(
        Meeting.id, Meeting.zoom_meeting_id, Meeting.topic, Meeting.agenda, Meeting.origin, Meeting.created_at,
        Meeting.starts_at, Meeting.ends_at, Meeting.duration_minutes, Meeting.timezone, Meeting.join_url,
        Meeting.passcode, Meeting.options, Meeting.version, Meeting.host_choice, Meeting.created_by.label("creator_id"),
        Meeting.status, Meeting.deleted_at, KIND.label("kind"), Host.staff_id.label("host_staff_id"),
        _SUBJECT.label("subject"), _STAFF.label("staff"), _HOST.label("host"), _MANAGER.label("responsible_manager"),
        _CREATED_BY.label("created_by"), _PARTICIPANTS.label("participants"),
        *(column.label(f"sync_{name}") for name, column in _SYNC.items()),
    )
    .outerjoin(Host, Host.id == Meeting.host_id)
    .outerjoin(_Creator, _Creator.id == Meeting.created_by)
    .outerjoin(Client, Client.id == Meeting.client_id)
    .outerjoin(Lead, Lead.id == Meeting.lead_id)
    .outerjoin(ClientGroup, ClientGroup.id == Meeting.client_group_id)
    .outerjoin(_Manager, _Manager.id == Meeting.manager_id)
)  # fmt: skip


_MADE_AS_JSON = (
    "options", "subject", "staff", "host", "responsible_manager", "created_by", "participants", "sync_values",
)  # fmt: skip
_NOT_TOLD = ("creator_id", "host_staff_id", "deleted_at", "total", "sorted_by")


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
    found = (await session.execute(_MEETINGS.where(Meeting.id == meeting_id, allowed))).mappings().all()

    async def find(statement: Any) -> set[UUID]:
        return set(await session.scalars(statement))

    shown = await _show(find, caller, found)
    if not shown:
        raise NotFoundError("There is no such meeting, or you may not see it.")
    return shown[0]


async def show_listed(connection: Connection, caller: Caller, rows: Collection[Record]) -> list[dict[str, Any]]:
    """The meetings of a list, ready for orjson: what Postgres made as JSON is passed on as it is."""

    async def find(statement: Any) -> set[UUID]:
        return {row["id"] for row in await Statement(statement).ask(connection)}

    return await _show(find, caller, [{**row, **_json_of(row)} for row in rows])


def _json_of(row: Record) -> dict[str, Any]:
    return {name: orjson.Fragment(row[name]) for name in _MADE_AS_JSON if row[name] is not None}


async def _show(find: Find, caller: Caller, rows: Collection[Any]) -> list[dict[str, Any]]:
    editable = await _allowed_among(find, caller, "meetings.edit", editable_by(caller), rows)
    deletable = await _deletable_among(find, caller, rows)
    now = clock.now()
    return [
        _show_one(caller, row, now, may_edit=row["id"] in editable, may_delete=row["id"] in deletable) for row in rows
    ]


def _show_one(caller: Caller, row: Any, now: datetime, *, may_edit: bool, may_delete: bool) -> dict[str, Any]:
    is_there = row["deleted_at"] is None
    shown = dict(row)
    for name in _NOT_TOLD:
        shown.pop(name, None)
    shown["sync"] = {name: shown.pop(f"sync_{name}") for name in _SYNC}
    shown["status"] = status_at(now, row)
    shown["can"] = {
        "edit": may_edit and is_there,
        "delete": may_delete and _may_be_cancelled(row, now),
        "start": may_start(caller, row["host_staff_id"]) and is_there,
    }
    return shown


def status_at(now: datetime, row: Any) -> str:
    """The status as people understand it: a planned meeting whose time is over has ended. `walks.statuses` filters so.

    What can be held at any time is planned, and stays so.
    """
    if row["status"] == "open":
        return "planned"
    return "ended" if row["status"] == "planned" and row["ends_at"] <= now else row["status"]


def _may_be_cancelled(row: Any, now: datetime) -> bool:
    """What is over stays in the history, and a personal room is its user's."""
    is_ahead = row["ends_at"] > now or row["kind"] == "no_fixed_time"
    return row["deleted_at"] is None and is_ahead and row["kind"] != "personal_room"


def may_start(caller: Caller, host_staff_id: UUID | None) -> bool:
    """Whether the caller may open the meeting as its host: the host, or an administrator."""
    return caller.id == host_staff_id or caller.may("meetings.edit.all")


async def _allowed_among(
    find: Find, caller: Caller, action: str, allowed: ColumnElement[bool], rows: Collection[Any]
) -> set[UUID]:
    """Which of these visible meetings the caller has another right to; mostly all, which needs no question."""
    ids = {row["id"] for row in rows}
    reach = caller.reach(action)
    if not ids or not is_narrower(reach, caller.reach("meetings.view")):
        return ids
    return await find(select(Meeting.id).where(Meeting.id == func.any(literal(list(ids), ARRAY(Uuid()))), allowed))


async def _deletable_among(find: Find, caller: Caller, rows: Collection[Any]) -> set[UUID]:
    """Of one's own, only those one made may be deleted: the row itself tells."""
    if caller.reach("meetings.delete") == "own":
        return {row["id"] for row in rows if row["creator_id"] == caller.id}
    return await _allowed_among(find, caller, "meetings.delete", deletable_by(caller), rows)
