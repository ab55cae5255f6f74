"""Giving a meeting its place: who hosts it, whether the rules allow that time, and that nobody else takes it meanwhile.

Locks decide, and they are of time, not of people: who places a meeting holds the hours around it. So two who want the
same host, colleague or client at once wait for each other, however large the pool of hosts is, and all take their
locks in one statement and one order. Behind the locks stands a constraint of the database (`Reservation`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NoReturn
from uuid import UUID

from sqlalchemy.dialects.postgresql import Range, insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.core.db import lock_names
from api.core.errors import Problem
from api.events import service as events
from api.hosts import service as hosts
from api.meetings import conflicts, free_times, host_choice
from api.meetings.conflicts import Busy, Needs
from api.meetings.host_choice import Chosen, Pool
from api.meetings.models import Meeting, Reservation
from api.meetings.scheduling import Times
from api.meetings.schemas import OverrideIn
from api.settings import service as settings
from api.settings.models import MeetingSettings

HOUR = timedelta(hours=1)


class OverlapError(Problem):
    """The rules forbid meetings of the same people at the same time."""

    status = 409
    code = "overlap"
    title = "Somebody is busy then"


@dataclass(frozen=True)
class Anew:
    """Who of a meeting that exists has to be free, because they or the time are new."""

    staff_ids: Sequence[UUID]
    host: bool
    subject: bool


def gap_of(rules: MeetingSettings) -> timedelta:
    """What must lie between two meetings: the time after the one, and the time before the other."""
    return timedelta(minutes=rules.buffer_before_minutes + rules.buffer_after_minutes)


def subject_of(meeting: Meeting) -> tuple[str, UUID] | None:
    """Whom the meeting is about."""
    found = ((kind, getattr(meeting, f"{kind}_id")) for kind in conflicts.SUBJECTS)
    return next(((kind, subject_id) for kind, subject_id in found if subject_id is not None), None)


async def lock_times(session: AsyncSession, needs: Needs) -> None:
    """From here on nobody else places a meeting around that time until the transaction ends."""
    window = needs.times.widened(needs.gap)
    hour = window.starts_at.replace(minute=0, second=0, microsecond=0)
    names = set()
    while hour < window.ends_at:
        names.add(f"schedule:{hour:%Y-%m-%dT%H}")
        hour += HOUR
    await lock_names(session, names)


async def place_new(
    session: AsyncSession,
    caller: Caller,
    meeting: Meeting,
    staff_ids: Sequence[UUID],
    host_id: UUID | None,
    override: OverrideIn | None,
) -> bool:
    """Choose the host of a new meeting and hold its time. Raises OverlapError where that is forbidden.

    Answers whether the time shall be reserved, once the meeting is written.
    """
    rules = await settings.get_meeting_settings(session)
    pool = await host_choice.find_pool(session)
    if host_id is not None:
        pool = pool.named(host_id)
    needs = Needs(Times(meeting.starts_at, meeting.ends_at), gap_of(rules), staff_ids, subject_of(meeting))
    await lock_times(session, needs)
    owners = host_choice.owners_of(caller.id, staff_ids)
    chosen = await host_choice.choose(session, pool, await host_choice.find_taken(session, pool, needs), owners)
    meeting.host_id = chosen.host.id if chosen.host else None
    meeting.host_choice = chosen.reason
    if rules.restrict_overlapping != "forbid":
        return False
    return await _decide(session, caller, meeting, needs, pool, chosen, override)


async def place_again(
    session: AsyncSession, caller: Caller, meeting: Meeting, anew: Anew, override: OverrideIn | None
) -> bool:
    """Check a meeting that exists; its host stays. Raises OverlapError where it is forbidden.

    Answers whether the time shall be reserved.
    """
    rules = await settings.get_meeting_settings(session)
    if rules.restrict_overlapping != "forbid":
        return False
    subject = subject_of(meeting) if anew.subject else None
    needs = Needs(Times(meeting.starts_at, meeting.ends_at), gap_of(rules), anew.staff_ids, subject, meeting.id)
    pool = await pool_of(session, meeting.host_id if anew.host else None)
    await lock_times(session, needs)
    chosen = await host_choice.choose(session, pool, await host_choice.find_taken(session, pool, needs), ())
    return await _decide(session, caller, meeting, needs, pool, chosen, override)


async def pool_of(session: AsyncSession, host_id: UUID | None) -> Pool:
    """The host that a meeting has already, whether it may host new ones or not."""
    host = await hosts.find_candidate(session, host_id) if host_id is not None else None
    return Pool([host] if host else [], "requested")


async def _decide(
    session: AsyncSession,
    caller: Caller,
    meeting: Meeting,
    needs: Needs,
    pool: Pool,
    chosen: Chosen,
    override: OverrideIn | None,
) -> bool:
    """Where nobody is busy, whether the host is this meeting's alone; where somebody is, an override or an error."""
    busy = [*await conflicts.list_busy(session, needs), *chosen.busy]
    if not busy:
        return chosen.host is not None and chosen.host.capacity == 1
    if override is None:
        await _refuse(session, caller, needs, pool, busy, meeting.timezone)
    else:
        await _record(session, caller, meeting, busy, override)
    return False


async def _record(
    session: AsyncSession, caller: Caller, meeting: Meeting, busy: Sequence[Busy], override: OverrideIn
) -> None:
    others = sorted({str(item.meeting_id) for item in busy})[: conflicts.MOST_TOLD]
    told = {"reason": override.reason, "meeting_ids": others}
    await events.record(session, caller.actor, "meeting.overlap_allowed", "meeting", meeting.id, **told)


async def _refuse(
    session: AsyncSession, caller: Caller, needs: Needs, pool: Pool, busy: Sequence[Busy], zone: str
) -> NoReturn:
    names = ", ".join(dict.fromkeys(item.name for item in busy[: conflicts.MOST_TOLD]))
    shown = await conflicts.show(session, caller, busy)
    proposals = await free_times.list_next_free(session, needs, pool, zone)
    raise OverlapError(
        f"At that time these are busy: {names}. Nothing was saved; choose another time.",
        conflicts=[conflict.model_dump(mode="json") for conflict in shown],
        next_free=[proposal.model_dump(mode="json") for proposal in proposals],
    )


async def reserve(session: AsyncSession, meeting: Meeting) -> None:
    """Note in the database itself that the host is this meeting's alone. The meeting must have been written before."""
    during = Range(meeting.starts_at, meeting.ends_at)
    row = insert(Reservation).values(meeting_id=meeting.id, host_id=meeting.host_id, during=during)
    await session.execute(row.on_conflict_do_nothing(index_elements=[Reservation.meeting_id]))


async def give_host(session: AsyncSession, meeting: Meeting, staff_ids: Sequence[UUID]) -> bool:
    """A host for a meeting that has none, or whose own cannot take it; answers whether there is one.

    Where overlaps are forbidden, only somebody who is free.
    """
    rules = await settings.get_meeting_settings(session)
    pool = await host_choice.find_pool(session)
    needs = Needs(Times(meeting.starts_at, meeting.ends_at), gap_of(rules), besides=meeting.id)
    await lock_times(session, needs)
    taken = await host_choice.find_taken(session, pool, needs)
    chosen = await host_choice.choose(session, pool, taken, host_choice.owners_of(meeting.created_by, staff_ids))
    forbids = rules.restrict_overlapping == "forbid"
    if chosen.host is None or (forbids and chosen.busy):
        return False
    meeting.host_id, meeting.host_choice = chosen.host.id, chosen.reason
    if forbids and chosen.host.capacity == 1:
        await session.flush()
        await reserve(session, meeting)
    return True
