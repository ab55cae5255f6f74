"""What there is to do: counts of the meetings that the caller may see, on days of the caller's zone."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import Date, and_, cast, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.core import clock, timezones
from api.core.schemas import Output, Ref
from api.directory.models import Staff
from api.hosts.models import Host
from api.meetings.access import visible_to
from api.meetings.models import Meeting

DAYS_EITHER_WAY = 14
MOST_BARS = 10
OF_DAYS, OF_MANAGERS, OF_HOSTS = 0b011, 0b101, 0b110
"""What GROUPING answers of (day, manager, host): a bit for each that a row is not about."""


class CountOut(Output):
    """How many meetings, and how long they are together."""

    count: int
    minutes: int


class TodayOut(CountOut):
    """Today, and how far it is."""

    over: int = Field(description="Meetings whose time is over.")
    running: int


class DayOut(CountOut):
    """The meetings that begin on a day."""

    day: date


class ManagerOut(CountOut):
    """The meetings with the clients and leads of a manager."""

    manager: Ref | None = Field(description="Null: meetings for whose client or lead nobody is responsible.")


class HostLoadOut(CountOut):
    """What a Zoom user hosts this week."""

    host: Ref
    capacity: int = Field(description="How many meetings of this user may run at once.")


class DashboardOut(Output):
    """What there is to do."""

    timezone: str = Field(description="Whose days these are: the account's.")
    today: TodayOut
    week: CountOut = Field(description="From Monday to Sunday.")
    days: list[DayOut] = Field(description="Two weeks back, today, and two weeks ahead; empty days too.")
    managers: list[ManagerOut] = Field(description="Over all these days, the busiest first; at most 10.")
    more_managers: int = Field(description="How many managers are not told.")
    hosts: list[HostLoadOut] = Field(description="This week, the longest first; at most 10.")
    more_hosts: int = Field(description="How many hosts are not told.")


async def read_dashboard(session: AsyncSession, caller: Caller) -> dict[str, Any]:
    """Counts from one look at four weeks, however many meetings there are besides."""
    zone = timezones.zone(caller.timezone)
    today = clock.now().astimezone(zone).date()
    first = today - timedelta(days=DAYS_EITHER_WAY)
    days = [first + timedelta(days=number) for number in range(2 * DAYS_EITHER_WAY + 1)]
    monday = today - timedelta(days=today.weekday())

    def begins(day: date) -> datetime:
        return datetime.combine(day, time(), zone)

    in_week = and_(Meeting.starts_at >= begins(monday), Meeting.starts_at < begins(monday + timedelta(days=7)))
    window = (begins(days[0]), begins(days[-1] + timedelta(days=1)))
    rows = (await session.execute(_counts(caller, window, in_week))).all()
    counted = {row.day: row for row in rows if row.about == OF_DAYS}
    in_days = [_count(day=day, counted=counted.get(day)) for day in days]
    week = [day for day in in_days if monday <= day["day"] < monday + timedelta(days=7)]
    return {
        "timezone": caller.timezone,
        "today": {**in_days[DAYS_EITHER_WAY], **await _progress(session, caller, begins(today))},
        "week": {name: sum(day[name] for day in week) for name in ("count", "minutes")},
        "days": in_days,
        **await _managers(session, [row for row in rows if row.about == OF_MANAGERS]),
        **await _hosts(session, [row for row in rows if row.about == OF_HOSTS and row.host_id and row.week_count]),
    }


def _count(*, day: date, counted: Any) -> dict[str, Any]:
    return {"day": day, "count": counted.count if counted else 0, "minutes": counted.minutes if counted else 0}


def _taking_place(caller: Caller, window: tuple[datetime, datetime]) -> Any:
    return and_(
        Meeting.starts_at >= window[0],
        Meeting.starts_at < window[1],
        Meeting.status.in_(("planned", "running", "ended")),
        visible_to(caller),
    )


def _counts(caller: Caller, window: tuple[datetime, datetime], in_week: Any) -> Any:
    """Days, managers and hosts from one reading of the window."""
    found = (
        select(
            cast(func.timezone(caller.timezone, Meeting.starts_at), Date).label("day"),
            Meeting.manager_id, Meeting.host_id, Meeting.duration_minutes, in_week.label("in_week"),
        )
        .where(_taking_place(caller, window))
        .subquery()
    )  # fmt: skip
    minutes, day, manager, host = found.c.duration_minutes, found.c.day, found.c.manager_id, found.c.host_id
    return select(
        day, manager, host,
        func.grouping(day, manager, host).label("about"),
        func.count().label("count"),
        func.sum(minutes).label("minutes"),
        func.count().filter(found.c.in_week).label("week_count"),
        func.coalesce(func.sum(minutes).filter(found.c.in_week), 0).label("week_minutes"),
    ).group_by(func.grouping_sets(tuple_(day), tuple_(manager), tuple_(host)))  # fmt: skip


async def _progress(session: AsyncSession, caller: Caller, midnight: datetime) -> dict[str, int]:
    """How much of today is over. A day of a zone may have 25 hours, but no meeting of tomorrow is over today."""
    is_running = Meeting.status == "running"
    is_over = and_(~is_running, Meeting.ends_at <= clock.now())
    counted = select(func.count().filter(is_over), func.count().filter(is_running)).where(
        _taking_place(caller, (midnight, midnight + timedelta(days=1)))
    )
    over, running = (await session.execute(counted)).one()
    return {"over": over, "running": running}


async def _managers(session: AsyncSession, rows: Collection[Any]) -> dict[str, Any]:
    """Those who have a manager first; what nobody is responsible for comes last."""
    own = sorted((row for row in rows if row.manager_id), key=lambda row: (-row.count, str(row.manager_id)))
    without = [row for row in rows if row.manager_id is None]
    shown = own[:MOST_BARS]
    names = await _names(session, Staff, [row.manager_id for row in shown])
    return {
        "managers": [
            {"manager": names.get(row.manager_id), "count": row.count, "minutes": row.minutes}
            for row in [*shown, *without]
        ],
        "more_managers": len(own) - len(shown),
    }


async def _hosts(session: AsyncSession, rows: Sequence[Any]) -> dict[str, Any]:
    rows = sorted(rows, key=lambda row: (-row.week_minutes, str(row.host_id)))
    shown = rows[:MOST_BARS]
    hosts = await _names(session, Host, [row.host_id for row in shown])
    return {
        "hosts": [
            {
                "host": hosts[row.host_id],
                "capacity": hosts[row.host_id].capacity,
                "count": row.week_count,
                "minutes": row.week_minutes,
            }
            for row in shown
        ],
        "more_hosts": len(rows) - len(shown),
    }


async def _names(session: AsyncSession, noun: Any, ids: list[UUID]) -> dict[UUID, Any]:
    return {found.id: found for found in await session.scalars(select(noun).where(noun.id.in_(ids)))}
