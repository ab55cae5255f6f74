"""A person registered for a meeting."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

RegistrantStatus = Literal["approved", "pending", "denied", "cancelled"]


class Registrant(BaseModel):
    """`cancelled` is our memory only: Zoom's lists have no such status, the person is simply gone from them."""

    id: str
    meeting_id: int
    email: str
    first_name: str
    last_name: str = ""
    status: RegistrantStatus
    create_time: datetime
    join_secret: str
    pin_code: int
    occurrence_ids: list[str] = Field(default_factory=list)
    answers: dict[str, Any] = Field(default_factory=dict)
