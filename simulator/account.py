"""The one Zoom account, and the one app in it that our product signs in with."""

from typing import Any

from pydantic import BaseModel, Field

APP_SCOPES = [
    "user:read:list_users:admin",
    "user:read:user:admin",
    "user:read:settings:admin",
    "meeting:read:list_meetings:admin",
    "meeting:read:list_upcoming_meetings:admin",
    "meeting:read:meeting:admin",
    "meeting:write:meeting:admin",
    "meeting:update:meeting:admin",
    "meeting:delete:meeting:admin",
    "meeting:update:status:admin",
    "meeting:read:invitation:admin",
    "meeting:read:list_registrants:admin",
    "meeting:read:registrant:admin",
    "meeting:write:registrant:admin",
    "meeting:update:registrant_status:admin",
    "meeting:delete:registrant:admin",
    "meeting:read:past_meeting:admin",
    "meeting:read:list_past_instances:admin",
    "meeting:read:list_past_participants:admin",
    "meeting:read:participant:admin",
]


class App(BaseModel):
    """A server-to-server app. Its scopes are written into a token when the token is issued, not when it is used."""

    client_id: str = "parley-demo-client"
    client_secret: str = "parley-demo-secret"  # noqa: S105 - a pretend account's well-known secret
    webhook_secret: str = "parley-demo-webhook"  # noqa: S105 - as above
    active: bool = True
    scopes: list[str] = Field(default_factory=lambda: list(APP_SCOPES))
    new_token_revokes_old: bool = False


class Account(BaseModel):
    """`locked_settings` win over what a request says, silently, as settings locked in the real portal do."""

    id: str = "parley-demo-account"
    app: App = Field(default_factory=App)
    locked_settings: dict[str, Any] = Field(default_factory=dict)
    list_lag_seconds: float = 0
