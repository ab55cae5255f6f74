"""A meeting as the account remembers it."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

INSTANT, SCHEDULED, RECURRING_NO_FIXED_TIME, PERSONAL_ROOM, RECURRING_FIXED_TIME = 1, 2, 3, 4, 8
CreationSource = Literal["open_api", "web_portal", "other"]


class Occurrence(BaseModel):
    """One date of a series. Its id is its first start in milliseconds, and stays when it is moved."""

    occurrence_id: str
    start_time: datetime
    duration: int
    status: Literal["available", "deleted"] = "available"
    changes: dict[str, Any] = Field(default_factory=dict)


class Meeting(BaseModel):
    """`uuid` is the one of the next holding; every holding that ends takes it along and leaves a new one."""

    id: int
    uuid: str
    host_id: str
    topic: str
    type: int
    start_time: datetime | None
    duration: int
    timezone: str
    agenda: str = ""
    created_at: datetime
    last_used_at: datetime
    password: str
    dial_in_password: str
    join_secret: str
    settings: dict[str, Any]
    recurrence: dict[str, Any] | None = None
    occurrences: list[Occurrence] = Field(default_factory=list)
    tracking_fields: list[dict[str, Any]] = Field(default_factory=list)
    custom_keys: list[dict[str, Any]] = Field(default_factory=list)
    creation_source: CreationSource = "open_api"
    pre_schedule: bool = False
    running: bool = False
    deleted_at: datetime | None = None

    @property
    def has_registration(self) -> bool:
        return self.settings.get("approval_type") in {0, 1}
