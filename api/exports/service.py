"""Asking for exports, and keeping note of how far they are."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.core import clock, timezones, work
from api.core.errors import NotFoundError, Problem
from api.core.schemas import EXACT_TOTAL_LIMIT
from api.events import service as events
from api.exports import queries
from api.exports.columns import default_columns
from api.exports.models import Export
from api.exports.queries import Selection
from api.exports.schemas import ExportCreate

WRITE = "exports.write"
TIDY_UP = "exports.tidy_up"
KEPT_FOR = timedelta(days=7)
REMEMBERED_FOR = timedelta(days=30)
MOST_AT_ONCE = 5
FILES = "exports/"
"""Where exports lie in the store."""

CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
}


class TooManyExportsError(Problem):
    """The caller has many exports under way."""

    status = 429
    code = "too_many_exports"
    title = "Too many exports at once"


class ExportNotReadyError(Problem):
    """The file is not written yet, or could not be."""

    status = 409
    code = "export_not_ready"
    title = "The file is not ready"


class ExportExpiredError(Problem):
    """The file was removed."""

    status = 410
    code = "export_expired"
    title = "The file is no longer kept"


async def request_export(session: AsyncSession, caller: Caller, wanted: ExportCreate) -> UUID:
    """Note what is wanted and ask for the work that writes it. Raises TooManyExportsError."""
    await _check_number(session, caller)
    export = Export(
        owner_id=caller.id,
        format=wanted.format,
        rows=wanted.rows,
        filters=wanted.filters.model_dump(mode="json", exclude_defaults=True),
        meeting_ids=wanted.meeting_ids,
        columns=_columns_of(wanted),
        timezone=wanted.timezone,
        locale=wanted.locale or caller.locale,
        separator=wanted.separator,
    )
    session.add(export)
    await session.flush()
    told = {"format": export.format, "rows": export.rows, "columns": export.columns, "filters": export.filters}
    selected = None if wanted.meeting_ids is None else len(wanted.meeting_ids)
    await events.record(
        session, caller.actor, "export.requested", "export", export.id, **told, selected_meetings=selected
    )
    await work.ask(session, WRITE, export.id)
    return export.id


def _columns_of(wanted: ExportCreate) -> list[str]:
    if wanted.format == "ics":
        return []
    return [column.value for column in wanted.columns or default_columns(wanted.rows)]


async def _check_number(session: AsyncSession, caller: Caller) -> None:
    pending = select(func.count(Export.id)).where(
        Export.owner_id == caller.id, Export.state.in_(("waiting", "running"))
    )
    if (await session.execute(pending)).scalar_one() >= MOST_AT_ONCE:
        raise TooManyExportsError(
            f"{MOST_AT_ONCE} of your exports are still being written; wait until one is ready.",
            headers={"Retry-After": "30"},
        )


async def is_small(session: AsyncSession, caller: Caller, wanted: ExportCreate) -> bool:
    """Whether the file is so short that who asks may wait for it."""
    selection = Selection(wanted.rows, wanted.filters, wanted.meeting_ids)
    return await queries.count_rows(session, caller, selection, up_to=EXACT_TOTAL_LIMIT + 1) <= EXACT_TOTAL_LIMIT


async def get_export(session: AsyncSession, caller: Caller, export_id: UUID) -> dict[str, Any]:
    """An export of the caller's own. Raises NotFoundError, for everybody else's too."""
    return show(await _get_own(session, caller, export_id))


async def list_exports(session: AsyncSession, caller: Caller, page: int, page_size: int) -> dict[str, Any]:
    """A page of the caller's own exports, the newest first."""
    own = Export.owner_id == caller.id
    total = (await session.execute(select(func.count(Export.id)).where(own))).scalar_one()
    chosen = select(Export).where(own).order_by(Export.id.desc()).offset((page - 1) * page_size).limit(page_size)
    return {
        "items": [show(export) for export in await session.scalars(chosen)],
        "total": min(total, EXACT_TOTAL_LIMIT),
        "total_is_exact": total <= EXACT_TOTAL_LIMIT,
        "page": page,
        "page_size": page_size,
        "next_cursor": None,
    }


