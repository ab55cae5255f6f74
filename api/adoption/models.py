"""Rules that tell whom meetings made in Zoom are about, and the inbox of those where a person has to say it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Editable, new_id


class AdoptionRule(Editable, Base):
    """One rule; the first by `position` that fits a meeting and finds something decides.

    What is null fits every meeting. `is_sure` sets what is found when that is one; otherwise it is proposed.
    """

    __tablename__ = "adoption_rules"
    __table_args__ = (
        CheckConstraint("find_by IN ('fixed', 'email', 'domain', 'name', 'nobody')", name="find_by"),
        CheckConstraint(
            "num_nonnulls(client_id, lead_id, client_group_id) = CASE find_by WHEN 'fixed' THEN 1 ELSE 0 END",
            name="one_subject",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    position: Mapped[int]
    name: Mapped[str]
    is_active: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    host_staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    topic: Mapped[str | None]
    email: Mapped[str | None]
    find_by: Mapped[str]
    is_sure: Mapped[bool]
    client_id: Mapped[UUID | None] = mapped_column(ForeignKey("clients.id"), index=True)
    lead_id: Mapped[UUID | None] = mapped_column(ForeignKey("leads.id"), index=True)
    client_group_id: Mapped[UUID | None] = mapped_column(ForeignKey("client_groups.id"), index=True)
    staff_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), default=list, server_default="{}")


class InboxEntry(Base):
    """A meeting made in Zoom for which a person has to choose among proposals. It goes when somebody has decided."""

    __tablename__ = "inbox_entries"

    meeting_id: Mapped[UUID] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), primary_key=True)
    rule_id: Mapped[UUID | None] = mapped_column(ForeignKey("adoption_rules.id", ondelete="SET NULL"), index=True)
    proposals: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    asked_at: Mapped[datetime]
