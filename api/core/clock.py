"""What time it is. Everything that compares or stores an instant asks here, so that a test can move time."""

from datetime import UTC, datetime, timedelta

_offset = timedelta(0)


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC) + _offset


def advance(by: timedelta) -> None:
    """Move the clock of this process; only tests, rehearsals and the making of the demo world do."""
    global _offset  # noqa: PLW0603 - one process has one clock
    _offset += by


def reset() -> None:
    """Follow the machine's clock again."""
    global _offset  # noqa: PLW0603 - as above
    _offset = timedelta(0)
