"""How Parley is doing, and trying again what was given up."""

import asyncio
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from api import VERSION
from api.core import clock
from api.core.work import overview
from api.events import service as events
from api.health import queries, zoom
from api.health.schemas import HealthOut, ServerHealth, State
from api.resources import Resources
from api.settings import service as settings
from api.zoom.client import ZoomClient

FROM_WORST: tuple[State, ...] = ("broken", "attention", "ok")


async def look(resources: Resources) -> HealthOut:
    """Everything at once; what is away answers late, so it is asked beside the rest."""
    (parts, client), redis, storage = await asyncio.gather(
        _look_in_database(resources), resources.redis_answers(), resources.storage.answers()
    )
    standing = await client.read_standing() if client else None
    now = clock.now()
    servers = [
        ServerHealth(key="database", state="ok"),
        ServerHealth(key="redis", state="ok" if redis else "attention"),
        ServerHealth(key="storage", state="ok" if storage else "broken"),
    ]
    judged: dict[str, Any] = {
        "connection": zoom.judge_connection(standing),
        "token": zoom.judge_token(standing, now),
        "scopes": zoom.judge_scopes(standing),
        "clock": zoom.judge_clock(standing),
        **parts,
    }
    states = {part.state for part in [*judged.values(), *servers]}
    worst = next((state for state in FROM_WORST if state in states), "ok")
    return HealthOut(state=worst, version=VERSION, checked_at=now, servers=servers, **judged)


async def _look_in_database(resources: Resources) -> tuple[dict[str, Any], ZoomClient | None]:
    async with resources.transaction() as session:
        parts = {
            "webhooks": await zoom.look_at_webhooks(session),
            "work": await queries.look_at_work(session),
            "quarantine": await queries.look_at_quarantine(session),
            "quotas": await queries.look_at_quotas(session),
            "comparison": await queries.look_at_comparison(session, resources.config.sync_every_minutes),
        }
        return parts, await settings.find_zoom_client(session, resources)


async def retry_work(session: AsyncSession, actor: events.Actor, kind: str, object_id: UUID) -> None:
    """Have an administrator's try at what crashed too often. Raises NotFoundError for work that was not given up."""
    await overview.retry(session, kind, object_id)
    await events.record(session, actor, "work.retried", kind, object_id)
