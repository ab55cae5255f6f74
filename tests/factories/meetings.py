"""Bodies of meetings as callers send them."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from api.core import clock


def in_days(days: int, hour: int = 12) -> datetime:
    """A full hour, so many days from today, in UTC."""
    day = (clock.now() + timedelta(days=days)).date()
    return datetime.combine(day, time(hour), UTC)


def meeting_body(**values: Any) -> dict[str, Any]:
    """A meeting next week that has all it needs."""
    body = {
        "topic": "Contract talk",
        "starts_at": in_days(7).isoformat(),
        "timezone": "Europe/Kyiv",
        "duration_minutes": 45,
        "staff_ids": [],
    }
    return {**body, **values}
