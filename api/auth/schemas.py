"""What sign-in takes and tells."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from api.core import timezones
from api.core.schemas import Input, Output, PageSize

Locale = Literal["ru", "uk", "en"]


def _known_zone(name: str) -> str:
    try:
        timezones.zone(name)
    except timezones.UnknownZoneError as error:
        raise ValueError("This is not an IANA time zone name, such as Europe/Kyiv.") from error
    return name


ZoneName = Annotated[str, Field(max_length=64, examples=["Europe/Kyiv"]), AfterValidator(_known_zone)]


class SignIn(Input):
    """An e-mail address and its password."""

    email: str = Field(max_length=254, examples=["manager@parley.example"])
    password: str = Field(max_length=1024, examples=["parley-demo"])


class SessionUpdate(Input):
    """What people may change about their own account."""

    locale: Locale | None = None
    timezone: ZoneName | None = None
    page_size: PageSize | None = None


class AccountOut(Output):
    """The person who is signed in."""

    id: UUID
    kind: Literal["staff", "contact"]
    email: str
    name: str
    role: str | None = Field(description="employee, manager, administrator; null for a client's contact")
    locale: Locale
    timezone: str
    page_size: PageSize = Field(description="How many rows of a list the person wants to see at once.")


class SessionOut(Output):
    """Who I am and what I may do."""

    account: AccountOut
    permissions: list[str]
