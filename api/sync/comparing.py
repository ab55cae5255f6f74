"""Which meetings of a host have to be read one by one, told from Zoom's lists alone."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import any_, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import BigInteger

from api.core import clock
from api.hosts.models import Host
from api.meetings.models import SCHEDULED, SERIES, Meeting
from api.meetings.wish import agree, facts_of
from api.zoom.client import ZoomClient
from api.zoom.schemas import ZoomMeeting, ZoomMeetingListItem

AGENDA_IN_LISTS = 250
SERIES_EVERY = timedelta(hours=1)
"""The dates of a series are in no list, so it is read now and then without a reason."""
LONGEST_OVERTIME = timedelta(days=1)
LISTED = ("topic", "agenda", "start_time", "duration", "timezone")


@dataclass(frozen=True)
class Lists:
    """What Zoom lists of a host: a complete answer, or none."""

    items: dict[int, ZoomMeetingListItem]
    running: frozenset[int]
    asked_at: datetime


@dataclass
class Reading:
    """Zoom's numbers of the meetings to be read. Of `expected` meetings, those in `absent` are in no list."""

    differing: list[int] = field(default_factory=list)
    absent: list[int] = field(default_factory=list)
    expected: int = 0


async def read_lists(client: ZoomClient, host: Host) -> Lists:
    """Everything that the host has or holds now. Instant meetings are listed only while they run."""
    asked_at = clock.now()
    items = {item.id: item async for item in client.list_meetings(host.zoom_user_id)}
    running = {item.id: item async for item in client.list_meetings(host.zoom_user_id, "live")}
    return Lists({**running, **items}, frozenset(running), asked_at)


async def choose(session: AsyncSession, host: Host, lists: Lists, *, is_thorough: bool) -> Reading:
    """What differs from Zoom's lists, and what we have but they have not."""
    known = await _load(session, host, lists)
    reading = Reading()
    for zoom_id, item in lists.items.items():
        ours = known.get(zoom_id)
        if ours is None or _has_to_be_read(ours, item, lists, is_thorough=is_thorough):
            reading.differing.append(zoom_id)
    for zoom_id, ours in known.items():
        if _is_expected(ours, host, lists):
            reading.expected += 1
            if zoom_id not in lists.items:
                reading.absent.append(zoom_id)
    return reading


async def _load(session: AsyncSession, host: Host, lists: Lists) -> dict[int, Any]:
    """Ours that are listed, and the host's that should be: those to come, and those that may still be running."""
    columns = (
        Meeting.zoom_meeting_id, Meeting.zoom_type, Meeting.zoom_facts, Meeting.zoom_asked_at, Meeting.join_url,
        Meeting.host_id, Meeting.status, Meeting.ends_at, Meeting.missing_since, Meeting.deleted_at,
    )  # fmt: skip
    is_listed = Meeting.zoom_meeting_id == any_(literal(list(lists.items), ARRAY(BigInteger)))
    is_alive = or_(Meeting.ends_at > lists.asked_at - LONGEST_OVERTIME, Meeting.zoom_type != SCHEDULED)
    is_the_hosts = (Meeting.host_id == host.id) & Meeting.zoom_meeting_id.is_not(None) & is_alive
    rows = await session.execute(select(*columns).where(or_(is_listed, is_the_hosts)))
    return {row.zoom_meeting_id: row for row in rows}


def _has_to_be_read(ours: Any, item: ZoomMeetingListItem, lists: Lists, *, is_thorough: bool) -> bool:
    if ours.deleted_at is not None or ours.zoom_asked_at >= lists.asked_at:
        return False
    if ours.missing_since is not None or ours.status == "missing" or ours.zoom_facts is None:
        return True
    if (ours.status == "running") != (item.id in lists.running):
        return True
    is_stale = is_thorough or ours.zoom_asked_at + SERIES_EVERY <= lists.asked_at
    date_has_passed = ours.zoom_asked_at < ours.ends_at <= lists.asked_at
    if ours.zoom_type == SERIES and (is_stale or date_has_passed):
        return True
    return _differs(ours, item)


def _differs(ours: Any, item: ZoomMeetingListItem) -> bool:
    """A list says nothing of settings and passcode, but the link changes with the passcode."""
    if item.type not in (None, ours.zoom_type) or item.join_url not in (None, ours.join_url):
        return True
    said = facts_of(ZoomMeeting.model_validate(item.model_dump()))
    said["agenda"] = said["agenda"][:AGENDA_IN_LISTS]
    facts = {**ours.zoom_facts, "agenda": ours.zoom_facts.get("agenda", "")[:AGENDA_IN_LISTS]}
    names = [name for name in LISTED if name in said and not (name == "start_time" and ours.zoom_type == SERIES)]
    return any(not agree(name, facts.get(name), said[name]) for name in names)


def _is_expected(ours: Any, host: Host, lists: Lists) -> bool:
    """Whether Zoom should list the meeting under this host."""
    if ours.host_id != host.id or ours.deleted_at is not None or ours.status not in {"planned", "running"}:
        return False
    is_to_come = ours.ends_at > lists.asked_at or ours.zoom_type != SCHEDULED or ours.status == "running"
    return bool(is_to_come and ours.zoom_asked_at < lists.asked_at)


def may_vanish(expected: int) -> int:
    """How many of a host's meetings may vanish at once before that is taken for a mistake of Zoom's."""
    return max(5, expected // 5)
