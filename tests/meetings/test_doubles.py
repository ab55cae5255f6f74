"""What is in Zoom twice is removed only with proof, and a database out of a backup makes nothing twice."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from httpx import AsyncClient
from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.work import Work
from api.events.models import Event
from api.meetings.models import Meeting, ZoomOrphan
from tests.fixture_types import RunWork, Travel
from tests.meetings.steps import ledger, read, schedule

pytestmark = pytest.mark.usefixtures("zoom")


async def refresh(client: AsyncClient, travel: Travel, run_work: RunWork) -> None:
    """A comparison with Zoom, and what it asks for."""
    travel(timedelta(seconds=1))
    (await client.post("/api/v1/sync-runs")).raise_for_status()
    await run_work()


async def double(control: AsyncClient, meeting: dict[str, Any], **values: Any) -> int:
    """The same meeting once more in Zoom, as a create makes it that arrives late."""
    body = {
        "host": meeting["host"]["email"], "topic": meeting["topic"], "start_time": meeting["starts_at"],
        "duration": meeting["duration_minutes"], "timezone": "UTC", "password": meeting["passcode"], **values,
    }  # fmt: skip
    answer = await control.post("/_control/meetings", json=body)
    assert answer.is_success, answer.text
    made: int = answer.json()["id"]
    return made


async def live(control: AsyncClient) -> set[int]:
    """What Zoom has."""
    return {item["id"] for item in (await control.get("/_control/meetings")).json()}


async def test_a_double_that_nobody_joined_is_removed(
    manager: AsyncClient, control: AsyncClient, travel: Travel, run_work: RunWork, session: AsyncSession
) -> None:
    meeting = await schedule(manager)
    await double(control, meeting)
    await refresh(manager, travel, run_work)
    assert await live(control) == {meeting["zoom_meeting_id"]}
    assert (await session.scalars(select(Meeting.id))).all() == [UUID(meeting["id"])]
    assert (await session.scalars(select(ZoomOrphan.state))).all() == ["deleted"]
    recorded = (await session.scalars(select(Event.action))).all()
    assert "meeting.double_deleted" in recorded


async def test_a_double_that_somebody_joined_is_kept_and_shown(
    manager: AsyncClient, administrator: AsyncClient, control: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    meeting = await schedule(manager)
    other = await double(control, meeting)
    await control.post(f"/_control/meetings/{other}/start")
    await refresh(manager, travel, run_work)
    await refresh(manager, travel, run_work)
    assert await live(control) == {meeting["zoom_meeting_id"], other}
    listed = (await administrator.get("/api/v1/meetings")).json()["items"]
    assert {item["zoom_meeting_id"] for item in listed} == {meeting["zoom_meeting_id"], other}


@pytest.mark.parametrize("values", [{"password": "other1"}, {"start_time": "2031-01-01T10:00:00Z"}])
async def test_what_is_not_proven_ours_is_never_removed(
    values: dict[str, Any],
    manager: AsyncClient, control: AsyncClient, travel: Travel, run_work: RunWork,
) -> None:  # fmt: skip
    meeting = await schedule(manager)
    other = await double(control, meeting, **values)
    await refresh(manager, travel, run_work)
    assert await live(control) == {meeting["zoom_meeting_id"], other}


async def test_a_passcode_that_a_person_chose_proves_nothing(
    manager: AsyncClient, control: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    meeting = await schedule(manager, passcode="summer")
    other = await double(control, meeting)
    await refresh(manager, travel, run_work)
    assert await live(control) == {meeting["zoom_meeting_id"], other}


async def test_a_copy_made_later_in_the_portal_is_somebodys(
    manager: AsyncClient, control: AsyncClient, travel: Travel, run_work: RunWork
) -> None:
    meeting = await schedule(manager)
    travel(timedelta(minutes=30))
    other = await double(control, meeting)
    await refresh(manager, travel, run_work)
    assert await live(control) == {meeting["zoom_meeting_id"], other}


async def forget_creation(session: AsyncSession, meeting: dict[str, Any]) -> None:
    """As in a backup from before Zoom answered: saved, not yet sent."""
    nothing: dict[str, Any] = {
        "zoom_meeting_id": None, "zoom_uuid": None, "join_url": None, "zoom_facts": None, "zoom_asked_at": None,
        "pushed_version": 0, "sync_state": "waiting",
    }  # fmt: skip
    await session.execute(update(Meeting).where(Meeting.id == UUID(meeting["id"])).values(**nothing))
    await session.commit()


async def test_a_restored_database_finds_again_what_it_had_made(
    manager: AsyncClient, control: AsyncClient, travel: Travel, run_work: RunWork, session: AsyncSession
) -> None:
    meetings = [await schedule(manager, topic=f"Number {number}") for number in range(3)]
    await control.patch(f"/_control/meetings/{meetings[0]['zoom_meeting_id']}", json={"topic": "Newer in Zoom"})
    for meeting in meetings:
        await forget_creation(session, meeting)
    await refresh(manager, travel, run_work)
    after = [await read(manager, meeting["id"]) for meeting in meetings]
    assert [item["zoom_meeting_id"] for item in after] == [item["zoom_meeting_id"] for item in meetings]
    assert [item["topic"] for item in after] == ["Newer in Zoom", "Number 1", "Number 2"]
    assert {item["sync"]["state"] for item in after} == {"in_step"}
    assert len(await ledger(control)) == len(meetings)


async def test_a_push_that_comes_first_after_a_restore_makes_nothing_twice(
    manager: AsyncClient, control: AsyncClient, travel: Travel, run_work: RunWork, session: AsyncSession
) -> None:
    meeting = await schedule(manager)
    travel(timedelta(minutes=30))
    await forget_creation(session, meeting)
    await session.execute(update(Work).where(Work.kind == "meetings.push").values(state="waiting", revision=9))
    await session.commit()
    await run_work()
    assert (await read(manager, meeting["id"]))["zoom_meeting_id"] == meeting["zoom_meeting_id"]
    assert len(await ledger(control)) == 1


async def test_rows_lost_since_the_backup_come_back_from_zoom(
    manager: AsyncClient, administrator: AsyncClient, control: AsyncClient, travel: Travel, run_work: RunWork,
    session: AsyncSession,
) -> None:  # fmt: skip
    meetings = [await schedule(manager, topic=f"Number {number}") for number in range(3)]
    await session.execute(delete(Meeting))
    await session.execute(delete(Work).where(Work.kind == "meetings.push"))
    await session.commit()
    await refresh(manager, travel, run_work)
    listed = (await administrator.get("/api/v1/meetings")).json()["items"]
    assert sorted(item["topic"] for item in listed) == [item["topic"] for item in meetings]
    assert len(await ledger(control)) == len(meetings)
