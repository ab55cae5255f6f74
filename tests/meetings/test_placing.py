"""Who is in the way of a meeting, and who may let it pass: clients, buffers, hosts of two, overriding."""

from datetime import timedelta
from typing import Any

import pytest
from httpx import AsyncClient, Response
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.events.models import Event
from api.hosts.models import Host
from api.meetings.models import Reservation
from tests.factories.accounts import own_id
from tests.factories.directory import make_client, make_client_group, make_lead
from tests.factories.meetings import in_days, meeting_body
from tests.meetings.conftest import Rules
from tests.meetings.steps import host_id, read, schedule

pytestmark = pytest.mark.usefixtures("zoom")

BECAUSE = {"reason": "The client insists"}
MAKERS: dict[str, Any] = {"client": make_client, "lead": make_lead, "client_group": make_client_group}


async def post(client: AsyncClient, **values: Any) -> Response:
    """An attempt to schedule."""
    return await client.post("/api/v1/meetings", json=meeting_body(**values))


def after(minutes: int) -> str:
    """So many minutes after the usual meeting, which lasts 45, began."""
    return (in_days(7) + timedelta(minutes=minutes)).isoformat()


async def reservations(session: AsyncSession) -> int:
    """How many times are reserved in the database."""
    return int(await session.scalar(select(func.count()).select_from(Reservation)) or 0)


@pytest.mark.parametrize("kind", MAKERS)
async def test_whom_the_meeting_is_about_can_be_in_two_places_no_more_than_staff(
    kind: str, manager: AsyncClient, rules: Rules, session: AsyncSession
) -> None:
    await rules(restrict_overlapping="forbid")
    subject = {"kind": kind, "id": str((await MAKERS[kind](session)).id)}
    await schedule(manager, subject=subject)
    answer = await post(manager, subject=subject)
    assert [(conflict["who"]["kind"], conflict["who"]["id"]) for conflict in answer.json()["conflicts"]] == [
        (kind, subject["id"])
    ]


async def test_a_refusal_offers_the_next_free_times(manager: AsyncClient, rules: Rules) -> None:
    await rules(restrict_overlapping="forbid", buffer_after_minutes=15)
    staff_ids = [str(await own_id(manager))]
    await schedule(manager, staff_ids=staff_ids)
    offered = (await post(manager, staff_ids=staff_ids)).json()["next_free"]
    assert [offer["starts_at"] for offer in offered] == [
        f"{(in_days(7) + timedelta(minutes=minutes)):%Y-%m-%dT%H:%M:%SZ}" for minutes in (60, 105, 150)
    ]
    assert (await post(manager, staff_ids=staff_ids, starts_at=offered[0]["starts_at"])).status_code == 201


@pytest.mark.parametrize(("minutes", "status"), [(69, 409), (70, 201), (-69, 409), (-70, 201)])
async def test_between_two_meetings_both_buffers_are_kept(
    minutes: int, status: int, manager: AsyncClient, rules: Rules
) -> None:
    await rules(restrict_overlapping="forbid", buffer_before_minutes=10, buffer_after_minutes=15)
    staff_ids = [str(await own_id(manager))]
    await schedule(manager, staff_ids=staff_ids)
    assert (await post(manager, staff_ids=staff_ids, starts_at=after(minutes))).status_code == status


async def test_warned_of_an_overlap_the_answer_says_with_whom(manager: AsyncClient) -> None:
    staff_ids = [str(await own_id(manager))]
    first = await schedule(manager, staff_ids=staff_ids)
    second = await schedule(manager, staff_ids=staff_ids, starts_at=after(60))
    assert (first["warnings"], second["warnings"]) == ({"conflicts": []}, {"conflicts": []})
    change = {"starts_at": after(30), "version": 1}
    moved = (await manager.patch(f"/api/v1/meetings/{second['id']}", json=change)).json()
    met = [(conflict["who"]["kind"], conflict["meeting_id"]) for conflict in moved["warnings"]["conflicts"]]
    assert met == [("staff", first["id"]), ("host", first["id"])]
    assert len((await read(manager, first["id"]))["warnings"]["conflicts"]) == 2


async def test_a_host_of_two_runs_two_at_once_and_not_three(
    manager: AsyncClient, administrator: AsyncClient, rules: Rules, session: AsyncSession
) -> None:
    await rules(restrict_overlapping="forbid", use_all_users=False)
    await session.execute(update(Host).where(Host.email == "admin@parley.example").values(capacity=2))
    await session.commit()
    starts = [after(minutes) for minutes in (0, 45, 30, 30)]
    assert [(await post(manager, starts_at=start)).status_code for start in starts] == [201, 201, 201, 409]
    assert await reservations(session) == 0


