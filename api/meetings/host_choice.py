"""Which Zoom user hosts a meeting, and why."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.errors import InvalidError
from api.hosts import service as hosts
from api.hosts.service import Candidate
from api.meetings.conflicts import Busy, Needs, in_the_way
from api.meetings.models import Meeting
from api.meetings.scheduling import Times
from api.meetings.schemas import HostChoice
from api.settings import service as settings


@dataclass(frozen=True)
class Pool:
    """Who may host a meeting, and why it is these."""

    candidates: Sequence[Candidate]
    reason: HostChoice

    def named(self, host_id: UUID) -> "Pool":
        """Only the one that was asked for. Raises InvalidError for somebody who may not host."""
        chosen = [host for host in self.candidates if host.id == host_id]
        if not chosen:
            raise InvalidError.at("host_id", "not_in_pool", "This Zoom user does not exist or may not host.")
        return Pool(chosen, "requested")


@dataclass(frozen=True)
class Taken:
    """What the candidates host around a time."""

    needs: Needs
    meetings: Mapping[UUID | None, Sequence[tuple[UUID, Times]]]

    def is_free(self, host: Candidate, times: Times | None = None) -> bool:
        """Whether the host runs fewer meetings than it may, at each moment of these times."""
        window = (times or self.needs.times).widened(self.needs.gap)
        running = [taken for _id, taken in self.meetings.get(host.id, ()) if taken.meets(window)]
        if len(running) < host.capacity:
            return True
        # Where most run at once, one of them just began, or all run already as ours begins.
        moments = [window.starts_at, *(taken.starts_at for taken in running if window.starts_at < taken.starts_at)]
        most = max(sum(taken.starts_at <= moment < taken.ends_at for taken in running) for moment in moments)
        return most < host.capacity

    def busy(self, host: Candidate) -> list[Busy]:
        """The host's meetings that are in the way."""
        found = self.meetings.get(host.id, ())
        return [Busy("host", host.id, host.name, meeting_id, times) for meeting_id, times in found]


@dataclass(frozen=True)
class Chosen:
    """Who hosts, why, and the meetings in the way when nobody is free."""

    host: Candidate | None
    reason: HostChoice
    busy: Sequence[Busy] = ()


async def find_pool(session: AsyncSession) -> Pool:
    """Who may host new meetings by the rules of the settings."""
    rules = await settings.get_meeting_settings(session)
    connection = await settings.get_zoom_settings(session)
    candidates = await hosts.list_candidates(
        session, use_all_users=rules.use_all_users, account_email=connection.account_email
    )
    return Pool(candidates, "least_loaded" if rules.use_all_users else "account")


async def find_taken(session: AsyncSession, pool: Pool, needs: Needs) -> Taken:
    """What is hosted around that time. Of a large pool the ids are not sent: the time alone finds little."""
    only = pool.candidates[0].id if len(pool.candidates) == 1 else None
    hosting = select(Meeting.host_id).where(Meeting.host_id.is_not(None) if only is None else Meeting.host_id == only)
    meetings: dict[UUID | None, list[tuple[UUID, Times]]] = defaultdict(list)
    for host_id, meeting_id, starts_at, ends_at in await session.execute(in_the_way(needs, hosting)):
        meetings[host_id].append((meeting_id, Times(starts_at, ends_at)))
    return Taken(needs, meetings)


async def choose(session: AsyncSession, pool: Pool, taken: Taken, owners: Sequence[UUID]) -> Chosen:
    """The best of those who are free.

    Who has writes left today goes before who has none; then the own Zoom user of one of the `owners`, the first of
    them first; then who has a licence; then who hosts least that day. When nobody is free, the best of all, and the
    meetings in the way. Without candidates nobody: the meeting gets a host as soon as Zoom is connected.
    """
    if not pool.candidates:
        return Chosen(None, "none")
    free = [host for host in pool.candidates if taken.is_free(host)]
    host = await _pick(session, free or pool.candidates, taken.needs.times, owners)
    reason: HostChoice = "own" if pool.reason == "least_loaded" and host.staff_id in owners else pool.reason
    return Chosen(host, reason, () if free else [busy for one in pool.candidates for busy in taken.busy(one)])


async def _pick(
    session: AsyncSession, candidates: Sequence[Candidate], times: Times, owners: Sequence[UUID]
) -> Candidate:
    def rank(host: Candidate) -> tuple[bool, int, bool]:
        place = next((place for place, owner in enumerate(owners) if owner == host.staff_id), len(owners))
        return not host.has_writes, place, host.plan != "licensed"

    best = min(map(rank, candidates))
    equals = [host for host in candidates if rank(host) == best]
    if len(equals) == 1:
        return equals[0]
    load = await _count_by_host(session, times)
    return min(equals, key=lambda host: load.get(host.id, 0))


async def _count_by_host(session: AsyncSession, times: Times) -> dict[UUID | None, int]:
    day = times.starts_at.replace(hour=0, minute=0, second=0, microsecond=0)
    counted = (
        select(Meeting.host_id, func.count().label("meetings"))
        .where(Meeting.host_id.is_not(None), Meeting.deleted_at.is_(None))
        .where(Meeting.starts_at >= day, Meeting.starts_at < day + timedelta(days=1))
        .group_by(Meeting.host_id)
    )
    return {row.host_id: row.meetings for row in await session.execute(counted)}


def owners_of(creator_id: UUID | None, staff_ids: Sequence[UUID]) -> list[UUID]:
    """Whose own Zoom user may host: the maker's, unless the meeting is one of others, then theirs."""
    maker = [creator_id] if creator_id is not None and (not staff_ids or creator_id in staff_ids) else []
    return [*maker, *(staff_id for staff_id in staff_ids if staff_id != creator_id)]
