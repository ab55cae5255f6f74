"""Lists of a user's meetings."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from simulator.meetings.models import INSTANT, PERSONAL_ROOM, Meeting
from simulator.meetings.service import is_expired
from simulator.users.models import User
from simulator.wire import zone
from simulator.world import World

ListType = Literal["scheduled", "live", "upcoming", "upcoming_meetings", "previous_meetings"]


def list_meetings(
    world: World,
    host: User,
    kind: ListType,
    *,
    from_: date | None = None,
    to: date | None = None,
    timezone: str = "UTC",
) -> list[Meeting]:
    """Only what the user hosts, never expired ones, in an order that means nothing.

    Instant meetings and personal rooms are there only while they are held, among the live ones.

    A meeting made less than the account's list lag ago is not there yet, although a GET by its id finds it.
    """
    now = world.now()
    shown_since = now - timedelta(seconds=world.state.account.list_lag_seconds)
    found = [
        meeting
        for meeting in world.state.meetings.values()
        if meeting.host_id == host.id
        and meeting.deleted_at is None
        and meeting.created_at <= shown_since
        and _is_listed(meeting, kind, now)
        and _is_within(meeting, from_, to, timezone)
    ]
    return sorted(found, key=lambda meeting: meeting.uuid)


def is_over(meeting: Meeting, now: datetime) -> bool:
    """Whether its last date has passed; what has no date is never over."""
    if meeting.start_time is None:
        return False
    starts = [o.start_time for o in meeting.occurrences if o.status == "available"] or [meeting.start_time]
    return max(starts) + timedelta(minutes=meeting.duration) <= now


def _is_listed(meeting: Meeting, kind: ListType, now: datetime) -> bool:
    if kind == "live":
        return meeting.running
    if meeting.type in {INSTANT, PERSONAL_ROOM} or is_expired(meeting, now):
        return False
    over = is_over(meeting, now)
    return {
        "scheduled": True,
        "upcoming": not over and not meeting.running,
        "upcoming_meetings": not over or meeting.running,
        "previous_meetings": over and not meeting.running,
    }[kind]


def _is_within(meeting: Meeting, from_: date | None, to: date | None, timezone: str) -> bool:
    if meeting.start_time is None:
        return True
    earliest = datetime.combine(from_, time(), tzinfo=zone(timezone)) if from_ else datetime.min.replace(tzinfo=UTC)
    latest = datetime.combine(to, time.max, tzinfo=zone(timezone)) if to else datetime.max.replace(tzinfo=UTC)
    starts = [occurrence.start_time for occurrence in meeting.occurrences] or [meeting.start_time]
    return any(earliest <= start <= latest for start in starts)
