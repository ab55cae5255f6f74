"""The account's Zoom users: our copy."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Editable, new_id


class Host(Editable, Base):
    """A Zoom user who can own meetings. `in_pool` is ours, the rest is what Zoom said."""

    __tablename__ = "hosts"
    __table_args__ = (Index("ix_hosts_email", text("lower(email)")),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    zoom_user_id: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str]
    name: Mapped[str]
    plan: Mapped[str]
    is_active: Mapped[bool] = mapped_column(default=True)
    in_pool: Mapped[bool] = mapped_column(default=True)
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    seen_at: Mapped[datetime]
