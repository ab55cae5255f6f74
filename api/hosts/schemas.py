"""Zoom users as staff see them."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StrictBool, StrictInt

from api.core.schemas import Input, Output, Ref

MOST_HOSTS = 1000

Capacity = Annotated[StrictInt, Field(ge=1, le=2)]


class HostFilters(Input):
    """Which Zoom users to list."""

    search: str | None = Field(default=None, max_length=200, description="Part of the name or the e-mail address.")


class QuotaOut(Output):
    """What Zoom lets be written for this user on one day, which begins at 00:00 in Greenwich."""

    utc_day: date
    used: int = Field(description="Meetings made and changed for this user; the limit, when Zoom says so.")
    limit: int
    resets_at: datetime = Field(description="When the next day begins.")
    exhausted_at: datetime | None = Field(
        description="When the limit is reached if the day goes on as it began; null when it is enough until then."
    )


class HostOut(Output):
    """A Zoom user of the account."""

    id: UUID
    name: str
    email: str
    plan: Literal["basic", "licensed", "other"] = Field(description="A Basic user's meetings end after 40 minutes.")
    capacity: int = Field(description="How many meetings of this user may run at once.")
    is_active: bool
    in_pool: bool = Field(description="Whether meetings may be given to this user when all users of the account host.")
    is_private: bool = Field(description="What this user makes in Zoom stays there.")
    staff: Ref | None = Field(description="Whose Zoom user this is: found by e-mail address, until a person chooses.")
    suggested_staff: Ref | None = Field(description="Who has the same e-mail address, where that is somebody else.")
    quota: QuotaOut
    seen_at: datetime
    version: int


class HostUpdate(Input):
    """What we decide about a Zoom user; what is left out stays."""

    in_pool: StrictBool | None = None
    staff_id: UUID | None = Field(default=None, description="`null` when this is nobody's Zoom user.")
    is_private: StrictBool | None = Field(
        default=None, description="`true` also takes away what was taken over from Zoom; in Zoom it stays."
    )
    capacity: Capacity | None = Field(default=None, description="Two only for licensed users, as their plan allows.")
    version: StrictInt | None = None
