"""What must stay secret does not reach the log, whoever logs it and however."""

import contextlib
import io
import logging as stdlib
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.core import logging
from api.core.config import Config
from api.resources import Resources

CANARY = "canary7f3a"
PERSON = f"{CANARY}@person.example"


@pytest.fixture
def written(config: Config) -> Iterator[io.StringIO]:
    """What the log says. Configure it inside the test: a test's own standard error lasts no longer than the test."""
    stream, before = io.StringIO(), structlog.get_config()
    with contextlib.redirect_stderr(stream):
        yield stream
    logging.configure(config.log_level, config.log_format)
    structlog.configure(**before)  # the very same lists: loggers that were used hold on to them


@pytest.fixture(params=["json", "console"])
def log(request: pytest.FixtureRequest, written: io.StringIO) -> Any:
    """A logger as configured in production."""
    with contextlib.redirect_stderr(written):
        logging.configure("DEBUG", request.param)
    return structlog.get_logger()


@pytest.mark.parametrize(
    "values",
    [
        {"password": CANARY},
        {"client_secret": CANARY},
        {"Authorization": CANARY},
        {"headers": {"Cookie": CANARY, "x-zm-signature": "v0=1"}, "set_cookie": CANARY},
        {"start_url": CANARY, "join_url": CANARY, "passcode": CANARY},
        {"url": f"https://zoom.us/j/1?pwd={CANARY}&uname=A"},
        {"url": f"https://zoom.us/s/1?zak={CANARY}", "link": f"https://zoom.us/w/1?x=1&tk={CANARY}#ok"},
        {"text": f"Authorization: Bearer {CANARY}", "other": f"Basic {CANARY}=="},
        {"database": f"postgresql+asyncpg://parley:{CANARY}@db:5432/parley", "redis": f"redis://:{CANARY}@redis/0"},
        {"body": f'{{"client_secret": "{CANARY}", "topic": "x"}}'},
        {"nested": [{"deep": ({"webhook_secret_token": CANARY},)}]},
        {"to": PERSON, "names": {PERSON}, "email": PERSON},
        {"error": ValueError(f"wrong password={CANARY}")},
        {"raw": f"download_token={CANARY}".encode()},
    ],
    ids=lambda values: next(iter(values)),
)
def test_a_secret_value_is_removed(values: dict[str, Any], log: Any, written: io.StringIO) -> None:
    log.info("event.happened", **values)
    assert "event.happened" in written.getvalue()
    assert CANARY not in written.getvalue()


def test_what_is_no_secret_stays(log: Any, written: io.StringIO) -> None:
    log.info("work.crashed", kind="meetings.push", error_code="zoom_token_expired", ms=12.5, url="http://db:5432/x")
    assert all(
        word in written.getvalue() for word in ("meetings.push", "zoom_token_expired", "12.5", "http://db:5432/x")
    )


def test_the_words_of_an_exception_are_cleaned(log: Any, written: io.StringIO) -> None:
    log.error("it.failed", exc_info=ValueError(f"no answer from https://zoom.us/s/1?zak={CANARY} for {PERSON}"))
    assert "ValueError" in written.getvalue()
    assert CANARY not in written.getvalue()


def test_the_locals_of_a_stack_are_not_shown(log: Any, written: io.StringIO) -> None:
    def fail(what_was_typed: str) -> None:
        raise ValueError(len(what_was_typed))

    try:
        fail(CANARY)
    except ValueError:
        log.exception("it.failed")
    assert CANARY not in written.getvalue()


@pytest.mark.usefixtures("log")
def test_other_peoples_loggers_are_cleaned_too(written: io.StringIO) -> None:
    error = ValueError(f"token={CANARY}")
    stdlib.getLogger("a.library").error("Calling https://zoom.us/?access_token=%s", CANARY, exc_info=error)
    assert "Calling" in written.getvalue()
    assert CANARY not in written.getvalue()


async def test_what_people_typed_is_not_in_an_error_of_the_database(resources: Resources) -> None:
    with pytest.raises(DBAPIError) as failed:
        async with resources.engine.connect() as connection:
            await connection.execute(text("SELECT CAST(:typed AS text), 1 / 0"), {"typed": CANARY})
    assert CANARY not in str(failed.value)
