"""Comparisons with Zoom as people see them."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from api.core.schemas import Input, Output, Ref

ChangeKind = Literal["new", "changed", "moved", "cancelled"]


class SyncRunsPage(Input):
    """Which runs to list; the newest come first."""

    page: Annotated[int, Field(ge=1, le=10_000)] = 1
    page_size: Annotated[int, Field(ge=1, le=100)] = 10


class SyncProgress(Output):
    """How far a run is."""

    hosts_done: int
    hosts_total: int = Field(description="0 until Zoom has named its users.")
    meetings_seen: int = Field(description="Meetings looked at so far.")


class SyncCounts(Output):
    """What a run found, over all meetings, whoever may see them."""

    new: int = Field(description="Made in Zoom, and taken over.")
    changed: int = Field(description="Edited in Zoom; the edits were followed, or stand as a difference.")
    moved: int = Field(description="Given another time in Zoom.")
    cancelled: int = Field(description="Deleted in Zoom, which is believed after two proofs a minute apart.")
    suspected: int = Field(description="Not found this once; Zoom is asked again in a minute.")
    unchanged: int
    failed: int = Field(description="Not compared, because Zoom gave no usable answer.")


class SyncError(Output):
    """A host whose meetings could not all be compared."""

    host: Ref | None = Field(description="Null for callers who may not see hosts.")
    code: str
    message: str


class ChangedMeeting(Output):
    """The meeting that changed."""

    id: UUID
    topic: str
    starts_at: datetime
    timezone: str


class SyncChange(Output):
    """One thing that a run found."""

    kind: ChangeKind
    meeting: ChangedMeeting
    fields: list[str] = Field(description="What Zoom says differently, as `topic`, `starts_at` or `status`.")


class SyncRunOut(Output):
    """One comparison with Zoom."""

    id: UUID
    state: Literal["waiting", "running", "done", "failed"]
    asked_by: Ref | None = Field(description="Null for a run that started by itself.")
    asked_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    retry_at: datetime | None = Field(description="Until when Zoom asked to wait; the run goes on by itself then.")
    error_code: str | None
    error: str | None = Field(description="Why the run waits or failed, for people.")
    progress: SyncProgress
    counts: SyncCounts
    errors: list[SyncError]
    changes: list[SyncChange] = Field(description="Of meetings that the caller may see; at most 200.")
    changes_are_complete: bool = Field(description="False when more was found than `changes` could hold.")
