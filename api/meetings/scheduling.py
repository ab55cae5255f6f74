"""When a meeting takes place, who is busy then, and who hosts it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.core import clock, timezones
from api.core.db import lock_names
from api.core.errors import InvalidError, Problem
from api.core.schemas import EARLIEST, LATEST
from api.directory.models import Staff
from api.hosts import service as hosts
from api.hosts.models import Host
from api.meetings.access import visible_to
from api.meetings.models import Meeting, MeetingStaff
from api.meetings.schemas import AvailabilityQuery, ConflictOut, FreeTime, WhoOut
from api.settings import service as settings

SLOT = timedelta(minutes=15)
LONGEST = timedelta(days=1)
LOOK_AHEAD = timedelta(days=14)
PROPOSALS = 3
PAST_TOLERANCE = timedelta(minutes=1)
"""A form that was filled in for "now" may arrive a little later."""


class OverlapError(Problem):
    """The rules forbid meetings of the same people at the same time."""

    status = 409
    code = "overlap"
    title = "Somebody is busy then"


@dataclass(frozen=True)
class Times:
    """From when to when."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Busy:
    """Somebody has a meeting."""

    kind: str
    id: UUID
    name: str
    meeting_id: UUID
    times: Times


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


async def lock_people(session: AsyncSession, staff_ids: Iterable[UUID], host_ids: Iterable[UUID]) -> None:
    """From here on nobody else schedules these people until the transaction ends."""
    staff = {f"staff:{staff_id}" for staff_id in staff_ids}
    await lock_names(session, staff | {f"host:{host_id}" for host_id in host_ids})


def _taken(times: Times, besides: UUID | None) -> list[Any]:
    live = [Meeting.status.in_(("planned", "running")), Meeting.deleted_at.is_(None)]
    # No meeting is longer than a day. Without that bound the index would be read back to the first meeting ever held.
    recent = Meeting.starts_at > times.starts_at - LONGEST
    meets = [recent, Meeting.starts_at < times.ends_at, Meeting.ends_at > times.starts_at]
    return [*live, *meets, *([] if besides is None else [Meeting.id != besides])]


def _busy_staff(staff_ids: Collection[UUID], times: Times, besides: UUID | None) -> Any:
    return (
        select(
            literal("staff").label("kind"), Staff.id, Staff.name, Meeting.id.label("meeting_id"), Meeting.starts_at,
            Meeting.ends_at,
        )
        .join(MeetingStaff, MeetingStaff.meeting_id == Meeting.id)
        .join(Staff, Staff.id == MeetingStaff.staff_id)
        .where(MeetingStaff.staff_id.in_(staff_ids), *_taken(times, besides))
        .order_by(Meeting.starts_at, Staff.name)
    )  # fmt: skip


def _busy_hosts(host_ids: Collection[UUID], times: Times, besides: UUID | None) -> Any:
    return (
        select(
            literal("host").label("kind"), Host.id, Host.name, Meeting.id.label("meeting_id"), Meeting.starts_at,
            Meeting.ends_at,
        )
        .join(Host, Host.id == Meeting.host_id)
        .where(Meeting.host_id.in_(host_ids), *_taken(times, besides))
        .order_by(Meeting.starts_at, Host.name)
    )  # fmt: skip


async def list_busy(
    session: AsyncSession, staff_ids: Collection[UUID], host_ids: Collection[UUID], times: Times, besides: UUID | None
) -> list[Busy]:
    """Who of these people has a meeting that meets these times; one that ends as ours begins does not."""
    found: list[Busy] = []
    for ids, statement in ((staff_ids, _busy_staff), (host_ids, _busy_hosts)):
        if ids:
            rows = await session.execute(statement(ids, times, besides))
            found += [Busy(r.kind, r.id, r.name, r.meeting_id, Times(r.starts_at, r.ends_at)) for r in rows]
    return found


async def show_conflicts(session: AsyncSession, caller: Caller, busy: Sequence[Busy]) -> list[ConflictOut]:
    """The conflicts as this caller may know them: with topic and id only of meetings that the caller may see."""
    ids = {item.meeting_id for item in busy}
    visible = select(Meeting.id, Meeting.topic).where(Meeting.id.in_(ids), visible_to(caller))
    topics = dict((await session.execute(visible)).all()) if ids else {}
    return [
        ConflictOut(
            who=WhoOut.model_validate({"kind": item.kind, "id": item.id, "name": item.name}),
            meeting_id=item.meeting_id if item.meeting_id in topics else None,
            topic=topics.get(item.meeting_id),
            starts_at=item.times.starts_at,
            ends_at=item.times.ends_at,
        )
        for item in busy
    ]


