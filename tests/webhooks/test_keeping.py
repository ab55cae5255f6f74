"""Events are kept together, only acknowledged when they are kept, and forgotten in time; the secret may change."""

import asyncio
from datetime import timedelta
from time import monotonic

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.db import make_engine
from api.core.work import start_clock
from api.resources import Resources
from api.webhooks import service as webhooks
from api.webhooks.models import ZoomEvent
from tests.factories.zoom import connect_zoom
from tests.fixture_types import RunWork, Travel
from tests.webhooks.conftest import SECRET, Deliver, event_body

NEW_SECRET = "another-webhook-secret"
ANSWER_WITHIN_SECONDS = 2.5


async def count(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(ZoomEvent)) or 0


async def test_events_that_come_together_are_committed_together(deliver: Deliver, session: AsyncSession) -> None:
    await deliver(event_body())
    bodies = [event_body(topic=str(number)) for number in range(90)]
    answers = await asyncio.gather(*(deliver(body) for body in [*bodies, *bodies[:10]]))

    moments = await session.scalar(select(func.count(func.distinct(ZoomEvent.received_at))))
    doubles = await session.scalar(select(func.sum(ZoomEvent.dup_count)))
    assert {answer.status_code for answer in answers} == {204}
    assert (await count(session), doubles) == (91, 10)
    assert moments is not None
    assert moments < 30


async def test_nothing_is_acknowledged_while_the_database_does_not_answer(
    deliver: Deliver, session: AsyncSession
) -> None:
    await deliver(event_body())
    await session.execute(text("LOCK TABLE zoom_events"))
    began = monotonic()
    answer = await deliver(event_body(topic="Not kept yet"))
    seconds = monotonic() - began
    await session.rollback()

    assert (answer.status_code, answer.json()["code"]) == (503, "event_not_kept")
    assert "retry-after" in answer.headers
    assert seconds < ANSWER_WITHIN_SECONDS


@pytest.mark.parametrize("is_known", [True, False], ids=["the secret is known", "nothing is known"])
async def test_without_a_database_zoom_is_asked_to_try_again(
    *, is_known: bool, deliver: Deliver, app: FastAPI, resources: Resources
) -> None:
    if is_known:
        await deliver(event_body())
    working, resources.inbox_engine = (
        resources.inbox_engine,
        make_engine("postgresql+asyncpg://nobody:secret@127.0.0.1:9/none", pool_size=1, name="nowhere"),
    )
    began = monotonic()
    answer = await deliver(event_body(topic="Later"))
    seconds = monotonic() - began
    await resources.inbox_engine.dispose()
    resources.inbox_engine = working

    assert (answer.status_code, seconds < ANSWER_WITHIN_SECONDS) == (503, True)
    assert (await deliver(event_body(topic="Later"))).status_code == 204


async def test_a_rotated_secret_is_believed_at_once_and_the_old_one_for_two_days(
    deliver: Deliver, administrator: httpx.AsyncClient, travel: Travel
) -> None:
    assert (await deliver(event_body())).status_code == 204
    shown = (await administrator.get("/api/v1/settings/zoom")).json()
    body = {name: shown[name] for name in ("account_id", "client_id", "account_email", "version")}
    saved = await administrator.put("/api/v1/settings/zoom", json={**body, "webhook_secret": NEW_SECRET})
    assert saved.json()["previous_webhook_secret_until"] is not None

    assert (await deliver(event_body(topic="New"), secret=NEW_SECRET)).status_code == 204
    travel(timedelta(hours=47))
    assert (await deliver(event_body(topic="Old"), secret=SECRET)).status_code == 204
    travel(timedelta(hours=2))
    assert (await deliver(event_body(topic="Too old"), secret=SECRET)).status_code == 401
    assert (await deliver(event_body(topic="Newer"), secret=NEW_SECRET)).status_code == 204


async def test_saving_the_same_secret_again_does_not_end_the_old_one(
    deliver: Deliver, session: AsyncSession, resources: Resources
) -> None:
    for _ in range(2):
        await connect_zoom(session, resources.box, webhook_secret=NEW_SECRET)

    assert (await deliver(event_body(), secret=SECRET)).status_code == 204


async def test_the_last_word_of_zoom_is_remembered(deliver: Deliver, session: AsyncSession) -> None:
    assert await webhooks.find_last_seen(session) is None
    await session.rollback()
    await deliver(event_body())

    assert await webhooks.find_last_seen(session) is not None


async def test_events_are_forgotten_after_thirty_days(
    deliver: Deliver, session: AsyncSession, run_work: RunWork, travel: Travel
) -> None:
    await deliver(event_body("chat.message_sent"))
    await run_work()
    travel(timedelta(days=29))
    await deliver(event_body("chat.message_sent", topic="Younger"))
    travel(timedelta(days=2))
    await start_clock(session, "webhooks.tidy_up")
    await session.commit()
    await run_work()

    assert await count(session) == 1
