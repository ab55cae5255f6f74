"""Settings as staff see and change them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import EmailStr, Field, StrictBool, StrictInt

from api.core.schemas import Input, Output

Recording = Literal["none", "local", "cloud"]
OverlapRule = Literal["off", "warn", "forbid"]
StepKey = Literal["token", "clock", "scopes", "users", "account_email"]
Identifier = Annotated[str, Field(max_length=200, pattern=r"^[!-~]*$")]
Buffer = Annotated[StrictInt, Field(ge=0, le=120)]
Secret = Annotated[str, Field(min_length=8, max_length=200, pattern=r"^[!-~]+$")]


class SecretOut(Output):
    """What may be known of a secret."""

    is_set: bool
    last_four: str | None
    changed_at: datetime | None


class ZoomSettingsOut(Output):
    """The connection to Zoom; secrets cannot be read back."""

    account_id: str
    client_id: str
    account_email: str | None = Field(description="Whose Zoom user hosts, unless all users of the account do.")
    client_secret: SecretOut
    webhook_secret: SecretOut
    webhook_url: str = Field(description="The address to enter in Zoom for its events.")
    webhook_validated_at: datetime | None = Field(description="When Zoom last proved that this address is ours.")
    previous_webhook_secret_until: datetime | None = Field(
        description="Until when events signed with the secret before this one are accepted, too."
    )
    version: int


class ZoomSettingsUpdate(Input):
    """The connection to Zoom. A secret left out stays as it is."""

    account_id: Identifier
    client_id: Identifier
    client_secret: Secret | None = None
    webhook_secret: Secret | None = None
    account_email: EmailStr | None = None
    version: StrictInt


class OptionsOut(Output):
    """How a meeting behaves in Zoom."""

    record: Recording
    join_before_host: bool
    host_video: bool
    participant_video: bool
    mute_upon_entry: bool
    waiting_room: bool


class MeetingSettingsUpdate(Input):
    """The rules of scheduling, and what a new meeting begins with."""

    record: Recording = Field(description="Record automatically: not at all, on the host's computer, or in the cloud.")
    join_before_host: StrictBool = Field(description="Guests may begin without the host; a waiting room overrides it.")
    host_video: StrictBool
    participant_video: StrictBool
    mute_upon_entry: StrictBool
    waiting_room: StrictBool
    use_all_users: StrictBool = Field(
        description="Any free user of the Zoom account may host, so meetings run parallel."
    )
    restrict_overlapping: OverlapRule
    buffer_before_minutes: Buffer = Field(description="How long before a meeting its people and its host must be free.")
    buffer_after_minutes: Buffer = Field(description="The same after it; between two meetings both are kept.")
    version: StrictInt


class MeetingSettingsOut(OptionsOut):
    """The rules of scheduling, and what a new meeting begins with."""

    use_all_users: bool
    restrict_overlapping: OverlapRule
    buffer_before_minutes: int
    buffer_after_minutes: int
    version: int


class ConnectionToCheck(Input):
    """Credentials not saved yet. What is left out is taken from the settings."""

    account_id: Identifier | None = None
    client_id: Identifier | None = None
    client_secret: Secret | None = None
    account_email: EmailStr | None = None


class MissingScope(Output):
    """A permission that the Zoom app lacks."""

    scope: str
    needed_to: str


class CheckStep(Output):
    """One thing that was proved, or not."""

    key: StepKey
    state: Literal["ok", "warning", "failed", "skipped"]
    code: str | None = None
    detail: str
    missing_scopes: list[MissingScope] = Field(default_factory=list)


class ZoomUserOut(Output):
    """A user of the Zoom account."""

    email: str
    name: str
    plan: Literal["basic", "licensed", "other"]


class ConnectionCheckOut(Output):
    """The connection, proved step by step."""

    ok: bool
    steps: list[CheckStep]
    users: list[ZoomUserOut]
