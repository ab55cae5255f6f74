"""Saved filters as callers save and see them."""

from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from api.core.schemas import Input, Output, one_line

FilterName = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(one_line)]
FilterKey = Annotated[str, Field(min_length=1, max_length=40)]
FilterValue = Annotated[str, Field(max_length=2000)]


class SavedFilterCreate(Input):
    """A name for what the list of meetings is filtered by now. Saving under the same name again replaces it."""

    name: FilterName
    filters: Annotated[dict[FilterKey, FilterValue], Field(min_length=1, max_length=20)] = Field(
        description="What stands in the address of the page, by name: `view`, `search`, `manager` …",
        examples=[{"view": "past", "manager": "me"}],
    )


class SavedFilterOut(Output):
    """Filters under a name."""

    id: UUID
    name: str
    filters: dict[str, str]
