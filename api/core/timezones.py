"""Wall clock and zone to instant: the one place where it is done.

Around a change of the clocks a wall-clock time may not exist (spring) or exist twice (autumn). The first is refused,
for the second the earlier instant is meant, as RFC 5545 has it for calendars.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones


class UnknownZoneError(ValueError):
    """The name is not in the IANA time zone database."""


class NoSuchWallClockError(ValueError):
    """The clocks of that zone jump over this time. `next_valid` is the same time after the jump."""

    def __init__(self, next_valid: datetime) -> None:
        super().__init__("the clocks jump over this time")
        self.next_valid = next_valid


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


def zone(name: str) -> ZoneInfo:
    """The zone of an IANA name, or UnknownZoneError. Only listed names: a path never reaches the file system."""
    if name not in _names():
        raise UnknownZoneError(name)
    return ZoneInfo(name)


def to_instant(wall_clock: datetime, zone_name: str) -> datetime:
    """The instant in UTC at which clocks in the zone show `wall_clock` (a datetime without zone)."""
    there = wall_clock.replace(tzinfo=zone(zone_name), fold=0)
    instant = there.astimezone(UTC)
    back = instant.astimezone(there.tzinfo)
    if back.replace(tzinfo=None) != wall_clock:
        raise NoSuchWallClockError(back.replace(tzinfo=None))
    return instant


def to_wall_clock(instant: datetime, zone_name: str) -> datetime:
    """What clocks in the zone show at the instant, without zone."""
    return instant.astimezone(zone(zone_name)).replace(tzinfo=None)


def ends_at(starts_at: datetime, duration_minutes: int) -> datetime:
    """When something that starts then and lasts so long is over."""
    return starts_at + timedelta(minutes=duration_minutes)
