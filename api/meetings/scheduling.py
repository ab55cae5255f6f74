"""When a meeting takes place."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from api.core import clock, timezones
from api.core.errors import InvalidError
from api.core.schemas import EARLIEST, LATEST

PAST_TOLERANCE = timedelta(minutes=1)
"""A form that was filled in for "now" may arrive a little later."""


@dataclass(frozen=True)
class Times:
    """From when to when; the end is no part of it."""

    starts_at: datetime
    ends_at: datetime

    def meets(self, other: "Times") -> bool:
        """Whether the two have a moment in common."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def widened(self, by: timedelta) -> "Times":
        """The same with so much more on both sides."""
        return Times(self.starts_at - by, self.ends_at + by)


def resolve_start(starts_at: datetime, zone_name: str) -> datetime:
    """The instant that is meant: given with an offset, or as the wall clock of the zone. Raises InvalidError."""
    if not EARLIEST.year <= starts_at.year < LATEST.year:
        raise InvalidError.at("starts_at", "out_of_range", "This date is out of range.")
    if starts_at.tzinfo is not None:
        return starts_at.astimezone(UTC)
    try:
        return timezones.to_instant(starts_at, zone_name)
    except timezones.NoSuchWallClockError as error:
        proposal = f"{error.next_valid:%Y-%m-%dT%H:%M}"
        message = f"The clocks in {zone_name} jump over this time; the next one is {proposal}."
        raise InvalidError.at("starts_at", "nonexistent_time", message) from error


def check_not_past(starts_at: datetime) -> None:
    """Zoom would silently begin such a meeting now, so it is refused here."""
    if starts_at < clock.now() - PAST_TOLERANCE:
        raise InvalidError.at("starts_at", "in_the_past", "The start lies in the past.")


def times_of(starts_at: datetime, duration_minutes: int) -> Times:
    """The times of a meeting of that length."""
    return Times(starts_at, timezones.ends_at(starts_at, duration_minutes))
