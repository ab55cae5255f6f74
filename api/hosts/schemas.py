"""Zoom users as staff see them."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field, StrictBool, StrictInt

from api.core.schemas import Input, Output, Ref


class HostOut(Output):
    """A Zoom user of the account."""

    id: UUID
    name: str
    email: str
    plan: Literal["basic", "licensed", "other"] = Field(description="A Basic user's meetings end after 40 minutes.")
    is_active: bool
    in_pool: bool = Field(description="Whether meetings may be given to this user when all users of the account host.")
    staff: Ref | None
    seen_at: datetime
    version: int


class HostUpdate(Input):
    """What we decide about a Zoom user."""

    in_pool: StrictBool
    version: StrictInt | None = None
