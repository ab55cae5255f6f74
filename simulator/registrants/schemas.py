"""Bodies of registering people and of deciding about them."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, EmailStr, Field


class RegistrantCreate(BaseModel):
    """The address questions (`org`, `phone` …) come as further members and are kept as they are."""

    model_config = ConfigDict(extra="allow")

    email: EmailStr = Field(max_length=128)
    first_name: str = Field(min_length=1, max_length=64)
    last_name: str = Field(default="", max_length=64)
    auto_approve: bool = False

    @property
    def answers(self) -> dict[str, Any]:
        return self.model_extra or {}


class RegistrantReference(BaseModel):
    id: str | None = None
    email: str | None = None


class StatusChange(BaseModel):
    action: Literal["approve", "cancel", "deny"]
    registrants: list[RegistrantReference] = Field(min_length=1, max_length=30)
