"""Writing down whom a meeting that was made in Zoom is about, and who of the staff takes part."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.events import service as events
from api.meetings.models import Meeting, MeetingStaff
from api.meetings.schemas import SubjectKind

Subject = tuple[SubjectKind, UUID]


def has_subject(meeting: Meeting) -> bool:
    """Whether somebody has said whom it is about."""
    return any((meeting.client_id, meeting.lead_id, meeting.client_group_id))


async def link(
    session: AsyncSession,
    actor: events.Actor,
    meeting: Meeting,
    subject: Subject | None,
    staff_ids: Collection[UUID],
    rule: str | None,
) -> None:
    """Note it on the locked meeting and in its timeline. Zoom knows nothing of it, and is told nothing."""
    fields: list[str] = []
    if subject is not None:
        column = f"{subject[0]}_id"
        setattr(meeting, column, subject[1])
        fields.append(column)
    if await _add_staff(session, meeting.id, staff_ids):
        fields.append("staff")
    if not fields:
        return
    was_pushed = meeting.pushed_version == meeting.version
    meeting.version += 1
    if was_pushed:
        meeting.pushed_version = meeting.version
    told: dict[str, Any] = {"fields": fields, "reason": rule}
    await events.record(session, actor, "meeting.subject_set", "meeting", meeting.id, **told)


async def _add_staff(session: AsyncSession, meeting_id: UUID, staff_ids: Collection[UUID]) -> bool:
    rows = [{"meeting_id": meeting_id, "staff_id": staff_id} for staff_id in staff_ids]
    if not rows:
        return False
    fresh = insert(MeetingStaff).values(rows).on_conflict_do_nothing().returning(MeetingStaff.staff_id)
    return bool((await session.scalars(fresh)).all())
