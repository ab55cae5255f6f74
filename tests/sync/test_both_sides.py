"""What both sides changed stays here, is not sent over Zoom's, and is shown, until somebody saves it again."""

from datetime import timedelta
from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.meetings import merging
from api.meetings.models import Meeting
from api.zoom.schemas import ZoomMeeting
from tests.fixture_types import RunWork, Travel
from tests.meetings.conftest import Fault
from tests.meetings.steps import read, schedule
from tests.sync.conftest import Refresh
from tests.sync.steps import our_writes

pytestmark = pytest.mark.usefixtures("zoom")


async def edit(client: AsyncClient, meeting_id: str, **values: Any) -> dict[str, Any]:
    """Save these values in the newest version."""
    version = (await read(client, meeting_id))["version"]
    answer = await client.patch(f"/api/v1/meetings/{meeting_id}", json={**values, "version": version})
    assert answer.status_code == 200, answer.text
    meeting: dict[str, Any] = answer.json()
    return meeting


async def in_zoom_now(control: AsyncClient, meeting: dict[str, Any]) -> dict[str, Any]:
    """The meeting as Zoom has it."""
    answer: dict[str, Any] = (await control.get(f"/_control/meetings/{meeting['zoom_meeting_id']}")).json()
    return answer


async def test_a_topic_changed_there_and_here_while_zoom_was_away_is_ours_here_and_theirs_there(
    manager: AsyncClient, control: AsyncClient, fault: Fault, refresh: Refresh, travel: Travel, run_work: RunWork
) -> None:
    meeting = await schedule(manager)
    await fault("status", method="PATCH", status=503)
    await edit(manager, meeting["id"], topic="Ours", duration_minutes=50)
    await control.patch(f"/_control/meetings/{meeting['zoom_meeting_id']}", json={"topic": "Theirs"})
    await refresh(manager)
    travel(timedelta(minutes=10))
    await run_work()
    after, there = await read(manager, meeting["id"]), await in_zoom_now(control, meeting)
    assert (after["topic"], there["topic"]) == ("Ours", "Theirs")
    assert after["sync"]["state"] == "different"
    assert "topic" in after["sync"]["reason"]
    assert there["duration"] == after["duration_minutes"] == 50


async def test_an_edit_does_not_overwrite_what_was_changed_in_zoom_unseen(
    manager: AsyncClient, control: AsyncClient
) -> None:
    meeting = await schedule(manager)
    await control.patch(
        f"/_control/meetings/{meeting['zoom_meeting_id']}", json={"topic": "Theirs", "agenda": "Their plan"}
    )
    after = await edit(manager, meeting["id"], topic="Ours")
    assert (after["topic"], after["agenda"], after["sync"]["state"]) == ("Ours", "Their plan", "different")
    assert (await in_zoom_now(control, meeting))["topic"] == "Theirs"


async def test_it_stays_so_however_often_one_refreshes(
    manager: AsyncClient, control: AsyncClient, refresh: Refresh
) -> None:
    meeting = await schedule(manager)
    await control.patch(f"/_control/meetings/{meeting['zoom_meeting_id']}", json={"topic": "Theirs"})
    await edit(manager, meeting["id"], topic="Ours")
    writes = await our_writes(control)
    for _ in range(3):
        await refresh(manager)
    after = await read(manager, meeting["id"])
    assert (after["topic"], after["sync"]["state"]) == ("Ours", "different")
    assert await our_writes(control) == writes


async def test_saving_the_field_again_sends_ours(manager: AsyncClient, control: AsyncClient) -> None:
    meeting = await schedule(manager)
    await control.patch(
        f"/_control/meetings/{meeting['zoom_meeting_id']}", json={"topic": "Theirs", "agenda": "Their plan"}
    )
    await edit(manager, meeting["id"], topic="Ours", agenda="Our plan")
    after = await edit(manager, meeting["id"], topic="Ours, really")
    there = await in_zoom_now(control, meeting)
    assert (there["topic"], there["agenda"]) == ("Ours, really", "Their plan")
    assert (after["agenda"], after["sync"]["state"]) == ("Our plan", "different")


async def test_when_zoom_comes_round_to_ours_nothing_is_disputed_any_more(
    manager: AsyncClient, control: AsyncClient, refresh: Refresh
) -> None:
    meeting = await schedule(manager)
    await control.patch(f"/_control/meetings/{meeting['zoom_meeting_id']}", json={"topic": "Theirs"})
    await edit(manager, meeting["id"], topic="Ours")
    await control.patch(f"/_control/meetings/{meeting['zoom_meeting_id']}", json={"topic": "Ours"})
    await refresh(manager)
    assert (await read(manager, meeting["id"]))["sync"]["state"] == "in_step"


async def test_an_edit_whose_answer_was_lost_is_no_edit_of_zooms(
    manager: AsyncClient, control: AsyncClient, fault: Fault, travel: Travel, run_work: RunWork
) -> None:
    meeting = await schedule(manager)
    await fault("drop_after", method="PATCH")
    await edit(manager, meeting["id"], topic="First")
    await edit(manager, meeting["id"], topic="Second")
    travel(timedelta(minutes=10))
    await run_work()
    assert (await in_zoom_now(control, meeting))["topic"] == "Second"
    assert (await read(manager, meeting["id"]))["sync"]["state"] == "in_step"


async def test_an_answer_to_an_older_question_changes_nothing(
    manager: AsyncClient, control: AsyncClient, session: AsyncSession
) -> None:
    before = clock.now()
    meeting = await schedule(manager)
    old = ZoomMeeting.model_validate({**await in_zoom_now(control, meeting), "topic": "Of yesterday"})
    ours = (await session.scalars(select(Meeting))).one()
    assert await merging.merge_zoom_meeting(session, ours, old, before) == []
    assert ours.topic == meeting["topic"]
