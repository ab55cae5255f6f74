"""Comparing the meetings of one host with Zoom, and writing down what differs."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.errors import Problem
from api.core.work import Step
from api.hosts.models import Host
from api.meetings import merging, taking_over
from api.meetings.models import Meeting
from api.sync import progress
from api.sync.comparing import Expected, choose, find_expected, may_vanish, read_lists
from api.sync.progress import Found
from api.zoom.client import ZoomClient
from api.zoom.errors import ZoomError, ZoomThrottledError
from api.zoom.schemas import ZoomMeeting

READS_AT_ONCE = 16
"""Over all hosts. The client keeps Zoom's limit per second, and most of these wait for their turn there."""
READS_A_STEP = 50
"""So many meetings are read, then written in one transaction: progress moves on, and locks are short."""
READS_TRIED = 3
"""Of a meeting, while Zoom says that this second is full: other apps use its limits, too."""

Answer = tuple[ZoomMeeting, datetime] | ZoomError


class MassDisappearanceError(Problem):
    """So many meetings do not vanish at once; Zoom's answer is not believed."""

    status = 502
    code = "mass_disappearance"
    title = "Too many meetings are missing at once"


@dataclass
class Scan:
    """How far the lists of one host are read: which meetings they held, and which of those Zoom does not know."""

    host: Host
    began_at: datetime
    seen: set[int] = field(default_factory=set)
    missing: list[int] = field(default_factory=list)


@dataclass
class Comparison:
    """One run at work on its hosts."""

    client: ZoomClient
    step: Step
    run_id: UUID
    is_thorough: bool
    gate: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(READS_AT_ONCE))

    async def compare(self, host: Host) -> ZoomError | None:
        """Bring the host's meetings up to date. Answers Zoom's error, when it kept the host from being compared."""
        try:
            await self._compare(host)
        except ZoomError as error:
            if concerns_account(error):
                return error
            async with self.step.transaction() as session:
                progress.note_host(await progress.count(session, self.run_id), host.id, error)
            return error
        return None

    async def _compare(self, host: Host) -> None:
        """What no list holds is looked for only when all of them were read to their end."""
        scan = Scan(host, clock.now())
        await self._follow(scan, self._differing(scan))
        async with self.step.transaction() as session:
            expected = await find_expected(session, host, scan.seen, scan.began_at)
        most = may_vanish(expected.count)
        await self._follow(scan, _in_portions(expected.absent), most=most)
        async with self.step.transaction() as session:
            error = _too_many(expected) if len(scan.missing) > most else None
            if error is None:
                await self._note_missing(session, scan.missing)
            progress.note_host(await progress.count(session, self.run_id), host.id, error)

    async def _differing(self, scan: Scan) -> AsyncIterator[list[int]]:
        """What has to be read, as the pages of the lists come in."""
        async for listed in read_lists(self.client, scan.host):
            async with self.step.transaction() as session:
                chosen = await choose(session, scan.host, listed, is_thorough=self.is_thorough)
                fresh = [zoom_id for zoom_id in chosen if zoom_id not in scan.seen]
                unchanged = len(listed.items.keys() - scan.seen) - len(fresh)
                await progress.count(session, self.run_id, unchanged=unchanged, meetings_seen=unchanged)
            scan.seen.update(listed.items)
            for portion in _portions(fresh):
                yield portion

    async def _follow(self, scan: Scan, portions: AsyncIterator[list[int]], most: int | None = None) -> None:
        """Read these meetings and write what Zoom says, the one portion while the next is read.

        It ends early when more than `most` are not known to Zoom.
        """
        writing: asyncio.Task[None] | None = None
        try:
            async for portion in portions:
                answers = await asyncio.gather(*(self._read(zoom_id) for zoom_id in portion))
                if writing is not None:
                    await writing
                if most is not None and len(scan.missing) > most:
                    return
                writing = asyncio.create_task(self._write(scan, portion, answers))
            if writing is not None:
                await writing
        finally:
            if writing is not None:
                writing.cancel()
                await asyncio.gather(writing, return_exceptions=True)

    async def _read(self, zoom_id: int) -> Answer:
        answer = await self._ask(zoom_id)
        for _ in range(READS_TRIED - 1):
            if not isinstance(answer, ZoomThrottledError) or answer.daily:
                break
            await asyncio.sleep(1)
            answer = await self._ask(zoom_id)
        return answer

    async def _ask(self, zoom_id: int) -> Answer:
        async with self.gate:
            asked_at = clock.now()
            try:
                return await self.client.get_meeting(zoom_id), asked_at
            except ZoomError as error:
                return error

    async def _write(self, scan: Scan, zoom_ids: Sequence[int], answers: Sequence[Answer]) -> None:
        errors = [
            (zoom_id, error) for zoom_id, error in zip(zoom_ids, answers, strict=True) if isinstance(error, ZoomError)
        ]
        missing = [zoom_id for zoom_id, error in errors if error.outcome == "missing"]
        failed = len(errors) - len(missing)
        said = [answer for answer in answers if not isinstance(answer, ZoomError)]
        async with self.step.transaction() as session:
            found = [one for zoom, asked_at in said if (one := await _write(session, scan.host, zoom, asked_at))]
            unchanged = len(said) - len(found)
            seen = len(zoom_ids) - len(missing)
            await progress.count(session, self.run_id, found, unchanged=unchanged, failed=failed, meetings_seen=seen)
        scan.missing += missing
        for _, error in errors:
            if concerns_account(error):
                raise error

    async def _note_missing(self, session: AsyncSession, zoom_ids: Sequence[int]) -> None:
        found: list[Found] = []
        suspected = 0
        for zoom_id in sorted(zoom_ids):
            meeting = await _find(session, zoom_id)
            if meeting is None or meeting.deleted_at is not None or meeting.status in {"ended", "cancelled", "missing"}:
                continue
            if await merging.note_missing(session, meeting, clock.now()) is not None:
                suspected += 1
            elif meeting.status == "missing":
                found.append(Found("cancelled", meeting.id))
            else:
                found.append(Found("changed", meeting.id, ("status",)))
        await progress.count(session, self.run_id, found, suspected=suspected, meetings_seen=len(zoom_ids))


def concerns_account(error: ZoomError) -> bool:
    """Whether no other question would be answered either, so that the run pauses or ends."""
    return error.outcome in {"throttled", "auth"}


def _portions(zoom_ids: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(zoom_ids), READS_A_STEP):
        yield list(zoom_ids[start : start + READS_A_STEP])


async def _in_portions(zoom_ids: Sequence[int]) -> AsyncIterator[list[int]]:
    for portion in _portions(zoom_ids):
        yield portion


def _too_many(expected: Expected) -> MassDisappearanceError:
    return MassDisappearanceError(
        f"Zoom says that more than {may_vanish(expected.count)} of {expected.count} meetings of this host are gone "
        "at once. None was marked as deleted."
    )


async def _find(session: AsyncSession, zoom_id: int) -> Meeting | None:
    found: Meeting | None = await session.scalar(
        select(Meeting).where(Meeting.zoom_meeting_id == zoom_id).with_for_update()
    )
    return found


async def _write(session: AsyncSession, host: Host, zoom: ZoomMeeting, asked_at: datetime) -> Found | None:
    meeting = await _find(session, zoom.id)
    if meeting is None:
        made = await taking_over.take_over(session, host, zoom, asked_at)
        return Found("new", made.id) if made else None
    fields = await merging.merge_zoom_meeting(session, meeting, zoom, asked_at)
    if not fields:
        return None
    return Found("moved" if {"start_time", "duration"} & set(fields) else "changed", meeting.id, tuple(fields))
