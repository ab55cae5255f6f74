"""The table of work, and asking for it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, case, literal, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from api.core import clock
from api.core.db import Base

MOST_BELLS = 100
THE_ONLY_ONE = UUID(int=0)
"""The object of work that there is only once."""


class Work(Base):
    """One thing to be done for one object. `done_revision < revision` means that it was asked for again meanwhile."""

    __tablename__ = "work"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'done', 'refused', 'quarantined')", name="state"),
        Index("ix_work_waiting", "not_before", postgresql_where=text("state = 'waiting'")),
    )

    kind: Mapped[str] = mapped_column(primary_key=True)
    object_id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(default=1)
    done_revision: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    crashes: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]
    lease_token: Mapped[UUID | None]
    lease_until: Mapped[datetime | None]
    error_code: Mapped[str | None]
    error_text: Mapped[str | None]
    asked_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


def asked_in(session: AsyncSession) -> list[tuple[str, UUID]]:
    """What was asked for in this session's transaction, for the bell after its commit."""
    asked: list[tuple[str, UUID]] = session.info.setdefault("work_asked", [])
    return asked


async def ask(
    session: AsyncSession, kind: str, object_id: UUID, *, not_before: datetime | None = None, at_once: bool = False
) -> None:
    """Ask for work in the caller's transaction. Asked for several times before it runs, it runs once.

    Work that already waits keeps its time, so that an edit does not defeat a back-off; `at_once` is for a person who
    pressed "try again".
    """
    now = clock.now()
    fresh = insert(Work).values(kind=kind, object_id=object_id, not_before=not_before or now, asked_at=now)
    keeps_its_time = (Work.state == "waiting") & literal(not_before is None and not at_once)
    again = fresh.on_conflict_do_update(
        index_elements=[Work.kind, Work.object_id],
        set_={
            "revision": Work.revision + 1,
            "state": "waiting",
            "not_before": case((keeps_its_time, Work.not_before), else_=fresh.excluded.not_before),
            "attempts": case((keeps_its_time, Work.attempts), else_=0),
            "crashes": 0,
            "asked_at": now,
            "finished_at": None,
        },
    )
    await session.execute(again)
    asked_in(session).append((kind, object_id))


async def wake(session: AsyncSession, *, error_prefix: str) -> None:
    """Try at once what waits because of such an error, as when its cause has been removed.

    The bell is rung for some of it: when an outage ends thousands wait, and the sweep takes them at its own pace.
    """
    waits = (Work.state == "waiting") & Work.error_code.startswith(error_prefix, autoescape=True)
    found = await session.execute(
        update(Work).where(waits).values(not_before=clock.now()).returning(Work.kind, Work.object_id)
    )
    asked_in(session).extend((kind, object_id) for kind, object_id in found.all()[:MOST_BELLS])


async def start_clock(session: AsyncSession, kind: str) -> None:
    """Make sure that recurring work exists; it keeps the time it already has."""
    now = clock.now()
    row = insert(Work).values(kind=kind, object_id=THE_ONLY_ONE, not_before=now, asked_at=now)
    await session.execute(row.on_conflict_do_nothing())
