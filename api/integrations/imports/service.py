"""Imports: a file is read and looked at, its columns are corrected, and then its rows are taken over."""

import asyncio
import csv
import io
from collections.abc import Sequence
from typing import Any, get_args
from uuid import UUID

from sqlalchemy import JSON, bindparam, delete, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.core import clock, work
from api.core.cells import disarm
from api.core.db import new_id
from api.core.errors import InvalidError, Problem
from api.events import service as events
from api.integrations.imports.fields import FIELDS, Kind, guess_mapping
from api.integrations.imports.files import Row, read_table
from api.integrations.imports.models import Import, ImportRow
from api.integrations.imports.planning import Plan, plan_rows
from api.integrations.imports.queries import KEPT_FOR, get_import, list_refused
from api.integrations.imports.reasons import HEADINGS, explain

APPLY = "imports.apply"
INSERTED_AT_ONCE = 1_000
LONGEST_NAME = 200


class AlreadyAppliedError(Problem):
    """What was taken over cannot be looked at anew."""

    status = 409
    code = "import_applied"
    title = "Already applied"


async def start_import(session: AsyncSession, caller: Caller, kind: str, file_name: str, content: bytes) -> UUID:
    """Keep the file's rows, with what would become of each. Raises InvalidError when the file cannot be read."""
    checked = _check_kind(kind)
    table = await asyncio.to_thread(read_table, content)
    mapping = guess_mapping(checked, table.header)
    plans = await plan_rows(session, checked, mapping, table.rows)
    one = Import(
        id=new_id(),
        owner_id=caller.id,
        kind=checked,
        file_name=_clean_name(file_name),
        header=table.header,
        mapping=mapping,
        rows_count=len(table.rows),
        created_at=clock.now(),
    )
    session.add(one)
    await session.flush()
    rows = [
        {
            "import_id": one.id,
            "number": row.number,
            "cells": row.cells,
            "verdict": plan.verdict,
            "errors": errors_of(plan),
        }
        for row, plan in zip(table.rows, plans, strict=True)
    ]
    for first in range(0, len(rows), INSERTED_AT_ONCE):
        await session.execute(insert(ImportRow).values(rows[first : first + INSERTED_AT_ONCE]))
    return one.id


def _check_kind(kind: str) -> Kind:
    known: tuple[Kind, ...] = get_args(Kind)
    for one in known:
        if one == kind:
            return one
    raise InvalidError.at("kind", "literal_error", f"One of: {', '.join(known)}.")


def _clean_name(file_name: str) -> str:
    """Only for people to see; a path that some browsers send, and what no line can show, are left out."""
    last = file_name.replace("\\", "/").rpartition("/")[2]
    return "".join(character for character in last if character.isprintable())[:LONGEST_NAME] or "—"


def errors_of(plan: Plan) -> list[dict[str, Any]]:
    """As they are kept with the row."""
    return [{"code": error.code, "column": error.column, "values": error.values} for error in plan.errors]


async def change_mapping(session: AsyncSession, caller: Caller, import_id: UUID, mapping: Sequence[str | None]) -> None:
    """Say what the columns are; every row is looked at anew."""
    one = await get_import(session, caller, import_id, for_update=True)
    if one.state != "ready":
        raise AlreadyAppliedError("These rows are taken over already; import the file again.")
    kind = _check_kind(one.kind)
    _check_mapping(kind, mapping, len(one.header))
    one.mapping = list(mapping)
    found = select(ImportRow.number, ImportRow.cells).where(ImportRow.import_id == import_id)
    rows = [Row(row.number, row.cells) for row in await session.execute(found.order_by(ImportRow.number))]
    plans = await plan_rows(session, kind, mapping, rows)
    await note_rows(session, import_id, [{"number": plan.number, **_verdict(plan)} for plan in plans])


def _verdict(plan: Plan) -> dict[str, Any]:
    return {"verdict": plan.verdict, "errors": errors_of(plan), "outcome": None}


def _check_mapping(kind: Kind, mapping: Sequence[str | None], width: int) -> None:
    if len(mapping) != width:
        raise InvalidError.at("mapping", "wrong_length", f"The file has {width} columns; say something of each.")
    known = {field.key for field in FIELDS[kind]}
    for index, key in enumerate(mapping):
        if key is not None and key not in known:
            raise InvalidError.at(f"mapping.{index}", "literal_error", "There is no such field.")
        if key is not None and key in mapping[:index]:
            raise InvalidError.at(f"mapping.{index}", "twice", "Another column is this field already.")


_NOTE = text(
    """UPDATE import_rows AS r SET verdict = n.verdict, outcome = n.outcome, errors = n.errors
    FROM json_to_recordset(:noted) AS n(number bigint, verdict text, outcome text, errors jsonb)
    WHERE r.import_id = :import_id AND r.number = n.number"""
).bindparams(bindparam("noted", type_=JSON))


async def note_rows(session: AsyncSession, import_id: UUID, noted: Sequence[dict[str, Any]]) -> None:
    """Write down, in one statement, what would become of rows, and what did."""
    await session.execute(_NOTE, {"import_id": import_id, "noted": list(noted)})


async def ask_to_apply(session: AsyncSession, caller: Caller, import_id: UUID) -> None:
    """Take the good rows over, as work. Asked twice, it happens once."""
    one = await get_import(session, caller, import_id, for_update=True)
    if one.state != "ready":
        return
    one.state = "applying"
    await events.record(session, caller.actor, "import.started", "import", one.id, kind=one.kind, rows=one.rows_count)
    await work.ask(session, APPLY, import_id)


async def forget_import(session: AsyncSession, caller: Caller, import_id: UUID) -> None:
    """Remove the file's rows; what was taken over stays."""
    one = await get_import(session, caller, import_id, for_update=True)
    if one.state == "applying":
        raise AlreadyAppliedError("The rows are being taken over; wait for the end.")
    await session.delete(one)


async def forget_old_imports(session: AsyncSession) -> None:
    """Remove what was imported more than seven days ago."""
    await session.execute(delete(Import).where(Import.created_at < clock.now() - KEPT_FOR, Import.state != "applying"))


async def write_refused(session: AsyncSession, caller: Caller, import_id: UUID) -> str:
    """A table of the rows that were not taken over, with their reasons; corrected, it can be imported again."""
    one = await get_import(session, caller, import_id)
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow(map(disarm, [*HEADINGS.get(caller.locale, HEADINGS["en"]), *one.header]))
    for row in await list_refused(session, import_id):
        reasons = [_reason(one.header, error, caller.locale) for error in row.errors]
        writer.writerow(map(disarm, [str(row.number), " ".join(reasons), *row.cells]))
    return file.getvalue()


def _reason(header: Sequence[str], error: dict[str, Any], locale: str) -> str:
    sentence = explain(error["code"], error["values"], locale)
    return sentence if error["column"] is None else f"{header[error['column']]}: {sentence}"
