"""What waits and what gave up, for whoever looks after it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.errors import NotFoundError
from api.core.work.rows import Work, ask

OVERDUE_AFTER = timedelta(minutes=2)
"""Due work is taken within ten seconds; who is free takes it much sooner than this."""

_WAITS = (Work.state == "waiting") & (Work.done_revision < Work.revision)


async def count_by_kind(session: AsyncSession) -> Sequence[Any]:
    """Of each kind: how much waits and since when, and how much is quarantined."""
    counted = (
        select(
            Work.kind,
            func.count().filter(_WAITS).label("waiting"),
            func.count().filter(Work.state == "quarantined").label("quarantined"),
            func.min(Work.asked_at).filter(_WAITS).label("oldest_asked_at"),
        )
        .where(or_(_WAITS, Work.state == "quarantined"))
        .group_by(Work.kind)
        .order_by(Work.kind)
    )
    return (await session.execute(counted)).all()


async def find_overdue(session: AsyncSession) -> datetime | None:
    """Since when work is due that nobody takes; None when all is taken in time."""
    is_free = or_(Work.lease_until.is_(None), Work.lease_until < clock.now())
    due = select(func.min(Work.not_before)).where(Work.state == "waiting", is_free)
    since: datetime | None = await session.scalar(due)
    return since if since is not None and since < clock.now() - OVERDUE_AFTER else None


async def list_quarantined(session: AsyncSession, limit: int) -> Sequence[Work]:
    """What crashed too often, the newest first."""
    given_up = select(Work).where(Work.state == "quarantined")
    return (await session.scalars(given_up.order_by(Work.finished_at.desc().nulls_last()).limit(limit))).all()


async def find_next(session: AsyncSession, kind: str, object_id: UUID) -> datetime | None:
    """When this work is to be done next; None when it does not wait."""
    waits = select(Work.not_before).where(Work.kind == kind, Work.object_id == object_id, Work.state == "waiting")
    found: datetime | None = await session.scalar(waits)
    return found


async def retry(session: AsyncSession, kind: str, object_id: UUID) -> None:
    """Try once more what was given up. Raises NotFoundError for work that was not."""
    key = (Work.kind == kind) & (Work.object_id == object_id)
    given_up = select(Work.kind).where(key, Work.state == "quarantined").with_for_update()
    if await session.scalar(given_up) is None:
        raise NotFoundError("This work is not quarantined, or not any more.")
    await ask(session, kind, object_id, at_once=True)
