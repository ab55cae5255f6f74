"""Wall clock to instant, over every change of the clocks in every zone."""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.core import timezones
from api.core.timezones import NoSuchWallClockError, UnknownZoneError, to_instant, to_wall_clock

ZONES = sorted(available_timezones())
FIRST_YEAR, YEARS = 2020, 20
WALL_CLOCKS = st.datetimes(min_value=datetime(FIRST_YEAR, 1, 1), max_value=datetime(FIRST_YEAR + YEARS, 1, 1))  # noqa: DTZ001 - a wall clock has no zone
AROUND = st.integers(min_value=-180, max_value=180)


@cache
def _changes(name: str) -> tuple[datetime, ...]:
    """The instants at which clocks of the zone are changed, to the minute."""
    zone, found = ZoneInfo(name), []
    day = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
    for _ in range(366 * YEARS):
        following = day + timedelta(days=1)
        if day.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            found.append(_change_between(zone, day, following))
        day = following
    return tuple(found)


def _change_between(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) // 2
        low, high = (middle, high) if middle.astimezone(zone).utcoffset() == before else (low, middle)
    return high.replace(second=0, microsecond=0)


def _after_the_jump(wall_clock: datetime, name: str) -> datetime | None:
    """None for a time that exists."""
    try:
        to_instant(wall_clock, name)
    except NoSuchWallClockError as skipped:
        return skipped.next_valid
    return None


def _check(wall_clock: datetime, name: str) -> None:
    if (next_valid := _after_the_jump(wall_clock, name)) is not None:
        assert next_valid > wall_clock
        wall_clock = next_valid
    instant = to_instant(wall_clock, name)
    assert to_wall_clock(instant, name) == wall_clock
    assert not any(
        to_wall_clock(instant - timedelta(minutes=minutes), name) == wall_clock for minutes in (30, 60, 120, 1440)
    ), "the earlier of two instants is meant"


@given(name=st.sampled_from(ZONES), wall_clock=WALL_CLOCKS)
def test_a_wall_clock_is_what_clocks_show_at_its_instant(name: str, wall_clock: datetime) -> None:
    _check(wall_clock.replace(second=0, microsecond=0), name)


@settings(deadline=None)  # finding a zone's changes takes a while, once
@given(name=st.sampled_from(ZONES), data=st.data(), minutes=AROUND)
def test_around_a_change_of_the_clocks(name: str, data: st.DataObject, minutes: int) -> None:
    changes = _changes(name) or (datetime(FIRST_YEAR, 6, 1, tzinfo=UTC),)
    change = data.draw(st.sampled_from(changes))
    _check(to_wall_clock(change, name) + timedelta(minutes=minutes), name)


@given(name=st.sampled_from(ZONES), instant=WALL_CLOCKS)
def test_an_instant_keeps_its_place_unless_its_hour_comes_twice(name: str, instant: datetime) -> None:
    there = instant.replace(tzinfo=UTC, microsecond=0)
    back = to_instant(to_wall_clock(there, name), name)
    assert timedelta(0) <= there - back <= timedelta(days=1)


def test_an_hour_that_the_clocks_skip_is_refused_with_the_time_after_it() -> None:
    with pytest.raises(NoSuchWallClockError) as skipped:
        to_instant(datetime(2026, 3, 29, 3, 30), "Europe/Kyiv")  # noqa: DTZ001 - a wall clock
    assert skipped.value.next_valid == datetime(2026, 3, 29, 4, 30)  # noqa: DTZ001 - a wall clock


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    instant = to_instant(datetime(2026, 10, 25, 3, 30), "Europe/Kyiv")  # noqa: DTZ001 - a wall clock
    assert instant == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "europe/kyiv", "../etc/passwd", "/etc/localtime", "Europe"])
def test_only_names_of_zones_are_zones(name: str) -> None:
    with pytest.raises(UnknownZoneError):
        timezones.zone(name)


def test_a_meeting_over_the_change_lasts_as_long_as_it_lasts() -> None:
    starts_at = to_instant(datetime(2026, 10, 25, 2, 30), "Europe/Kyiv")  # noqa: DTZ001 - a wall clock
    assert to_wall_clock(timezones.ends_at(starts_at, 90), "Europe/Kyiv") == datetime(2026, 10, 25, 3, 0)  # noqa: DTZ001 - a wall clock
