"""A Zoom user, and the people of the demo account."""

from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel

from simulator.identifiers import pmi_for, user_id_for

UserStatus = Literal["active", "inactive", "pending"]
BASIC, LICENSED = 1, 2
_DEMO_SINCE = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)


class User(BaseModel):
    id: str
    email: str
    first_name: str
    last_name: str
    type: int = LICENSED
    role_id: str = "2"
    timezone: str = "Europe/Kiev"
    language: str = "en-US"
    status: UserStatus = "active"
    pmi: int
    created_at: datetime

    @property
    def display_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def role_name(self) -> str:
        return {"0": "Owner", "1": "Admin"}.get(self.role_id, "Member")


def new_user(
    email: str,
    first_name: str,
    last_name: str,
    *,
    created_at: datetime,
    kind: int = LICENSED,
    role_id: str = "2",
    timezone: str = "Europe/Kiev",
) -> User:
    return User(
        id=user_id_for(email),
        email=email,
        first_name=first_name,
        last_name=last_name,
        type=kind,
        role_id=role_id,
        timezone=timezone,
        pmi=pmi_for(email),
        created_at=created_at,
    )


def demo_users() -> list[User]:
    """The first is the account's owner, whom `me` means for an app that signs in for the account."""
    people = [
        ("admin", "Olena", "Admin", LICENSED, "0"),
        ("manager", "Petro", "Manager", LICENSED, "1"),
        ("employee", "Sofia", "Employee", LICENSED, "2"),
        ("anna.koval", "Anna", "Koval", LICENSED, "2"),
        ("igor.melnyk", "Igor", "Melnyk", LICENSED, "2"),
        ("marina.tkach", "Marina", "Tkach", LICENSED, "2"),
        ("basic.user", "Basic", "User", BASIC, "2"),
    ]
    return [
        new_user(f"{name}@parley.example", first, last, created_at=_DEMO_SINCE, kind=kind, role_id=role)
        for name, first, last, kind, role in people
    ]
