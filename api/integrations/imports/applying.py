"""Taking rows over: a few at a time, each in the transaction that also writes down what became of it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.db import lock_names
from api.core.errors import InvalidError, Problem
from api.directory import people
from api.directory import service as directory
from api.directory.queries import CONTACT, not_found
from api.events import service as events
from api.integrations.imports import service as imports
from api.integrations.imports.fields import Kind
from api.integrations.imports.files import Row
from api.integrations.imports.matching import NOUNS
from api.integrations.imports.models import Import, ImportRow
from api.integrations.imports.planning import Plan, plan_rows

ROWS_AT_ONCE = 500


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
    await imports.note_rows(session, import_id, await _apply_all(session, actor, kind, plans))
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


async def _apply_all(
    session: AsyncSession, actor: events.Actor, kind: Kind, plans: Sequence[Plan]
) -> list[dict[str, Any]]:
    """What can be written in few statements is; only when that is refused, each row alone, to know which."""
    done = await _create_all(session, actor, kind, plans) | await _change_all(session, actor, kind, plans)
    rows = await _lock_known(session, kind, [plan for plan in plans if plan.number not in done])
    return [
        {**_note(plan), "outcome": done[plan.number]}
        if plan.number in done
        else await _apply(session, actor, kind, plan, rows)
        for plan in plans
    ]


async def _create_all(session: AsyncSession, actor: events.Actor, kind: Kind, plans: Sequence[Plan]) -> dict[int, str]:
    new = [plan for plan in plans if plan.verdict == "new"]
    try:
        await directory.create_all(session, actor, NOUNS[kind], [_values_of(plan) for plan in new])
    except InvalidError:
        return {}
    return {plan.number: "created" for plan in new}


async def _change_all(session: AsyncSession, actor: events.Actor, kind: Kind, plans: Sequence[Plan]) -> dict[int, str]:
    """Not contacts, whose accounts follow them one by one."""
    if NOUNS[kind] is CONTACT:
        return {}
    rows = await _lock_known(session, kind, plans)
    there = [plan for plan in plans if plan.verdict == "update" and plan.known.id in rows]
    changes = [(rows[plan.known.id], plan.body.model_dump(exclude_unset=True)) for plan in there]
    try:
        await directory.write_all(session, actor, NOUNS[kind], changes)
    except InvalidError:
        return {}
    return {plan.number: "updated" for plan in there}


async def _lock_known(session: AsyncSession, kind: Kind, plans: Sequence[Plan]) -> dict[UUID, Any]:
    ids = [plan.known.id for plan in plans if plan.verdict == "update"]
    return await directory.lock_all(session, NOUNS[kind], ids) if ids else {}


def _note(plan: Plan) -> dict[str, Any]:
    return {"number": plan.number, "verdict": plan.verdict, "errors": imports.errors_of(plan)}


def _values_of(plan: Plan) -> dict[str, Any]:
    values: dict[str, Any] = plan.body.model_dump(exclude={"password"})
    return values


async def _apply(
    session: AsyncSession, actor: events.Actor, kind: Kind, plan: Plan, rows: Mapping[UUID, Any]
) -> dict[str, Any]:
    try:
        return {**_note(plan), "outcome": await _write(session, actor, kind, plan, rows)}
    except Problem as problem:
        found = problem.members.get("errors") or [{"code": problem.code}]
        errors = [{"code": error["code"], "column": None, "values": {}} for error in found]
        return {**_note(plan), "outcome": "refused", "errors": errors}


async def _write(session: AsyncSession, actor: events.Actor, kind: Kind, plan: Plan, rows: Mapping[UUID, Any]) -> str:
    noun = NOUNS[kind]
    if plan.verdict == "error":
        return "refused"
    if plan.verdict == "same":
        return "same"
    if plan.verdict == "new":
        await directory.create(session, actor, noun, _values_of(plan))
        return "created"
    row = rows.get(plan.known.id)
    if row is None:
        raise not_found(noun)
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
