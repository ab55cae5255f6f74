"""Every effect in the order it happened: what a test holds against what the product believes."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, Field

Source = Literal["api", "portal", "page"]


class Entry(BaseModel):
    seq: int
    at: datetime
    kind: str
    source: Source
    meeting_id: int | None = None
    host_id: str | None = None
    detail: dict[str, Any] = Field(default_factory=dict)
