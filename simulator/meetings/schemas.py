"""Bodies of creating and changing a meeting. Members that Zoom does not know are ignored, as Zoom does."""

import json
import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

_DATA = Path(__file__).parent.parent / "data"
TIMEZONES = frozenset(json.loads((_DATA / "timezones.json").read_text(encoding="utf-8")))
_PASSCODE = re.compile(r"[A-Za-z0-9@\-_*!]*")


def _known_timezone(timezone: str) -> str:
    if timezone not in TIMEZONES:
        raise ValueError(timezone)
    return timezone


def _allowed_passcode(passcode: str) -> str:
    """The set of the update document; the create document allows more, and nobody should rely on that."""
    if not _PASSCODE.fullmatch(passcode):
        raise ValueError(passcode)
    return passcode


Timezone = Annotated[str, AfterValidator(_known_timezone)]
Passcode = Annotated[str, Field(max_length=10), AfterValidator(_allowed_passcode)]


class Recurrence(BaseModel):
    type: Literal[1, 2, 3]
    repeat_interval: int = Field(default=1, ge=1)
    weekly_days: str | None = Field(default=None, pattern=r"^[1-7](,[1-7])*$")
    monthly_day: int | None = Field(default=None, ge=1, le=31)
    monthly_week: Literal[-1, 1, 2, 3, 4] | None = None
    monthly_week_day: int | None = Field(default=None, ge=1, le=7)
    end_times: int | None = Field(default=None, ge=0, le=60)
    end_date_time: str | None = None

    @model_validator(mode="after")
    def _within_bounds(self) -> "Recurrence":
        if self.repeat_interval > {1: 99, 2: 50, 3: 10}[self.type] or (self.end_times and self.end_date_time):
            raise ValueError(self.repeat_interval)
        return self


class SettingsChange(BaseModel):
    """The settings with rules; the others pass unchecked."""

    model_config = ConfigDict(extra="allow")

    host_video: bool | None = None
    participant_video: bool | None = None
    join_before_host: bool | None = None
    jbh_time: Literal[0, 5, 10, 15] | None = None
    waiting_room: bool | None = None
    mute_upon_entry: bool | None = None
    meeting_authentication: bool | None = None
    auto_recording: Literal["none", "local", "cloud"] | None = None
    approval_type: Literal[0, 1, 2] | None = None
    registration_type: Literal[1, 2, 3] | None = None
    audio: Literal["both", "telephony", "voip", "thirdParty"] | None = None
    encryption_type: Literal["enhanced_encryption", "e2ee"] | None = None
    alternative_hosts: str | None = None
    registrants_email_notification: bool | None = None
    registrants_confirmation_email: bool | None = None

    def given(self) -> dict[str, Any]:
        return self.model_dump(exclude_unset=True, exclude_none=True)


class MeetingChange(BaseModel):
    """A PATCH: what is absent stays."""

    topic: str | None = Field(default=None, max_length=200)
    type: Literal[1, 2, 3, 8, 10] | None = None
    start_time: str | None = None
    duration: int | None = Field(default=None, ge=1, le=1440)
    timezone: Timezone | None = None
    password: Passcode | None = None
    agenda: str | None = Field(default=None, max_length=2000)
    schedule_for: str | None = None
    recurrence: Recurrence | None = None
    settings: SettingsChange = Field(default_factory=SettingsChange)
    tracking_fields: list[dict[str, Any]] | None = None
    custom_keys: list[dict[str, Any]] | None = Field(default=None, max_length=10)
    pre_schedule: bool | None = None


class MeetingCreate(MeetingChange):
    default_password: bool = True
