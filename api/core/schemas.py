"""Shapes that every noun's schemas are built of."""

import unicodedata
from datetime import UTC, datetime
from enum import IntEnum
from typing import Annotated, Generic, TypeVar
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

Item = TypeVar("Item")

EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
Instant = Annotated[AwareDatetime, Field(ge=EARLIEST, le=LATEST)]
"""An instant with its offset, so far from the ends of the calendar that reckoning with it does not leave it."""

EXACT_TOTAL_LIMIT = 10_000
"""Totals are counted exactly up to here; beyond, people are told "10,000+"."""


def one_line(text: str) -> str:
    """For names and titles: raises for line breaks and control characters."""
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise PydanticCustomError("control_characters", "Line breaks and control characters are not allowed here.")
    return text


class Input(BaseModel):
    """The body of a request. Unknown fields and wrong JSON types are refused, spaces around text are trimmed.

    Not `strict` as a whole: JSON has no UUIDs, instants or enums, and a strict model in Python mode would refuse
    their text form. Numbers and booleans are declared strict where they stand.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @field_validator("*", mode="before")
    @classmethod
    def _refuse_nul(cls, value: object) -> object:
        """Postgres cannot keep U+0000 in text."""
        if isinstance(value, str) and "\0" in value:
            raise PydanticCustomError("nul_character", "The character U+0000 is not allowed.")
        return value


class Output(BaseModel):
    """The body of an answer, read from a row, an object or a dict."""

    model_config = ConfigDict(from_attributes=True)


class PageSize(IntEnum):
    """How many rows a page may have."""

    TEN = 10
    TWENTY_FIVE = 25
    FIFTY = 50
    HUNDRED = 100


class Page(BaseModel, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    total: int = Field(description="How many there are; no more than 10,000 are counted.")
    total_is_exact: bool = Field(description="False when there are more than `total`.")
    page: int | None = Field(description="The page's number, from 1; null when a cursor was asked for.")
    page_size: int
    next_cursor: str | None = Field(description="Pass it as `cursor` to go on; null on the last page.")


class Ref(Output):
    """Another object, by id and name."""

    id: UUID
    name: str
