"""Taking rows over: a few at a time, each in the transaction that also writes down what became of it."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.db import lock_names
from api.core.errors import Problem
from api.directory import people
from api.directory import service as directory
from api.directory.queries import CONTACT
from api.events import service as events
from api.integrations.imports import service as imports
from api.integrations.imports.fields import Kind
from api.integrations.imports.files import Row
from api.integrations.imports.matching import NOUNS
from api.integrations.imports.models import Import, ImportRow
from api.integrations.imports.planning import Plan, plan_rows

ROWS_AT_ONCE = 50


async def apply_some(session: AsyncSession, import_id: UUID) -> bool:
    """Take the next rows over; answers whether there are no more.

    They are looked at once more, as the directory is now, and nobody else imports the same kind meanwhile: so of two
    imports that both have somebody new, the second finds the one whom the first has made.
    """
    one: Import | None = await session.get(Import, import_id, with_for_update=True)
    if one is None or one.state != "applying":
        return True
    kind: Any = one.kind
    await lock_names(session, {f"import {kind}"})
    await _refuse_wrong_rows(session, import_id)
    rows = await _next_rows(session, import_id)
    if not rows:
        await _finish(session, one)
        return True
    actor = events.Actor("staff", one.owner_id)
    plans = await plan_rows(session, kind, one.mapping, rows)
    await imports.note_rows(session, import_id, [await _apply(session, actor, kind, plan) for plan in plans])
    return False


async def _refuse_wrong_rows(session: AsyncSession, import_id: UUID) -> None:
    """What was shown as wrong is not tried: a second row for one person would undo the first."""
    wrong = (ImportRow.import_id == import_id) & (ImportRow.verdict == "error") & ImportRow.outcome.is_(None)
    await session.execute(update(ImportRow).where(wrong).values(outcome="refused"))


async def _next_rows(session: AsyncSession, import_id: UUID) -> list[Row]:
    waiting = select(ImportRow.number, ImportRow.cells).where(
        ImportRow.import_id == import_id, ImportRow.outcome.is_(None)
    )
    found = await session.execute(waiting.order_by(ImportRow.number).limit(ROWS_AT_ONCE))
    return [Row(row.number, row.cells) for row in found]


async def _apply(session: AsyncSession, actor: events.Actor, kind: Kind, plan: Plan) -> dict[str, Any]:
    noted = {"number": plan.number, "verdict": plan.verdict, "errors": imports.errors_of(plan)}
    try:
        return {**noted, "outcome": await _write(session, actor, kind, plan)}
    except Problem as problem:
        found = problem.members.get("errors") or [{"code": problem.code}]
        errors = [{"code": error["code"], "column": None, "values": {}} for error in found]
        return {**noted, "outcome": "refused", "errors": errors}


async def _write(session: AsyncSession, actor: events.Actor, kind: Kind, plan: Plan) -> str:
    noun = NOUNS[kind]
    if plan.verdict == "error":
        return "refused"
    if plan.verdict == "same":
        return "same"
    if plan.verdict == "new":
        await directory.create(session, actor, noun, plan.body.model_dump(exclude={"password"}))
        return "created"
    row = await directory.lock(session, noun, plan.known.id)
    if noun is CONTACT:
        await people.write_contact(session, actor, row, plan.body)
    else:
        await directory.write(session, actor, noun, row, plan.body.model_dump(exclude_unset=True))
    return "updated"


async def _finish(session: AsyncSession, one: Import) -> None:
    one.state, one.finished_at = "done", clock.now()
    counted = select(ImportRow.outcome, func.count()).where(ImportRow.import_id == one.id).group_by(ImportRow.outcome)
    results = {outcome: int(count) for outcome, count in await session.execute(counted)}
    actor = events.Actor("staff", one.owner_id)
    await events.record(session, actor, "import.finished", "import", one.id, kind=one.kind, results=results)