async def list_candidates(session: AsyncSession, creator_id: UUID | None, host_id: UUID | None) -> list[Host]:
    """Who may host, best first; the one who was asked for stands alone. Raises InvalidError for an unknown host."""
    rules = await settings.get_meeting_settings(session)
    connection = await settings.get_zoom_settings(session)
    candidates = await hosts.list_candidates(
        session, use_all_users=rules.use_all_users, account_email=connection.account_email, staff_id=creator_id
    )
    if host_id is None:
        return candidates
    chosen = [host for host in candidates if host.id == host_id]
    if not chosen:
        raise InvalidError.at("host_id", "not_in_pool", "This Zoom user does not exist or may not host.")
    return chosen


async def choose_host(
    session: AsyncSession, candidates: Sequence[Host], times: Times, *, for_staff: UUID | None, besides: UUID | None
) -> tuple[Host | None, list[Busy]]:
    """The first candidate who is free, own host and licensed ones before others, then the one with the least to do.

    When all are busy, the first candidate and the meetings that keep everybody busy. Without candidates nobody: the
    meeting is saved, and gets a host as soon as Zoom is connected.
    """
    busy = await list_busy(session, (), [host.id for host in candidates], times, besides)
    taken = {item.id for item in busy}
    free = [host for host in candidates if host.id not in taken]
    if free:
        return await _pick(session, free, times, for_staff), []
    return (candidates[0] if candidates else None), busy


async def _pick(session: AsyncSession, free: Sequence[Host], times: Times, for_staff: UUID | None) -> Host:
    """The person's own Zoom user, else of those with the best plan the one with the fewest meetings that day."""
    equals = [host for host in free if host.plan == free[0].plan]
    if len(equals) == 1 or (for_staff is not None and free[0].staff_id == for_staff):
        return free[0]
    day = times.starts_at.replace(hour=0, minute=0, second=0, microsecond=0)
    counted = (
        select(Meeting.host_id, func.count())
        .where(Meeting.host_id.in_([host.id for host in equals]), Meeting.deleted_at.is_(None))
        .where(Meeting.starts_at >= day, Meeting.starts_at < day + timedelta(days=1))
        .group_by(Meeting.host_id)
    )
    load = dict((await session.execute(counted)).all())
    return min(equals, key=lambda host: load.get(host.id, 0))


async def list_next_free(
    session: AsyncSession, staff_ids: Collection[UUID], host_ids: Collection[UUID], wanted: Times, besides: UUID | None
) -> list[FreeTime]:
    """The next starts, by quarters of an hour, at which all these people and at least one host are free."""
    length = wanted.ends_at - wanted.starts_at
    window = Times(wanted.starts_at, wanted.ends_at + LOOK_AHEAD)
    busy = await list_busy(session, staff_ids, host_ids, window, besides)
    found: list[FreeTime] = []
    start = _next_quarter(max(wanted.starts_at, clock.now()))
    while len(found) < PROPOSALS and start + length <= window.ends_at:
        meets = [item for item in busy if item.times.starts_at < start + length and item.times.ends_at > start]
        hosts_taken = {item.id for item in meets if item.kind == "host"}
        staff_taken = any(item.kind == "staff" for item in meets)
        if not staff_taken and (not host_ids or set(host_ids) - hosts_taken):
            found.append(FreeTime(starts_at=start))
            start += max(SLOT, length)
        else:
            start += SLOT
    return found


def _next_quarter(instant: datetime) -> datetime:
    seconds = int(SLOT.total_seconds())
    return datetime.fromtimestamp(-(-int(instant.timestamp()) // seconds) * seconds, UTC)


@dataclass(frozen=True)
class Availability:
    """What is known about a time for some people."""

    busy: list[Busy]
    free_hosts: list[Host]
    next_free: list[FreeTime]


async def check_availability(session: AsyncSession, caller: Caller, query: AvailabilityQuery) -> Availability:
    """Whether people and at least one host are free; if not, when they next are."""
    times = times_of(resolve_start(query.starts_at, query.timezone), query.duration_minutes)
    candidates = await list_candidates(session, caller.id, query.host_id)
    host_ids = [host.id for host in candidates]
    busy = await list_busy(session, query.staff_ids, host_ids, times, query.meeting_id)
    taken = {item.id for item in busy if item.kind == "host"}
    free = [host for host in candidates if host.id not in taken]
    if free:
        busy = [item for item in busy if item.kind == "staff"]
    proposals = await list_next_free(session, query.staff_ids, host_ids, times, query.meeting_id) if busy else []
    return Availability(busy, free, proposals)
