"""How events are delivered, and what was sent."""

from datetime import datetime

from pydantic import BaseModel, Field


class WebhookSettings(BaseModel):
    """`duplicate`, `reorder` and `lose` are probabilities; true means always. A reordered event waits for the next one.

    Failed deliveries are tried again after `retry_seconds`: Zoom's 5, 20 and 60 minutes, three hundred times faster.
    """

    url: str = ""
    duplicate: float = Field(default=0, ge=0, le=1)
    reorder: float = Field(default=0, ge=0, le=1)
    lose: float = Field(default=0, ge=0, le=1)
    delay_seconds: float = Field(default=0, ge=0)
    retry_seconds: list[float] = Field(default_factory=lambda: [1.0, 4.0, 12.0])
    retry_refused: bool = False
    seed: int = 0


class Attempt(BaseModel):
    at: datetime
    result: str


class Event(BaseModel):
    """The body as it is sent, byte for byte, so that a replay is the same event again."""

    id: int
    at: datetime
    event: str
    body: str
    lost: bool = False
    attempts: list[Attempt] = Field(default_factory=list)
