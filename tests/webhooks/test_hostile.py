"""Bodies, signatures and challenges made by somebody who is not Zoom."""

import json
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.resources import Resources
from api.settings.service import WebhookTrust
from api.webhooks.door import Delivery, Door, find_secret
from api.webhooks.models import ZoomEvent
from api.webhooks.notice import UnreadableEventError, read_notice
from simulator.webhooks.signature import encrypt_token
from tests.fixture_types import Travel
from tests.webhooks.conftest import ADDRESS, SECRET, Deliver, event_body, signed_headers, write

ATTEMPTS = 10_000
TRUST = WebhookTrust("parley-demo-account", SECRET, None, None)


async def count(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(ZoomEvent)) or 0


def flip(dice: random.Random, raw: bytes) -> bytes:
    place = dice.randrange(len(raw))
    return raw[:place] + bytes([raw[place] ^ (1 << dice.randrange(8))]) + raw[place + 1 :]


def change_text(dice: random.Random, given_text: str) -> str:
    """Another text: one character changed, dropped, doubled, in capitals, or a digit of another script."""
    place = dice.randrange(len(given_text))
    before, one, after = given_text[:place], given_text[place], given_text[place + 1 :]
    others = [before + after, before + one + one + after, before + "٣" + after, f"{given_text} ", before + "g" + after]
    return dice.choice([other for other in others if other != given_text])


def forge(dice: random.Random, raw: bytes, headers: dict[str, str]) -> Delivery:
    """A true delivery with one thing changed."""
    timestamp, signature = headers["x-zm-request-timestamp"], headers["x-zm-signature"]
    match dice.randrange(4):
        case 0:
            return Delivery(flip(dice, raw), timestamp, signature, "192.0.2.1")
        case 1:
            return Delivery(raw, change_text(dice, timestamp), signature, "192.0.2.1")
        case 2:
            return Delivery(raw, timestamp, change_text(dice, signature), "192.0.2.1")
        case _:
            return Delivery(raw, str(int(timestamp) + dice.choice((-1, 1, 301, -301))), signature, "192.0.2.1")


def test_ten_thousand_forged_deliveries_are_not_believed() -> None:
    raw = write(event_body(topic="Огляд 🚗"))
    headers = signed_headers(raw)
    assert find_secret(TRUST, Delivery(raw, headers["x-zm-request-timestamp"], headers["x-zm-signature"], "")) == SECRET

    dice = random.Random(1)
    believed = [one for one in (forge(dice, raw, headers) for _ in range(ATTEMPTS)) if find_secret(TRUST, one)]
    assert believed == []


def test_ten_thousand_replays_after_five_minutes_are_not_believed(travel: Travel) -> None:
    raw = write(event_body())
    headers = signed_headers(raw, offset_seconds=-301)
    delivery = Delivery(raw, headers["x-zm-request-timestamp"], headers["x-zm-signature"], "")
    for _ in range(ATTEMPTS):
        travel(timedelta(milliseconds=100))
        assert find_secret(TRUST, delivery) is None


async def test_a_replay_within_five_minutes_changes_nothing(deliver: Deliver, session: AsyncSession) -> None:
    raw = write(event_body())
    headers = signed_headers(raw)
    answers = {(await deliver(raw, headers=headers)).status_code for _ in range(20)}

    assert (answers, await count(session)) == ({204}, 1)


def oracle_tokens() -> list[str]:
    """What would make us sign a delivery, or come near it."""
    dice = random.Random(2)
    now = int(clock.now().timestamp())
    delivery = f"v0:{now}:" + write(event_body("meeting.deleted")).decode()
    near = ["", "a" * 129, "v0:", "v0%3A", "a:b", "{}", "a b", "é", "a\n", "a=", "a+b/c", "\x00"]
    made = [delivery[:length] for length in range(3, len(delivery))]
    while len(near) + len(made) < ATTEMPTS:
        token = "".join(chr(dice.choice((58, 123, 34, 0, 0x3A, 0xFF1A, dice.randrange(1, 0x2FF)))) for _ in range(9))
        made.append(f"v0:{now}:{token}")
    return near + made


async def test_ten_thousand_challenges_get_no_signature_that_an_event_could_have(
    zoom: None, app: FastAPI, resources: Resources
) -> None:
    door = Door(resources)
    for token in oracle_tokens():
        raw = json.dumps({"event": "endpoint.url_validation", "payload": {"plainToken": token}}).encode()
        with pytest.raises(Exception, match=r"not right|not signed"):
            await door.receive(Delivery(raw, None, None, "192.0.2.1"))


def challenge(token: Any = "xys8n8PGS7mAU0m5-YJjRA") -> bytes:
    return json.dumps({"event": "endpoint.url_validation", "event_ts": 1, "payload": {"plainToken": token}}).encode()


