"""Our copy of the account's Zoom users."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import work
from api.core.db import new_id
from api.core.errors import NotFoundError
from api.core.versions import check_version
from api.directory.models import Staff
from api.events import service as events
from api.hosts.models import Host
from api.hosts.schemas import HostUpdate
from api.settings import service as settings
from api.settings.connection import name_of, plan_of
from api.zoom.schemas import ZoomUser

_HOSTS = select(
    Host.id, Host.name, Host.email, Host.plan, Host.is_active, Host.in_pool, Host.seen_at, Host.version,
    Staff.id.label("staff_id"), Staff.name.label("staff_name"),
).outerjoin(Staff, Staff.id == Host.staff_id).order_by(func.lower(Host.name), Host.id)  # fmt: skip


def _show(row: Any) -> dict[str, Any]:
    staff = {"id": row.staff_id, "name": row.staff_name} if row.staff_id else None
    return {**row._mapping, "staff": staff}  # noqa: SLF001 - SQLAlchemy's documented name


async def list_hosts(session: AsyncSession) -> list[dict[str, Any]]:
    """Every Zoom user we know of, by name."""
    return [_show(row) for row in await session.execute(_HOSTS)]


async def get_host(session: AsyncSession, host_id: UUID) -> dict[str, Any]:
    """One Zoom user."""
    row = (await session.execute(_HOSTS.where(Host.id == host_id))).first()
    if row is None:
        raise NotFoundError("There is no such host.")
    return _show(row)


async def change_host(
    session: AsyncSession, actor: events.Actor, host_id: UUID, change: HostUpdate, if_match: str | None
) -> dict[str, Any]:
    """Put a Zoom user into the pool, or take it out; its meetings stay."""
    host = await session.get(Host, host_id, with_for_update=True)
    if host is None:
        raise NotFoundError("There is no such host.")
    check_version(host.version, change.version, if_match)
    host.in_pool = change.in_pool
    host.version += 1
    await events.record(session, actor, "host.changed", "host", host_id, in_pool=change.in_pool)
    await work.wake(session, error_prefix=settings.NO_HOST)
    await session.flush()
    return await get_host(session, host_id)


async def apply_zoom_users(session: AsyncSession, users: Sequence[ZoomUser], asked_at: datetime) -> None:
    """Write what Zoom said of its users: a complete list, so that who is not in it is no longer active."""
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
    seen = {name: fresh.excluded[name] for name in ("email", "name", "plan", "is_active", "staff_id", "seen_at")}
    await session.execute(fresh.on_conflict_do_update(index_elements=[Host.zoom_user_id], set_=seen), rows)
    await session.execute(update(Host).where(Host.seen_at != asked_at).values(is_active=False))


async def note_gone(session: AsyncSession, host: Host) -> None:
    """Zoom says that this user does not exist; whether that stays so, the next list of users says."""
    host.is_active = False
    await events.record(session, events.ZOOM, "host.gone", "host", host.id)


async def list_candidates(
    session: AsyncSession, *, use_all_users: bool, account_email: str | None, staff_id: UUID | None
) -> list[Host]:
    """Who may host, the best choice first: the person's own Zoom user, then licensed ones, then by name.

    Unless all users of the account may host, only the account e-mail's user does.
    """
    hosts = select(Host).where(Host.is_active)
    if use_all_users:
        hosts = hosts.where(Host.in_pool)
    else:
        hosts = hosts.where(func.lower(Host.email) == (account_email or "").lower())
    own_first = (Host.staff_id == staff_id).desc().nulls_last()
    ranked = hosts.order_by(own_first, (Host.plan == "licensed").desc(), Host.name, Host.id)
    return list(await session.scalars(ranked))
