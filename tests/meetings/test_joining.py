"""The right link for each person, at the moment of the click."""

import pytest
from httpx import AsyncClient
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.events.models import Event
from tests.factories.accounts import make_staff_member, own_id
from tests.fixture_types import SignIn
from tests.meetings.conftest import Fault
from tests.meetings.steps import schedule


@pytest.mark.usefixtures("zoom")
async def test_the_host_gets_a_start_link_that_opens_zooms_start_page(
    manager: AsyncClient, control: AsyncClient
) -> None:
    meeting = await schedule(manager)
    answer = await manager.post(f"/api/v1/meetings/{meeting['id']}/join")
    assert (answer.json()["kind"], answer.headers["Cache-Control"]) == ("start", "no-store")
    assert (await control.get(answer.json()["url"])).status_code == 200


@pytest.mark.usefixtures("zoom")
async def test_others_get_the_link_to_join(manager: AsyncClient, employee: AsyncClient) -> None:
    both = [str(await own_id(person)) for person in (manager, employee)]
    meeting = await schedule(manager, staff_ids=both)
    answer = await employee.post(f"/api/v1/meetings/{meeting['id']}/join")
    assert answer.json() == {"kind": "join", "url": meeting["join_url"]}


@pytest.mark.usefixtures("zoom")
async def test_whoever_is_registered_joins_by_the_own_link_and_nobody_else_does(
    manager: AsyncClient, employee: AsyncClient, sign_in: SignIn, session: AsyncSession
) -> None:
    colleague = await sign_in(await make_staff_member(session, email="Colleague@parley.example", name="Cole"))
    meeting = await schedule(
        manager, staff_ids=[str(await own_id(person)) for person in (manager, employee, colleague)]
    )
    people = f"/api/v1/meetings/{meeting['id']}/participants"
    await manager.post(people, json={"email": "colleague@parley.example", "first_name": "Cole"})
    own = (await manager.get(people)).json()["items"][0]["join_url"]
    link = (await colleague.post(f"/api/v1/meetings/{meeting['id']}/join")).json()
    assert link == {"kind": "join", "url": own}
    assert own != meeting["join_url"]
    assert (await employee.post(f"/api/v1/meetings/{meeting['id']}/join")).json()["url"] == meeting["join_url"]


@pytest.mark.usefixtures("zoom")
async def test_an_administrator_may_start_for_the_host(manager: AsyncClient, administrator: AsyncClient) -> None:
    meeting = await schedule(manager)
    assert (await administrator.post(f"/api/v1/meetings/{meeting['id']}/join")).json()["kind"] == "start"


@pytest.mark.usefixtures("zoom")
async def test_the_start_link_is_kept_nowhere(manager: AsyncClient, session: AsyncSession) -> None:
    meeting = await schedule(manager)
    url = (await manager.post(f"/api/v1/meetings/{meeting['id']}/join")).json()["url"]
    secret = url.partition("zak=")[2]
    kept = [repr(vars(event)) for event in await session.scalars(select(Event))]
    assert secret
    assert not any(secret in row for row in kept)
    assert secret not in (await manager.get(f"/api/v1/meetings/{meeting['id']}")).text


@pytest.mark.usefixtures("zoom")
async def test_each_click_is_recorded(manager: AsyncClient, session: AsyncSession) -> None:
    meeting = await schedule(manager)
    await manager.post(f"/api/v1/meetings/{meeting['id']}/join")
    actions = await session.scalars(select(Event.action).where(Event.object_id == meeting["id"]))
    assert "meeting.started_by_click" in set(actions)


@pytest.mark.usefixtures("zoom")
async def test_a_meeting_without_link_says_that_it_follows(manager: AsyncClient, fault: Fault) -> None:
    await fault("status", method="POST", path="/v2/users/*/meetings", status=503)
    meeting = await schedule(manager)
    answer = await manager.post(f"/api/v1/meetings/{meeting['id']}/join")
    assert (answer.status_code, answer.json()["code"]) == (409, "no_link")


@pytest.mark.usefixtures("zoom")
async def test_a_cancelled_meeting_cannot_be_joined(manager: AsyncClient) -> None:
    meeting = await schedule(manager)
    await manager.delete(f"/api/v1/meetings/{meeting['id']}")
    assert (await manager.post(f"/api/v1/meetings/{meeting['id']}/join")).status_code == 409


@pytest.mark.usefixtures("zoom")
async def test_when_zoom_is_away_the_host_is_told_honestly(manager: AsyncClient, fault: Fault) -> None:
    meeting = await schedule(manager)
    await fault("status", method="GET", status=503, times=3)
    answer = await manager.post(f"/api/v1/meetings/{meeting['id']}/join")
    assert (answer.status_code, answer.json()["code"]) == (503, "zoom_unavailable")
