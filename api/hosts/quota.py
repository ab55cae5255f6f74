"""Zoom's limit of writes for one user and day: counted before they leave, so that it is never a surprise.

Zoom counts meetings made and changed. It does not count deletions.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.hosts.models import HostQuota
from api.zoom.limits import next_midnight

DAILY_WRITES = 100
FORECAST_FROM = 10
"""Fewer writes tell nothing of the day's pace."""
SHORTEST_PAST = timedelta(hours=1)
"""Nor does the first hour: what was written in it is taken for an hour's work."""


def today() -> date:
    """The day in Greenwich, where Zoom's days begin."""
    return clock.now().astimezone(UTC).date()


def forecast_exhaustion(used: int) -> datetime | None:
    """When today's writes are used up if the day goes on as it began; None when they are enough."""
    now = clock.now()
    if not FORECAST_FROM <= used < DAILY_WRITES:
        return now if used >= DAILY_WRITES else None
    midnight = next_midnight(now)
    past = max(now - (midnight - timedelta(days=1)), SHORTEST_PAST)
    exhausted_at = now + past * ((DAILY_WRITES - used) / used)
    return exhausted_at if exhausted_at < midnight else None


async def count_write(session: AsyncSession, host_id: UUID) -> None:
    """Note one write that is about to leave for this host. Beyond the limit too: then Zoom decides."""
    await session.execute(_count(host_id, first=1, then=HostQuota.used + 1))


async def has_writes(session: AsyncSession, host_id: UUID) -> bool:
    """Whether Zoom takes more for this host today."""
    used = await session.scalar(
        select(HostQuota.used).where(HostQuota.host_id == host_id, HostQuota.utc_day == today())
    )
    return (used or 0) < DAILY_WRITES


async def take_write(session: AsyncSession, host_id: UUID) -> bool:
    """Count a write if there is one left today; answers whether there was."""
    counted = _count(host_id, first=1, then=HostQuota.used + 1, only_if=HostQuota.used < DAILY_WRITES)
    return (await session.execute(counted.returning(HostQuota.used))).first() is not None


async def note_daily_limit(session: AsyncSession, host_id: UUID) -> None:
    """Zoom says that today's writes are used up; others may write for its users too."""
    await session.execute(_count(host_id, first=DAILY_WRITES, then=func.greatest(HostQuota.used, DAILY_WRITES)))


def _count(host_id: UUID, *, first: int, then: Any, only_if: Any = None) -> Any:
    row = insert(HostQuota).values(host_id=host_id, utc_day=today(), used=first)
    key = [HostQuota.host_id, HostQuota.utc_day]
    return row.on_conflict_do_update(index_elements=key, set_={"used": then}, where=only_if)
