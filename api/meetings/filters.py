"""What a list of meetings may be asked for."""

from enum import StrEnum
from typing import Literal
from uuid import UUID

from pydantic import Field

from api.core.schemas import Input, Instant, PageSize
from api.meetings.schemas import MOST_VALUES, Status, SubjectKind


class PeriodField(StrEnum):
    """Which instant a period is about."""

    STARTS_AT = "starts_at"
    CREATED_AT = "created_at"


class MeetingSort(StrEnum):
    """Orders of the list; `-` is descending.

    `upcoming_first`: what runs or is to come, nearest first, then what is over, newest first. It needs a subject or
    people to list the meetings of.
    """

    STARTS_AT = "starts_at"
    STARTS_AT_DESC = "-starts_at"
    CREATED_AT = "created_at"
    CREATED_AT_DESC = "-created_at"
    UPCOMING_FIRST = "upcoming_first"


class MeetingFilters(Input):
    """Which meetings to list. Of a filter that is given several times, one value has to fit."""

    search: str | None = Field(
        default=None,
        max_length=200,
        description="Every word begins one of topic, agenda, number, or of names, companies and e-mails of its people.",
    )
    period_from: Instant | None = None
    period_to: Instant | None = None
    period_field: PeriodField = PeriodField.STARTS_AT
    manager_id: list[UUID | Literal["me", "none"]] = Field(
        default=[], max_length=MOST_VALUES, description="Who is responsible for the client or lead."
    )
    staff_id: list[UUID] = Field(
        default=[], max_length=MOST_VALUES, description="Who takes part, hosts or made the meeting."
    )
    subject_kind: SubjectKind | None = None
    subject_id: UUID | None = None
    related: bool = Field(
        default=False, description="With a client as subject: also meetings of its contacts and of its group (`via`)."
    )
    status: list[Status] = Field(default=[], max_length=5)
    origin: Literal["crm", "zoom", "portal", "api"] | None = None
    sort: MeetingSort = MeetingSort.STARTS_AT_DESC
    page: int = Field(default=1, ge=1, le=10_000)
    page_size: PageSize = PageSize.TWENTY_FIVE
    cursor: str | None = Field(default=None, max_length=200, description="From `next_cursor`; then `page` is not used.")
