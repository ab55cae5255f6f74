"""Events sent to the product: signed, and delivered as well or as badly as asked."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from simulator.app import create_app
from simulator.testing import HeldClock, SimulatorTransport, sign_in
from simulator.webhooks.signature import encrypt_token, sign, write_body

DATA = Path(__file__).parent / "data"
VECTORS = json.loads((DATA / "webhook-signature-vectors.json").read_text(encoding="utf-8"))["vectors"]
EXAMPLES = json.loads((DATA / "webhook-examples.json").read_text(encoding="utf-8"))
MEETING = {"topic": "Review", "start_time": "2026-12-03T12:00:00Z", "settings": {"approval_type": 0}}


class Receiver(httpx.AsyncBaseTransport):
    """The product's end: answers what it is told to, and keeps what came."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.answers: list[int] = []
        self.body: dict[str, str] = {}
        self.arrived = asyncio.Event()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        self.arrived.set()
        return httpx.Response(self.answers.pop(0) if self.answers else 200, json=self.body)

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(request.content) for request in self.requests]

    @property
    def events(self) -> list[str]:
        return [body["event"] for body in self.bodies]


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
async def zoom(receiver: Receiver, clock: HeldClock) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(clock=clock, url="http://zoom.test", webhook_transport=receiver)
    async with httpx.AsyncClient(transport=SimulatorTransport(app), base_url="http://zoom.test") as client:
        await client.put("/_control/webhooks", json={"url": "http://parley.test/hook", "retry_seconds": [0, 0, 0]})
        await sign_in(client)
        yield client


async def create(zoom: httpx.AsyncClient, **body: Any) -> dict[str, Any]:
    created: dict[str, Any] = (await zoom.post("/v2/users/me/meetings", json=MEETING | body)).json()
    return created


@pytest.mark.parametrize("vector", VECTORS, ids=["challenge", "started"])
def test_the_signature_is_the_one_zoom_really_sent(vector: dict[str, str]) -> None:
    signed = sign(vector["secret_token"], vector["x-zm-request-timestamp"], vector["raw_body"])

    assert signed == vector["x-zm-signature"]


def test_emoji_are_escaped_and_other_letters_sent_raw() -> None:
    assert write_body({"topic": "Огляд – 🚗"}) == '{"topic":"Огляд – \\ud83d\\ude97"}'


async def test_a_delivery_is_signed_over_its_raw_body(zoom: httpx.AsyncClient, receiver: Receiver) -> None:
    await create(zoom, topic="Огляд 🚗")
    await zoom.post("/_control/webhooks/drain")

    request = receiver.requests[0]
    expected = sign("parley-demo-webhook", request.headers["x-zm-request-timestamp"], request.content.decode())
    assert request.headers["x-zm-signature"] == expected


async def hold_a_meeting(zoom: httpx.AsyncClient) -> None:
    """A meeting from its creation to its deletion, with a registrant in it."""
    meeting = f"/v2/meetings/{(await create(zoom))['id']}"
    await zoom.patch(meeting, json={"topic": "Renamed"})
    await zoom.post(f"{meeting}/registrants", json={"email": "olha@client.example", "first_name": "Olha"})
    control = meeting.replace("/v2/", "/_control/")
    await zoom.post(f"{control}/start")
    await zoom.post(f"{control}/end")
    await zoom.delete(meeting)
    await zoom.post("/_control/webhooks/drain")


async def test_every_step_of_a_meeting_is_told(zoom: httpx.AsyncClient, receiver: Receiver) -> None:
    await hold_a_meeting(zoom)

    assert receiver.events == [
        "meeting.created",
        "meeting.updated",
        "meeting.registration_created",
        "meeting.started",
        "meeting.participant_joined",
        "meeting.participant_left",
        "meeting.ended",
        "meeting.deleted",
    ]


