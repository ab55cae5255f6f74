"""Everything the pretend Zoom remembers, in one model that can be written to a file and read again."""

import secrets

from pydantic import BaseModel, Field

from simulator.account import Account
from simulator.faults.models import Fault
from simulator.ledger import Entry
from simulator.limits.models import Limits
from simulator.meetings.models import Meeting
from simulator.registrants.models import Registrant
from simulator.sessions.models import Session
from simulator.tokens.models import Token
from simulator.users.models import User, demo_users
from simulator.webhooks.models import Event, WebhookSettings


class State(BaseModel):
    account: Account = Field(default_factory=Account)
    users: list[User] = Field(default_factory=demo_users)
    meetings: dict[int, Meeting] = Field(default_factory=dict)
    registrants: list[Registrant] = Field(default_factory=list)
    sessions: list[Session] = Field(default_factory=list)
    tokens: dict[str, Token] = Field(default_factory=dict)
    ledger: list[Entry] = Field(default_factory=list)
    faults: list[Fault] = Field(default_factory=list)
    limits: Limits = Field(default_factory=Limits)
    webhooks: WebhookSettings = Field(default_factory=WebhookSettings)
    events: list[Event] = Field(default_factory=list)
    last_fault_id: int = 0
    clock_offset_seconds: float = 0
    link_secret: str = Field(default_factory=lambda: secrets.token_hex(16))


def demo_state() -> State:
    return State()
