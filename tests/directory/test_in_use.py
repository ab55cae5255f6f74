"""What is referred to is not deleted, and the answer says how much refers to it."""

from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.directory import make_client, make_client_group, make_lead
from tests.factories.meetings import meeting_body


async def test_a_client_with_meetings_stays(employee: AsyncClient, session: AsyncSession) -> None:
    client = await make_client(session)
    subject = {"kind": "client", "id": str(client.id)}
    for topic in ("First", "Second"):
        await employee.post("/api/v1/meetings", json=meeting_body(topic=topic, subject=subject))
    refused = await employee.delete(f"/api/v1/clients/{client.id}")
    assert (refused.status_code, refused.json()["code"]) == (409, "in_use")
    assert refused.json()["references"] == {"meetings": 2}
    assert refused.json()["detail"] == "2 meetings still refer to this client; nothing was deleted."
    assert (await employee.get(f"/api/v1/clients/{client.id}")).status_code == 200


async def test_a_lead_with_a_cancelled_meeting_stays_in_the_history(
    employee: AsyncClient, session: AsyncSession
) -> None:
    lead = await make_lead(session)
    body = meeting_body(subject={"kind": "lead", "id": str(lead.id)})
    meeting = (await employee.post("/api/v1/meetings", json=body)).json()
    await employee.delete(f"/api/v1/meetings/{meeting['id']}")
    refused = await employee.delete(f"/api/v1/leads/{lead.id}")
    assert refused.json()["detail"] == "1 meeting still refers to this lead; nothing was deleted."


async def test_a_group_tells_its_clients_and_its_meetings(employee: AsyncClient, session: AsyncSession) -> None:
    group = await make_client_group(session)
    await make_client(session, client_group_id=group.id)
    body = meeting_body(subject={"kind": "client_group", "id": str(group.id)})
    await employee.post("/api/v1/meetings", json=body)
    refused = await employee.delete(f"/api/v1/client-groups/{group.id}")
    assert refused.json()["references"] == {"clients": 1, "meetings": 1}


async def test_a_client_that_was_a_lead_can_go_and_the_lead_remembers_that_it_was_converted(
    employee: AsyncClient, session: AsyncSession
) -> None:
    lead = await make_lead(session)
    address = f"/api/v1/leads/{lead.id}"
    client = (await employee.post(f"{address}/convert", json={})).json()["client"]
    assert (await employee.delete(f"/api/v1/clients/{client['id']}")).status_code == 204
    left = (await employee.get(address)).json()
    assert (left["status"], left["converted_client"]) == ("converted", None)
