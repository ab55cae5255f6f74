"""Participants as callers add and see them."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from api.core.schemas import Input, Output, one_line
from api.directory.schemas import Email
from api.meetings.schemas import SubjectOut

MOST_AT_ONCE = 100

PersonName = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(one_line)]
"""Zoom takes no more characters than these."""

State = Literal["waiting", "registered", "link_only", "refused", "withdrawn"]
ReasonCode = Literal[
    "meeting_not_in_zoom",
    "zoom_not_connected",
    "zoom_waiting",
    "three_a_day",
    "basic_host",
    "no_registration",
    "zoom_refused",
    "denied_in_zoom",
    "meeting_over",
]


class ParticipantCreate(Input):
    """A person to be added to a meeting."""

    email: Annotated[Email, Field(max_length=128, examples=["olha@client.example"])]
    first_name: PersonName
    last_name: PersonName | None = None


class ParticipantsCreate(Input):
    """Several people to be added: all of them, or nobody."""

    participants: list[ParticipantCreate] = Field(min_length=1, max_length=MOST_AT_ONCE)


class MeetingParticipantOut(Output):
    """A person added to a meeting, and how the registration in Zoom stands."""

    id: UUID
    email: str
    first_name: str
    last_name: str | None
    name: str
    contact_id: UUID | None = Field(description="The contact with this address; null without the right to see it.")
    state: State = Field(
        description="`waiting`: Zoom follows. `registered`: with an own link. `link_only`: Zoom registers nobody for "
        "this meeting, so the meeting's link is theirs too. `refused`: Zoom said no. `withdrawn`: taken off."
    )
    reason_code: ReasonCode | None
    reason: str | None = Field(description="Why the state is what it is, as a sentence.")
    retry_at: datetime | None = Field(description="When Zoom takes this address again, after three times a day.")
    join_url: str | None = Field(description="The person's link, for who may change the meeting, until it is over.")


class ParticipantList(Output):
    """The people of one meeting, in the order in which they were added."""

    items: list[MeetingParticipantOut]


class SuggestionsQuery(Input):
    """Whom to look for."""

    search: str = Field(min_length=2, max_length=200, description="Every word must be part of the name or the address.")


class SuggestionOut(Output):
    """Somebody known, with an e-mail address."""

    kind: Literal["contact", "lead", "staff"]
    id: UUID
    name: str
    first_name: str
    last_name: str | None
    email: str
    company: str | None


class SubjectPeopleOut(Output):
    """The contacts of the meeting's client or client group, or its lead."""

    subject: SubjectOut | None
    to_add: int = Field(description="How many of them are not in the meeting yet.")
    already_added: int
    without_email: int = Field(description="Contacts without an e-mail address cannot be added.")


class SubjectPeopleAdded(SubjectPeopleOut):
    """The same before they were added, and who is in the meeting now."""

    items: list[MeetingParticipantOut]
