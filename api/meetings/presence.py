"""Who is in a running meeting, told by Zoom's events: the one thing that cannot be asked for.

Events come late, twice and out of order. So of each participant the latest coming and the latest leaving are kept, and
of a session that it has ended; whatever comes in which order, the rows are the same in the end.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from api.core import clock
from api.core.db import Base

KEPT_FOR = timedelta(days=2)
EVERYBODY = ""
"""In place of a participant: the whole session, which has ended."""


class Presence(Base):
    """A participant of one session of a meeting, in by the latest that is known unless left since."""

    __tablename__ = "presences"

    zoom_meeting_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    session_uuid: Mapped[str] = mapped_column(primary_key=True)
    participant: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    joined_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    noted_at: Mapped[datetime]


async def note_joined(
    session: AsyncSession, zoom_id: int, session_uuid: str, participant: str, name: str, at: datetime
) -> None:
    """Somebody came in at this moment."""
    await _note(session, zoom_id, session_uuid, participant, name, joined_at=at)


async def note_left(
    session: AsyncSession, zoom_id: int, session_uuid: str, participant: str, name: str, at: datetime
) -> None:
    """Somebody left at this moment, or is known to have been away."""
    await _note(session, zoom_id, session_uuid, participant, name, left_at=at)


async def note_ended(session: AsyncSession, zoom_id: int, session_uuid: str, at: datetime) -> None:
    """Nobody is in this session any more, whatever is told of it later."""
    this_session = (Presence.zoom_meeting_id == zoom_id) & (Presence.session_uuid == session_uuid)
    await session.execute(delete(Presence).where(this_session, Presence.participant != EVERYBODY))
    await _note(session, zoom_id, session_uuid, EVERYBODY, "", left_at=at)


async def _note(
    session: AsyncSession, zoom_id: int, session_uuid: str, participant: str, name: str, **moment: datetime
) -> None:
    fresh = insert(Presence).values(
        zoom_meeting_id=zoom_id, session_uuid=session_uuid, participant=participant, name=name, noted_at=clock.now(),
        **moment,
    )  # fmt: skip
    known: dict[str, Any] = {
        column: func.greatest(getattr(Presence, column), fresh.excluded[column]) for column in ("joined_at", "left_at")
    }
    key = [Presence.zoom_meeting_id, Presence.session_uuid, Presence.participant]
    await session.execute(fresh.on_conflict_do_update(index_elements=key, set_=known))


async def list_present(session: AsyncSession, zoom_id: int) -> list[dict[str, Any]]:
    """Who is in the newest session, those who are longest in first; nobody, when that session has ended."""
    rows = (await session.scalars(select(Presence).where(Presence.zoom_meeting_id == zoom_id))).all()
    moments = {row: max(moment for moment in (row.joined_at, row.left_at) if moment) for row in rows}
    if not rows:
        return []
    newest = max(rows, key=lambda row: moments[row]).session_uuid
    of_session = [row for row in rows if row.session_uuid == newest]
    if any(row.participant == EVERYBODY for row in of_session):
        return []
    present = [(row.joined_at, row.name) for row in of_session if row.joined_at and _is_in(row)]
    return [{"name": name, "since": since} for since, name in sorted(present)]


def _is_in(row: Presence) -> bool:
    return row.joined_at is not None and (row.left_at is None or row.left_at < row.joined_at)


async def forget_old(session: AsyncSession) -> None:
    """Names are kept no longer than they are of use."""
    await session.execute(delete(Presence).where(Presence.noted_at < clock.now() - KEPT_FOR))
