"""What Zoom told us, kept for thirty days."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, new_id


class ZoomEvent(Base):
    """One event of Zoom's, however often it came. `key` is what makes it the same as another one.

    received: nobody has looked at it. asking: Zoom is to be asked how things are now. applied: that was done.
    ignored: not of those that concern us. `asked_at` is when Zoom was asked because of it. `payload` is the event as
    Zoom wrote it, without tokens and links.
    """

    __tablename__ = "zoom_events"
    __table_args__ = (
        CheckConstraint("state IN ('received', 'asking', 'applied', 'ignored')", name="state"),
        Index("ix_zoom_events_received_at", "received_at"),
        Index("ix_zoom_events_received", "id", postgresql_where=text("state = 'received'")),
        Index("ix_zoom_events_meeting", "zoom_meeting_id", "asked_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    key: Mapped[bytes] = mapped_column(unique=True)
    event: Mapped[str]
    zoom_meeting_id: Mapped[int | None]
    payload: Mapped[str]
    event_at: Mapped[datetime | None]
    received_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    dup_count: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    state: Mapped[str] = mapped_column(default="received", server_default="received")
