"""Reading imports. An import is its owner's alone: for everybody else there is none."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, get_args
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.core.errors import NotFoundError
from api.integrations.imports.fields import FIELDS, Kind
from api.integrations.imports.models import Import, ImportRow
from api.integrations.imports.planning import Verdict
from api.integrations.imports.reasons import explain
from api.integrations.imports.schemas import ImportRowsQuery, Outcome

KEPT_FOR = timedelta(days=7)
PREVIEW_ROWS = 10
SAMPLES = 3
SAMPLED_ROWS = 50

_ROW = (ImportRow.number, ImportRow.cells, ImportRow.verdict, ImportRow.outcome, ImportRow.errors)


async def get_import(session: AsyncSession, caller: Caller, import_id: UUID, *, for_update: bool = False) -> Import:
    """The caller's import. Raises NotFoundError."""
    found = select(Import).where(Import.id == import_id, Import.owner_id == caller.id)
    one: Import | None = await session.scalar(found.with_for_update() if for_update else found)
    if one is None:
        raise NotFoundError("There is no such import, or it was forgotten after seven days.")
    return one


async def show_import(session: AsyncSession, caller: Caller, import_id: UUID) -> dict[str, Any]:
    """The import in the shape of ImportOut."""
    one = await get_import(session, caller, import_id)
    counted = select(ImportRow.verdict, ImportRow.outcome, func.count()).where(ImportRow.import_id == import_id)
    counts, results = dict.fromkeys(get_args(Verdict), 0), dict.fromkeys(get_args(Outcome), 0)
    for verdict, outcome, count in await session.execute(counted.group_by(ImportRow.verdict, ImportRow.outcome)):
        counts[verdict] += count
        if outcome is not None:
            results[outcome] += count
    first = (await session.execute(_rows_of(import_id).limit(SAMPLED_ROWS))).all()
    return {
        **{name: getattr(one, name) for name in ("id", "kind", "file_name", "state", "rows_count", "finished_at")},
        "columns": _columns(one, [row.cells for row in first]),
        "fields": FIELDS[_kind(one)],
        "counts": counts,
        "results": results,
        "preview": [_show_row(row, caller.locale) for row in first[:PREVIEW_ROWS]],
        "created_at": one.created_at,
        "expires_at": one.created_at + KEPT_FOR,
    }


async def list_rows(session: AsyncSession, caller: Caller, import_id: UUID, query: ImportRowsQuery) -> dict[str, Any]:
    """One page of the rows, in the order of the file."""
    await get_import(session, caller, import_id)
    wanted: list[ColumnElement[bool]] = []
    if query.verdict is not None:
        wanted.append(ImportRow.verdict == query.verdict)
    if query.outcome is not None:
        wanted.append(ImportRow.outcome == query.outcome)
    total = await session.scalar(
        select(func.count()).select_from(ImportRow).where(ImportRow.import_id == import_id, *wanted)
    )
    page = _rows_of(import_id).where(*wanted).limit(literal_column(str(int(query.page_size))))
    rows = await session.execute(page.offset((query.page - 1) * query.page_size))
    return {
        "items": [_show_row(row, caller.locale) for row in rows],
        "total": total or 0,
        "total_is_exact": True,
        "page": query.page,
        "page_size": query.page_size,
        "next_cursor": None,
    }


async def list_refused(session: AsyncSession, import_id: UUID) -> Sequence[Any]:
    """All rows that were not taken over, or would not be: at most as many as a file may have."""
    is_refused = func.coalesce(ImportRow.outcome == "refused", ImportRow.verdict == "error")
    return (await session.execute(_rows_of(import_id).where(is_refused))).all()


def _rows_of(import_id: UUID) -> Any:
    return select(*_ROW).where(ImportRow.import_id == import_id).order_by(ImportRow.number)


def _kind(one: Import) -> Kind:
    kind: Any = one.kind
    checked: Kind = kind
    return checked


def _columns(one: Import, rows: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    return [
        {"index": index, "name": name, "field": field, "samples": _samples(row[index] for row in rows)}
        for index, (name, field) in enumerate(zip(one.header, one.mapping, strict=True))
    ]


def _samples(cells: Any) -> list[str]:
    return list(dict.fromkeys(cell[:100] for cell in cells if cell))[:SAMPLES]


def _show_row(row: Any, locale: str) -> dict[str, Any]:
    errors = [
        {"column": error["column"], "code": error["code"], "message": explain(error["code"], error["values"], locale)}
        for error in row.errors
    ]
    return {
        "row": row.number, "cells": row.cells, "verdict": row.verdict, "outcome": row.outcome, "errors": errors,
    }  # fmt: skip
