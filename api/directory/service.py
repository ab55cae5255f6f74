"""Changing the directory: one way to create, change and delete whatever the noun, and what other nouns ask."""

import contextlib
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Constraint, ForeignKeyConstraint, UniqueConstraint, delete, func, null, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.db import lock_names, new_id
from api.core.errors import InvalidError, Problem
from api.core.schemas import Input
from api.core.versions import check_version
from api.directory.models import Client, ClientGroup, Lead, Staff
from api.directory.queries import Noun, not_found
from api.directory.schemas import Update
from api.events import service as events

STILL_REFERRED_TO = "23503"
SUBJECTS: Mapping[str, type[Client] | type[Lead] | type[ClientGroup]] = {
    "client": Client,
    "lead": Lead,
    "client_group": ClientGroup,
}
"""Whom a meeting may be about."""
_CONVERTED: Mapping[str, Any] = {"client": null(), "lead": Lead.converted_client_id, "client_group": null()}


class InUseError(Problem):
    """Other objects refer to this one."""

    status = 409
    code = "in_use"
    title = "Still in use"


async def create(
    session: AsyncSession,
    actor: events.Actor,
    noun: Noun[Any],
    values: Mapping[str, Any],
    object_id: UUID | None = None,
) -> UUID:
    """Add an object; answers its id."""
    row = noun.model(id=object_id or new_id(), **values)
    async with _refusals_at_fields(session, noun):
        session.add(row)
    await events.record(session, actor, f"{noun.kind}.created", noun.kind, row.id, name=row.name)
    return row.id


async def create_all(
    session: AsyncSession, actor: events.Actor, noun: Noun[Any], all_values: Sequence[Mapping[str, Any]]
) -> None:
    """Add many objects in few statements: all of them, or none when one of them is refused."""
    rows = [noun.model(id=new_id(), **values) for values in all_values]
    async with _refusals_at_fields(session, noun):
        session.add_all(rows)
    for row in rows:
        await events.record(session, actor, f"{noun.kind}.created", noun.kind, row.id, name=row.name)


async def change(
    session: AsyncSession,
    actor: events.Actor,
    noun: Noun[Any],
    object_id: UUID,
    body: Update,
    if_match: str | None,
) -> None:
    """Change an object, unless somebody else was faster."""
    row = await lock(session, noun, object_id)
    check_version(row.version, body.version, if_match)
    await write(session, actor, noun, row, body.model_dump(exclude_unset=True, exclude={"version"}))


async def upsert(
    session: AsyncSession, actor: events.Actor, noun: Noun[Any], external_id: str, body: Input
) -> tuple[UUID, bool]:
    """Create the object with this external id or change it; answers its id, and whether it is new."""
    values = body.model_dump(exclude_unset=True)
    object_id = await find_by_external_id(session, noun, external_id)
    if object_id is None:
        return await create(session, actor, noun, {**values, "external_id": external_id}), True
    await write(session, actor, noun, await lock(session, noun, object_id), values)
    return object_id, False


async def remove(session: AsyncSession, actor: events.Actor, noun: Noun[Any], object_id: UUID) -> None:
    """Delete an object. Raises InUseError, which counts them, when others refer to it; the foreign keys decide."""
    row = await lock(session, noun, object_id)
    try:
        async with session.begin_nested():
            await session.execute(delete(noun.model).where(noun.model.id == object_id))
    except IntegrityError as error:
        if getattr(error.orig, "sqlstate", None) != STILL_REFERRED_TO:
            raise
        raise _in_use(noun, await _count_references(session, noun, object_id)) from error
    await events.record(session, actor, f"{noun.kind}.deleted", noun.kind, object_id, name=row.name)


async def _count_references(session: AsyncSession, noun: Noun[Any], object_id: UUID) -> dict[str, int]:
    """How many rows of which tables keep the object from being deleted; the metadata knows tables of every noun."""
    table: Any = noun.model.__table__
    holding = [
        (other, key.parent)
        for other in table.metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table is table and key.ondelete is None
    ]
    counted: dict[str, int] = {}
    for other, column in holding:
        found = await session.scalar(select(func.count()).select_from(other).where(column == object_id)) or 0
        if found:
            counted[other.name] = counted.get(other.name, 0) + found
    return counted


def _in_use(noun: Noun[Any], references: dict[str, int]) -> InUseError:
    names = {name: name.replace("_", " ") for name in references}
    counted = ", ".join(f"{n} {names[key] if n > 1 else names[key][:-1]}" for key, n in references.items())
    verb = "refers" if sum(references.values()) == 1 else "refer"
    return InUseError(
        f"{counted or 'Other objects'} still {verb} to this {noun.title}; nothing was deleted.", references=references
    )


async def find_by_external_id(session: AsyncSession, noun: Noun[Any], external_id: str) -> UUID | None:
    """The id of the object with this external id, which is locked, so that of two upserts one waits for the other."""
    await lock_names(session, {f"{noun.kind} {external_id}"})
    found: UUID | None = await session.scalar(select(noun.model.id).where(noun.model.external_id == external_id))
    return found


