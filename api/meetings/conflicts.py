"""Whose other meetings are in the way of a meeting."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.directory.models import Client, ClientGroup, Lead, Staff
from api.meetings.access import visible_to
from api.meetings.models import LONGEST_MEETING, SERIES, Meeting, MeetingStaff, Occurrence
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


def in_the_way(needs: Needs, who: Any) -> Any:
    """The meetings of `who`, and the dates of their series, that leave less than the gap, by their start.

    One that ends as ours begins may, without a gap. What `who` selects comes first, then `meeting_id` and the times.
    """
    meetings = who.add_columns(Meeting.id.label("meeting_id"), Meeting.starts_at, Meeting.ends_at)
    dates = who.join(Occurrence, Occurrence.meeting_id == Meeting.id)
    dates = dates.add_columns(Meeting.id.label("meeting_id"), Occurrence.starts_at, Occurrence.ends_at)
    both = union_all(
        meetings.where(Meeting.zoom_type != SERIES, *_is_in_the_way(needs, Meeting)),
        dates.where(Occurrence.status == "planned", *_is_in_the_way(needs, Occurrence)),
    )
    return both.order_by("starts_at", "meeting_id")


def _is_in_the_way(needs: Needs, times: Any) -> list[Any]:
    window = needs.times.widened(needs.gap)
    live = [Meeting.status.in_(("planned", "running")), Meeting.deleted_at.is_(None)]
    # No meeting is longer than a day. Without that bound the index would be read back to the first meeting ever held.
    recent = times.starts_at > window.starts_at - LONGEST_MEETING
    meets = [recent, times.starts_at < window.ends_at, times.ends_at > window.starts_at]
    return [*live, *meets, *([] if needs.besides is None else [Meeting.id != needs.besides])]


def _of_staff(needs: Needs) -> Any:
    who = select(literal("staff").label("kind"), Staff.id, Staff.name).select_from(Meeting)
    who = who.join(MeetingStaff, MeetingStaff.meeting_id == Meeting.id).join(Staff, Staff.id == MeetingStaff.staff_id)
    return in_the_way(needs, who.where(MeetingStaff.staff_id.in_(needs.staff_ids)))


def _of_subject(kind: str, subject_id: UUID, needs: Needs) -> Any:
    model, column = SUBJECTS[kind]
    who = select(literal(kind).label("kind"), model.id, model.name).select_from(Meeting)
    return in_the_way(needs, who.join(model, model.id == column).where(column == subject_id))


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
    who = select(MeetingStaff.staff_id).join(Meeting, Meeting.id == MeetingStaff.meeting_id)
    return list(dict.fromkeys(await session.scalars(in_the_way(needs, who))))


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
