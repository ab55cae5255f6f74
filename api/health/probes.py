"""What the operator's probes ask: are we alive, are we ready, how are we doing."""

import hmac
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Response
from sqlalchemy import text

from api.auth.access import anyone
from api.core import metrics
from api.core.errors import ForbiddenError, Problem
from api.resources import ResourcesDep

router = APIRouter(tags=["operation"], dependencies=[Depends(anyone)])


class NotReadyError(Problem):
    """Something we cannot do without is missing."""

    status = 503
    code = "not_ready"
    title = "Not ready"


@router.get("/healthz")
async def read_health() -> dict[str, str]:
    """The process is alive."""
    return {"status": "ok"}


@router.get("/readyz")
async def read_readiness(resources: ResourcesDep) -> dict[str, str]:
    """The database answers. Redis is told of but not needed: without it work starts some seconds later."""
    try:
        async with resources.sessions() as session:
            await session.execute(text("SELECT 1"))
    except Exception as error:
        raise NotReadyError("The database does not answer.") from error
    return {"status": "ok", "database": "ok", "redis": "ok" if await resources.redis_answers() else "missing"}


@router.get("/metrics", response_class=Response)
async def read_metrics(resources: ResourcesDep, authorization: Annotated[str, Header()] = "") -> Response:
    """Figures for Prometheus. With METRICS_TOKEN set, only for those who bring it as a Bearer token."""
    token = resources.config.metrics_token
    if token is not None and not hmac.compare_digest(authorization, f"Bearer {token.get_secret_value()}"):
        raise ForbiddenError("The figures need the operator's token.")
    content, content_type = metrics.render()
    return Response(content, media_type=content_type)
