"""How Parley is doing, part by part; each with a state and, where there is more than one reason, a code for it."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from api.core.schemas import Output, Ref
from api.settings.schemas import MissingScope

State = Literal["ok", "attention", "broken", "off"]
"""`attention` will become a trouble, `broken` is one, `off` is not set up and not needed."""


class ConnectionHealth(Output):
    """Whether Zoom answers."""

    state: State
    code: Literal["connected", "not_set_up", "not_asked_yet", "resting", "refused"]
    answered_at: datetime | None = Field(description="The last usable answer, exact to half a minute.")
    rests_since: datetime | None = Field(description="Since when Zoom is not asked, because it did not answer.")
    next_try_at: datetime | None = None
    error_code: str | None = Field(default=None, description="Why Zoom gives no access.")
    error: str | None = None


class TokenHealth(Output):
    """The access token, which lives an hour and is renewed by itself."""

    state: State
    code: Literal["valid", "expired", "none"]
    valid_until: datetime | None
    renewed_at: datetime | None


class ScopesHealth(Output):
    """What the Zoom app may do."""

    state: State
    missing: list[MissingScope]


class ClockHealth(Output):
    """This server's clock beside Zoom's."""

    state: State
    difference_seconds: float | None = Field(description="Zoom's clock minus ours, at the last answer.")


class WebhooksHealth(Output):
    """What Zoom tells us by itself."""

    state: State
    code: Literal["receiving", "no_secret", "never_seen", "not_validated", "validation_old"]
    last_seen_at: datetime | None
    last_validated_at: datetime | None = Field(description="Zoom looks every 72 hours whether the address is ours.")


class WorkOfKind(Output):
    """Work of one kind."""

    kind: str
    waiting: int
    quarantined: int
    oldest_asked_at: datetime | None


class WorkHealth(Output):
    """What is asked for and not yet done."""

    state: State
    code: Literal["in_time", "waiting_long", "worker_away"]
    kinds: list[WorkOfKind]


class QuarantinedWork(Output):
    """Work that crashed too often to be tried by itself."""

    kind: str
    object_id: UUID
    error_code: str | None
    error_text: str | None
    asked_at: datetime
    finished_at: datetime | None


class QuarantineHealth(Output):
    """What was given up, the newest first: at most 50."""

    state: State
    items: list[QuarantinedWork]


class HostQuotaHealth(Output):
    """How much of what Zoom takes for a host today is used."""

    host: Ref
    used: int
    limit: int
    runs_out_at: datetime | None = Field(description="At today's pace; null when it lasts until 00:00 in Greenwich.")


class QuotasHealth(Output):
    """The hosts who used most today: at most 20."""

    state: State
    hosts: list[HostQuotaHealth]


class ComparisonHealth(Output):
    """The last comparison with Zoom, and the next one."""

    state: State
    code: Literal["done", "failed", "late", "never"]
    finished_at: datetime | None
    error_code: str | None
    error: str | None
    next_at: datetime | None


class ServerHealth(Output):
    """One of the servers we stand on."""

    key: Literal["database", "redis", "storage"]
    state: State


class HealthOut(Output):
    """How Parley is doing. `state` is the worst of the parts."""

    state: State
    version: str
    checked_at: datetime
    connection: ConnectionHealth
    token: TokenHealth
    scopes: ScopesHealth
    clock: ClockHealth
    webhooks: WebhooksHealth
    work: WorkHealth
    quarantine: QuarantineHealth
    quotas: QuotasHealth
    comparison: ComparisonHealth
    servers: list[ServerHealth]
