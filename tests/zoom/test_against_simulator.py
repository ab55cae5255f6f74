"""The client and the pretend Zoom together: both were written from the same facts, by different hands."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from api.zoom.auth import Credentials
from api.zoom.client import ZoomClient
from api.zoom.errors import (
    ZoomAccountWrongError,
    ZoomClientWrongError,
    ZoomHostMissingError,
    ZoomMeetingMissingError,
    ZoomNotConnectedError,
    ZoomOutcomeUnknownError,
    ZoomRefusedError,
    ZoomScopeMissingError,
    ZoomThrottledError,
)
from api.zoom.limits import MemoryLimiter, next_midnight
from api.zoom.scopes import find_missing_scopes
from api.zoom.tokens import MemoryTokenStore
from simulator.app import create_app
from simulator.testing import SimulatorTransport
from simulator.world import World
from tests.zoom.far_side import Clock

HOST = "employee@parley.example"
DEMO = Credentials("parley-demo-account", "parley-demo-client", "parley-demo-secret")
BODY = {
    "topic": "Review",
    "type": 2,
    "start_time": "2026-12-01T10:00:00Z",
    "timezone": "Europe/Kiev",
    "duration": 45,
    "password": "aB3_x9",
    "settings": {"waiting_room": True, "join_before_host": True},
}


class Pretended:
    """A pretend Zoom, and what its control address can do to it."""

    def __init__(self, clock: Clock) -> None:
        app = create_app(clock=clock)
        self.world: World = app.state.world
        self.clock = clock
        self.http = httpx.AsyncClient(transport=SimulatorTransport(app), base_url="http://zoom.test")

    def client(self, credentials: Credentials = DEMO) -> ZoomClient:
        api, oauth = "http://zoom.test/v2", "http://zoom.test/oauth/token"
        return ZoomClient(self.http, api, oauth, credentials, MemoryTokenStore(), MemoryLimiter("business"), self.clock)

    async def control(self, method: str, path: str, body: dict[str, Any] | None = None) -> None:
        answer = await self.http.request(method, f"/_control/{path}", json=body)
        assert answer.is_success, answer.text

    def effects(self, kind: str) -> int:
        return sum(entry.kind == kind for entry in self.world.state.ledger)


@pytest.fixture
async def pretended(clock: Clock) -> AsyncIterator[Pretended]:
    pretended = Pretended(clock)
    async with pretended.http:
        yield pretended


@pytest.fixture
def zoom(pretended: Pretended) -> ZoomClient:
    return pretended.client()


async def test_the_demo_app_has_every_scope(zoom: ZoomClient) -> None:
    assert find_missing_scopes((await zoom.fetch_token()).scopes) == ()


@pytest.mark.parametrize(
    ("credentials", "kind"),
    [
        (Credentials("parley-demo-account", "parley-demo-client", "wrong"), ZoomClientWrongError),
        (Credentials("parley-demo-account", "wrong", "parley-demo-secret"), ZoomClientWrongError),
        (Credentials("wrong", "parley-demo-client", "parley-demo-secret"), ZoomAccountWrongError),
    ],
)
async def test_wrong_credentials_are_told_apart(
    pretended: Pretended, credentials: Credentials, kind: type[ZoomNotConnectedError]
) -> None:
    with pytest.raises(kind):
        await pretended.client(credentials).fetch_token()


async def test_an_app_that_is_deactivated_is_not_connected(pretended: Pretended, zoom: ZoomClient) -> None:
    await zoom.fetch_token()
    pretended.world.state.account.app.active = False
    with pytest.raises(ZoomNotConnectedError) as caught:
        await zoom.get_user(HOST)
    assert caught.value.code == "zoom_not_connected"


async def test_an_expired_token_is_renewed_without_a_failed_call(
    pretended: Pretended, zoom: ZoomClient, clock: Clock
) -> None:
    await zoom.get_user(HOST)
    clock.advance(hours=2)
    await zoom.get_user(HOST)
    assert pretended.effects("token.issued") == 2


async def test_a_missing_scope_is_named(pretended: Pretended, zoom: ZoomClient) -> None:
    pretended.world.state.account.app.scopes.remove("meeting:write:meeting:admin")
    assert find_missing_scopes((await zoom.fetch_token()).scopes) == ("meeting:write:meeting:admin",)
    with pytest.raises(ZoomScopeMissingError) as caught:
        await zoom.create_meeting(HOST, BODY)
    assert caught.value.missing_scopes == ("meeting:write:meeting:admin",)


async def test_a_meeting_lives_its_life(zoom: ZoomClient) -> None:
    created = await zoom.create_meeting(HOST, BODY)
    assert (created.topic, created.duration, created.password) == ("Review", 45, "aB3_x9")
    assert created.settings.join_before_host is False, "the waiting room wins"
    assert created.start_url is not None

    await zoom.update_meeting(created.id, {"topic": "Нарада", "settings": {"mute_upon_entry": True}})
    changed = await zoom.get_meeting(created.id)
    assert (changed.topic, changed.settings.mute_upon_entry, changed.settings.waiting_room) == ("Нарада", True, True)
    assert str(created.id)[:3] in (await zoom.get_invitation(created.id)).invitation

    await zoom.delete_meeting(created.id, notify=True)
    for call in (zoom.get_meeting, zoom.delete_meeting):
        with pytest.raises(ZoomMeetingMissingError):
            await call(created.id)


async def test_no_token_passcode_or_link_of_a_meeting_is_logged(zoom: ZoomClient) -> None:
    with capture_logs() as logs:
        token = await zoom.fetch_token()
        meeting = await zoom.create_meeting(HOST, BODY)
        await zoom.get_meeting(meeting.id)
        with pytest.raises(ZoomRefusedError):
            await zoom.update_meeting(meeting.id, {"password": "spaces are not allowed"})
    assert [line["event"] for line in logs].count("zoom.call") == 3
    secrets = [token.access_token, DEMO.client_secret, "aB3_x9", "zak=", "pwd=", str(meeting.id), "spaces", HOST]
    assert [secret for secret in secrets if secret in repr(logs)] == []


async def test_lists_are_read_over_their_pages(pretended: Pretended, zoom: ZoomClient) -> None:
    before = {item.id async for item in zoom.list_meetings(HOST)}
    for number in range(301):
        body = {"host": HOST, "topic": f"Series {number}", "start_time": "2026-12-01T10:00:00Z", "duration": 30}
        await pretended.control("POST", "meetings", body)
    listed = [item async for item in zoom.list_meetings(HOST)]
    assert len({item.id for item in listed} - before) == 301
    assert len(listed) == len({item.id for item in listed})


async def test_users_are_listed_with_their_plan(zoom: ZoomClient) -> None:
    plans = {user.email: user.type async for user in zoom.list_users()}
    assert plans["employee@parley.example"] == 2
    assert plans["basic.user@parley.example"] == 1
    assert (await zoom.get_user("basic.user@parley.example")).type == 1
    assert (await zoom.get_user_settings(HOST)).feature.meeting_capacity


async def test_people_register_and_are_decided_about(zoom: ZoomClient) -> None:
    meeting = await zoom.create_meeting(HOST, {**BODY, "settings": {"approval_type": 1}})
    person = {"email": "client@parley.example", "first_name": "Client"}
    assert (await zoom.add_registrant(meeting.id, person)).join_url is None
    assert [found.email async for found in zoom.list_registrants(meeting.id, "pending")] == ["client@parley.example"]

    await zoom.set_registrants_status(meeting.id, "approve", ["client@parley.example"])
    [approved] = [found async for found in zoom.list_registrants(meeting.id)]
    assert approved.join_url is not None


async def test_a_meeting_that_was_held_is_read_by_its_uuid(pretended: Pretended, zoom: ZoomClient) -> None:
    meeting = await zoom.create_meeting(HOST, BODY)
    await pretended.control("POST", f"meetings/{meeting.id}/start")
    await pretended.control("POST", f"meetings/{meeting.id}/participants", {"name": "Client"})
    await zoom.end_meeting(meeting.id)
    uuid = pretended.world.state.sessions[-1].uuid
    pretended.world.state.sessions[-1].uuid = odd = f"/{uuid[1:9]}//{uuid[11:]}"

    past = await zoom.get_past_meeting(odd)
    assert (past.id, past.uuid) == (meeting.id, odd)
    assert "Client" in {person.name async for person in zoom.list_past_participants(odd)}


async def test_a_user_zoom_does_not_know_is_a_missing_host(zoom: ZoomClient) -> None:
    with pytest.raises(ZoomHostMissingError):
        await zoom.create_meeting("nobody@parley.example", BODY)


async def test_a_wrong_field_is_refused_by_name(zoom: ZoomClient) -> None:
    with pytest.raises(ZoomRefusedError) as caught:
        await zoom.create_meeting(HOST, {**BODY, "settings": {"join_before_host": True, "jbh_time": 7}})
    assert "jbh_time" in str(caught.value.zoom_message)


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "half_body"])
async def test_a_create_whose_answer_is_lost_is_in_doubt_and_done_at_most_once(
    pretended: Pretended, zoom: ZoomClient, kind: str
) -> None:
    await pretended.control("POST", "faults", {"kind": kind, "method": "POST"})
    with pytest.raises(ZoomOutcomeUnknownError):
        await zoom.create_meeting(HOST, BODY)
    assert pretended.effects("meeting.created") == (0 if kind == "drop_before" else 1)


async def test_a_read_whose_answer_is_lost_is_read_again(pretended: Pretended, zoom: ZoomClient) -> None:
    await pretended.control("POST", "faults", {"kind": "drop_after", "method": "GET"})
    assert (await zoom.get_user(HOST)).email == HOST


@pytest.mark.parametrize("retry_after", ["iso", "seconds", "http_date", "none"])
async def test_the_hundred_and_first_write_of_a_host_waits_until_midnight(
    pretended: Pretended, zoom: ZoomClient, clock: Clock, retry_after: str
) -> None:
    fault = {"kind": "rate_limit", "limit": "host_day", "retry_after": retry_after}
    await pretended.control("POST", "faults", fault)
    with pytest.raises(ZoomThrottledError) as caught:
        await zoom.create_meeting(HOST, BODY)
    assert caught.value.daily
    assert caught.value.retry_at == next_midnight(clock())
