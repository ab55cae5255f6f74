"""How our own part is doing: work, quotas of hosts, comparisons with Zoom."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock, work
from api.core.schemas import Ref
from api.core.work import overview
from api.health.schemas import (
    ComparisonHealth,
    HostQuotaHealth,
    QuarantinedWork,
    QuarantineHealth,
    QuotasHealth,
    WorkHealth,
    WorkOfKind,
)
from api.hosts import quota
from api.hosts.models import Host, HostQuota
from api.sync.models import SyncRun
from api.sync.service import RUN

LONG = timedelta(minutes=10)
HOSTS_SHOWN = 20
QUARANTINED_SHOWN = 50
RUNS_MISSED = 3


async def look_at_work(session: AsyncSession) -> WorkHealth:
    """By kind, and whether anybody takes it."""
    kinds = [WorkOfKind.model_validate(row) for row in await overview.count_by_kind(session)]
    if await overview.find_overdue(session) is not None:
        return WorkHealth(state="broken", code="worker_away", kinds=kinds)
    oldest = min((kind.oldest_asked_at for kind in kinds if kind.oldest_asked_at), default=None)
    if oldest is not None and oldest < clock.now() - LONG:
        return WorkHealth(state="attention", code="waiting_long", kinds=kinds)
    return WorkHealth(state="ok", code="in_time", kinds=kinds)


async def look_at_quarantine(session: AsyncSession) -> QuarantineHealth:
    """What an administrator can try again."""
    rows = await overview.list_quarantined(session, QUARANTINED_SHOWN)
    items = [QuarantinedWork.model_validate(row) for row in rows]
    return QuarantineHealth(state="broken" if items else "ok", items=items)


async def look_at_quotas(session: AsyncSession) -> QuotasHealth:
    """Only of hosts for whom something was written today."""
    used = (
        select(Host.id, Host.name, HostQuota.used)
        .join(HostQuota, HostQuota.host_id == Host.id)
        .where(HostQuota.utc_day == quota.today(), HostQuota.used > 0)
        .order_by(HostQuota.used.desc(), Host.name)
        .limit(HOSTS_SHOWN)
    )
    hosts = [
        HostQuotaHealth(
            host=Ref(id=row.id, name=row.name),
            used=min(row.used, quota.DAILY_WRITES),
            limit=quota.DAILY_WRITES,
            runs_out_at=quota.forecast_exhaustion(row.used),
        )
        for row in await session.execute(used)
    ]
    return QuotasHealth(state="attention" if any(host.runs_out_at for host in hosts) else "ok", hosts=hosts)


async def look_at_comparison(session: AsyncSession, every_minutes: int) -> ComparisonHealth:
    """The last run that ended, and when the next begins."""
    last = select(SyncRun).where(SyncRun.finished_at.is_not(None)).order_by(SyncRun.finished_at.desc()).limit(1)
    run = await session.scalar(last)
    next_at = await overview.find_next(session, RUN, work.THE_ONLY_ONE)
    if run is None or run.finished_at is None:
        return ComparisonHealth(
            state="off", code="never", finished_at=None, error_code=None, error=None, next_at=next_at
        )
    told = {"finished_at": run.finished_at, "next_at": next_at, "error_code": run.error_code, "error": run.error_text}
    if run.state == "failed":
        return ComparisonHealth(state="attention", code="failed", **told)
    if run.finished_at < clock.now() - timedelta(minutes=every_minutes) * RUNS_MISSED - LONG:
        return ComparisonHealth(state="attention", code="late", **told)
    return ComparisonHealth(state="ok", code="done", **told)
