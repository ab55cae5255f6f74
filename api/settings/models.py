"""What staff set in the app: one typed row a page of settings."""

from datetime import datetime

from sqlalchemy import CheckConstraint, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Editable

ONLY_ROW = 1


class ZoomSettings(Editable, Base):
    """The connection to Zoom. Secrets are sealed; beside them, what may be shown of them."""

    __tablename__ = "zoom_settings"
    __table_args__ = (CheckConstraint("id = 1", name="only_row"),)

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    account_id: Mapped[str] = mapped_column(default="", server_default="")
    client_id: Mapped[str] = mapped_column(default="", server_default="")
    account_email: Mapped[str | None]
    client_secret_sealed: Mapped[str | None]
    client_secret_last_four: Mapped[str | None]
    client_secret_changed_at: Mapped[datetime | None]
    webhook_secret_sealed: Mapped[str | None]
    webhook_secret_last_four: Mapped[str | None]
    webhook_secret_changed_at: Mapped[datetime | None]
    webhook_secret_previous_sealed: Mapped[str | None]
    webhook_secret_previous_until: Mapped[datetime | None]
    webhook_validated_at: Mapped[datetime | None]


class MeetingSettings(Editable, Base):
    """The rules of scheduling, and the options a new meeting begins with."""

    __tablename__ = "meeting_settings"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_row"),
        CheckConstraint("restrict_overlapping IN ('off', 'warn', 'forbid')", name="restrict_overlapping"),
        CheckConstraint("record IN ('none', 'local', 'cloud')", name="record"),
        CheckConstraint("buffer_before_minutes BETWEEN 0 AND 120", name="buffer_before_minutes"),
        CheckConstraint("buffer_after_minutes BETWEEN 0 AND 120", name="buffer_after_minutes"),
    )

    id: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    use_all_users: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    restrict_overlapping: Mapped[str] = mapped_column(default="warn", server_default="warn")
    buffer_before_minutes: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    buffer_after_minutes: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    record: Mapped[str] = mapped_column(default="none", server_default="none")
    join_before_host: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    host_video: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    participant_video: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    mute_upon_entry: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    waiting_room: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
