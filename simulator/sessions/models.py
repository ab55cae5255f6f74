"""One holding of a meeting: Zoom calls it an instance, and gives it a uuid of its own."""

from datetime import datetime

from pydantic import BaseModel, Field


class Participant(BaseModel):
    """One connection of one person. Who leaves and comes back is two of them."""

    id: str
    user_id: int
    name: str
    email: str = ""
    registrant_id: str = ""
    zoom_user_id: str = ""
    join_time: datetime
    leave_time: datetime | None = None


class Session(BaseModel):
    uuid: str
    meeting_id: int
    host_id: str
    topic: str
    type: int
    start_time: datetime
    end_time: datetime | None = None
    participants: list[Participant] = Field(default_factory=list)
