"""Recording what happened. The audit trail, timelines and live updates are all read from here."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.events.models import Event

ActorKind = Literal["staff", "contact", "token", "zoom", "system"]


@dataclass(frozen=True)
class Actor:
    """Who did it."""

    kind: ActorKind
    id: UUID | None = None


SYSTEM = Actor("system")
ZOOM = Actor("zoom")


async def record(
    session: AsyncSession, actor: Actor, action: str, object_kind: str, object_id: UUID | None, **data: Any
) -> None:
    """Add what happened, in the transaction in which it happens. `data` must be JSON and hold no secret."""
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    session.add(
        Event(
            at=clock.now(),
            actor_kind=actor.kind,
            actor_id=actor.id,
            action=action,
            object_kind=object_kind,
            object_id=object_id,
            data=data,
            request_id=request_id,
        )
    )