async def test_ids_are_strings_and_numbers_where_zooms_examples_have_them(
    zoom: httpx.AsyncClient, receiver: Receiver
) -> None:
    await hold_a_meeting(zoom)

    for body in receiver.bodies:
        example = EXAMPLES[body["event"]]
        assert body.keys() == example.keys()
        assert type(body["payload"]["object"]["id"]) is type(example["payload"]["object"]["id"]), body["event"]
        assert ("operator" in body["payload"]) == ("operator" in example["payload"]), body["event"]


async def test_an_update_carries_only_what_changed_and_how_it_was(zoom: httpx.AsyncClient, receiver: Receiver) -> None:
    created = await create(zoom)
    await zoom.patch(f"/v2/meetings/{created['id']}", json={"topic": "Renamed"})
    await zoom.post("/_control/webhooks/drain")

    payload = receiver.bodies[1]["payload"]
    assert payload["object"]["topic"] == "Renamed"
    assert payload["old_object"] == {"id": created["id"], "topic": "Review"}
    assert "duration" not in payload["object"]


async def test_failed_deliveries_are_tried_again_three_times(zoom: httpx.AsyncClient, receiver: Receiver) -> None:
    receiver.answers = [503, 500, 502, 503, 200]
    await create(zoom)
    await zoom.post("/_control/webhooks/drain")

    assert len(receiver.requests) == 4


async def test_a_refusal_is_not_tried_again(zoom: httpx.AsyncClient, receiver: Receiver) -> None:
    receiver.answers = [401]
    await create(zoom)
    await zoom.post("/_control/webhooks/drain")

    assert len(receiver.requests) == 1


async def test_events_come_twice_when_told_to(zoom: httpx.AsyncClient, receiver: Receiver) -> None:
    await zoom.put("/_control/webhooks", json={"duplicate": 1})
    await create(zoom)
    await zoom.post("/_control/webhooks/drain")

    assert receiver.requests[0].content == receiver.requests[1].content


async def test_lost_events_can_be_sent_again(zoom: httpx.AsyncClient, receiver: Receiver) -> None:
    await zoom.put("/_control/webhooks", json={"lose": 1})
    await create(zoom)
    await zoom.post("/_control/webhooks/drain")
    lost = list(receiver.events)
    await zoom.post("/_control/webhooks/replay")
    await zoom.post("/_control/webhooks/drain")

    assert (lost, receiver.events) == ([], ["meeting.created"])


async def test_reordered_events_come_after_the_next_one(zoom: httpx.AsyncClient, receiver: Receiver) -> None:
    await zoom.put("/_control/webhooks", json={"reorder": 1})
    created = await create(zoom)
    await zoom.delete(f"/v2/meetings/{created['id']}")
    await zoom.post("/_control/webhooks/drain")

    assert receiver.events == ["meeting.deleted", "meeting.created"]


async def test_a_challenge_wants_the_encrypted_token(zoom: httpx.AsyncClient, receiver: Receiver) -> None:
    receiver.body = {"plainToken": "x", "encryptedToken": encrypt_token("parley-demo-webhook", "x")}

    answer = (await zoom.post("/_control/webhooks/validate")).json()
    assert receiver.events == ["endpoint.url_validation"]
    assert answer["result"] == "status 200, and not the encrypted token that was expected"


async def test_without_an_address_no_events_are_made(zoom: httpx.AsyncClient) -> None:
    await zoom.put("/_control/webhooks", json={"url": ""})
    await create(zoom)

    assert (await zoom.get("/_control/webhooks/events")).json() == []


async def test_an_address_given_at_the_start_is_challenged_and_survives_a_reset(
    receiver: Receiver, clock: HeldClock
) -> None:
    address = "http://parley.test/hook"
    app = create_app(clock=clock, url="http://zoom.test", webhook_url=address, webhook_transport=receiver)
    async with app.router.lifespan_context(app):
        await asyncio.wait_for(receiver.arrived.wait(), 5)
    app.state.world.reset()

    assert (str(receiver.requests[0].url), receiver.events) == (address, ["endpoint.url_validation"])
    assert app.state.world.state.webhooks.url == address
