"""The account's Zoom users: our copy."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Editable, new_id


class Host(Editable, Base):
    """A Zoom user who can own meetings.

    What Zoom said, and of ours: whether the user is in the pool, how many meetings it may run at once (Zoom does not
    tell), and whose user it is. That is found by e-mail address, until a person chooses (`staff_is_chosen`). What a
    private user makes in Zoom is not taken over.
    """

    __tablename__ = "hosts"
    __table_args__ = (
        Index("ix_hosts_email", text("lower(email)")),
        CheckConstraint("capacity IN (1, 2)", name="capacity"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    zoom_user_id: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str]
    name: Mapped[str]
    plan: Mapped[str]
    is_active: Mapped[bool] = mapped_column(default=True)
    in_pool: Mapped[bool] = mapped_column(default=True)
    capacity: Mapped[int] = mapped_column(SmallInteger, default=1, server_default=text("1"))
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    staff_is_chosen: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    is_private: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    seen_at: Mapped[datetime]


class HostQuota(Base):
    """How many writes of a Zoom user left on a day in Greenwich; Zoom takes 100."""

    __tablename__ = "host_quotas"

    host_id: Mapped[UUID] = mapped_column(ForeignKey("hosts.id", ondelete="CASCADE"), primary_key=True)
    utc_day: Mapped[date] = mapped_column(primary_key=True)
    used: Mapped[int]
