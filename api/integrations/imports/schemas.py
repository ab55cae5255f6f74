"""What is told of an import, and what may be said about it."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from api.core.schemas import Input, Output, PageSize
from api.integrations.imports.fields import Kind
from api.integrations.imports.planning import Verdict

Outcome = Literal["created", "updated", "same", "refused"]


class ImportFieldOut(Output):
    """What a column may be."""

    key: str
    is_required: bool = Field(description="Without it nobody new can be made.")


class ImportColumnOut(Output):
    """A column of the file, and the field it is taken for."""

    index: int = Field(description="Its place, from 0, by which errors name it.")
    name: str
    field: str | None
    samples: list[str] = Field(description="Up to three different values.")


class ImportCounts(Output):
    """What would become of the rows."""

    new: int
    update: int
    same: int
    error: int


class ImportResults(Output):
    """What became of the rows so far."""

    created: int
    updated: int
    same: int
    refused: int


class RowErrorOut(Output):
    """What is wrong with a row, in the caller's language."""

    column: int | None = Field(description="The column, from 0; null when a column is missing.")
    code: str
    message: str


class ImportRowOut(Output):
    """One row of the file."""

    row: int = Field(description="Its number as a spreadsheet shows it; the header is row 1.")
    cells: list[str]
    verdict: Verdict = Field(description="What would become of it, or why nothing.")
    outcome: Outcome | None = Field(description="What became of it.")
    errors: list[RowErrorOut]


class ImportOut(Output):
    """A file that is looked at, being taken over, or taken over. It is forgotten after seven days."""

    id: UUID
    kind: Kind
    file_name: str
    state: Literal["ready", "applying", "done"]
    columns: list[ImportColumnOut]
    fields: list[ImportFieldOut]
    rows_count: int
    counts: ImportCounts
    results: ImportResults
    preview: list[ImportRowOut] = Field(description="The first ten rows.")
    created_at: datetime
    expires_at: datetime
    finished_at: datetime | None


class ImportChange(Input):
    """What the columns are."""

    mapping: list[str | None] = Field(max_length=100, description="For each column its field, or null.")


class ImportRowsQuery(Input):
    """Which rows are wanted."""

    verdict: Verdict | None = None
    outcome: Outcome | None = None
    page: int = Field(default=1, ge=1, le=10_000)
    page_size: PageSize = PageSize.TWENTY_FIVE
