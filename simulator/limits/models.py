"""Zoom's published limits, and what has been used of them."""

from typing import Literal

from pydantic import BaseModel, Field

Label = Literal["LIGHT", "MEDIUM", "HEAVY"]
RetryAfter = Literal["iso", "seconds", "http_date", "none"]
LimitKind = Literal["qps", "daily", "host_day", "registrant_day", "registrant_status_day"]
Plan = Literal["free", "pro", "business"]

REQUESTS_PER_SECOND: dict[Plan, dict[Label, int]] = {
    "free": {"LIGHT": 4, "MEDIUM": 2, "HEAVY": 1},
    "pro": {"LIGHT": 30, "MEDIUM": 20, "HEAVY": 10},
    "business": {"LIGHT": 80, "MEDIUM": 60, "HEAVY": 40},
}
REQUESTS_PER_DAY: dict[Plan, dict[Label, int]] = {
    "free": {"LIGHT": 6_000, "MEDIUM": 2_000, "HEAVY": 1_000},
    "pro": {"HEAVY": 30_000},
    "business": {"HEAVY": 60_000},
}
MEETING_WRITES_PER_HOST_AND_DAY = 100
REGISTRATIONS_PER_PERSON_AND_DAY = 3
STATUS_CHANGES_PER_PERSON_AND_DAY = 10


class Limits(BaseModel):
    """Use is always counted, and refused only while `enforce` is on."""

    plan: Plan = "pro"
    enforce: bool = False
    used_on: str = ""
    used_today: dict[str, int] = Field(default_factory=dict)
    second: int = 0
    used_this_second: dict[str, int] = Field(default_factory=dict)
