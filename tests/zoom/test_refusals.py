import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from api.zoom.client import ZoomClient
from api.zoom.errors import (
    ZoomError,
    ZoomHostMissingError,
    ZoomMeetingMissingError,
    ZoomOutcomeUnknownError,
    ZoomRefusedError,
    ZoomScopeMissingError,
    ZoomThrottledError,
    ZoomUnavailableError,
)
from api.zoom.exchange import Answer
from api.zoom.operations import GET_MEETING
from api.zoom.refusals import find_refusal, token_refusal
from tests.zoom.far_side import Clock, FarSide, refusal

Call = Callable[[ZoomClient], Awaitable[object]]
WRITES: list[Call] = [
    lambda zoom: zoom.create_meeting("host@example.com", {"topic": "Review"}),
    lambda zoom: zoom.update_meeting(1, {"topic": "Review"}),
    lambda zoom: zoom.delete_meeting(1),
    lambda zoom: zoom.end_meeting(1),
    lambda zoom: zoom.add_registrant(1, {"email": "a@example.com", "first_name": "A"}),
]
READS: list[Call] = [
    lambda zoom: zoom.get_meeting(1),
    lambda zoom: zoom.get_user("host@example.com"),
    lambda zoom: anext(aiter(zoom.list_meetings("host@example.com"))),
]


async def failure(zoom: ZoomClient, call: Call) -> ZoomError:
    with pytest.raises(ZoomError) as caught:
        await call(zoom)
    return caught.value


@pytest.mark.parametrize("call", WRITES)
@pytest.mark.parametrize("status", [302, 408, 500, 502, 503, 504, 520])
async def test_a_write_answered_by_a_broken_server_is_in_doubt_and_not_sent_again(
    zoom: ZoomClient, far_side: FarSide, call: Call, status: int
) -> None:
    far_side.answers(httpx.Response(status, text="<html>Bad gateway</html>"))
    error = await failure(zoom, call)
    assert isinstance(error, ZoomOutcomeUnknownError)
    assert (error.outcome, error.zoom_status) == ("in_doubt", status)
    assert len(far_side.calls) == 1


@pytest.mark.parametrize("code", [124, 429, 3001, 4711])
async def test_no_code_makes_a_broken_server_certain(zoom: ZoomClient, far_side: FarSide, code: int) -> None:
    far_side.answers(refusal(500, code))
    assert (await failure(zoom, WRITES[0])).outcome == "in_doubt"
    assert len(far_side.calls) == 1


@pytest.mark.parametrize("call", READS)
@pytest.mark.parametrize("status", [302, 500, 502, 503, 504])
async def test_a_read_answered_by_a_broken_server_is_temporary(
    zoom: ZoomClient, far_side: FarSide, call: Call, status: int
) -> None:
    far_side.answers(httpx.Response(status, text="<html>Bad gateway</html>"))
    error = await failure(zoom, call)
    assert isinstance(error, ZoomUnavailableError)
    assert (error.outcome, error.status, error.code) == ("in_doubt", 503, "zoom_unavailable")
    assert len(far_side.calls) == 1


@pytest.mark.parametrize(
    ("status", "code"),
    [(400, 300), (400, 3000), (400, 3161), (400, 200), (403, 2306), (404, 404), (404, 2300), (409, None), (404, None)],
)
@pytest.mark.parametrize("call", WRITES + READS)
async def test_a_no_of_zoom_is_refused_with_its_words(
    zoom: ZoomClient, far_side: FarSide, call: Call, status: int, code: int | None
) -> None:
    far_side.answers(refusal(status, code, "Validation Failed."))
    error = await failure(zoom, call)
    assert type(error) is ZoomRefusedError
    assert (error.outcome, error.zoom_status, error.zoom_code) == ("refused", status, code)
    assert '"Validation Failed."' in error.detail


async def test_the_fields_that_zoom_names_are_in_its_message(zoom: ZoomClient, far_side: FarSide) -> None:
    errors = [{"field": "settings.jbh_time", "message": "Invalid parameter: jbh_time."}, {"field": "x"}, "odd"]
    body = {"code": 300, "message": "Validation Failed.", "errors": errors}
    far_side.answers(httpx.Response(400, json=body))
    error = await failure(zoom, WRITES[0])
    assert error.zoom_message == "Validation Failed. settings.jbh_time: Invalid parameter: jbh_time."


async def test_an_xml_refusal_is_read(zoom: ZoomClient, far_side: FarSide) -> None:
    xml = '<?xml version="1.0"?><Result><code>300</code><message>Passcode too weak.</message></Result>'
    far_side.answers(httpx.Response(400, text=xml))
    error = await failure(zoom, WRITES[0])
    assert (error.outcome, error.zoom_code, error.zoom_message) == ("refused", 300, "Passcode too weak.")


async def test_an_error_body_under_http_200_is_an_error(zoom: ZoomClient, far_side: FarSide) -> None:
    far_side.answers(refusal(200, 300, "Invalid meeting id."))
    error = await failure(zoom, WRITES[1])
    assert (error.outcome, error.zoom_code) == ("refused", 300)


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (404, 3001, ZoomMeetingMissingError),
        (404, None, ZoomRefusedError),
        (400, 3001, ZoomRefusedError),
        (200, 3001, ZoomRefusedError),
        (404, 1001, ZoomHostMissingError),
        (500, 3001, ZoomUnavailableError),
    ],
)
async def test_a_meeting_is_missing_only_by_404_and_3001(
    zoom: ZoomClient, far_side: FarSide, status: int, code: int | None, kind: type[ZoomError]
) -> None:
    far_side.answers(refusal(status, code, "Meeting does not exist: 1."))
    error = await failure(zoom, READS[0])
    assert type(error) is kind
    assert (error.outcome == "missing") is (kind is ZoomMeetingMissingError)


