"""Counting use, and refusing what is over a limit."""

from datetime import UTC, datetime, time, timedelta
from email.utils import format_datetime

from simulator.errors import ZoomError
from simulator.limits.models import (
    MEETING_WRITES_PER_HOST_AND_DAY,
    REGISTRATIONS_PER_PERSON_AND_DAY,
    REQUESTS_PER_DAY,
    REQUESTS_PER_SECOND,
    STATUS_CHANGES_PER_PERSON_AND_DAY,
    Label,
    LimitKind,
    Limits,
    RetryAfter,
)
from simulator.wire import instant
from simulator.world import World


def count_request(world: World, label: Label) -> dict[str, str]:
    """Count one request of the account; answers the rate limit headers of a success."""
    limits = _limits_of_today(world)
    second = int(world.now().timestamp())
    if limits.second != second:
        limits.second, limits.used_this_second = second, {}
    in_second = limits.used_this_second[label] = limits.used_this_second.get(label, 0) + 1
    in_day = limits.used_today[label] = limits.used_today.get(label, 0) + 1
    if not limits.enforce:
        return {}
    per_second = REQUESTS_PER_SECOND[limits.plan][label]
    per_day = REQUESTS_PER_DAY[limits.plan].get(label)
    if in_second > per_second:
        raise refusal("qps", world.now(), label=label, limit=per_second)
    if per_day is not None and in_day > per_day:
        raise refusal("daily", world.now(), label=label, limit=per_day)
    return _headers("QPS", label, per_second, per_second - in_second)


def count_meeting_write(world: World, host_id: str) -> None:
    """100 creates and updates for one host and UTC day. Deletes are not counted."""
    used = _count(world, f"host {host_id}")
    if world.state.limits.enforce and used > MEETING_WRITES_PER_HOST_AND_DAY:
        raise refusal("host_day", world.now())


def count_registration(world: World, email: str) -> None:
    """Three for one person and UTC day; failed calls count too."""
    used = _count(world, f"registrant {email.lower()}")
    if world.state.limits.enforce and used > REGISTRATIONS_PER_PERSON_AND_DAY:
        raise refusal("registrant_day", world.now(), registrant=email)


def count_status_change(world: World, registrant_id: str) -> None:
    """Ten decisions about one registrant and UTC day."""
    used = _count(world, f"registrant status {registrant_id}")
    if world.state.limits.enforce and used > STATUS_CHANGES_PER_PERSON_AND_DAY:
        raise refusal("registrant_status_day", world.now(), registrant=registrant_id)


def meeting_writes_today(world: World, host_id: str) -> int:
    return _limits_of_today(world).used_today.get(f"host {host_id}", 0)


def refusal(
    kind: LimitKind,
    now: datetime,
    *,
    label: Label = "LIGHT",
    limit: int | None = None,
    registrant: str = "",
    retry_after: RetryAfter | None = None,
    seconds: float | None = None,
) -> ZoomError:
    """429 in Zoom's words. Its `Retry-After` is an ISO instant on daily limits and absent on the per-second one;
    the other forms are what proxies and older answers were seen to carry."""
    messages: dict[LimitKind, str] = {
        "qps": "You have reached the maximum per-second rate limit for this API. Try again later.",
        "daily": "You have reached the maximum daily rate limit for this API. Refer to the response header for details "
        "on when you can make another request.",
        "host_day": "You have exceeded the daily rate limit (100) of Meeting Create/Update API requests permitted for "
        "this particular user. You may resume these requests at GMT 00:00:00.",
        "registrant_day": "You have exceeded the daily rate limit of (3) for Add meeting registrant API requests for "
        f"the registrant ({registrant}). You can resume these API requests at GMT 00:00:00.",
        "registrant_status_day": "You have exceeded the daily rate limit of (10) for Update registrant's status "
        f"API requests for the registrant ({registrant}). You can resume these API requests at GMT 00:00:00.",
    }
    until = _end_of_day(now) if seconds is None and kind != "qps" else now + timedelta(seconds=seconds or 1)
    headers = _headers("QPS" if kind == "qps" else "Daily-limit", label, limit or 100, 0)
    form = retry_after or ("none" if kind == "qps" else "iso")
    if form != "none":
        headers["Retry-After"] = _retry_after(form, now, until)
    return ZoomError(429, 429, messages[kind], headers=headers)


def _retry_after(form: RetryAfter, now: datetime, until: datetime) -> str:
    if form == "iso":
        return instant(until)
    if form == "http_date":
        return format_datetime(until.astimezone(UTC), usegmt=True)
    return str(max(1, round((until - now).total_seconds())))


def _headers(kind: str, label: Label, limit: int, remaining: int) -> dict[str, str]:
    return {
        "X-RateLimit-Category": label.title(),
        "X-RateLimit-Type": kind,
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": str(remaining),
    }


def _end_of_day(now: datetime) -> datetime:
    return datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time(), tzinfo=UTC)


def _count(world: World, key: str) -> int:
    limits = _limits_of_today(world)
    limits.used_today[key] = limits.used_today.get(key, 0) + 1
    world.touch()
    return limits.used_today[key]


def _limits_of_today(world: World) -> Limits:
    limits = world.state.limits
    today = world.now().astimezone(UTC).date().isoformat()
    if limits.used_on != today:
        limits.used_on, limits.used_today = today, {}
    return limits
