"""Files with meetings that somebody asked for."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Uuid, func, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, new_id


class Export(Base):
    """What somebody wants to have as a file, how far it is, and until when the file is kept.

    `filters` are those of the list of meetings; `meeting_ids`, when given, are used instead of them. Who may see which
    meeting is decided when the file is written, not when it is asked for.
    """

    __tablename__ = "exports"
    __table_args__ = (
        CheckConstraint("format IN ('xlsx', 'csv', 'ics')", name="format"),
        CheckConstraint("rows IN ('meeting', 'participant')", name="rows"),
        CheckConstraint("state IN ('waiting', 'running', 'ready', 'failed', 'expired')", name="state"),
        Index("ix_exports_owner_id", "owner_id", "id"),
        Index("ix_exports_expires_at", "expires_at", postgresql_where=text("state = 'ready'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    format: Mapped[str]
    rows: Mapped[str]
    filters: Mapped[dict[str, Any]]
    meeting_ids: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid))
    columns: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    timezone: Mapped[str]
    locale: Mapped[str]
    separator: Mapped[str]
    state: Mapped[str] = mapped_column(default="waiting")
    rows_done: Mapped[int] = mapped_column(default=0)
    rows_total: Mapped[int | None]
    size_bytes: Mapped[int | None]
    error_code: Mapped[str | None]
    error_text: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    finished_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
