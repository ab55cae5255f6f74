"""Reading the body of an event: strictly, since it may be anybody's, and without what may not be kept."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pydantic_core import from_json

from api.core.errors import Problem

VALIDATION = "endpoint.url_validation"
DEEPEST = 20
"""Levels of nesting. Zoom's own events have six."""
NOT_KEPT = frozenset({"download_token", "download_access_token", "download_url", "start_url"})
"""Secrets, and links that differ each time the same event is told."""

_EVENT = re.compile(r"[a-z0-9_.]{1,100}")
_MEETING_ID = re.compile(r"[0-9]{1,18}")


class UnreadableEventError(Problem):
    """Signed or not, it is no event as Zoom writes them."""

    status = 400
    code = "unreadable_event"
    title = "Not an event"


@dataclass(frozen=True)
class Notice:
    """One event as it came. The `key` is the same when Zoom tells the same thing again."""

    event: str
    key: bytes
    payload: str = field(repr=False)
    account_id: str | None
    zoom_meeting_id: int | None
    event_at: datetime | None
    plain_token: str | None = field(default=None, repr=False)


def read_notice(body: bytes) -> Notice:
    """The event in these bytes. Raises UnreadableEventError; whatever the bytes are, nothing else."""
    try:
        content = from_json(body, allow_inf_nan=False, cache_strings=False)
        kept = _without_volatile(content, DEEPEST)
        text = json.dumps(kept, sort_keys=True, separators=(",", ":"))
    except (ValueError, RecursionError) as error:
        raise UnreadableEventError("The body is not JSON as Zoom sends it.") from error
    name = content.get("event") if isinstance(content, dict) else None
    if not isinstance(name, str) or not _EVENT.fullmatch(name):
        raise UnreadableEventError("The body names no event.")
    payload = _member(content, "payload")
    about = _member(payload, "object")
    account_id, plain_token = payload.get("account_id"), payload.get("plainToken")
    return Notice(
        event=name,
        key=hashlib.sha256(text.encode()).digest(),
        payload=text,
        account_id=account_id if isinstance(account_id, str) else None,
        zoom_meeting_id=_meeting_id(about.get("id", about.get("meeting_id"))),
        event_at=_instant(content.get("event_ts")),
        plain_token=plain_token if isinstance(plain_token, str) else None,
    )


def _without_volatile(value: Any, levels: int) -> Any:
    if levels == 0:
        raise ValueError("nested too deeply")
    if isinstance(value, dict):
        return {name: _without_volatile(one, levels - 1) for name, one in value.items() if name not in NOT_KEPT}
    if isinstance(value, list):
        return [_without_volatile(one, levels - 1) for one in value]
    return value


def _member(content: dict[str, Any], name: str) -> dict[str, Any]:
    value = content.get(name)
    return value if isinstance(value, dict) else {}


def _meeting_id(value: Any) -> int | None:
    """Zoom writes it as a number or as digits; a user's id, in the same place, has letters."""
    text = str(value) if isinstance(value, int) and value.bit_length() < 64 else value
    return int(text) if isinstance(text, str) and _MEETING_ID.fullmatch(text) else None


def _instant(value: Any) -> datetime | None:
    """Milliseconds."""
    if not isinstance(value, int):
        return None
    try:
        return datetime.fromtimestamp(value / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
