"""Zoom's pages: `page_size`, and a `next_page_token` that lives 15 minutes."""

import base64
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from simulator.errors import ZoomError

TOKEN_LIFE = timedelta(minutes=15)
Item = TypeVar("Item")


def take_page(
    items: Sequence[Item], *, page_size: int, next_page_token: str, now: datetime, maximum: int = 300
) -> tuple[Sequence[Item], int, str]:
    """The page's items, its effective size, and the token of the next page ("" at the end)."""
    size = max(1, min(page_size, maximum))
    offset = _read_token(next_page_token, now) if next_page_token else 0
    following = offset + size
    token = _write_token(following, now) if following < len(items) else ""
    return items[offset:following], size, token


def _write_token(offset: int, now: datetime) -> str:
    body = json.dumps([offset, (now + TOKEN_LIFE).timestamp()])
    return base64.urlsafe_b64encode(body.encode()).decode().rstrip("=")


def _read_token(token: str, now: datetime) -> int:
    try:
        offset, expires_at = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        expired = now.timestamp() > float(expires_at)
    except (ValueError, TypeError):
        expired = True
    if expired:
        raise ZoomError(400, 300, "The next page token is invalid or expired.")
    return int(offset)
