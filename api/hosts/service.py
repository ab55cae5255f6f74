"""Our copy of the account's Zoom users."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from api.core import clock, work
from api.core.db import new_id
from api.core.errors import InvalidError, NotFoundError
from api.core.versions import check_version
from api.directory import service as directory
from api.directory.models import Staff
from api.events import service as events
from api.hosts import quota
from api.hosts.models import Host, HostQuota
from api.hosts.schemas import MOST_HOSTS, HostFilters, HostUpdate
from api.settings import service as settings
from api.settings.connection import name_of, plan_of
from api.zoom.limits import next_midnight
from api.zoom.schemas import ZoomUser

FORGET_PRIVATE = "sync.forget_private"
"""The work that takes away what a host made in Zoom who is private now."""
_Suggested = aliased(Staff)


@dataclass(frozen=True)
class Candidate:
    """A Zoom user who may host, as far as the choice depends on it."""

    id: UUID
    name: str
    email: str
    plan: str
    capacity: int
    staff_id: UUID | None
    has_writes: bool


def _hosts() -> Any:
    """Every Zoom user in the shape of its answer, by name."""
    counted = and_(HostQuota.host_id == Host.id, HostQuota.utc_day == quota.today())
    suggested = and_(
        func.lower(_Suggested.email) == func.lower(Host.email), _Suggested.is_active,
        _Suggested.id.is_distinct_from(Host.staff_id),
    )  # fmt: skip
    return (
        select(
            Host.id, Host.name, Host.email, Host.plan, Host.capacity, Host.is_active, Host.in_pool, Host.is_private,
            Host.seen_at, Host.version, Staff.id.label("staff_id"), Staff.name.label("staff_name"),
            _Suggested.id.label("suggested_id"), _Suggested.name.label("suggested_name"),
            func.coalesce(HostQuota.used, 0).label("used"),
        )
        .outerjoin(Staff, Staff.id == Host.staff_id)
        .outerjoin(_Suggested, suggested)
        .outerjoin(HostQuota, counted)
        .order_by(func.lower(Host.name), Host.id)
    )  # fmt: skip


def _show(row: Any) -> dict[str, Any]:
    return {
        **row._mapping,  # noqa: SLF001 - SQLAlchemy's documented name
        "staff": {"id": row.staff_id, "name": row.staff_name} if row.staff_id else None,
        "suggested_staff": {"id": row.suggested_id, "name": row.suggested_name} if row.suggested_id else None,
        "quota": {
            "utc_day": quota.today(),
            "used": min(row.used, quota.DAILY_WRITES),
            "limit": quota.DAILY_WRITES,
            "resets_at": next_midnight(clock.now()),
            "exhausted_at": quota.forecast_exhaustion(row.used),
        },
    }


async def list_hosts(session: AsyncSession, filters: HostFilters) -> list[dict[str, Any]]:
    """The Zoom users we know of, by name; no more than 1,000."""
    found = _hosts().limit(MOST_HOSTS)
    if filters.search:
        found = found.where(
            or_(*(column.icontains(filters.search, autoescape=True) for column in (Host.name, Host.email)))
        )
    return [_show(row) for row in await session.execute(found)]


async def get_host(session: AsyncSession, host_id: UUID) -> dict[str, Any]:
    """One Zoom user."""
    row = (await session.execute(_hosts().where(Host.id == host_id))).first()
    if row is None:
        raise NotFoundError("There is no such host.")
    return _show(row)


async def change_host(
    session: AsyncSession, actor: events.Actor, host_id: UUID, change: HostUpdate, if_match: str | None
) -> dict[str, Any]:
    """Say whether a Zoom user may host, how much, and whose it is. Its meetings stay."""
    host = await session.get(Host, host_id, with_for_update=True)
    if host is None:
        raise NotFoundError("There is no such host.")
    check_version(host.version, change.version, if_match)
    wanted = change.model_dump(exclude_unset=True, exclude={"version"})
    await _check_change(session, host, wanted)
    changed = {name: value for name, value in wanted.items() if getattr(host, name) != value}
    for name, value in changed.items():
        setattr(host, name, value)
    host.staff_is_chosen = host.staff_is_chosen or "staff_id" in wanted
    host.version += 1
    told = {name: str(value) if isinstance(value, UUID) else value for name, value in changed.items()}
    await events.record(session, actor, "host.changed", "host", host_id, **told)
    await work.wake(session, error_prefix=settings.NO_HOST)
    if changed.get("is_private"):
        await work.ask(session, FORGET_PRIVATE, host_id)
    await session.flush()
    return await get_host(session, host_id)


async def _check_change(session: AsyncSession, host: Host, wanted: dict[str, Any]) -> None:
    for name in ("in_pool", "is_private", "capacity"):
        if name in wanted and wanted[name] is None:
            raise InvalidError.at(name, "not_nullable", "This cannot be empty.")
    if wanted.get("capacity", 1) > 1 and host.plan != "licensed":
        message = "Zoom lets only licensed users run two meetings at once."
        raise InvalidError.at("capacity", "not_licensed", message)
    if wanted.get("staff_id") is not None:
        await directory.check_staff_exist(session, [wanted["staff_id"]], "staff_id")


async def apply_zoom_users(session: AsyncSession, users: Sequence[ZoomUser], asked_at: datetime) -> None:
    """Write what Zoom said of its users: a complete list, so that who is not in it is no longer active.

    Whose user it is follows the e-mail address until a person chooses; who loses the licence runs one meeting at once.
    """
    emails = select(Staff.id, func.lower(Staff.email)).where(Staff.is_active)
    staff = {email: staff_id for staff_id, email in await session.execute(emails)}
    known = {user.id: user for user in users if user.id and user.email}
    rows = [
        {
            "id": new_id(), "zoom_user_id": zoom_id, "email": user.email, "name": name_of(user), "plan": plan_of(user),
            "is_active": True, "in_pool": True, "staff_id": staff.get(user.email.lower()), "seen_at": asked_at,
        }
        for zoom_id, user in known.items()
    ]  # fmt: skip
    fresh = insert(Host)
    seen: dict[str, Any] = {name: fresh.excluded[name] for name in ("email", "name", "plan", "is_active", "seen_at")}
    seen["staff_id"] = case((Host.staff_is_chosen, Host.staff_id), else_=fresh.excluded.staff_id)
    seen["capacity"] = case((fresh.excluded.plan == "licensed", Host.capacity), else_=1)
    await session.execute(fresh.on_conflict_do_update(index_elements=[Host.zoom_user_id], set_=seen), rows)
    await session.execute(update(Host).where(Host.seen_at != asked_at).values(is_active=False))


async def note_gone(session: AsyncSession, host: Host) -> None:
    """Zoom says that this user does not exist; whether that stays so, the next list of users says."""
    host.is_active = False
    await events.record(session, events.ZOOM, "host.gone", "host", host.id)


def _candidates() -> Any:
    has_writes = func.coalesce(HostQuota.used, 0) < quota.DAILY_WRITES
    counted = and_(HostQuota.host_id == Host.id, HostQuota.utc_day == quota.today())
    columns = (Host.id, Host.name, Host.email, Host.plan, Host.capacity, Host.staff_id, has_writes)
    return select(*columns).outerjoin(HostQuota, counted)


async def list_candidates(session: AsyncSession, *, use_all_users: bool, account_email: str | None) -> list[Candidate]:
    """Who may host, by name: everybody in the pool or, unless all users may, the account e-mail's user."""
    is_account = func.lower(Host.email) == (account_email or "").lower()
    hosts = _candidates().where(Host.is_active, Host.in_pool if use_all_users else is_account)
    return [Candidate(*row) for row in await session.execute(hosts.order_by(Host.name, Host.id))]


async def find_candidate(session: AsyncSession, host_id: UUID) -> Candidate | None:
    """This Zoom user, whether it may host new meetings or not."""
    row = (await session.execute(_candidates().where(Host.id == host_id))).first()
    return Candidate(*row) if row else None