async def open_file(session: AsyncSession, caller: Caller, export_id: UUID) -> dict[str, Any]:
    """The caller's own export, whose file may be read; that it is read is recorded.

    Raises NotFoundError, ExportNotReadyError, ExportExpiredError.
    """
    export = await _get_own(session, caller, export_id)
    if _has_expired(export, clock.now()):
        raise ExportExpiredError("Files are kept for 7 days. Make the export again.")
    if export.state != "ready":
        raise ExportNotReadyError(export.error_text or "The file is still being written.")
    await events.record(session, caller.actor, "export.downloaded", "export", export.id)
    return show(export)


async def _get_own(session: AsyncSession, caller: Caller, export_id: UUID) -> Export:
    found = await session.scalar(select(Export).where(Export.id == export_id, Export.owner_id == caller.id))
    if found is None:
        raise NotFoundError("There is no such export, or it is somebody else's.")
    export: Export = found
    return export


def _has_expired(export: Export, now: datetime) -> bool:
    return export.state == "expired" or (export.expires_at is not None and export.expires_at <= now)


def show(export: Export) -> dict[str, Any]:
    """The export as its owner sees it."""
    named = timezones.to_wall_clock(export.created_at, export.timezone)
    shown = {column.key: getattr(export, column.key) for column in Export.__table__.columns}
    state = "expired" if _has_expired(export, clock.now()) else export.state
    return {**shown, "state": state, "file_name": f"meetings-{named:%Y-%m-%d-%H%M}.{export.format}"}


def key_of(export_id: UUID) -> str:
    """Where the file lies in the store. Whoever writes it again writes it there."""
    return f"{FILES}{export_id}"


async def begin_writing(session: AsyncSession, export_id: UUID) -> Export | None:
    """Note that the file is being written, from its beginning; None when there is nothing to write any more."""
    export = await session.get(Export, export_id, with_for_update=True)
    if export is None or export.state not in {"waiting", "running"}:
        return None
    export.state, export.rows_done, export.rows_total = "running", 0, None
    export.error_code = export.error_text = None
    return export


async def note_progress(session: AsyncSession, export_id: UUID, rows_done: int, rows_total: int) -> None:
    """So many rows are written."""
    await _change(session, export_id, rows_done=rows_done, rows_total=rows_total)


async def note_ready(session: AsyncSession, export_id: UUID, rows: int, size_bytes: int) -> None:
    """The file is in the store."""
    now = clock.now()
    values = {"rows_done": rows, "rows_total": rows, "size_bytes": size_bytes}
    await _change(session, export_id, state="ready", finished_at=now, expires_at=now + KEPT_FOR, **values)
    await events.record(session, events.SYSTEM, "export.written", "export", export_id, rows=rows, size_bytes=size_bytes)


async def note_waiting(session: AsyncSession, export_id: UUID, code: str, reason: str) -> None:
    """It did not work now, and is tried again."""
    await _change(session, export_id, state="waiting", error_code=code, error_text=reason)


async def note_failed(session: AsyncSession, export_id: UUID, code: str, reason: str) -> None:
    """It is not tried again."""
    await _change(session, export_id, state="failed", error_code=code, error_text=reason, finished_at=clock.now())


async def _change(session: AsyncSession, export_id: UUID, **values: object) -> None:
    await session.execute(update(Export).where(Export.id == export_id).values(**values))


async def find_expired(session: AsyncSession) -> list[UUID]:
    """Some of the exports whose time is over and whose files may still be there."""
    return list(await session.scalars(select(Export.id).where(_is_over()).limit(100)))


async def note_expired(session: AsyncSession, export_id: UUID) -> None:
    """The file was removed from the store."""
    await _change(session, export_id, state="expired")


async def forget_old(session: AsyncSession) -> None:
    """Remove what nobody needs to know any more; that it was exported stays among the events."""
    before = clock.now() - REMEMBERED_FOR
    old = Export.created_at < before
    await session.execute(delete(Export).where(old, Export.state.in_(("expired", "failed"))))


def _is_over() -> ColumnElement[bool]:
    return (Export.state == "ready") & (Export.expires_at <= clock.now())
