"""Zoom is away, or does not accept us: nothing is lost, Zoom is hardly asked, and afterwards all is done soon."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.connection.models import ZoomConnection
from api.connection.notebook import WATCH
from api.core.config import Config
from api.core.work import Runner, Work
from api.hosts.models import HostQuota
from api.resources import open_resources
from api.worker import HANDLERS
from simulator.testing import SimulatorTransport
from tests.fixture_types import RunWork, Travel
from tests.meetings.conftest import Fault, fault, rules, zoom
from tests.meetings.steps import read, schedule

__all__ = ["fault", "rules", "zoom"]

MEETINGS = 12


async def calls(control: AsyncClient) -> list[dict[str, Any]]:
    """The last requests that Zoom got."""
    answer: list[dict[str, Any]] = (await control.get("/_control/requests")).json()
    return answer


async def token_requests(control: AsyncClient) -> int:
    return sum(call["path"] == "/oauth/token" for call in await calls(control))


async def live_through(minutes: int, travel: Travel, run_work: RunWork) -> None:
    """A worker's looks, half a minute apart."""
    for _ in range(minutes * 2):
        travel(timedelta(seconds=30))
        await run_work()


async def break_zoom(manager: AsyncClient, fault: Fault, travel: Travel, run_work: RunWork) -> list[dict[str, Any]]:
    """Zoom answers nothing but 503, and so many meetings are scheduled meanwhile that it is let rest."""
    await fault("status", status=503, times=None)
    meetings = []
    for _ in range(MEETINGS):
        meetings.append(await schedule(manager))
        travel(timedelta(seconds=3))
    await run_work()
    return meetings


async def standing(session: AsyncSession) -> ZoomConnection:
    session.expire_all()
    return (await session.scalars(select(ZoomConnection))).one()


@pytest.mark.usefixtures("zoom")
async def test_an_hour_without_zoom_costs_it_a_call_a_minute(
    fault: Fault, control: AsyncClient, manager: AsyncClient, travel: Travel, run_work: RunWork, session: AsyncSession
) -> None:
    await break_zoom(manager, fault, travel, run_work)
    assert (await standing(session)).rests_since is not None
    before = len(await calls(control))
    await live_through(20, travel, run_work)
    assert len(await calls(control)) - before <= 25


@pytest.mark.usefixtures("zoom")
async def test_when_zoom_is_back_everything_follows_soon(
    fault: Fault, control: AsyncClient, manager: AsyncClient, travel: Travel, run_work: RunWork, session: AsyncSession
) -> None:
    meetings = await break_zoom(manager, fault, travel, run_work)
    await live_through(10, travel, run_work)
    await control.delete("/_control/faults")
    await live_through(4, travel, run_work)
    states = [(await read(manager, meeting["id"]))["sync"]["state"] for meeting in meetings]
    assert states == ["in_step"] * MEETINGS
    assert (await standing(session)).rests_since is None
    watch = await session.scalar(select(Work.state).where(Work.kind == WATCH))
    assert watch == "done"


@pytest.mark.usefixtures("zoom")
async def test_waiting_for_zoom_uses_up_no_writes_of_hosts(
    fault: Fault, manager: AsyncClient, travel: Travel, run_work: RunWork, session: AsyncSession
) -> None:
    await break_zoom(manager, fault, travel, run_work)
    used = await session.scalar(select(func.sum(HostQuota.used)))
    await live_through(10, travel, run_work)
    assert await session.scalar(select(func.sum(HostQuota.used))) == used


@pytest.mark.usefixtures("zoom")
async def test_while_zoom_rests_people_are_answered_at_once_and_told_why(
    fault: Fault, manager: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    await break_zoom(manager, fault, travel, run_work)
    meeting = await schedule(manager, topic="During the outage")
    assert meeting["sync"]["state"] == "waiting"
    assert meeting["sync"]["reason"]


@pytest.mark.usefixtures("zoom")
async def test_a_deactivated_app_is_asked_for_a_token_once_a_minute_by_all_processes(
    control: AsyncClient,
    manager: AsyncClient,
    config: Config,
    simulator: FastAPI,
    travel: Travel,
    run_work: RunWork,
    session: AsyncSession,
) -> None:
    other = open_resources(config, name="parley-other", zoom_transport=SimulatorTransport(simulator))
    runner = Runner(HANDLERS, other.transaction, other)
    await control.put("/_control/app", json={"active": False})
    before = await token_requests(control)
    for _ in range(5):
        await schedule(manager)
    for _ in range(20):
        travel(timedelta(seconds=15))
        await run_work()
        await runner.sweep()
    await other.close()
    assert 1 <= await token_requests(control) - before <= 6
    assert (await standing(session)).error_code == "zoom_not_connected"
