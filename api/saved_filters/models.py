"""Filters of the list that a person saved under a name."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, new_id


class SavedFilter(Base):
    """What was chosen, as it stands in the page's address; nobody else sees it."""

    __tablename__ = "saved_filters"
    __table_args__ = (Index("uq_saved_filters_name", "account_id", text("lower(name)"), unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"))
    name: Mapped[str]
    filters: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
