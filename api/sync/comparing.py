"""Which meetings of a host have to be read one by one, told from Zoom's lists alone.

A list is taken page by page, and nothing of a page is kept but the numbers of its meetings: however many a host has,
little is held in memory.
"""

from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import any_, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import BigInteger

from api.core import clock
from api.hosts.models import Host
from api.meetings.models import AT_ANY_TIME, PERSONAL_ROOM, SCHEDULED, SERIES, Meeting
from api.meetings.wish import agree, facts_of
from api.zoom.client import ZoomClient
from api.zoom.schemas import ZoomMeeting, ZoomMeetingListItem

AGENDA_IN_LISTS = 250
SERIES_EVERY = timedelta(hours=1)
"""The dates of a series are in no list, so it is read now and then without a reason."""
LONGEST_OVERTIME = timedelta(days=1)
LISTED = ("topic", "agenda", "start_time", "duration", "timezone")
ROWS_AT_ONCE = 1000


@dataclass(frozen=True)
class Listed:
    """A page of what Zoom lists of a host, and what runs now."""

    items: Mapping[int, ZoomMeetingListItem]
    running: frozenset[int]
    asked_at: datetime


@dataclass
class Expected:
    """What of ours Zoom should list of a host: how many, and the numbers of those that it does not."""

    count: int = 0
    absent: list[int] = field(default_factory=list)


async def read_lists(client: ZoomClient, host: Host) -> AsyncIterator[Listed]:
    """Everything that the host has or holds now, past and to come. Only when it ended without an error it was complete.

    Instant meetings and personal rooms are listed only while they run.
    """
    asked_at = clock.now()
    live = {item.id: item async for page in client.list_meeting_pages(host.zoom_user_id, "live") for item in page}
    running = frozenset(live)
    yield Listed(live, running, asked_at)
    asked_at = clock.now()
    async for page in client.list_meeting_pages(host.zoom_user_id):
        yield Listed({item.id: item for item in page}, running, asked_at)
        asked_at = clock.now()


async def choose(session: AsyncSession, host: Host, listed: Listed, *, is_thorough: bool) -> list[int]:
    """The numbers of the meetings of this page that have to be read. What a private host makes in Zoom stays there."""
    known = await _load(session, listed)
    return [
        zoom_id
        for zoom_id, item in listed.items.items()
        if (not host.is_private if (ours := known.get(zoom_id)) is None else _is_news(ours, item, listed, is_thorough))
    ]


async def _load(session: AsyncSession, listed: Listed) -> dict[int, Any]:
    columns = (
        Meeting.zoom_meeting_id, Meeting.zoom_type, Meeting.zoom_facts, Meeting.zoom_asked_at, Meeting.join_url,
        Meeting.status, Meeting.starts_at, Meeting.ends_at, Meeting.missing_since, Meeting.deleted_at,
    )  # fmt: skip
    is_listed = Meeting.zoom_meeting_id == any_(literal(list(listed.items), ARRAY(BigInteger)))
    return {row.zoom_meeting_id: row for row in await session.execute(select(*columns).where(is_listed))}


def _is_news(ours: Any, item: ZoomMeetingListItem, listed: Listed, is_thorough: bool) -> bool:  # noqa: FBT001 - a run's own fact
    if ours.deleted_at is not None or ours.zoom_asked_at >= listed.asked_at:
        return False
    if ours.missing_since is not None or ours.status == "missing" or ours.zoom_facts is None:
        return True
    if (ours.status == "running") != (item.id in listed.running):
        return True
    is_stale = is_thorough or ours.zoom_asked_at + SERIES_EVERY <= listed.asked_at
    date_has_passed = ours.zoom_asked_at < ours.ends_at <= listed.asked_at
    if ours.zoom_type == SERIES and (is_stale or date_has_passed):
        return True
    return _differs(ours, item)


def _differs(ours: Any, item: ZoomMeetingListItem) -> bool:
    """A list says nothing of settings and passcode, but the link changes with the passcode."""
    if item.kind not in (None, ours.zoom_type) or item.join_url not in (None, ours.join_url):
        return True
    said = facts_of(ZoomMeeting.model_validate(item.model_dump()))
    said["agenda"] = said["agenda"][:AGENDA_IN_LISTS]
    facts = {**ours.zoom_facts, "agenda": ours.zoom_facts.get("agenda", "")[:AGENDA_IN_LISTS]}
    names = [name for name in LISTED if name in said and not (name == "start_time" and ours.zoom_type == SERIES)]
    return any(not agree(name, facts.get(name), said[name]) for name in names)


async def find_expected(session: AsyncSession, host: Host, seen: Collection[int], began_at: datetime) -> Expected:
    """What the whole list should have held, and did not: those to come, and those that may still be running."""
    columns = (
        Meeting.id, Meeting.zoom_meeting_id, Meeting.zoom_type, Meeting.zoom_asked_at, Meeting.status, Meeting.ends_at,
    )  # fmt: skip
    is_alive = or_(Meeting.ends_at > began_at - LONGEST_OVERTIME, Meeting.zoom_type != SCHEDULED)
    is_there = Meeting.status.in_(("planned", "open", "running")) & Meeting.deleted_at.is_(None)
    ours = select(*columns).where(
        Meeting.host_id == host.id, Meeting.zoom_meeting_id.is_not(None), is_alive, is_there
    )  # fmt: skip
    expected = Expected()
    after = None
    while rows := (await session.execute(_next_rows(ours, after))).all():
        for row in rows:
            if _is_expected(row, began_at):
                expected.count += 1
                if row.zoom_meeting_id not in seen and row.zoom_asked_at < began_at:
                    expected.absent.append(row.zoom_meeting_id)
        after = rows[-1].id
    return expected


def _next_rows(statement: Any, after: Any) -> Any:
    page = statement.order_by(Meeting.id).limit(ROWS_AT_ONCE)
    return page if after is None else page.where(Meeting.id > after)


def _is_expected(ours: Any, began_at: datetime) -> bool:
    """A personal room is listed only while it runs; what has a date, until that is over."""
    if ours.status == "running" or ours.zoom_type in AT_ANY_TIME - {PERSONAL_ROOM}:
        return True
    return ours.zoom_type != PERSONAL_ROOM and bool(ours.ends_at > began_at or ours.zoom_type != SCHEDULED)


def may_vanish(expected: int) -> int:
    """How many of a host's meetings may vanish at once before that is taken for a mistake of Zoom's."""
    return max(5, expected // 5)
