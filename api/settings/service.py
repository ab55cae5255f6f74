"""Reading and changing what staff set in the app."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock, work
from api.core.crypto import CannotOpenError, SecretBox
from api.core.versions import check_version
from api.events import service as events
from api.settings.models import ONLY_ROW, MeetingSettings, ZoomSettings
from api.settings.schemas import (
    ConnectionToCheck,
    MeetingSettingsUpdate,
    SecretOut,
    ZoomSettingsOut,
    ZoomSettingsUpdate,
)
from api.zoom.auth import Credentials
from api.zoom.client import ZoomClient

HOSTS_REFRESH = "hosts.refresh"
NO_HOST = "zoom_no_host"
"""The code of work that waits for a Zoom user who may host."""
SHOWN_CHARACTERS = 4
OLD_SECRET_LASTS = timedelta(hours=48)
"""How long Zoom may go on signing with a webhook secret that was exchanged here: deliveries are under way, and tried
again for hours."""
WEBHOOK_PATH = "/api/v1/webhooks/zoom"

log = structlog.get_logger()


async def get_zoom_settings(session: AsyncSession, *, for_update: bool = False) -> ZoomSettings:
    """The one row of the connection; with `for_update`, held until the transaction ends."""
    return await session.get_one(ZoomSettings, ONLY_ROW, with_for_update=for_update or None)


async def get_meeting_settings(session: AsyncSession, *, for_update: bool = False) -> MeetingSettings:
    """The one row of rules and defaults."""
    return await session.get_one(MeetingSettings, ONLY_ROW, with_for_update=for_update or None)


def show_zoom_settings(row: ZoomSettings, public_url: str) -> ZoomSettingsOut:
    """The connection without its secrets."""
    previous_until = row.webhook_secret_previous_until
    return ZoomSettingsOut(
        account_id=row.account_id,
        client_id=row.client_id,
        account_email=row.account_email,
        client_secret=_show(row, "client_secret"),
        webhook_secret=_show(row, "webhook_secret"),
        webhook_url=public_url.rstrip("/") + WEBHOOK_PATH,
        webhook_validated_at=row.webhook_validated_at,
        previous_webhook_secret_until=previous_until if previous_until and previous_until > clock.now() else None,
        version=row.version,
    )


def _show(row: ZoomSettings, name: str) -> SecretOut:
    return SecretOut(
        is_set=getattr(row, f"{name}_sealed") is not None,
        last_four=getattr(row, f"{name}_last_four"),
        changed_at=getattr(row, f"{name}_changed_at"),
    )


async def change_zoom_settings(
    session: AsyncSession, box: SecretBox, actor: events.Actor, change: ZoomSettingsUpdate
) -> ZoomSettings:
    """Save the connection, and have everything that waited for it tried again."""
    row = await get_zoom_settings(session, for_update=True)
    check_version(row.version, change.version)
    names = [
        name for name in ("account_id", "client_id", "account_email") if getattr(row, name) != getattr(change, name)
    ]
    for name in names:
        setattr(row, name, getattr(change, name))
    for name in ("client_secret", "webhook_secret"):
        if (secret := getattr(change, name)) is not None:
            if name == "webhook_secret":
                _keep_old_webhook_secret(row, box, secret)
            _keep_secret(row, box, name, secret)
            names.append(name)
    row.version += 1
    await events.record(session, actor, "settings.changed", "zoom_settings", None, fields=names)
    await work.wake(session, error_prefix="zoom_")
    await ask_for_hosts(session)
    await session.flush()
    return row


async def ask_for_hosts(session: AsyncSession) -> None:
    """Have the account's Zoom users read again, now: the connection changed, or the staff they are matched with."""
    await work.ask(session, HOSTS_REFRESH, work.THE_ONLY_ONE, at_once=True)


def _keep_secret(row: ZoomSettings, box: SecretBox, name: str, secret: str) -> None:
    setattr(row, f"{name}_sealed", box.seal(secret.encode(), _place(name)))
    setattr(row, f"{name}_last_four", secret[-SHOWN_CHARACTERS:])
    setattr(row, f"{name}_changed_at", clock.now())


