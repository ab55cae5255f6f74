"""How the connection to Zoom is doing, judged from what all processes wrote of it."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.health.schemas import ClockHealth, ConnectionHealth, ScopesHealth, TokenHealth, WebhooksHealth
from api.settings import service as settings
from api.settings.connection import CLOCK_TOLERANCE_SECONDS
from api.settings.schemas import MissingScope
from api.webhooks import service as webhooks
from api.zoom.breaker import Standing
from api.zoom.scopes import find_missing_scopes, required_scopes

VALIDATED_EVERY = timedelta(hours=80)
"""Zoom's 72 hours, and some patience."""


def judge_connection(standing: Standing | None) -> ConnectionHealth:
    """None is a connection that is not set up."""
    if standing is None:
        return ConnectionHealth(state="off", code="not_set_up", answered_at=None, rests_since=None)
    told = {
        "answered_at": standing.answered_at,
        "rests_since": standing.rests_since,
        "next_try_at": standing.rests_until,
        "error_code": standing.error_code,
        "error": standing.error_text,
    }
    if standing.refused_at is not None:
        return ConnectionHealth(state="broken", code="refused", **told)
    if standing.rests_since is not None:
        return ConnectionHealth(state="broken", code="resting", **told)
    if standing.answered_at is None:
        return ConnectionHealth(state="off", code="not_asked_yet", **told)
    return ConnectionHealth(state="ok", code="connected", **told)


def judge_token(standing: Standing | None, now: datetime) -> TokenHealth:
    """That nobody needed one for an hour is no trouble."""
    if standing is None or standing.token_until is None:
        return TokenHealth(state="off", code="none", valid_until=None, renewed_at=None)
    told = {"valid_until": standing.token_until, "renewed_at": standing.token_at}
    if standing.refused_at is not None:
        return TokenHealth(state="broken", code="valid" if now < standing.token_until else "expired", **told)
    is_valid = now < standing.token_until
    return TokenHealth(state="ok" if is_valid else "attention", code="valid" if is_valid else "expired", **told)


def judge_scopes(standing: Standing | None) -> ScopesHealth:
    """By the scopes of the last token."""
    if standing is None or standing.token_at is None:
        return ScopesHealth(state="off", missing=[])
    missing = [
        MissingScope(scope=scope, needed_to=required_scopes[scope])
        for scope in find_missing_scopes(frozenset(standing.scopes))
    ]
    return ScopesHealth(state="broken" if missing else "ok", missing=missing)


def judge_clock(standing: Standing | None) -> ClockHealth:
    """A clock that is wrong by five minutes refuses every event of Zoom's."""
    if standing is None or standing.clock_difference_seconds is None:
        return ClockHealth(state="off", difference_seconds=None)
    is_right = abs(standing.clock_difference_seconds) <= CLOCK_TOLERANCE_SECONDS
    return ClockHealth(
        state="ok" if is_right else "broken", difference_seconds=round(standing.clock_difference_seconds)
    )


async def look_at_webhooks(session: AsyncSession) -> WebhooksHealth:
    """Without webhooks changes come by the comparison, some minutes later: that is no trouble."""
    row = await settings.get_zoom_settings(session)
    seen_at = await webhooks.find_last_seen(session)
    told = {"last_seen_at": seen_at, "last_validated_at": row.webhook_validated_at}
    if row.webhook_secret_sealed is None:
        return WebhooksHealth(state="off", code="no_secret", **told)
    if row.webhook_validated_at is None:
        is_seen = seen_at is not None
        return WebhooksHealth(state="attention", code="not_validated" if is_seen else "never_seen", **told)
    if row.webhook_validated_at < clock.now() - VALIDATED_EVERY:
        return WebhooksHealth(state="attention", code="validation_old", **told)
    return WebhooksHealth(state="ok", code="receiving", **told)
