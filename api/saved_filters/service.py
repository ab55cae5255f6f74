"""Saving filters under a name; everybody has their own."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.core.db import new_id
from api.core.errors import InvalidError, NotFoundError
from api.saved_filters.models import SavedFilter
from api.saved_filters.schemas import SavedFilterCreate

MOST_SAVED = 30


async def list_saved(session: AsyncSession, caller: Caller) -> Sequence[SavedFilter]:
    """What the caller saved, by name."""
    found = select(SavedFilter).where(SavedFilter.account_id == caller.id).order_by(func.lower(SavedFilter.name))
    return (await session.scalars(found)).all()


async def get_saved(session: AsyncSession, caller: Caller, saved_id: UUID) -> SavedFilter:
    """One that the caller saved. Raises NotFoundError."""
    found = select(SavedFilter).where(SavedFilter.account_id == caller.id, SavedFilter.id == saved_id)
    saved: SavedFilter | None = await session.scalar(found)
    if saved is None:
        raise NotFoundError("You saved no such filters.")
    return saved


async def save(session: AsyncSession, caller: Caller, wanted: SavedFilterCreate) -> UUID:
    """Save, or replace what has this name. Raises InvalidError when there are too many names."""
    names = [saved.name.lower() for saved in await list_saved(session, caller)]
    if len(names) >= MOST_SAVED and wanted.name.lower() not in names:
        raise InvalidError.at("name", "too_many", f"You can save {MOST_SAVED} sets of filters; delete one first.")
    made = insert(SavedFilter).values(id=new_id(), account_id=caller.id, name=wanted.name, filters=wanted.filters)
    replaced = made.on_conflict_do_update(
        index_elements=["account_id", func.lower(SavedFilter.name)],
        set_={"name": wanted.name, "filters": wanted.filters},
    )
    saved_id: UUID = (await session.execute(replaced.returning(SavedFilter.id))).scalar_one()
    return saved_id


async def forget(session: AsyncSession, caller: Caller, saved_id: UUID) -> None:
    """Delete what the caller saved. Raises NotFoundError."""
    saved = await get_saved(session, caller, saved_id)
    await session.execute(delete(SavedFilter).where(SavedFilter.id == saved.id))
