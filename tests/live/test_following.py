"""Open screens hear what changes, also in other processes, and only what they may."""

from uuid import UUID

from httpx import AsyncClient
from sqlalchemy import delete, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.models import Account
from api.core import clock
from api.core.config import Config
from api.core.db import new_id
from api.core.work import Work
from api.meetings.models import MeetingStaff
from tests.factories.accounts import own_id
from tests.factories.directory import make_client
from tests.live.screens import QUIET_SECONDS, WebProcess, web_process
from tests.meetings.steps import schedule


async def _rename(client: AsyncClient, meeting: dict[str, object], topic: str) -> None:
    answer = await client.patch(f"/api/v1/meetings/{meeting['id']}", json={"topic": topic, "version": 1})
    assert answer.is_success, answer.text


async def test_a_change_in_one_process_is_heard_in_another(
    web: WebProcess, config: Config, administrator: AsyncClient
) -> None:
    meeting = await schedule(administrator, topic="Before")
    async with web_process(config) as other, web.follow(administrator) as screen:
        async with AsyncClient(
            base_url=other.address, cookies=dict(administrator.cookies), headers={"X-Parley": "1"}
        ) as elsewhere:
            await _rename(elsewhere, meeting, "After")
        assert await screen.hears("meetings")


async def test_an_employee_hears_of_own_meetings_and_not_of_others(
    web: WebProcess, employee: AsyncClient, administrator: AsyncClient
) -> None:
    mine, others = await schedule(employee), await schedule(administrator)
    async with web.follow(employee) as screen:
        await _rename(administrator, others, "None of your business")
        assert not await screen.hears("meetings", QUIET_SECONDS)
        await _rename(administrator, mine, "Your business")
        assert await screen.hears("meetings")


async def test_who_no_longer_takes_part_hears_of_it(
    web: WebProcess, employee: AsyncClient, administrator: AsyncClient, session: AsyncSession
) -> None:
    me = await own_id(employee)
    meeting = await schedule(administrator, staff_ids=[str(me)])
    async with web.follow(employee) as screen:
        await session.execute(delete(MeetingStaff).where(MeetingStaff.meeting_id == UUID(str(meeting["id"]))))
        await session.commit()
        assert await screen.hears("meetings")


async def test_only_who_may_see_it_hears_of_the_connection(
    web: WebProcess, employee: AsyncClient, administrator: AsyncClient, session: AsyncSession
) -> None:
    async with web.follow(employee) as below, web.follow(administrator) as above:
        await session.execute(text("INSERT INTO zoom_connections (key) VALUES ('x')"))
        await make_client(session)
        assert await above.hears("health")
        assert await below.next() == ("changed", ["directory"])


async def test_work_that_is_given_up_is_told_to_administrators(
    web: WebProcess, administrator: AsyncClient, session: AsyncSession
) -> None:
    now = clock.now()
    session.add(Work(kind="meetings.push", object_id=new_id(), not_before=now, asked_at=now))
    await session.commit()
    async with web.follow(administrator) as screen:
        await session.execute(update(Work).values(state="quarantined"))
        await session.commit()
        assert await screen.hears("health")


async def test_many_changes_are_told_together(web: WebProcess, administrator: AsyncClient) -> None:
    meetings = [await schedule(administrator) for _ in range(5)]
    async with web.follow(administrator) as screen:
        for meeting in meetings:
            await _rename(administrator, meeting, "Changed")
        heard = [await screen.next()]
        while await screen.hears("meetings", QUIET_SECONDS):
            heard.append(("changed", ["meetings"]))
        assert len(heard) <= 3


async def test_who_comes_back_is_told_to_ask_anew(web: WebProcess, employee: AsyncClient) -> None:
    async with web.follow(employee, **{"Last-Event-ID": "7"}) as screen:
        assert await screen.next() == ("refetch", [])


async def test_signing_out_ends_the_stream(web: WebProcess, employee: AsyncClient) -> None:
    async with web.follow(employee) as screen:
        assert (await employee.delete("/api/v1/session")).status_code == 204
        assert await screen.next() == ("end", [])
        assert await screen.next() == ("over", [])


async def test_a_disabled_account_hears_no_more(web: WebProcess, employee: AsyncClient, session: AsyncSession) -> None:
    async with web.follow(employee) as screen:
        await session.execute(update(Account).values(is_active=False))
        await session.commit()
        assert await screen.next() == ("end", [])


async def test_nobody_follows_without_signing_in(web: WebProcess) -> None:
    async with AsyncClient(base_url=web.address) as client:
        assert (await client.get("/api/v1/events")).status_code == 401
