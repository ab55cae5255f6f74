"""Comparing the meetings of one host with Zoom, and writing down what differs."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.errors import Problem
from api.core.work import Step
from api.hosts.models import Host
from api.meetings import merging
from api.meetings.models import Meeting
from api.sync import progress
from api.sync.comparing import Reading, choose, may_vanish, read_lists
from api.sync.progress import Found
from api.zoom.client import ZoomClient
from api.zoom.errors import ZoomError
from api.zoom.schemas import ZoomMeeting

READS_AT_ONCE = 8
"""Over all hosts; Zoom's limit per second is kept by the client."""
READS_A_STEP = 50
"""So many meetings are read, then written in one transaction: progress moves on, and locks are short."""


class MassDisappearanceError(Problem):
    """So many meetings do not vanish at once; Zoom's answer is not believed."""

    status = 502
    code = "mass_disappearance"
    title = "Too many meetings are missing at once"


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
        lists = await read_lists(self.client, host)
        async with self.step.transaction() as session:
            reading = await choose(session, host, lists, is_thorough=self.is_thorough)
        looked_at = {*lists.items, *reading.absent}
        unchanged = len(looked_at) - len(reading.differing) - len(reading.absent)
        missing: list[int] = []
        most = may_vanish(reading.expected)
        for zoom_ids in _portions(reading):
            missing += await self._bring_up_to_date(host, zoom_ids)
            if len(missing) > most:
                break
        async with self.step.transaction() as session:
            run = await progress.count(session, self.run_id, unchanged=unchanged, meetings_seen=unchanged)
            error = None
            if len(missing) > most:
                error = _too_many(reading)
            else:
                await self._note_missing(session, missing)
            progress.note_host(run, host.id, error)

    async def _bring_up_to_date(self, host: Host, zoom_ids: Sequence[int]) -> list[int]:
        """Read these meetings and write what Zoom says; answers those that Zoom does not know."""
        answers = await asyncio.gather(*(self._read(zoom_id) for zoom_id in zoom_ids))
        errors = [
            (zoom_id, error) for zoom_id, error in zip(zoom_ids, answers, strict=True) if isinstance(error, ZoomError)
        ]
        missing = [zoom_id for zoom_id, error in errors if error.outcome == "missing"]
        failed = len(errors) - len(missing)
        said = [answer for answer in answers if not isinstance(answer, ZoomError)]
        async with self.step.transaction() as session:
            found = [one for meeting, asked_at in said if (one := await _write(session, host, meeting, asked_at))]
            unchanged = len(said) - len(found)
            seen = len(zoom_ids) - len(missing)
            await progress.count(session, self.run_id, found, unchanged=unchanged, failed=failed, meetings_seen=seen)
        for _, error in errors:
            if concerns_account(error):
                raise error
        return missing

    async def _read(self, zoom_id: int) -> tuple[ZoomMeeting, datetime] | ZoomError:
        async with self.gate:
            asked_at = clock.now()
            try:
                return await self.client.get_meeting(zoom_id), asked_at
            except ZoomError as error:
                return error

    async def _note_missing(self, session: AsyncSession, zoom_ids: Sequence[int]) -> None:
        found: list[Found] = []
        suspected = 0
        for zoom_id in sorted(zoom_ids):
            meeting = await _find(session, zoom_id)
            if meeting is None or meeting.deleted_at is not None or meeting.status not in {"planned", "running"}:
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


def _portions(reading: Reading) -> Iterator[list[int]]:
    zoom_ids = [*reading.differing, *reading.absent]
    for start in range(0, len(zoom_ids), READS_A_STEP):
        yield zoom_ids[start : start + READS_A_STEP]


def _too_many(reading: Reading) -> MassDisappearanceError:
    return MassDisappearanceError(
        f"Zoom says that more than {may_vanish(reading.expected)} of {reading.expected} meetings of this host are gone "
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
        made = await merging.take_over(session, host, zoom, asked_at)
        return Found("new", made.id) if made else None
    fields = await merging.merge_zoom_meeting(session, meeting, zoom, asked_at)
    if not fields:
        return None
    return Found("moved" if {"start_time", "duration"} & set(fields) else "changed", meeting.id, tuple(fields))
