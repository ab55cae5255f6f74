"""How the connection to Zoom stands, as every process found it."""

from datetime import datetime

from sqlalchemy import String, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base


class ZoomConnection(Base):
    """The standing of one set of credentials; `key` is their fingerprint, so that new ones begin anew."""

    __tablename__ = "zoom_connections"

    key: Mapped[str] = mapped_column(primary_key=True)
    answered_at: Mapped[datetime | None]
    rests_since: Mapped[datetime | None]
    rests_until: Mapped[datetime | None]
    token_at: Mapped[datetime | None]
    token_until: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    failed_probes: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    clock_difference_seconds: Mapped[float | None]
    scopes: Mapped[list[str]] = mapped_column(ARRAY(String), default=list, server_default="{}")
    error_code: Mapped[str | None]
    error_text: Mapped[str | None]
