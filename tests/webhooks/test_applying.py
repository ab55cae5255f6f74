"""What follows from an event: Zoom is asked, and our copy is as Zoom's again."""

import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.meetings.models import Meeting
from api.webhooks.models import ZoomEvent
from tests.factories.meetings import meeting_body
from tests.fixture_types import RunWork, Travel
from tests.webhooks.conftest import Deliver, PortalMeeting, event_body

pytestmark = pytest.mark.usefixtures("subscribed")

WAIT = timedelta(seconds=6)

Settle = Callable[[], Awaitable[None]]


@pytest.fixture
async def settle(control: httpx.AsyncClient, run_work: RunWork, travel: Travel) -> Settle:
    """Every delivery has arrived, and what follows from it was done."""

    async def until_quiet() -> None:
        await control.post("/_control/webhooks/drain")
        await run_work()
        travel(WAIT)
        await run_work()

    return until_quiet


async def find(session: AsyncSession, zoom_id: int) -> Meeting | None:
    session.expire_all()
    found: Meeting | None = await session.scalar(select(Meeting).where(Meeting.zoom_meeting_id == zoom_id))
    return found


async def test_a_meeting_made_in_zoom_appears_by_itself(
    in_zoom: PortalMeeting, settle: Settle, administrator: httpx.AsyncClient
) -> None:
    made = await in_zoom(topic="Made over there")
    await settle()

    [listed] = (await administrator.get("/api/v1/meetings")).json()["items"]
    assert (listed["topic"], listed["zoom_meeting_id"], listed["origin"]) == ("Made over there", made["id"], "zoom")


async def test_an_edit_and_a_deletion_in_zoom_are_followed(
    in_zoom: PortalMeeting, control: httpx.AsyncClient, settle: Settle, session: AsyncSession
) -> None:
    made = await in_zoom()
    await settle()
    await control.patch(f"/_control/meetings/{made['id']}", json={"topic": "Renamed"})
    await settle()
    renamed = await find(session, made["id"])
    assert renamed is not None
    assert renamed.topic == "Renamed"

    await control.delete(f"/_control/meetings/{made['id']}")
    await settle()
    gone = await find(session, made["id"])
    assert gone is not None
    assert gone.status == "missing"


async def test_a_meeting_that_one_answer_denies_is_not_gone_without_signed_word(
    in_zoom: PortalMeeting, settle: Settle, fault: Any, deliver: Deliver, session: AsyncSession
) -> None:
    made = await in_zoom()
    await settle()
    path = f"/v2/meetings/{made['id']}"
    denied = {"status": 404, "code": 3001, "message": f"Meeting does not exist: {made['id']}."}
    await fault("status", method="GET", path=path, times=50, **denied)
    for topic in ("One", "Two", "Three"):
        await deliver(event_body("meeting.updated", zoom_id=made["id"], topic=topic))
        await settle()

    kept = await find(session, made["id"])
    assert kept is not None
    assert (kept.status, kept.missing_since is not None) == ("planned", True)


async def test_many_events_of_a_meeting_are_at_most_two_questions_in_five_seconds(
    in_zoom: PortalMeeting, settle: Settle, deliver: Deliver, session: AsyncSession, run_work: RunWork
) -> None:
    made = await in_zoom()
    await settle()
    for number in range(8):
        for part in range(5):
            await deliver(event_body(zoom_id=made["id"], topic=f"{number}.{part}"))
        await run_work()
    await settle()

    events = (await session.scalars(select(ZoomEvent).where(ZoomEvent.zoom_meeting_id == made["id"]))).all()
    asked = sorted({event.asked_at for event in events if event.asked_at})
    assert {event.state for event in events} == {"applied"}
    assert all(third - first >= timedelta(seconds=5) for first, third in zip(asked, asked[2:], strict=False))


@pytest.mark.parametrize("seed", range(3))
async def test_doubled_and_disordered_events_end_in_the_same_state(
    seed: int, in_zoom: PortalMeeting, control: httpx.AsyncClient, settle: Settle, session: AsyncSession
) -> None:
    await control.put("/_control/webhooks", json={"duplicate": 0.3, "reorder": 0.3, "seed": seed})
    dice = random.Random(seed)
    made = [await in_zoom(topic=f"Meeting {number}") for number in range(6)]
    for step in range(30):
        zoom_id = dice.choice(made)["id"]
        change: dict[str, Any] = {"topic": f"Topic {step}", "duration": dice.choice((15, 30, 45))}
        await control.patch(f"/_control/meetings/{zoom_id}", json=change)
    await control.delete(f"/_control/meetings/{made[0]['id']}")
    await settle()

    for meeting in made[1:]:
        zoom = (await control.get(f"/_control/meetings/{meeting['id']}")).json()
        ours = await find(session, meeting["id"])
        assert ours is not None
        assert (ours.topic, ours.duration_minutes, ours.status) == (zoom["topic"], zoom["duration"], "planned")
    deleted = await find(session, made[0]["id"])
    assert deleted is None or deleted.status == "missing"


async def test_a_create_whose_answer_is_missing_is_settled_by_its_event(
    manager: httpx.AsyncClient, fault: Any, control: httpx.AsyncClient, run_work: RunWork
) -> None:
    await fault("drop_after", method="POST", path="/v2/users/*/meetings", times=1)
    made = (await manager.post("/api/v1/meetings", json=meeting_body())).json()
    assert made["sync"]["state"] == "in_doubt"
    await control.post("/_control/webhooks/drain")
    await run_work()

    assert (await manager.get(f"/api/v1/meetings/{made['id']}")).json()["sync"]["state"] == "in_step"


async def test_a_new_user_of_the_account_is_known_soon(
    control: httpx.AsyncClient, settle: Settle, administrator: httpx.AsyncClient
) -> None:
    made = await control.post("/_control/users", json={"email": "fresh@parley.example", "first_name": "Fresh"})
    assert made.is_success, made.text
    await settle()

    hosts = (await administrator.get("/api/v1/hosts")).json()
    assert "fresh@parley.example" in str(hosts)
