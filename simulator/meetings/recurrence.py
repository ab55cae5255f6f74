"""The dates of a series. They follow the wall clock of the meeting's zone, over daylight saving changes too."""

import calendar
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile

from simulator.errors import validation_failed
from simulator.meetings.models import Occurrence
from simulator.meetings.schemas import Recurrence
from simulator.wire import parse_start_time, zone

DAILY, WEEKLY = 1, 2
MOST_OCCURRENCES = {1: 60, 2: 110, 3: 60}
"""What a series without an end is cut to: about two years of weeks, sixty months."""


def make_occurrences(recurrence: Recurrence, start: datetime, duration: int, timezone: str) -> list[Occurrence]:
    local = start.astimezone(zone(timezone))
    starts: Iterator[datetime] = (_on(day, local.time(), timezone) for day in _days(recurrence, local.date()))
    if recurrence.end_date_time:
        until = parse_start_time(recurrence.end_date_time, timezone)
        starts = takewhile(lambda moment: moment <= until, starts)
        most = MOST_OCCURRENCES[recurrence.type]
    else:
        asked = 1 if recurrence.end_times is None else recurrence.end_times
        most = asked or MOST_OCCURRENCES[recurrence.type]
    chosen = [moment for moment, _ in zip(starts, range(most), strict=False)]
    if not chosen:
        raise validation_failed("recurrence")
    return [
        Occurrence(occurrence_id=str(int(moment.timestamp() * 1000)), start_time=moment, duration=duration)
        for moment in chosen
    ]


def _on(day: date, at: time, timezone: str) -> datetime:
    return datetime.combine(day, at, tzinfo=zone(timezone)).astimezone(UTC)


def _days(recurrence: Recurrence, first: date) -> Iterator[date]:
    if recurrence.type == DAILY:
        return _daily(first, recurrence.repeat_interval)
    if recurrence.type == WEEKLY:
        return _weekly(first, recurrence)
    return _monthly(first, recurrence)


def _daily(first: date, step: int) -> Iterator[date]:
    while True:
        yield first
        first += timedelta(days=step)


def _weekly(first: date, recurrence: Recurrence) -> Iterator[date]:
    """Zoom counts weekdays from Sunday = 1."""
    if recurrence.weekly_days:
        wanted = sorted(int(day) - 1 for day in recurrence.weekly_days.split(","))
    else:
        wanted = [first.isoweekday() % 7]
    sunday = first - timedelta(days=first.isoweekday() % 7)
    while True:
        yield from (day for day in (sunday + timedelta(days=offset) for offset in wanted) if day >= first)
        sunday += timedelta(weeks=recurrence.repeat_interval)


def _monthly(first: date, recurrence: Recurrence) -> Iterator[date]:
    month = first.replace(day=1)
    while True:
        day = _day_of_month(month, recurrence, first.day)
        if day is not None and day >= first:
            yield day
        for _ in range(recurrence.repeat_interval):
            month = (month + timedelta(days=31)).replace(day=1)


def _day_of_month(month: date, recurrence: Recurrence, fallback: int) -> date | None:
    """The asked day, or None in a month that has no such day."""
    length = calendar.monthrange(month.year, month.month)[1]
    if recurrence.monthly_week and recurrence.monthly_week_day:
        weekday = recurrence.monthly_week_day - 1
        days = [day for day in range(1, length + 1) if month.replace(day=day).isoweekday() % 7 == weekday]
        return month.replace(day=days[-1 if recurrence.monthly_week == -1 else recurrence.monthly_week - 1])
    wanted = recurrence.monthly_day or fallback
    return month.replace(day=wanted) if wanted <= length else None