async def lock(session: AsyncSession, noun: Noun[Any], object_id: UUID) -> Any:
    """The object's row, held until the transaction ends. Raises NotFoundError."""
    row = await session.get(noun.model, object_id, with_for_update=True)
    if row is None:
        raise not_found(noun)
    return row


async def lock_all(session: AsyncSession, noun: Noun[Any], object_ids: Collection[UUID]) -> dict[UUID, Any]:
    """Those of these objects that are there, by id, each held as by `lock`."""
    model: Any = noun.model
    found = select(model).where(model.id.in_(object_ids)).order_by(model.id).with_for_update()
    rows = (await session.scalars(found.execution_options(populate_existing=True))).all()
    return {row.id: row for row in rows}


async def write(
    session: AsyncSession,
    actor: events.Actor,
    noun: Noun[Any],
    row: Any,
    values: Mapping[str, Any],
    beside: Collection[str] = (),
) -> None:
    """Set what differs. When nothing does, and nothing changed `beside` the row either, there is no new version."""
    different = _differing(row, values)
    _refuse_turning_back(row, different)
    if not different and not beside:
        return
    async with _refusals_at_fields(session, noun):
        _set(row, different)
    fields = sorted({*different, *beside})
    await events.record(session, actor, f"{noun.kind}.changed", noun.kind, row.id, fields=fields)


async def write_all(
    session: AsyncSession, actor: events.Actor, noun: Noun[Any], changes: Sequence[tuple[Any, Mapping[str, Any]]]
) -> None:
    """Set what differs in many rows, in few statements: in all of them, or in none when one of them is refused."""
    changed = [(row, different) for row, values in changes if (different := _differing(row, values))]
    for row, different in changed:
        _refuse_turning_back(row, different)
    async with _refusals_at_fields(session, noun):
        for row, different in changed:
            _set(row, different)
    for row, different in changed:
        await events.record(session, actor, f"{noun.kind}.changed", noun.kind, row.id, fields=sorted(different))


def _differing(row: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if getattr(row, name) != value}


def _refuse_turning_back(row: Any, different: Collection[str]) -> None:
    if isinstance(row, Lead) and row.converted_client_id is not None and "status" in different:
        raise InvalidError.at("status", "stays_converted", "This lead has become a client, and that is its status.")


def _set(row: Any, different: Mapping[str, Any]) -> None:
    for name, value in different.items():
        setattr(row, name, value)
    row.version += 1


@contextlib.asynccontextmanager
async def _refusals_at_fields(session: AsyncSession, noun: Noun[Any]) -> AsyncIterator[None]:
    """What a key of the table refuses becomes an error at the field; the database knows better than a look before."""
    try:
        async with session.begin_nested():
            yield
    except IntegrityError as error:
        refused = getattr(error.orig.__cause__ if error.orig else None, "constraint_name", None)
        refusal = _refusal(noun.model.__table__, refused)
        if refusal is None:
            raise
        raise refusal from error


def _refusal(table: Any, refused: str | None) -> InvalidError | None:
    constraint: Constraint | None = next((one for one in table.constraints if one.name == refused), None)
    match constraint:
        case ForeignKeyConstraint():
            return InvalidError.at(constraint.column_keys[0], "unknown", "There is no object with this id.")
        case UniqueConstraint():
            return InvalidError.at(constraint.columns[0].name, "taken", "Another object has it already.")
    return None


async def find_subject_name(session: AsyncSession, kind: str, subject_id: UUID) -> str | None:
    """The name of a client, lead or client group."""
    model = SUBJECTS[kind]
    name: str | None = await session.scalar(select(model.name).where(model.id == subject_id))
    return name


async def check_subject_exists(session: AsyncSession, kind: str, subject_id: UUID, field: str) -> None:
    """Raise InvalidError at the field unless there is such a client, lead or client group.

    A lead that is just becoming a client is waited for, and then refused: its meetings are the client's now.
    """
    model = SUBJECTS[kind]
    found = await session.execute(
        select(model.id, _CONVERTED[kind].label("client_id"))
        .where(model.id == subject_id)
        .with_for_update(read=True, key_share=True)
    )
    subject = found.first()
    if subject is None:
        raise InvalidError.at(field, "unknown", f"There is no such {kind.replace('_', ' ')}.")
    if subject.client_id is not None:
        raise InvalidError.at(field, "converted", "This lead has become a client; choose the client.")


async def get_staff_names(session: AsyncSession, staff_ids: Collection[UUID]) -> dict[UUID, str]:
    """The names of these members of staff, also of those who have left."""
    rows = await session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(staff_ids)))
    return {row.id: row.name for row in rows}


async def check_staff_exist(session: AsyncSession, staff_ids: Sequence[UUID], field: str) -> None:
    """Raise InvalidError at the field unless all of them are members of staff; former ones are, for old meetings."""
    if set(staff_ids) - (await get_staff_names(session, staff_ids)).keys():
        raise InvalidError.at(field, "unknown", "Somebody here is not a member of staff.")
