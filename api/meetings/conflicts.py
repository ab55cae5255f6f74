"""Whose other meetings are in the way of a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.directory.models import Client, ClientGroup, Lead, Staff
from api.meetings.access import visible_to
from api.meetings.models import LONGEST_MEETING, Meeting, MeetingStaff
from api.meetings.scheduling import Times
from api.meetings.schemas import ConflictOut, WhoOut

MOST_TOLD = 20
"""Of a large pool where everybody is busy, the first few tell enough."""

SUBJECTS: dict[str, tuple[Any, Any]] = {
    "client": (Client, Meeting.client_id),
    "lead": (Lead, Meeting.lead_id),
    "client_group": (ClientGroup, Meeting.client_group_id),
}


@dataclass(frozen=True)
class Needs:
    """Who besides a host must be free, and when.

    `gap` is what must lie between two meetings of one person: the buffer after the one and that before the other.
    `besides` is the meeting itself, which is in nobody's way.
    """

    times: Times
    gap: timedelta = timedelta(0)
    staff_ids: Sequence[UUID] = ()
    subject: tuple[str, UUID] | None = None
    besides: UUID | None = None

    def at(self, times: Times) -> "Needs":
        """The same people at another time."""
        return replace(self, times=times)


@dataclass(frozen=True)
class Busy:
    """Somebody has a meeting."""

    kind: str
    id: UUID
    name: str
    meeting_id: UUID
    times: Times


def in_the_way(needs: Needs) -> list[Any]:
    """What is true of the meetings that leave less than the gap; one that ends as ours begins may, without a gap."""
    window = needs.times.widened(needs.gap)
    live = [Meeting.status.in_(("planned", "running")), Meeting.deleted_at.is_(None)]
    # No meeting is longer than a day. Without that bound the index would be read back to the first meeting ever held.
    recent = Meeting.starts_at > window.starts_at - LONGEST_MEETING
    meets = [recent, Meeting.starts_at < window.ends_at, Meeting.ends_at > window.starts_at]
    return [*live, *meets, *([] if needs.besides is None else [Meeting.id != needs.besides])]


def _of_staff(needs: Needs) -> Any:
    who = (literal("staff").label("kind"), Staff.id, Staff.name)
    return (
        select(*who, Meeting.id.label("meeting_id"), Meeting.starts_at, Meeting.ends_at)
        .join(MeetingStaff, MeetingStaff.meeting_id == Meeting.id)
        .join(Staff, Staff.id == MeetingStaff.staff_id)
        .where(MeetingStaff.staff_id.in_(needs.staff_ids), *in_the_way(needs))
        .order_by(Meeting.starts_at, Staff.name)
    )


def _of_subject(kind: str, subject_id: UUID, needs: Needs) -> Any:
    model, column = SUBJECTS[kind]
    who = (literal(kind).label("kind"), model.id, model.name)
    return (
        select(*who, Meeting.id.label("meeting_id"), Meeting.starts_at, Meeting.ends_at)
        .join(model, model.id == column)
        .where(column == subject_id, *in_the_way(needs))
        .order_by(Meeting.starts_at)
    )


async def list_busy(session: AsyncSession, needs: Needs) -> list[Busy]:
    """Who of the staff and whom the meeting is about is busy; hosts are `host_choice`'s to know."""
    found: list[Busy] = []
    statements = [_of_staff(needs)] if needs.staff_ids else []
    if needs.subject is not None:
        statements.append(_of_subject(*needs.subject, needs))
    for statement in statements:
        rows = await session.execute(statement)
        found += [Busy(r.kind, r.id, r.name, r.meeting_id, Times(r.starts_at, r.ends_at)) for r in rows]
    return found


async def list_busy_staff(session: AsyncSession, needs: Needs) -> list[UUID]:
    """Everybody of the staff who is busy then."""
    busy = select(MeetingStaff.staff_id).join(Meeting, Meeting.id == MeetingStaff.meeting_id).where(*in_the_way(needs))
    return list(await session.scalars(busy.distinct()))


async def show(session: AsyncSession, caller: Caller, busy: Sequence[Busy]) -> list[ConflictOut]:
    """The first conflicts as this caller may know them: topic and id only of meetings that the caller may see."""
    told = busy[:MOST_TOLD]
    ids = {item.meeting_id for item in told}
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
        for item in told
    ]
