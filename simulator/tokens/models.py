"""An access token as the account remembers it."""

from datetime import datetime

from pydantic import BaseModel


class Token(BaseModel):
    issued_at: datetime
    expires_at: datetime
    scopes: list[str]
    revoked: bool = False