def _keep_old_webhook_secret(row: ZoomSettings, box: SecretBox, new: str) -> None:
    """The secret that is exchanged stays valid for a while; saving the same one again exchanges nothing."""
    old = _open(row, box, "webhook_secret")
    if old in (None, new):
        return
    row.webhook_secret_previous_sealed = box.seal(old.encode(), _place("webhook_secret_previous"))
    row.webhook_secret_previous_until = clock.now() + OLD_SECRET_LASTS


def _open(row: ZoomSettings, box: SecretBox, name: str) -> str | None:
    """A secret; None when there is none, or when the key that it was sealed with was lost."""
    sealed = getattr(row, f"{name}_sealed")
    if not sealed:
        return None
    try:
        return box.open(sealed, _place(name)).decode()
    except CannotOpenError:
        log.exception("settings.secret_unreadable")
        return None


@dataclass(frozen=True)
class WebhookTrust:
    """Whose events are believed: those of this account that are signed with one of these secrets."""

    account_id: str
    secret: str | None = field(repr=False)
    previous_secret: str | None = field(repr=False)
    previous_until: datetime | None

    def secrets(self, now: datetime) -> list[str]:
        """The secrets that count at this moment, the newest first."""
        is_old_valid = self.previous_until is not None and now < self.previous_until
        return [secret for secret in (self.secret, self.previous_secret if is_old_valid else None) if secret]


async def read_webhook_trust(session: AsyncSession, box: SecretBox) -> WebhookTrust:
    """What is needed to tell an event of Zoom's from a forged one."""
    row = await get_zoom_settings(session)
    secret, previous = _open(row, box, "webhook_secret"), _open(row, box, "webhook_secret_previous")
    return WebhookTrust(row.account_id, secret, previous, row.webhook_secret_previous_until)


async def note_webhook_validated(session: AsyncSession) -> None:
    """Zoom asked, signed, whether the address of its events is ours, and is about to get its answer."""
    await session.execute(
        update(ZoomSettings).values(webhook_validated_at=clock.now(), updated_at=ZoomSettings.updated_at)
    )


def _place(name: str) -> str:
    return f"zoom_settings.{name}.{ONLY_ROW}"


async def change_meeting_settings(
    session: AsyncSession, actor: events.Actor, change: MeetingSettingsUpdate
) -> MeetingSettings:
    """Save rules and defaults. Meetings that exist keep their own options."""
    row = await get_meeting_settings(session, for_update=True)
    check_version(row.version, change.version)
    wanted: dict[str, Any] = change.model_dump(exclude={"version"})
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    row.version += 1
    await events.record(session, actor, "settings.changed", "meeting_settings", None, changes=changed)
    if "use_all_users" in changed:
        await work.wake(session, error_prefix=NO_HOST)
    await session.flush()
    return row


def find_credentials(row: ZoomSettings, box: SecretBox) -> Credentials | None:
    """What we show to Zoom; None while the connection is not set up, or when the key of its secret was lost."""
    secret = _open(row, box, "client_secret") if row.account_id and row.client_id else None
    return None if secret is None else Credentials(row.account_id, row.client_id, secret)


class ZoomAccess(Protocol):
    """What a process offers to those who talk to Zoom."""

    @property
    def box(self) -> SecretBox:
        """Opens the client secret."""

    def zoom_client(self, credentials: Credentials) -> ZoomClient:
        """The client for an account."""


async def find_zoom_client(session: AsyncSession, zoom: ZoomAccess) -> ZoomClient | None:
    """The client for the connected account; None while the connection is not set up."""
    credentials = find_credentials(await get_zoom_settings(session), zoom.box)
    return zoom.zoom_client(credentials) if credentials else None


def credentials_to_check(row: ZoomSettings, box: SecretBox, given: ConnectionToCheck) -> Credentials | None:
    """The given credentials, filled up with the saved ones; None when something is still missing."""
    saved = find_credentials(row, box)
    account_id = given.account_id or row.account_id
    client_id = given.client_id or row.client_id
    client_secret = given.client_secret or (saved and saved.client_secret)
    if not (account_id and client_id and client_secret):
        return None
    return Credentials(account_id, client_id, client_secret)
