"""When everybody is free next."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock, timezones
from api.meetings import host_choice
from api.meetings.conflicts import Busy, Needs, list_busy
from api.meetings.host_choice import Pool, Taken
from api.meetings.scheduling import Times
from api.meetings.schemas import FreeTime

SLOT = timedelta(minutes=15)
DAY = timedelta(days=1)
DAYS_AHEAD = 14
PROPOSALS = 3
USUAL_HOURS = range(8, 20)
"""Nobody is offered a meeting at night who did not ask for one."""


async def list_next_free(session: AsyncSession, needs: Needs, pool: Pool, zone: str) -> list[FreeTime]:
    """The next starts, by quarters of an hour, at which all these people and at least one host are free.

    They are looked for day by day, since mostly the first day has them.
    """
    length = needs.times.ends_at - needs.times.starts_at
    first = _next_quarter(max(needs.times.starts_at, clock.now()))
    found: list[datetime] = []
    for day in range(DAYS_AHEAD):
        begin = first + day * DAY
        around = needs.at(Times(begin, begin + DAY + length))
        busy = await list_busy(session, around)
        taken = await host_choice.find_taken(session, pool, around)
        for start in _slots(begin, zone, needs.times.starts_at):
            too_soon = found and start < found[-1] + length
            if not too_soon and _all_are_free(Times(start, start + length), around.gap, busy, pool, taken):
                found.append(start)
            if len(found) == PROPOSALS:
                return [FreeTime(starts_at=start) for start in found]
    return [FreeTime(starts_at=start) for start in found]


def _slots(begin: datetime, zone: str, wanted: datetime) -> Iterator[datetime]:
    """The starts of a day from `begin` on; those at usual hours only, unless an unusual one was wanted."""
    hours = USUAL_HOURS if _hour(wanted, zone) in USUAL_HOURS else range(24)
    starts = (begin + number * SLOT for number in range(DAY // SLOT))
    return (start for start in starts if _hour(start, zone) in hours)


def _hour(instant: datetime, zone: str) -> int:
    return timezones.to_wall_clock(instant, zone).hour


def _all_are_free(times: Times, gap: timedelta, busy: Sequence[Busy], pool: Pool, taken: Taken) -> bool:
    window = times.widened(gap)
    if any(item.times.meets(window) for item in busy):
        return False
    return not pool.candidates or any(taken.is_free(host, times) for host in pool.candidates)


def _next_quarter(instant: datetime) -> datetime:
    seconds = int(SLOT.total_seconds())
    return datetime.fromtimestamp(-(-int(instant.timestamp()) // seconds) * seconds, UTC)
