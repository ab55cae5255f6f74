"""Runs of the comparison with Zoom: who asked, how far one is, and what it found."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, new_id


class SyncRun(Base):
    """One comparison of our copy with Zoom's lists. At most one is open, whoever asked and however many processes run.

    `done_host_ids` is where a run goes on after a pause or a crash. `changes` names the first of what was found, the
    counts are of all.
    """

    __tablename__ = "sync_runs"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'running', 'done', 'failed')", name="state"),
        Index("uq_sync_runs_open", text("(true)"), unique=True, postgresql_where=text("finished_at IS NULL")),
        Index("ix_sync_runs_finished_at", "finished_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    state: Mapped[str] = mapped_column(default="waiting")
    asked_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    retry_at: Mapped[datetime | None]
    error_code: Mapped[str | None]
    error_text: Mapped[str | None]
    hosts_total: Mapped[int] = mapped_column(default=0)
    done_host_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), default=list)
    meetings_seen: Mapped[int] = mapped_column(default=0)
    new: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    moved: Mapped[int] = mapped_column(default=0)
    cancelled: Mapped[int] = mapped_column(default=0)
    suspected: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    errors: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
