"""Rules of adoption and the inbox as callers see them."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field, StrictBool, StrictInt
from pydantic_core import PydanticCustomError

from api.core.schemas import Input, Output, Ref, one_line
from api.meetings.schemas import MeetingKind, SubjectKind, SubjectOut, SubjectRef

MOST_RULES = 100
MOST_COLLEAGUES = 20


def _address(text: str) -> str:
    """An address or a domain, in lower case; the @ before a domain may be there or not."""
    wanted = text.lower().removeprefix("@")
    name, at, domain = wanted.rpartition("@")
    is_address = bool(name) == bool(at) and "@" not in name and "." in domain.strip(".")
    if not is_address or any(character.isspace() for character in wanted):
        raise PydanticCustomError("email_or_domain", "This is neither an e-mail address nor a domain.")
    return wanted


FindBy = Literal["fixed", "email", "domain", "name", "nobody"]
RuleName = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(one_line)]
Topic = Annotated[
    str,
    Field(
        min_length=1,
        max_length=200,
        description="Text in the topic, without regard to capitals; with `*` for anything it is the whole topic.",
        examples=["договор", "Demo: *"],
    ),
    AfterValidator(one_line),
]
Address = Annotated[
    str,
    Field(min_length=3, max_length=254, description="A participant's e-mail address, or its domain."),
    AfterValidator(_address),
]
Position = Annotated[StrictInt, Field(ge=1, le=MOST_RULES, description="Its place among the rules, from 1.")]
Colleagues = Annotated[list[UUID], Field(max_length=MOST_COLLEAGUES, description="Who takes part from then on.")]
FIND_BY = (
    "How to find whom the meeting is about: `email` and `domain` by the addresses of who is invited or registered, "
    "`name` by a name in the topic, `fixed` is `subject`, `nobody` only adds `staff_ids`."
)
IS_SURE = "Set what is found, if that is one; otherwise it is proposed in the inbox."


class RuleCreate(Input):
    """A rule for meetings made in Zoom; a condition that is left out fits every meeting."""

    name: RuleName
    is_active: StrictBool = True
    host_staff_id: UUID | None = Field(default=None, description="Whose Zoom user hosts.")
    topic: Topic | None = None
    email: Address | None = None
    find_by: FindBy = Field(description=FIND_BY)
    is_sure: StrictBool = Field(default=False, description=IS_SURE)
    subject: SubjectRef | None = Field(default=None, description="With `fixed`.")
    staff_ids: Colleagues = Field(default_factory=list)


class RuleUpdate(Input):
    """What is to be changed; what is left out stays, `null` takes a condition away."""

    name: RuleName | None = None
    position: Position | None = None
    is_active: StrictBool | None = None
    host_staff_id: UUID | None = None
    topic: Topic | None = None
    email: Address | None = None
    find_by: FindBy | None = None
    is_sure: StrictBool | None = None
    subject: SubjectRef | None = None
    staff_ids: Colleagues | None = None
    version: StrictInt | None = None


class RuleOut(Output):
    """A rule. The first active one that fits a meeting and finds something decides."""

    id: UUID
    position: int
    name: str
    is_active: bool
    host_staff: Ref | None
    topic: str | None
    email: str | None
    find_by: FindBy
    is_sure: bool
    subject: SubjectOut | None
    staff: list[Ref]
    version: int


class AppliedOut(Output):
    """What the rules were asked about."""

    meetings: int = Field(description="Meetings made in Zoom that are to come and about nobody; 1,000 at most.")


class MadeInZoomOut(Output):
    """What of a host's is here only because it was made in Zoom."""

    meetings: int


class InboxPage(Input):
    """Which page of the inbox."""

    page: Annotated[int, Field(ge=1, le=1000)] = 1
    page_size: Annotated[int, Field(ge=1, le=100)] = 25


class Proposal(Output):
    """Whom the meeting may be about."""

    subject: SubjectOut
    evidence: str | None = Field(description="The address, domain or name that tells it.")


class WaitingMeeting(Output):
    """The meeting in question."""

    id: UUID
    topic: str
    starts_at: datetime
    ends_at: datetime
    timezone: str
    kind: MeetingKind
    host: Ref | None
    version: int


class InboxItem(Output):
    """A meeting made in Zoom that waits for somebody to say whom it is about."""

    meeting: WaitingMeeting
    rule: Ref | None = Field(description="The rule that proposed; null when it was deleted since.")
    staff: list[Ref] = Field(description="Whom the rule adds when one of its proposals is taken.")
    proposals: list[Proposal]
    asked_at: datetime


class Decision(Input):
    """Whom the meeting is about: a proposal, somebody else, or nobody."""

    subject: SubjectRef | None


class DecidedOut(Output):
    """The meeting as it is now."""

    meeting_id: UUID
    subject_kind: SubjectKind | None
    subject_id: UUID | None
    version: int