async def test_only_managers_and_administrators_override(
    manager: AsyncClient, employee: AsyncClient, rules: Rules, session: AsyncSession
) -> None:
    await rules(restrict_overlapping="forbid")
    staff_ids = [str(await own_id(manager))]
    first = await schedule(manager, staff_ids=staff_ids)
    answer = await post(employee, staff_ids=staff_ids, override=BECAUSE)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    second = (await post(manager, staff_ids=staff_ids, override=BECAUSE)).json()
    event = (await session.scalars(select(Event).where(Event.action == "meeting.overlap_allowed"))).one()
    assert (str(event.object_id), event.actor_id) == (second["id"], await own_id(manager))
    assert event.data == {**BECAUSE, "meeting_ids": [first["id"]]}


async def test_a_change_is_overridden_too_and_without_need_nothing_is_recorded(
    manager: AsyncClient, rules: Rules, session: AsyncSession
) -> None:
    await rules(restrict_overlapping="forbid")
    staff_ids = [str(await own_id(manager))]
    await schedule(manager, staff_ids=staff_ids)
    second = (await post(manager, staff_ids=staff_ids, starts_at=after(60), override=BECAUSE)).json()
    change = {"starts_at": after(30), "override": BECAUSE, "version": 1}
    assert (await manager.patch(f"/api/v1/meetings/{second['id']}", json=change)).status_code == 200
    recorded = select(func.count()).select_from(Event).where(Event.action == "meeting.overlap_allowed")
    assert await session.scalar(recorded) == 1


async def test_who_collides_already_may_change_what_has_nothing_to_do_with_it(
    manager: AsyncClient, employee: AsyncClient, rules: Rules
) -> None:
    staff_ids = [str(await own_id(manager))]
    await schedule(manager, staff_ids=staff_ids)
    second = await schedule(manager, staff_ids=staff_ids)
    await rules(restrict_overlapping="forbid")
    change = {"staff_ids": [*staff_ids, str(await own_id(employee))], "topic": "Another", "version": 1}
    assert (await manager.patch(f"/api/v1/meetings/{second['id']}", json=change)).status_code == 200


async def test_an_hour_is_reserved_until_the_meeting_leaves_it(
    manager: AsyncClient, rules: Rules, session: AsyncSession
) -> None:
    await rules(restrict_overlapping="forbid", use_all_users=False)
    first = await schedule(manager)
    assert (await post(manager)).status_code == 409
    moved = await manager.patch(f"/api/v1/meetings/{first['id']}", json={"starts_at": after(45), "version": 1})
    assert (moved.status_code, await reservations(session)) == (200, 1)
    assert (await post(manager)).status_code == 201
    await manager.delete(f"/api/v1/meetings/{first['id']}")
    assert (await post(manager, starts_at=after(45))).status_code == 201


async def test_the_reservation_refuses_nothing_that_the_rules_permit(
    manager: AsyncClient, rules: Rules, session: AsyncSession
) -> None:
    await rules(restrict_overlapping="forbid", use_all_users=False)
    await schedule(manager)
    assert (await post(manager, override=BECAUSE)).status_code == 201
    await rules(restrict_overlapping="warn")
    third = await schedule(manager)
    assert [conflict["who"]["kind"] for conflict in third["warnings"]["conflicts"]] == ["host", "host"]
    assert await reservations(session) == 1


async def test_a_question_tells_of_the_client_the_hosts_and_the_staff(
    manager: AsyncClient, administrator: AsyncClient, session: AsyncSession
) -> None:
    subject, me = {"kind": "client", "id": str((await make_client(session)).id)}, str(await own_id(manager))
    await schedule(manager, subject=subject, staff_ids=[me])
    query = {name: value for name, value in meeting_body(subject=subject).items() if name != "topic"}
    found = (await manager.post("/api/v1/availability", json=query)).json()
    assert [conflict["who"]["kind"] for conflict in found["conflicts"]] == ["client"]
    assert (found["host_choice"], found["busy_staff_ids"]) == ("least_loaded", [me])
    free = {host["id"] for host in found["free_hosts"]}
    assert found["host"]["id"] in free
    assert await host_id(administrator, "manager") not in free
