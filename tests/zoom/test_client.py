import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from api.zoom.client import ZoomClient
from api.zoom.errors import ZoomOutcomeUnknownError, ZoomUnavailableError
from tests.zoom.far_side import Clock, FarSide

NO_CONTENT = httpx.Response(204)


def page(member: str, *items: dict[str, Any], next_page_token: str = "") -> httpx.Response:
    return httpx.Response(200, json={member: list(items), "next_page_token": next_page_token})


@pytest.mark.parametrize(
    ("uuid", "segment"),
    [
        ("abc+d==", "abc%2Bd%3D%3D"),
        ("8/1CiislTkGvH8gZ+3Fvgg==", "8%2F1CiislTkGvH8gZ%2B3Fvgg%3D%3D"),
        ("/abc==", "%252Fabc%253D%253D"),
        ("ab//c==", "ab%252F%252Fc%253D%253D"),
        ("85000000001", "85000000001"),
    ],
)
async def test_uuids_are_encoded_twice_where_zoom_wants_it(
    zoom: ZoomClient, far_side: FarSide, uuid: str, segment: str
) -> None:
    far_side.answers(httpx.Response(200, json={"id": 1, "uuid": uuid}), page("participants"))
    await zoom.get_past_meeting(uuid)
    [person async for person in zoom.list_past_participants(uuid)]
    paths = [call.url.raw_path.decode().partition("?")[0] for call in far_side.calls]
    assert paths == [f"/v2/past_meetings/{segment}", f"/v2/past_meetings/{segment}/participants"]


@pytest.mark.parametrize(("user_id", "segment"), [("a+b@example.com", "a%2Bb%40example.com"), ("../me", "..%2Fme")])
async def test_a_user_id_stays_one_segment(zoom: ZoomClient, far_side: FarSide, user_id: str, segment: str) -> None:
    far_side.answers(httpx.Response(200, json={"id": "u"}))
    await zoom.get_user(user_id)
    assert far_side.calls[0].url.raw_path == f"/v2/users/{segment}".encode()


@pytest.mark.parametrize(("notify", "told"), [(False, "false"), (True, "true")])
async def test_a_delete_says_whether_zoom_writes_to_people(
    zoom: ZoomClient,
    far_side: FarSide,
    notify: bool,  # noqa: FBT001 - a case of the table
    told: str,
) -> None:
    far_side.answers(NO_CONTENT)
    await zoom.delete_meeting(81234567890, notify=notify)
    [call] = far_side.calls
    assert (call.method, call.url.path) == ("DELETE", "/v2/meetings/81234567890")
    assert dict(call.url.params) == {"schedule_for_reminder": told, "cancel_meeting_reminder": told}


async def test_changes_go_out_as_they_are(zoom: ZoomClient, far_side: FarSide) -> None:
    far_side.answers(NO_CONTENT, NO_CONTENT, NO_CONTENT)
    await zoom.update_meeting(1, {"topic": "Нарада", "settings": {"waiting_room": True}})
    await zoom.end_meeting(1)
    await zoom.set_registrants_status(1, "cancel", ["a@example.com"])
    assert [(call.method, call.url.path, json.loads(call.content)) for call in far_side.calls] == [
        ("PATCH", "/v2/meetings/1", {"topic": "Нарада", "settings": {"waiting_room": True}}),
        ("PUT", "/v2/meetings/1/status", {"action": "end"}),
        (
            "PUT",
            "/v2/meetings/1/registrants/status",
            {"action": "cancel", "registrants": [{"email": "a@example.com"}]},
        ),
    ]


async def test_pages_are_followed_with_the_same_parameters(zoom: ZoomClient, far_side: FarSide) -> None:
    far_side.answers(page("meetings", {"id": 1}, {"id": 2}, next_page_token="t1"), page("meetings", {"id": 3}))
    assert [meeting.id async for meeting in zoom.list_meetings("host", "upcoming")] == [1, 2, 3]
    first, second = (dict(call.url.params) for call in far_side.calls)
    assert first == {"type": "upcoming", "page_size": "300"}
    assert second == {**first, "next_page_token": "t1"}


