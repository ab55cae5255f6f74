"""A host's day is forecast from how it began."""

from datetime import UTC, datetime, timedelta

import pytest

from api.core import clock
from api.hosts import quota


@pytest.fixture
def at_ten() -> datetime:
    """Ten o'clock in Greenwich."""
    now = datetime(2026, 12, 1, 10, tzinfo=UTC)
    clock.advance(now - clock.now())
    return now


@pytest.mark.parametrize(("used", "hours_left"), [(50, 10), (80, 2.5), (99, 10 / 99)])
def test_a_busy_day_ends_before_midnight(used: int, hours_left: float, at_ten: datetime) -> None:
    forecast = quota.forecast_exhaustion(used)
    assert forecast is not None
    assert abs(forecast - at_ten - timedelta(hours=hours_left)) < timedelta(seconds=5)


@pytest.mark.parametrize("used", [0, 9, 10, 41])
@pytest.mark.usefixtures("at_ten")
def test_a_quiet_day_is_enough(used: int) -> None:
    assert quota.forecast_exhaustion(used) is None


@pytest.mark.usefixtures("at_ten")
def test_what_is_used_up_is_so_now() -> None:
    forecast = quota.forecast_exhaustion(100)
    assert forecast is not None
    assert forecast <= clock.now()


def test_the_first_minutes_of_a_day_foretell_nothing_wild() -> None:
    clock.advance(datetime(2026, 12, 2, 0, 1, tzinfo=UTC) - clock.now())
    assert quota.forecast_exhaustion(10) == pytest.approx(clock.now() + timedelta(hours=9), abs=timedelta(seconds=5))
