from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from api.zoom.schemas import ZoomMeeting, ZoomMeetingListItem, ZoomPastParticipant, ZoomRegistration, ZoomUser


@pytest.mark.parametrize("name", ["POST /users/me/meetings", "GET /meetings/{id}"])
def test_a_recorded_meeting_is_read_and_kept_whole(captured: dict[str, Any], name: str) -> None:
    body = captured[name]
    meeting = ZoomMeeting.model_validate(body)
    assert (meeting.id, meeting.uuid) == (body["id"], body["uuid"])
    assert meeting.start_time == datetime(2026, 5, 14, 10, tzinfo=UTC)
    assert meeting.settings.join_before_host is True
    assert meeting.raw == {name: value for name, value in body.items() if name != "start_url"}


def test_recorded_lists_are_read(captured: dict[str, Any]) -> None:
    meetings = captured["GET /users/me/meetings?type=scheduled"]["meetings"]
    users = captured["GET /users"]["users"]
    assert [ZoomMeetingListItem.model_validate(item).type for item in meetings] == [8, 2, 2]
    assert [ZoomUser.model_validate(user).email for user in users] == ["host@example.com"]


def test_the_start_link_is_nowhere_but_in_its_attribute(captured: dict[str, Any]) -> None:
    meeting = ZoomMeeting.model_validate(captured["GET /meetings/{id}"])
    assert meeting.start_url is not None
    everywhere = [
        repr(meeting),
        str(meeting),
        f"{meeting}",
        repr([meeting]),
        repr(meeting.raw),
        meeting.model_dump_json(),
    ]
    assert not any("zak=" in text for text in everywhere)


def test_a_repr_shows_no_passcode_link_or_name(captured: dict[str, Any]) -> None:
    meeting = ZoomMeeting.model_validate(captured["GET /meetings/{id}"])
    assert repr(meeting) == f"ZoomMeeting(id=85047333470, uuid={meeting.uuid!r})"


def test_an_error_of_reading_does_not_quote_what_was_read() -> None:
    with pytest.raises(ValidationError) as caught:
        ZoomMeeting.model_validate({"id": "zak=secret", "start_time": "zak=secret"})
    assert "zak=secret" not in str(caught.value)


@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_is_none_however_zoom_says_it(nothing: str | None) -> None:
    meeting = ZoomMeeting.model_validate(
        {"id": "81234567890", "start_time": nothing, "password": nothing, "timezone": nothing, "pmi": nothing}
    )
    assert meeting.id == 81234567890
    assert (meeting.start_time, meeting.password, meeting.timezone, meeting.pmi) == (None, None, None, None)


def test_a_personal_meeting_id_is_a_number_in_both_forms() -> None:
    assert ZoomMeeting.model_validate({"id": 1, "pmi": "7700000000"}).pmi == 7700000000
    assert ZoomUser.model_validate({"pmi": 7700000000}).pmi == 7700000000


def test_a_pending_user_has_no_id_and_a_pending_registration_no_link() -> None:
    assert ZoomUser.model_validate({"email": "new@example.com", "status": "pending"}).id is None
    assert ZoomRegistration.model_validate({"id": 1, "registrant_id": "r"}).join_url is None


def test_a_number_where_a_text_was_promised_is_read() -> None:
    assert ZoomPastParticipant.model_validate({"user_id": 16778240, "status": "in_meeting"}).user_id == "16778240"


def test_members_unknown_to_us_are_no_error() -> None:
    meeting = ZoomMeeting.model_validate({"id": 1, "hologram": {"on": True}, "settings": {"hologram": True}})
    assert meeting.raw["hologram"] == {"on": True}