async def test_a_signed_challenge_is_answered_and_noted(deliver: Deliver, administrator: httpx.AsyncClient) -> None:
    answer = await deliver(challenge())
    shown = (await administrator.get("/api/v1/settings/zoom")).json()

    token = "xys8n8PGS7mAU0m5-YJjRA"
    assert answer.json() == {"plainToken": token, "encryptedToken": encrypt_token(SECRET, token)}
    assert shown["webhook_validated_at"] is not None
    assert shown["webhook_url"] == f"http://testserver{ADDRESS}"


async def test_an_unsigned_challenge_is_answered_once_a_second_and_proves_nothing(
    zoom: None, anonymous: httpx.AsyncClient, administrator: httpx.AsyncClient
) -> None:
    answers = [await anonymous.post(ADDRESS, content=challenge()) for _ in range(3)]
    shown = (await administrator.get("/api/v1/settings/zoom")).json()

    assert [answer.status_code for answer in answers] == [200, 401, 401]
    assert shown["webhook_validated_at"] is None


async def test_a_challenge_with_a_wrong_signature_is_not_answered(zoom: None, anonymous: httpx.AsyncClient) -> None:
    headers = {**signed_headers(challenge(), secret="another secret")}
    answer = await anonymous.post(ADDRESS, content=challenge(), headers=headers)

    assert (answer.status_code, "encryptedToken" in answer.text) == (401, False)


async def test_a_doubled_header_is_refused(zoom: None, anonymous: httpx.AsyncClient) -> None:
    raw = write(event_body())
    headers = [*signed_headers(raw).items(), ("x-zm-signature", signed_headers(raw)["x-zm-signature"])]

    assert (await anonymous.post(ADDRESS, content=raw, headers=headers)).status_code == 401


async def test_who_guesses_signatures_is_stopped_and_zoom_behind_the_same_address_is_not(
    deliver: Deliver, anonymous: httpx.AsyncClient
) -> None:
    wrong = {"x-zm-request-timestamp": "1", "x-zm-signature": "v0=00"}
    guesses = [(await anonymous.post(ADDRESS, content=b"{}", headers=wrong)).status_code for _ in range(105)]

    assert (guesses[:100], guesses[100:]) == ([401] * 100, [429] * 5)
    assert (await deliver(event_body())).status_code == 204


HOSTILE = [
    b"", b"null", b"[]", b"{}", b"\x00", b"\xff\xfe{", b'{"event":"a\\u0000"}', b'{"event":1}', b'{"event":"A B"}',
    b'{"event":"a","x":NaN}', b'{"event":"a","x":"\xed\xa0\x80"}', b'{"event":"a"}garbage',
    b"[" * 10_000, b'{"a":' * 10_000, b'{"event":"a","x":' + b"[" * 30 + b"]" * 30 + b"}",
    b'{"event":"a","x":' + b"9" * 5_000 + b"}",
]  # fmt: skip


@pytest.mark.parametrize("raw", HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_no_event_is_called_so(raw: bytes) -> None:
    with pytest.raises(UnreadableEventError):
        read_notice(raw)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
EVENTS = st.fixed_dictionaries(
    {
        "event": st.sampled_from(["meeting.ended", "meeting.participant_joined", "user.created", "other.thing"]),
        "event_ts": JSON,
        "payload": st.fixed_dictionaries(
            {"object": st.dictionaries(st.sampled_from(["id", "uuid", "participant", "end_time"]), JSON)}
        )
        | JSON,
    }
)


@settings(max_examples=1_000, deadline=None)
@given(st.binary(max_size=300) | JSON.map(lambda value: json.dumps(value).encode()))
def test_whatever_the_bytes_are_they_are_an_event_or_not(raw: bytes) -> None:
    try:
        notice = read_notice(raw)
    except UnreadableEventError:
        return
    assert read_notice(raw).key == notice.key


async def test_no_signed_body_makes_us_fail(
    deliver: Deliver, session: AsyncSession, run_work: Callable[[], Any]
) -> None:
    @settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(EVENTS)
    def collect(body: dict[str, Any]) -> None:
        bodies.append(json.dumps(body).encode())

    bodies: list[bytes] = [json.dumps(event_body("meeting.ended", uuid="a\x00b", end_time="\ud800")).encode()]
    collect()
    statuses = {(await deliver(raw)).status_code for raw in bodies}
    await run_work()
    left = await session.scalar(select(func.count()).where(ZoomEvent.state == "received"))
    crashed = await session.scalar(text("SELECT count(*) FROM work WHERE error_code = 'crashed'"))

    assert (statuses <= {204, 400}, left, crashed) == (True, 0, 0)


async def test_large_and_compressed_bodies_are_refused(deliver: Deliver) -> None:
    large = await deliver(b"x" * (1024 * 1024 + 1))
    raw = write(event_body())
    compressed = await deliver(raw, headers={**signed_headers(raw), "content-encoding": "gzip"})

    assert (large.status_code, compressed.status_code) == (413, 415)
