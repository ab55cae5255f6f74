"""Every call we make, with its address and the rate limit label that Zoom counts it under."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Label(StrEnum):
    """Zoom's classes of calls; each has its own limit per account."""

    LIGHT = "light"
    MEDIUM = "medium"
    HEAVY = "heavy"
    RESOURCE_INTENSIVE = "resource-intensive"


@dataclass(frozen=True, slots=True)
class Operation:
    """One kind of call. `path` is the template, which is safe as a label in logs and metrics; ids are not."""

    name: str
    method: Literal["GET", "POST", "PATCH", "PUT", "DELETE"]
    path: str
    label: Label = Label.LIGHT

    @property
    def writes(self) -> bool:
        """Whether Zoom may have changed something although we saw no answer."""
        return self.method != "GET"

    @property
    def is_about_meeting(self) -> bool:
        """Whether Zoom's code 3001 speaks of the meeting in the address; elsewhere it means other things."""
        return self.path.startswith(("/meetings/{meeting_id}", "/past_meetings/"))


LIST_USERS = Operation("list_users", "GET", "/users", Label.MEDIUM)
GET_USER = Operation("get_user", "GET", "/users/{user_id}")
GET_USER_SETTINGS = Operation("get_user_settings", "GET", "/users/{user_id}/settings", Label.MEDIUM)
LIST_MEETINGS = Operation("list_meetings", "GET", "/users/{user_id}/meetings", Label.MEDIUM)
CREATE_MEETING = Operation("create_meeting", "POST", "/users/{user_id}/meetings")
GET_MEETING = Operation("get_meeting", "GET", "/meetings/{meeting_id}")
UPDATE_MEETING = Operation("update_meeting", "PATCH", "/meetings/{meeting_id}")
DELETE_MEETING = Operation("delete_meeting", "DELETE", "/meetings/{meeting_id}")
END_MEETING = Operation("end_meeting", "PUT", "/meetings/{meeting_id}/status")
RECOVER_MEETING = Operation("recover_meeting", "PUT", "/meetings/{meeting_id}/status")
GET_INVITATION = Operation("get_invitation", "GET", "/meetings/{meeting_id}/invitation")
ADD_REGISTRANT = Operation("add_registrant", "POST", "/meetings/{meeting_id}/registrants")
LIST_REGISTRANTS = Operation("list_registrants", "GET", "/meetings/{meeting_id}/registrants", Label.MEDIUM)
SET_REGISTRANTS_STATUS = Operation(
    "set_registrants_status", "PUT", "/meetings/{meeting_id}/registrants/status", Label.MEDIUM
)
GET_PAST_MEETING = Operation("get_past_meeting", "GET", "/past_meetings/{uuid}")
LIST_PAST_PARTICIPANTS = Operation("list_past_participants", "GET", "/past_meetings/{uuid}/participants", Label.MEDIUM)
