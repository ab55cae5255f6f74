"""Who is in a running meeting, told by Zoom's events: the one thing that cannot be asked for.

Events come late, twice and out of order. So of each participant the latest coming and the latest leaving are kept, and
of a session that it has ended; whatever comes in which order, the rows are the same in the end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from pydantic import Field
from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from api.core import clock
from api.core.db import Base
from api.core.schemas import Output

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


Key = tuple[int, str, str]
"""Zoom's number of the meeting, its session, and the participant."""


class PresentOut(Output):
    """Somebody who is in the meeting now."""

    name: str = Field(description="As they call themselves in Zoom; empty, when they do not.")
    since: datetime


@dataclass
class Notes:
    """What some events tell, of each participant the latest; in which order they are told makes no difference."""

    names: dict[Key, str] = field(default_factory=dict)
    joined: dict[Key, datetime] = field(default_factory=dict)
    left: dict[Key, datetime] = field(default_factory=dict)

    def add_joined(self, key: Key, name: str, at: datetime) -> None:
        """This participant came."""
        self.names[key] = name
        self.joined[key] = max(at, self.joined.get(key, at))

    def add_left(self, key: Key, name: str, at: datetime) -> None:
        """This participant left, or is known to have been away."""
        self.names[key] = name
        self.left[key] = max(at, self.left.get(key, at))

    def add_ended(self, zoom_id: int, session_uuid: str, at: datetime) -> None:
        """Nobody is in this session any more, whatever is told of it later."""
        self.add_left((zoom_id, session_uuid, EVERYBODY), "", at)


async def write(session: AsyncSession, notes: Notes) -> None:
    """Write down what was told; one statement for all participants, another for the sessions that have ended."""
    if not notes.names:
        return
    rows = [
        {
            "zoom_meeting_id": key[0], "session_uuid": key[1], "participant": key[2], "name": name,
            "joined_at": notes.joined.get(key), "left_at": notes.left.get(key), "noted_at": clock.now(),
        }
        for key, name in sorted(notes.names.items())
    ]  # fmt: skip
    fresh = insert(Presence)
    known: dict[str, Any] = {
        column: func.greatest(getattr(Presence, column), fresh.excluded[column]) for column in ("joined_at", "left_at")
    }
    same = [Presence.zoom_meeting_id, Presence.session_uuid, Presence.participant]
    await session.execute(fresh.on_conflict_do_update(index_elements=same, set_=known), rows)
    for zoom_id, session_uuid, participant in notes.names:
        if participant == EVERYBODY:
            of_session = (Presence.zoom_meeting_id == zoom_id) & (Presence.session_uuid == session_uuid)
            await session.execute(delete(Presence).where(of_session, Presence.participant != EVERYBODY))


async def list_of(session: AsyncSession, meeting: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Who is in this meeting, in the shape of PresentOut, those who are longest in first."""
    if meeting["status"] != "running":
        return []
    found = select(Presence).where(Presence.zoom_meeting_id == meeting["zoom_meeting_id"])
    of_session = _of_newest_session((await session.scalars(found)).all())
    if any(row.participant == EVERYBODY for row in of_session):
        return []
    present = [(row.joined_at, row.name) for row in of_session if row.joined_at and _is_in(row)]
    return [{"name": name, "since": since} for since, name in sorted(present)]


def _of_newest_session(rows: Sequence[Presence]) -> list[Presence]:
    """That the session before has ended may not have been told."""
    if not rows:
        return []
    newest = max(rows, key=lambda row: max(moment for moment in (row.joined_at, row.left_at) if moment))
    return [row for row in rows if row.session_uuid == newest.session_uuid]


def _is_in(row: Presence) -> bool:
    return row.joined_at is not None and (row.left_at is None or row.left_at < row.joined_at)


async def forget_old(session: AsyncSession) -> None:
    """Names are kept no longer than they are of use."""
    await session.execute(delete(Presence).where(Presence.noted_at < clock.now() - KEPT_FOR))
