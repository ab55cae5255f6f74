"""Tables that somebody gave us to take over, row by row."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, func
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, new_id


class Import(Base):
    """A file's table. `mapping` says for each column which field it is, or nothing."""

    __tablename__ = "imports"
    __table_args__ = (
        CheckConstraint("kind IN ('clients', 'contacts', 'leads')", name="kind"),
        CheckConstraint("state IN ('ready', 'applying', 'done')", name="state"),
        Index("ix_imports_created_at", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(default="ready")
    file_name: Mapped[str]
    header: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    mapping: Mapped[list[str | None]] = mapped_column(ARRAY(TEXT))
    rows_count: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    finished_at: Mapped[datetime | None]


class ImportRow(Base):
    """One row. `verdict` is what would happen to it, `outcome` what did: both come about in one transaction."""

    __tablename__ = "import_rows"
    __table_args__ = (
        CheckConstraint("verdict IN ('new', 'update', 'same', 'error')", name="verdict"),
        CheckConstraint("outcome IN ('created', 'updated', 'same', 'refused')", name="outcome"),
    )

    import_id: Mapped[UUID] = mapped_column(ForeignKey("imports.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    cells: Mapped[list[str]] = mapped_column(ARRAY(TEXT))
    verdict: Mapped[str]
    outcome: Mapped[str | None]
    errors: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
