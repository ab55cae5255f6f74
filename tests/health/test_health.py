"""Administrators see how Parley is doing, and try again what was given up."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.connection.models import ZoomConnection
from api.core import clock, work
from api.core.db import new_id
from api.core.work import Work
from api.events.models import Event
from api.hosts.models import Host, HostQuota
from api.hosts.quota import today
from api.resources import Resources
from api.sync.service import RUN
from tests.fixture_types import RunWork, Travel
from tests.meetings.conftest import fault, rules, zoom

__all__ = ["fault", "rules", "zoom"]

HEALTH = "/api/v1/health"


async def look(client: AsyncClient) -> dict[str, Any]:
    """How Parley is doing, as this caller sees it."""
    answer = await client.get(HEALTH)
    assert answer.status_code == 200, answer.text
    seen: dict[str, Any] = answer.json()
    return seen


async def quarantine(session: AsyncSession) -> Work:
    """A push that was given up."""
    given_up = Work(
        kind="meetings.push",
        object_id=new_id(),
        not_before=clock.now(),
        asked_at=clock.now(),
        state="quarantined",
        error_code="crashed",
        error_text="KeyError",
        crashes=20,
    )
    session.add(given_up)
    await session.commit()
    return given_up


def retry_of(given_up: Work) -> str:
    return f"/api/v1/work/{given_up.kind}/{given_up.object_id}/retry"


async def test_only_administrators_see_it(employee: AsyncClient, manager: AsyncClient) -> None:
    assert [(await client.get(HEALTH)).status_code for client in (employee, manager)] == [403, 403]


async def test_before_zoom_is_connected_there_is_nothing_to_complain_of_zoom(administrator: AsyncClient) -> None:
    seen = await look(administrator)
    assert (seen["connection"]["state"], seen["connection"]["code"]) == ("off", "not_set_up")
    assert {
        part: seen[part]["state"] for part in ("token", "scopes", "clock", "webhooks", "comparison")
    } == dict.fromkeys(("token", "scopes", "clock", "webhooks", "comparison"), "off")


@pytest.mark.usefixtures("zoom")
async def test_a_connection_that_works_is_told_with_its_facts(administrator: AsyncClient) -> None:
    seen = await look(administrator)
    assert (seen["connection"]["code"], seen["token"]["code"]) == ("connected", "valid")
    assert seen["scopes"] == {"state": "ok", "missing": []}
    assert seen["clock"]["state"] == "ok"
    assert datetime.fromisoformat(seen["token"]["valid_until"]) > clock.now()
    assert {server["key"]: server["state"] for server in seen["servers"]} == {
        "database": "ok",
        "redis": "ok",
        "storage": "broken",
    }


@pytest.mark.usefixtures("zoom")
async def test_a_wrong_clock_and_missing_scopes_are_named(administrator: AsyncClient, session: AsyncSession) -> None:
    await session.execute(
        update(ZoomConnection).values(clock_difference_seconds=61.2, scopes=["meeting:read:meeting:admin"])
    )
    await session.commit()
    seen = await look(administrator)
    assert seen["clock"] == {"state": "broken", "difference_seconds": 61}
    assert "meeting:write:meeting:admin" in {one["scope"] for one in seen["scopes"]["missing"]}
    assert seen["state"] == "broken"


@pytest.mark.usefixtures("zoom")
async def test_a_deactivated_app_is_told(
    administrator: AsyncClient, control: AsyncClient, run_work: RunWork, travel: Travel
) -> None:
    await control.put("/_control/app", json={"active": False})
    travel(timedelta(hours=1, minutes=1))
    await run_work()
    seen = await look(administrator)
    assert (seen["connection"]["code"], seen["connection"]["error_code"]) == ("refused", "zoom_not_connected")


async def test_work_that_nobody_takes_means_that_the_worker_is_away(
    administrator: AsyncClient, resources: Resources, travel: Travel
) -> None:
    async with resources.transaction(ring=False) as session:
        await work.ask(session, "hosts.refresh", work.THE_ONLY_ONE)
    assert (await look(administrator))["work"]["code"] == "in_time"
    travel(timedelta(minutes=3))
    told = (await look(administrator))["work"]
    assert (told["state"], told["code"]) == ("broken", "worker_away")
    assert [(kind["kind"], kind["waiting"]) for kind in told["kinds"]] == [("hosts.refresh", 1)]


async def test_work_that_waits_on_purpose_is_only_old(
    administrator: AsyncClient, resources: Resources, travel: Travel
) -> None:
    async with resources.transaction(ring=False) as session:
        await work.ask(session, "hosts.refresh", work.THE_ONLY_ONE, not_before=clock.now() + timedelta(hours=2))
    travel(timedelta(minutes=11))
    assert (await look(administrator))["work"]["code"] == "waiting_long"


async def test_what_was_given_up_is_tried_again_and_that_is_recorded(
    administrator: AsyncClient, session: AsyncSession
) -> None:
    given_up = await quarantine(session)
    [item] = (await look(administrator))["quarantine"]["items"]
    assert (item["kind"], item["error_text"]) == ("meetings.push", "KeyError")
    assert (await administrator.post(retry_of(given_up))).status_code == 204
    await session.refresh(given_up)
    assert (given_up.state, given_up.crashes) == ("waiting", 0)
    event = await session.scalar(select(Event).where(Event.action == "work.retried"))
    assert event is not None
    assert (await administrator.post(retry_of(given_up))).status_code == 404


async def test_only_administrators_try_again(manager: AsyncClient, session: AsyncSession) -> None:
    given_up = await quarantine(session)
    assert (await manager.post(retry_of(given_up))).status_code == 403
    await session.refresh(given_up)
    assert given_up.state == "quarantined"


@pytest.mark.usefixtures("zoom")
async def test_a_host_without_writes_left_is_named(administrator: AsyncClient, session: AsyncSession) -> None:
    host = (await session.scalars(select(Host).limit(1))).one()
    session.add(HostQuota(host_id=host.id, utc_day=today(), used=100))
    await session.commit()
    quotas = (await look(administrator))["quotas"]
    assert quotas["state"] == "attention"
    assert [(one["host"]["name"], one["used"], one["limit"]) for one in quotas["hosts"]] == [(host.name, 100, 100)]


@pytest.mark.usefixtures("zoom")
async def test_the_last_comparison_and_the_next_are_told(
    administrator: AsyncClient, resources: Resources, run_work: RunWork
) -> None:
    async with resources.transaction() as session:
        await work.start_clock(session, RUN)
    await run_work()
    told = (await look(administrator))["comparison"]
    assert (told["state"], told["code"]) == ("ok", "done")
    assert datetime.fromisoformat(told["next_at"]) > clock.now()
