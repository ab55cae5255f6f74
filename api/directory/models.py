"""The CRM: clients with their contacts, client groups, leads, and the company's own staff in teams."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, Editable, new_id

NAME_ORDER = "replace(lower(name), 'ё', 'е')"
"""By what lists are sorted; `queries` says the same."""
EMAIL_DOMAIN = "split_part(lower(email), '@', 2)"
"""By what a company is recognised in addresses; `adoption.finding` says the same."""
PHONE_DIGITS = "regexp_replace(phone, '[^0-9]', '', 'g')"
"""By what a telephone number is recognised, however it is written; an import says the same."""


class Team(Base):
    """People who see each other's meetings."""

    __tablename__ = "teams"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(unique=True)


class Staff(Editable, Base):
    """A person of the company. Shares its id with the account by which the person signs in."""

    __tablename__ = "staff"

    id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    name: Mapped[str]
    email: Mapped[str]
    position: Mapped[str | None]
    team_id: Mapped[UUID | None] = mapped_column(ForeignKey("teams.id"), index=True)
    external_id: Mapped[str | None] = mapped_column(unique=True)
    is_active: Mapped[bool] = mapped_column(default=True)


class ClientGroup(Editable, Base):
    """Clients that belong together."""

    __tablename__ = "client_groups"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(unique=True)
    external_id: Mapped[str | None] = mapped_column(unique=True)


class Client(Editable, Base):
    """A company, or a person, that buys."""

    __tablename__ = "clients"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    locale: Mapped[str | None]
    timezone: Mapped[str | None]
    responsible_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    client_group_id: Mapped[UUID | None] = mapped_column(ForeignKey("client_groups.id"), index=True)
    external_id: Mapped[str | None] = mapped_column(unique=True)

    __table_args__ = (
        Index("ix_clients_name_order", text(NAME_ORDER), "id"),
        Index("ix_clients_email", text("lower(email)")),
        Index("ix_clients_email_domain", text(EMAIL_DOMAIN)),
        Index("ix_clients_phone", text(PHONE_DIGITS)),
    )


class Contact(Editable, Base):
    """A person of a client. With `can_sign_in` an account of the same id lets the person into the portal."""

    __tablename__ = "contacts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("clients.id", ondelete="CASCADE"), index=True)
    first_name: Mapped[str]
    last_name: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    can_sign_in: Mapped[bool] = mapped_column(default=False)
    external_id: Mapped[str | None] = mapped_column(unique=True)

    __table_args__ = (
        CheckConstraint("email IS NOT NULL OR NOT can_sign_in", name="sign_in_needs_email"),
        Index("ix_contacts_email", text("lower(email)")),
        Index("ix_contacts_email_domain", text(EMAIL_DOMAIN)),
        Index("ix_contacts_phone", text(PHONE_DIGITS)),
    )

    @property
    def name(self) -> str:
        """First and last name together."""
        return " ".join(filter(None, (self.first_name, self.last_name)))


class Lead(Editable, Base):
    """Somebody who may become a client."""

    __tablename__ = "leads"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    company: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="new")
    responsible_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), index=True)
    converted_client_id: Mapped[UUID | None] = mapped_column(ForeignKey("clients.id", ondelete="SET NULL"), index=True)
    converted_contact_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("contacts.id", ondelete="SET NULL"), index=True
    )
    external_id: Mapped[str | None] = mapped_column(unique=True)

    __table_args__ = (
        CheckConstraint("status IN ('new', 'in_work', 'converted', 'lost')", name="status"),
        Index("ix_leads_status", "status"),
        Index("ix_leads_email", text("lower(email)")),
        Index("ix_leads_email_domain", text(EMAIL_DOMAIN)),
        Index("ix_leads_phone", text(PHONE_DIGITS)),
        Index("ix_leads_name_order", text(NAME_ORDER), "id"),
    )
