"""Who can sign in, and who is signed in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, func, text
from sqlalchemy.dialects.postgresql import ARRAY, INET, TEXT
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, new_id


class Role(Base):
    """A name for a set of permissions."""

    __tablename__ = "roles"

    key: Mapped[str] = mapped_column(primary_key=True)
    permissions: Mapped[list[str]] = mapped_column(ARRAY(TEXT))


class Account(Base):
    """A person who can sign in. A member of staff and a contact share the id of their account."""

    __tablename__ = "accounts"
    __table_args__ = (
        CheckConstraint("kind IN ('staff', 'contact')", name="kind"),
        CheckConstraint("(kind = 'staff') = (role IS NOT NULL)", name="role"),
        CheckConstraint("page_size IN (10, 25, 50, 100)", name="page_size"),
        Index("uq_accounts_email", text("lower(email)"), unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str]
    email: Mapped[str]
    name: Mapped[str]
    role: Mapped[str | None] = mapped_column(ForeignKey("roles.key"))
    locale: Mapped[str] = mapped_column(default="en")
    timezone: Mapped[str] = mapped_column(default="UTC")
    page_size: Mapped[int] = mapped_column(default=25, server_default="25")
    password_hash: Mapped[str | None]
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Session(Base):
    """A signed-in browser. Only the hash of its token is kept."""

    __tablename__ = "sessions"

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    address: Mapped[str] = mapped_column(INET)


class KnownDevice(Base):
    """A browser on which an account once signed in; others' wrong guesses do not lock it out."""

    __tablename__ = "known_devices"

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]


class LoginAttempt(Base):
    """A password tried. Kept for an hour, to limit guessing even without Redis."""

    __tablename__ = "login_attempts"
    __table_args__ = (
        Index("ix_login_attempts_email", "email_hash", "at"),
        Index("ix_login_attempts_network", "network", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email_hash: Mapped[bytes]
    network: Mapped[str]
    at: Mapped[datetime]
