"""The parts of `make bench`, on a small company: that they run and measure, not what they measure."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import structlog
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import logging
from api.core.config import Config
from api.meetings.models import Meeting, MeetingStaff, Participant
from benchmarks import data, pgbench, report
from benchmarks.stack import Stack
from benchmarks.trace import Trace, trace

LIST = "/api/v1/meetings?page_size=25"
ZOOM_USERS = [(f"zoom-{n}", f"staff{n}@parley.example") for n in range(12)]


@pytest.fixture
def stack(config: Config, database_url: str, tmp_path: Path) -> Iterator[Stack]:
    """The tests' own servers, as a stack."""
    environment = {
        "ENVIRONMENT": "test",
        "DATABASE_URL": database_url,
        "REDIS_URL": config.redis_url,
        "SECRET_KEYS": config.secret_keys.get_secret_value(),
        "ALLOWED_HOSTS": "testserver",
    }
    before = structlog.get_config()
    yield Stack("http://testserver", config.zoom_api_url, environment, tmp_path)
    # An application of the benchmarks' own set its own level. Loggers that were used hold on to the lists of before.
    logging.configure(config.log_level, config.log_format)
    structlog.configure(**before)


def _headers(client: httpx.AsyncClient) -> dict[str, str]:
    return {"Cookie": f"parley={client.cookies['parley']}", "X-Parley": "1"}


async def test_the_company_is_as_large_as_asked_for(
    stack: Stack, employee: httpx.AsyncClient, session: AsyncSession
) -> None:
    await data.fill(stack.database_url, ZOOM_USERS, data.Company(200))

    assert await session.scalar(select(func.count(Meeting.id))) == 200
    assert (await session.execute(select(func.count(MeetingStaff.staff_id)))).scalar_one() >= 200
    assert await session.scalar(select(func.count(Participant.id))) == 400
    assert (await employee.get(LIST)).status_code == 200


async def test_the_floor_of_a_request_is_what_the_request_asks(stack: Stack, employee: httpx.AsyncClient) -> None:
    traced = await trace(stack, _headers(employee), "GET", LIST, lambda: None)

    assert any("sessions" in question for question in traced.questions)
    assert any("FROM meetings" in question for question in traced.questions)
    assert traced.durable_commits == 0
    assert pgbench.measure(stack, traced.questions, times=3) > 0


def test_only_transactions_that_write_wait_for_the_disk() -> None:
    traced = Trace(("BEGIN;", "SELECT 1", "COMMIT;", "BEGIN;", "INSERT INTO events", "UPDATE work", "COMMIT;"))

    assert traced.durable_commits == 1
    assert traced.questions == ("SELECT 1", "INSERT INTO events", "UPDATE work")


def test_the_median_round_decides_about_the_goal() -> None:
    figure = report.Figure("list", "its SQL", goal_milliseconds=30)
    for milliseconds in (10, 29, 500):
        figure.add(milliseconds, 2)

    assert not figure.is_missed
    assert "| 29.0 | 10.0-500.0 | its SQL | 2.00 | 14.5  | <= 30 met |" in report.render([figure])


def test_a_missed_goal_is_named() -> None:
    figure = report.Figure("list", "its SQL", goal_milliseconds=30)
    figure.add(31, 2)

    assert "<= 30 MISSED" in report.render([figure])
