import asyncio
import base64
from collections.abc import Callable

import httpx
import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs

from api.zoom.auth import Credentials
from api.zoom.client import ZoomClient
from api.zoom.errors import (
    ZoomAccountWrongError,
    ZoomAppWrongError,
    ZoomClientWrongError,
    ZoomNotConnectedError,
    ZoomThrottledError,
    ZoomUnavailableError,
)
from api.zoom.tokens import MemoryTokenStore, RedisTokenStore, TokenStore
from tests.zoom.far_side import Clock, FarSide, refusal

Connect = Callable[[TokenStore], ZoomClient]
MEETING = {"id": 81234567890}
WRONG_CLIENT = {"reason": "Invalid client_id or client_secret", "error": "invalid_client"}


def ok() -> httpx.Response:
    return httpx.Response(200, json=MEETING)


def bearers(far_side: FarSide) -> list[str]:
    return [call.headers["authorization"] for call in far_side.calls]


def mirror(raw: bytes) -> bytes:
    """A seal that is easy to see through and needs no key."""
    return raw[::-1]


async def test_the_token_is_asked_for_with_basic_credentials_and_a_form(zoom: ZoomClient, far_side: FarSide) -> None:
    token = await zoom.fetch_token()

    [request] = far_side.token_calls
    assert request.headers["authorization"] == "Basic " + base64.b64encode(b"a-client:a-secret").decode()
    assert request.content == b"grant_type=account_credentials&account_id=an-account"
    assert token.scopes == {"meeting:read:meeting:admin", "user:read:user:admin"}


async def test_a_token_serves_many_calls(zoom: ZoomClient, far_side: FarSide) -> None:
    far_side.answers(ok(), ok())
    await zoom.get_meeting(1)
    await zoom.get_meeting(1)
    assert bearers(far_side) == ["Bearer token-1"] * 2


@pytest.mark.parametrize(("minutes", "token"), [(53, "Bearer token-1"), (55, "Bearer token-2")])
async def test_a_token_is_renewed_five_minutes_before_it_ends(
    zoom: ZoomClient, far_side: FarSide, clock: Clock, minutes: int, token: str
) -> None:
    far_side.answers(ok())
    await zoom.fetch_token()
    clock.advance(minutes=minutes)
    await zoom.get_meeting(1)
    assert bearers(far_side) == [token]


async def test_fifty_callers_ask_for_one_token(zoom: ZoomClient, far_side: FarSide) -> None:
    tokens = await asyncio.gather(*(zoom.fetch_token() for _ in range(50)))
    assert len(far_side.token_calls) == 1
    assert {token.access_token for token in tokens} == {"token-1"}


async def test_processes_share_one_token_through_redis(connect: Connect, far_side: FarSide, redis: Redis) -> None:
    clients = [connect(RedisTokenStore(redis, mirror, mirror)) for _ in range(8)]
    tokens = await asyncio.gather(*(client.fetch_token() for client in clients))
    assert len(far_side.token_calls) == 1
    assert {token.access_token for token in tokens} == {"token-1"}


async def test_a_rejected_token_is_replaced_once_and_the_call_repeated(zoom: ZoomClient, far_side: FarSide) -> None:
    far_side.answers(refusal(401, 124, "Access token is expired."), httpx.Response(201, json=MEETING))
    meeting = await zoom.create_meeting("host@example.com", {"topic": "Review"})
    assert meeting.id == MEETING["id"]
    assert bearers(far_side) == ["Bearer token-1", "Bearer token-2"]
    assert far_side.calls[0].content == far_side.calls[1].content


async def test_124_under_http_400_counts_as_a_rejected_token(zoom: ZoomClient, far_side: FarSide) -> None:
    far_side.answers(refusal(400, 124, "Invalid access token."), ok())
    await zoom.get_meeting(1)
    assert bearers(far_side) == ["Bearer token-1", "Bearer token-2"]


async def test_a_second_rejection_ends_the_call(zoom: ZoomClient, far_side: FarSide) -> None:
    far_side.answers(refusal(401, 124), refusal(401, 124))
    with pytest.raises(ZoomNotConnectedError) as caught:
        await zoom.get_meeting(1)
    assert caught.value.outcome == "auth"
    assert len(far_side.calls) == len(far_side.token_calls) == 2


async def test_many_rejections_of_one_token_bring_one_new_token(zoom: ZoomClient, far_side: FarSide) -> None:
    await zoom.fetch_token()
    far_side.revoked.add("token-1")
    far_side.answers(*(ok() for _ in range(10)))
    await asyncio.gather(*(zoom.get_meeting(1) for _ in range(10)))
    assert len(far_side.token_calls) == 2