async def test_a_page_token_that_comes_twice_ends_the_list_with_an_error(zoom: ZoomClient, far_side: FarSide) -> None:
    far_side.answers(*(page("users", {"id": "u"}, next_page_token="round") for _ in range(3)))
    with pytest.raises(ZoomUnavailableError):
        [user async for user in zoom.list_users()]
    assert len(far_side.calls) == 2


@pytest.mark.parametrize("body", ["{}", "[]", "null", "", '{"meetings": null}', '{"meetings": [{}]}', "<html></html>"])
async def test_an_answer_without_its_list_is_not_an_empty_list(zoom: ZoomClient, far_side: FarSide, body: str) -> None:
    far_side.answers(httpx.Response(200, text=body))
    with pytest.raises(ZoomUnavailableError):
        [meeting async for meeting in zoom.list_meetings("host")]


@pytest.mark.parametrize("body", ["", "{}", "[]", '{"id": "none"}', "<html></html>", '{"id": 8123', "[" * 100_000])
async def test_a_create_confirmed_by_nonsense_is_in_doubt(zoom: ZoomClient, far_side: FarSide, body: str) -> None:
    far_side.answers(httpx.Response(201, text=body))
    with pytest.raises(ZoomOutcomeUnknownError) as caught:
        await zoom.create_meeting("host", {})
    assert caught.value.outcome == "in_doubt"


async def test_a_change_confirmed_by_a_page_of_html_is_in_doubt(zoom: ZoomClient, far_side: FarSide) -> None:
    far_side.answers(httpx.Response(200, text="<html>Welcome to the hotel</html>"))
    with pytest.raises(ZoomOutcomeUnknownError):
        await zoom.update_meeting(1, {"topic": "Review"})


@pytest.mark.parametrize(
    ("date", "seconds"),
    [("Mon, 23 Nov 2026 12:01:30 GMT", 90), ("Mon, 23 Nov 2026 11:50:00 GMT", -600), ("yesterday", None), (None, None)],
)
async def test_the_difference_of_the_clocks_is_read_from_the_answer(
    zoom: ZoomClient, far_side: FarSide, clock: Clock, date: str | None, seconds: float | None
) -> None:
    far_side.answers(httpx.Response(200, json={"id": 1}, headers={"Date": date} if date else {}))
    await zoom.get_meeting(1)
    assert zoom.time_difference == seconds


async def test_one_line_and_one_count_per_call_without_ids(zoom: ZoomClient, far_side: FarSide) -> None:
    labels = {"operation": "end_meeting", "outcome": "ok"}
    before = REGISTRY.get_sample_value("zoom_requests_total", labels) or 0
    far_side.answers(httpx.Response(204, headers={"x-zm-trackingid": "v=2.0;rid=WEB_1"}))
    with capture_logs() as logs:
        await zoom.end_meeting(81234567890)
    [line] = [line for line in logs if line["event"] == "zoom.call"]
    assert (line["method"], line["path"], line["status"]) == ("PUT", "/meetings/{meeting_id}/status", 204)
    assert (line["outcome"], line["tracking_id"]) == ("ok", "v=2.0;rid=WEB_1")
    assert "81234567890" not in repr(logs)
    assert REGISTRY.get_sample_value("zoom_requests_total", labels) == before + 1


Listing = Callable[[ZoomClient], AsyncIterator[Any]]


@pytest.mark.parametrize(
    ("listing", "member"),
    [
        (lambda zoom: zoom.list_users("pending"), "users"),
        (lambda zoom: zoom.list_registrants(1, "pending"), "registrants"),
        (lambda zoom: zoom.list_past_participants("u"), "participants"),
    ],
)
async def test_every_list_reads_its_own_member(
    zoom: ZoomClient, far_side: FarSide, listing: Listing, member: str
) -> None:
    far_side.answers(page(member, {"email": "a@example.com"}, next_page_token="t"), page(member, {}))
    assert len([item async for item in listing(zoom)]) == 2
