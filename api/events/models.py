"""What happened, for ever: rows are added in the transaction of the deed and never changed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, new_id


class Event(Base):
    """Somebody did something to an object."""

    __tablename__ = "events"
    __table_args__ = (
        CheckConstraint("actor_kind IN ('staff', 'contact', 'token', 'zoom', 'system')", name="actor_kind"),
        Index("ix_events_object", "object_kind", "object_id", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime]
    actor_kind: Mapped[str]
    actor_id: Mapped[UUID | None]
    action: Mapped[str]
    object_kind: Mapped[str]
    object_id: Mapped[UUID | None]
    data: Mapped[dict[str, Any]]
    request_id: Mapped[str | None]