async def test_force_asks_zoom_although_the_token_is_good(zoom: ZoomClient) -> None:
    first = await zoom.fetch_token()
    second = await zoom.fetch_token(force=True)
    assert (first.generation, second.generation) == (1, 2)
    assert second.access_token == "token-2"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (WRONG_CLIENT, ZoomClientWrongError),
        ({"reason": "Bad Request", "error": "invalid_request"}, ZoomAccountWrongError),
        ({"reason": "unsupported grant type", "error": "unsupported_grant_type"}, ZoomAppWrongError),
        ({"reason": "The app has been disabled", "error": "invalid_client"}, ZoomNotConnectedError),
        ({"error": ["not", "a", "text"]}, ZoomNotConnectedError),
    ],
)
async def test_refused_credentials_are_told_apart_as_far_as_zoom_does(
    zoom: ZoomClient, far_side: FarSide, body: dict[str, object], kind: type[ZoomNotConnectedError]
) -> None:
    far_side.token_script.append(httpx.Response(400, json=body))
    with pytest.raises(ZoomNotConnectedError) as caught:
        await zoom.get_meeting(1)
    assert type(caught.value) is kind
    assert caught.value.outcome == "auth"
    assert far_side.calls == []


async def test_refused_credentials_are_asked_about_once_a_minute(
    zoom: ZoomClient, far_side: FarSide, clock: Clock
) -> None:
    far_side.token_script += [httpx.Response(400, json=WRONG_CLIENT) for _ in range(2)]
    for _ in range(20):
        with pytest.raises(ZoomClientWrongError):
            await zoom.fetch_token()
    assert len(far_side.token_calls) == 1
    clock.advance(minutes=1)
    with pytest.raises(ZoomClientWrongError):
        await zoom.fetch_token()
    assert len(far_side.token_calls) == 2


async def test_a_person_who_checks_the_connection_need_not_wait(zoom: ZoomClient, far_side: FarSide) -> None:
    far_side.token_script.append(httpx.Response(400, json=WRONG_CLIENT))
    with pytest.raises(ZoomClientWrongError):
        await zoom.fetch_token()
    assert (await zoom.fetch_token(force=True)).access_token == "token-2"
    assert (await zoom.fetch_token()).generation == 1


@pytest.mark.parametrize(
    "step",
    [
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
        httpx.Response(503),
        httpx.Response(200, text="<html>sign in to the hotel</html>"),
        httpx.Response(200, json={"access_token": "two\nlines"}),
        httpx.Response(200, json={"access_token": ""}),
    ],
)
async def test_without_a_token_nothing_was_sent(
    zoom: ZoomClient, far_side: FarSide, step: httpx.Response | Exception
) -> None:
    far_side.token_script.append(step)
    with pytest.raises(ZoomUnavailableError) as caught:
        await zoom.create_meeting("host@example.com", {})
    assert caught.value.outcome == "not_sent"
    assert far_side.calls == []


async def test_the_token_endpoint_has_limits_too(zoom: ZoomClient, far_side: FarSide) -> None:
    far_side.token_script.append(refusal(429, 429, "Too many requests"))
    with pytest.raises(ZoomThrottledError):
        await zoom.fetch_token()


async def test_tokens_and_secrets_are_in_no_repr_and_no_log(zoom: ZoomClient, far_side: FarSide) -> None:
    far_side.answers(refusal(401, 124), ok())
    with capture_logs() as logs:
        await zoom.get_meeting(1)
    seen = repr(logs) + repr(await zoom.fetch_token()) + repr(Credentials("an-account", "a-client", "a-secret"))
    assert "token-" not in seen
    assert "a-secret" not in seen


def test_the_key_changes_with_each_part_and_shows_none() -> None:
    keys = {
        Credentials("account", "client", "secret").key,
        Credentials("account2", "client", "secret").key,
        Credentials("account", "client2", "secret").key,
        Credentials("account", "client", "secret2").key,
        Credentials("accountc", "lient", "secret").key,
    }
    assert len(keys) == 5
    assert Credentials("account", "client", "secret").key == Credentials("account", "client", "secret").key
    assert not any("secret" in key for key in keys)


async def test_other_credentials_do_not_get_this_token(connect: Connect, far_side: FarSide) -> None:
    store = MemoryTokenStore()
    await connect(store).fetch_token()
    assert await store.get(Credentials("an-account", "a-client", "another secret").key) is None