@pytest.mark.parametrize("call", [READS[1], READS[2], WRITES[0]])
async def test_3001_on_a_users_address_says_nothing_about_meetings(
    zoom: ZoomClient, far_side: FarSide, call: Call
) -> None:
    far_side.answers(refusal(404, 3001, "User does not exist."))
    assert (await failure(zoom, call)).outcome == "refused"


LACKS = b"Invalid access token, does not contain scopes:"


@pytest.mark.parametrize(
    "body",
    [
        b'{"code":4711,"message":"%s[meeting:read:meeting:admin, meeting:read:meeting]."}' % LACKS,
        b'{"code":104,"message":"%s["meeting:read:meeting:admin","meeting:read:meeting"]."}' % LACKS,
    ],
)
async def test_a_missing_scope_is_named_also_from_broken_json(zoom: ZoomClient, far_side: FarSide, body: bytes) -> None:
    far_side.answers(httpx.Response(400, content=body))
    error = await failure(zoom, READS[0])
    assert isinstance(error, ZoomScopeMissingError)
    assert (error.outcome, error.missing_scopes) == ("auth", ("meeting:read:meeting:admin",))
    assert error.body()["missing_scopes"] == ["meeting:read:meeting:admin"]
    assert len(far_side.token_calls) == 1


PER_SECOND = "You have reached the maximum per-second rate limit for this API. Try again later."
PER_DAY = "You have reached the maximum daily rate limit for this API. Refer to the response header for details."
PER_HOST = (
    "You have exceeded the daily rate limit (100) of Meeting Create/Update API requests permitted for this particular "
    "user. You may resume these requests at GMT 00:00:00."
)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MIDNIGHT = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("message", "headers", "daily", "retry_at"),
    [
        (PER_DAY, {"Retry-After": "2026-11-24T00:00:00Z"}, True, MIDNIGHT),
        (PER_DAY, {"Retry-After": "43200"}, True, MIDNIGHT),
        (PER_DAY, {"Retry-After": "Tue, 24 Nov 2026 00:00:00 GMT"}, True, MIDNIGHT),
        (PER_DAY, {}, True, MIDNIGHT),
        (PER_HOST, {"X-RateLimit-Type": "QPS"}, True, MIDNIGHT),
        ("Too many requests", {"X-RateLimit-Type": "Daily-limit"}, True, MIDNIGHT),
        (PER_SECOND, {"X-RateLimit-Type": "Daily-limit"}, False, None),
        (PER_SECOND, {"X-RateLimit-Type": "QPS"}, False, None),
    ],
)
async def test_a_limit_tells_when_to_come_back(
    zoom: ZoomClient,
    far_side: FarSide,
    clock: Clock,
    message: str,
    headers: dict[str, str],
    daily: bool,  # noqa: FBT001 - a case of the table
    retry_at: datetime | None,
) -> None:
    far_side.answers(refusal(429, 429, message, **headers))
    error = await failure(zoom, WRITES[0])
    assert isinstance(error, ZoomThrottledError)
    assert (error.outcome, error.daily) == ("throttled", daily)
    assert error.retry_at is not None
    if retry_at is None:
        assert timedelta(seconds=1) <= error.retry_at - clock() <= timedelta(seconds=2)
    else:
        assert error.retry_at == retry_at
        assert error.headers == {"Retry-After": "Tue, 24 Nov 2026 00:00:00 GMT"}


async def test_a_429_without_a_word_of_zoom_is_a_limit_too(zoom: ZoomClient, far_side: FarSide) -> None:
    far_side.answers(httpx.Response(429))
    assert (await failure(zoom, READS[0])).outcome == "throttled"


async def test_a_server_that_names_its_return_is_believed(zoom: ZoomClient, far_side: FarSide, clock: Clock) -> None:
    far_side.answers(httpx.Response(503, headers={"Retry-After": "120"}))
    assert (await failure(zoom, READS[0])).retry_at == clock() + timedelta(seconds=120)


async def test_the_id_for_zooms_support_is_kept(zoom: ZoomClient, far_side: FarSide) -> None:
    tracking_id = "v=2.0;clid=us06;rid=WEB_0123456789abcdef"
    far_side.answers(refusal(400, 300, **{"x-zm-trackingid": tracking_id}))
    error = await failure(zoom, READS[0])
    assert error.tracking_id == error.body()["zoom_tracking_id"] == tracking_id


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{", b"\xff\xfe", b"[" * 100_000, b'{"code":"x","message":7}'])
@pytest.mark.parametrize("status", [400, 404, 429, 500])
async def test_no_error_body_makes_the_client_crash(
    zoom: ZoomClient, far_side: FarSide, body: bytes, status: int
) -> None:
    far_side.answers(httpx.Response(status, content=body))
    assert (await failure(zoom, READS[0])).zoom_status == status


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.just("\ud800"),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["code", "message", "errors", "field"]), inner),
)


@example(400, b'{"code": 300, "message": "\\ud800"}')
@given(st.integers(100, 599), st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_whatever_comes_is_an_error_that_can_be_answered(status: int, body: bytes) -> None:
    answer = Answer(status, httpx.Headers(), body)
    for problem in (find_refusal(GET_MEETING, answer, NOW), token_refusal(answer, NOW)):
        assert problem is not None or answer.is_success
        if problem is not None:
            assert json.dumps(problem.body(), ensure_ascii=False).encode()
