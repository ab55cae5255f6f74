"""Exports as callers ask for them and see them."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from api.auth.schemas import Locale, ZoneName
from api.core.schemas import Input, Output
from api.exports.columns import OF_ALL_PARTICIPANTS, OF_ONE_PARTICIPANT, Column
from api.meetings.filters import MeetingFilters

Format = Literal["xlsx", "csv", "ics"]
RowsPer = Literal["meeting", "participant"]
Separator = Literal["comma", "semicolon", "tab"]
MOST_SELECTED = 1000


class ExportCreate(Input):
    """Which meetings are wanted as a file, and what the file is to tell of them."""

    format: Format
    filters: MeetingFilters = Field(
        default_factory=MeetingFilters,
        description="As for `GET /meetings`, with `search` and `sort`. Pages play no part: all that is found is meant.",
    )
    meeting_ids: Annotated[list[UUID], Field(min_length=1, max_length=MOST_SELECTED)] | None = Field(
        default=None, description="These meetings, whatever the filters say; only the order is taken from them."
    )
    columns: Annotated[list[Column], Field(min_length=1, max_length=len(Column))] | None = Field(
        default=None, description="In this order; all when left out. A calendar (`ics`) has no columns."
    )
    timezone: ZoneName = Field(description="Whose clocks the times show; columns of times name it.")
    rows: RowsPer = Field(default="meeting", description="One row for each meeting, or for each of its participants.")
    separator: Separator = Field(default="comma", description="Between the cells of `csv`.")
    locale: Locale | None = Field(default=None, description="Of headings and states; the account's when left out.")

    @model_validator(mode="after")
    def _refuse_what_makes_no_sense(self) -> Self:
        """A calendar has no rows to choose; a column of participants needs rows of its kind, and stands once."""
        if self.format == "ics" and (self.rows == "participant" or self.columns is not None):
            raise PydanticCustomError("not_in_calendars", "A calendar has neither columns nor rows of participants.")
        columns = self.columns or []
        senseless = OF_ALL_PARTICIPANTS if self.rows == "participant" else OF_ONE_PARTICIPANT
        if wrong := [column.value for column in columns if column in senseless]:
            raise PydanticCustomError(
                "column_not_possible",
                "With one row for each {rows} there is no column {columns}.",
                {"rows": self.rows, "columns": ", ".join(wrong)},
            )
        if len(set(columns)) < len(columns):
            raise PydanticCustomError("column_twice", "A column can be in the file only once.")
        return self


class ExportOut(Output):
    """An export: how far it is, and until when its file is kept."""

    id: UUID
    format: Format
    rows: RowsPer
    columns: list[Column]
    timezone: str
    locale: Locale
    state: Literal["waiting", "running", "ready", "failed", "expired"]
    rows_done: int
    rows_total: int | None = Field(description="Null until they are counted.")
    size_bytes: int | None
    file_name: str
    error_code: str | None
    error_text: str | None = Field(description="Why it failed, or what it waits for.")
    created_at: datetime
    finished_at: datetime | None
    expires_at: datetime | None
