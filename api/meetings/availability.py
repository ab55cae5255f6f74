"""What is known of a time before a meeting is saved, and with what a saved one collides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.core import clock
from api.hosts import service as hosts
from api.hosts.service import Candidate
from api.meetings import conflicts, free_times, host_choice, placing, scheduling
from api.meetings.access import visible_to
from api.meetings.conflicts import Busy, Needs
from api.meetings.host_choice import Chosen, Pool
from api.meetings.models import Meeting
from api.meetings.scheduling import Times
from api.meetings.schemas import AvailabilityOut, AvailabilityQuery, ConflictOut
from api.settings import service as settings

MOST_HOSTS = 100


@dataclass(frozen=True)
class _Hosting:
    """Who could host, who would, and who is free."""

    pool: Pool
    chosen: Chosen
    free: Sequence[Candidate]


async def check_availability(session: AsyncSession, caller: Caller, query: AvailabilityQuery) -> AvailabilityOut:
    """Whether people and a host are free then; if not, when they next are."""
    rules = await settings.get_meeting_settings(session)
    times = scheduling.times_of(scheduling.resolve_start(query.starts_at, query.timezone), query.duration_minutes)
    subject = (query.subject.kind, query.subject.id) if query.subject else None
    needs = Needs(times, placing.gap_of(rules), query.staff_ids, subject, query.meeting_id)
    hosting = await _look_at_hosts(session, caller, query, needs)
    busy = [*await conflicts.list_busy(session, needs), *hosting.chosen.busy]
    return AvailabilityOut.model_validate(
        {
            "rule": rules.restrict_overlapping,
            "conflicts": await conflicts.show(session, caller, busy),
            "host": hosting.chosen.host,
            "host_choice": hosting.chosen.reason,
            "free_hosts": hosting.free[:MOST_HOSTS],
            "busy_staff_ids": await conflicts.list_busy_staff(session, needs),
            "next_free": await _next_free(session, needs, hosting.pool, busy, query.timezone),
        }
    )


async def _next_free(session: AsyncSession, needs: Needs, pool: Pool, busy: Sequence[Busy], zone: str) -> Any:
    return await free_times.list_next_free(session, needs, pool, zone) if busy else []


async def _look_at_hosts(session: AsyncSession, caller: Caller, query: AvailabilityQuery, needs: Needs) -> _Hosting:
    """A meeting that exists keeps its host, unless another one is asked for."""
    everybody = await host_choice.find_pool(session)
    kept = await _find_kept_host(session, caller, query.meeting_id)
    if kept is not None and kept not in everybody.candidates:
        everybody = Pool([*everybody.candidates, kept], everybody.reason)
    wanted = query.host_id or (kept.id if kept else None)
    pool = everybody.named(wanted) if wanted is not None else everybody
    taken = await host_choice.find_taken(session, everybody, needs)
    chosen = await host_choice.choose(session, pool, taken, host_choice.owners_of(caller.id, query.staff_ids))
    return _Hosting(pool, chosen, [host for host in everybody.candidates if taken.is_free(host)])


async def _find_kept_host(session: AsyncSession, caller: Caller, meeting_id: UUID | None) -> Candidate | None:
    """The host that a meeting has already, whether it may host new ones or not."""
    if meeting_id is None:
        return None
    kept = select(Meeting.host_id).where(Meeting.id == meeting_id, visible_to(caller))
    host_id = await session.scalar(kept)
    return await hosts.find_candidate(session, host_id) if host_id is not None else None


async def list_warnings(session: AsyncSession, caller: Caller, meeting: Mapping[str, Any]) -> list[ConflictOut]:
    """With what a meeting, in the shape of its answer, collides now; nothing where overlaps are let be."""
    rules = await settings.get_meeting_settings(session)
    has_time = meeting["kind"] not in {"no_fixed_time", "personal_room"}
    is_ahead = has_time and meeting["status"] in {"planned", "running"} and meeting["ends_at"] > clock.now()
    if rules.restrict_overlapping == "off" or not is_ahead:
        return []
    subject = (meeting["subject"]["kind"], UUID(meeting["subject"]["id"])) if meeting["subject"] else None
    staff_ids = [UUID(person["id"]) for person in meeting["staff"]]
    times = Times(meeting["starts_at"], meeting["ends_at"])
    needs = Needs(times, placing.gap_of(rules), staff_ids, subject, meeting["id"])
    pool = await placing.pool_of(session, UUID(meeting["host"]["id"]) if meeting["host"] else None)
    chosen = await host_choice.choose(session, pool, await host_choice.find_taken(session, pool, needs), ())
    return await conflicts.show(session, caller, [*await conflicts.list_busy(session, needs), *chosen.busy])
