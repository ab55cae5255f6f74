"""What comes to the address of Zoom's events: what is kept, what is refused, and what is answered."""

from typing import Any

import httpx
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.webhooks.handlers import HANDLERS
from api.webhooks.models import ZoomEvent
from tests.fixture_types import RunWork
from tests.webhooks.conftest import ACCOUNT, ADDRESS, EXAMPLES, Deliver, event_body


async def kept(session: AsyncSession) -> list[ZoomEvent]:
    return list(await session.scalars(select(ZoomEvent).order_by(ZoomEvent.id)))


async def test_an_event_is_kept_before_it_is_acknowledged(deliver: Deliver, session: AsyncSession) -> None:
    answer = await deliver(event_body("meeting.created", zoom_id="812 x"))

    assert (answer.status_code, answer.content) == (204, b"")
    [event] = await kept(session)
    assert (event.event, event.state, event.zoom_meeting_id) == ("meeting.created", "received", None)


async def test_every_event_that_zoom_documents_is_accepted(
    deliver: Deliver, session: AsyncSession, run_work: RunWork
) -> None:
    for body in EXAMPLES.values():
        payload = {**body["payload"], "account_id": ACCOUNT}
        answer = await deliver({**body, "payload": payload})
        assert answer.status_code == (200 if body["event"] == "endpoint.url_validation" else 204), body["event"]
    await run_work()

    states = {event.event: event.state for event in await kept(session)}
    assert states.keys() == EXAMPLES.keys() - {"endpoint.url_validation"}
    assert {name for name, state in states.items() if state == "applied"} == HANDLERS.keys()
    assert set(states.values()) == {"applied", "ignored"}


async def test_the_same_event_with_another_token_is_kept_once(deliver: Deliver, session: AsyncSession) -> None:
    body: dict[str, Any] = {**event_body("recording.completed"), "download_token": "first"}
    body["payload"]["object"]["recording_files"] = [{"id": "f", "download_url": "https://zoom.test/rec/1"}]
    await deliver(body)
    body["payload"]["object"]["recording_files"] = [{"id": "f", "download_url": "https://zoom.test/rec/2"}]
    answers = [await deliver({**body, "download_token": token}) for token in ("second", "third")]

    assert [answer.status_code for answer in answers] == [204, 204]
    [event] = await kept(session)
    assert event.dup_count == 2
    assert "first" not in event.payload
    assert "rec/1" not in event.payload


async def test_an_event_of_another_account_is_acknowledged_and_forgotten(
    deliver: Deliver, session: AsyncSession
) -> None:
    body = event_body()
    body["payload"]["account_id"] = "somebody-else"

    assert (await deliver(body)).status_code == 204
    assert await kept(session) == []


async def test_nothing_is_believed_before_a_secret_is_saved(anonymous: httpx.AsyncClient) -> None:
    answer = await anonymous.post(ADDRESS, json=event_body())

    assert (answer.status_code, answer.json()["code"]) == (403, "no_webhook_secret")
