"""The rules that tell whom meetings made in Zoom are about: an ordered list that administrators keep."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.adoption.finding import COLUMNS
from api.adoption.models import AdoptionRule
from api.adoption.schemas import MOST_RULES, RuleCreate, RuleUpdate
from api.core import clock, work
from api.core.db import lock_names, new_id
from api.core.errors import InvalidError, NotFoundError
from api.core.versions import check_version
from api.directory import service as directory
from api.directory.models import Client, ClientGroup, Lead, Staff
from api.events import service as events
from api.hosts.models import Host
from api.meetings.models import ADOPT, Meeting
from api.meetings.schemas import SubjectKind, SubjectRef

MOST_AT_ONCE = 1000
NOUNS: dict[SubjectKind, Any] = {"client": Client, "lead": Lead, "client_group": ClientGroup}
_ORDER = "adoption-rules"


async def list_rules(session: AsyncSession) -> list[dict[str, Any]]:
    """All rules in their order."""
    rules = (await session.scalars(select(AdoptionRule).order_by(AdoptionRule.position, AdoptionRule.id))).all()
    return await _show(session, rules)


async def get_rule(session: AsyncSession, rule_id: UUID) -> dict[str, Any]:
    """One rule."""
    return (await _show(session, [await _get(session, rule_id)]))[0]


async def _get(session: AsyncSession, rule_id: UUID) -> AdoptionRule:
    rule = await session.get(AdoptionRule, rule_id, with_for_update=True)
    if rule is None:
        raise NotFoundError("There is no such rule.")
    return rule


async def make_rule(session: AsyncSession, actor: events.Actor, wanted: RuleCreate) -> UUID:
    """Add a rule behind the others."""
    await lock_names(session, {_ORDER})
    last = (await session.scalar(select(func.count()).select_from(AdoptionRule))) or 0
    if last >= MOST_RULES:
        raise InvalidError.at("name", "too_many", f"There can be {MOST_RULES} rules; delete one first.")
    given = wanted.model_dump(exclude={"subject"})
    rule = AdoptionRule(id=new_id(), position=last + 1, **given)
    _set_subject(rule, wanted.subject)
    await _check(session, rule, wanted.subject)
    session.add(rule)
    await session.flush()
    await events.record(session, actor, "adoption_rule.made", "adoption_rule", rule.id, name=rule.name)
    return rule.id


async def change_rule(session: AsyncSession, actor: events.Actor, rule_id: UUID, change: RuleUpdate) -> None:
    """Change what is named. A place moves the others on."""
    await lock_names(session, {_ORDER})
    rule = await _get(session, rule_id)
    check_version(rule.version, change.version)
    given = change.model_dump(exclude_unset=True, exclude={"version", "subject", "position"})
    for name, value in given.items():
        if value is None and name not in {"host_staff_id", "topic", "email"}:
            raise InvalidError.at(name, "not_nullable", "This cannot be empty.")
        setattr(rule, name, value)
    if "subject" in change.model_fields_set or rule.find_by != "fixed":
        _set_subject(rule, change.subject)
    await _check(session, rule, change.subject)
    rule.version += 1
    await session.flush()
    if change.position is not None:
        await _move(session, rule, change.position)
    await events.record(session, actor, "adoption_rule.changed", "adoption_rule", rule_id, name=rule.name)


async def delete_rule(session: AsyncSession, actor: events.Actor, rule_id: UUID) -> None:
    """Take a rule away. What it has set and proposed stays."""
    await lock_names(session, {_ORDER})
    rule = await _get(session, rule_id)
    behind = AdoptionRule.position > rule.position
    await session.execute(update(AdoptionRule).where(behind).values(position=AdoptionRule.position - 1))
    await session.delete(rule)
    await events.record(session, actor, "adoption_rule.deleted", "adoption_rule", rule_id, name=rule.name)


async def _move(session: AsyncSession, rule: AdoptionRule, position: int) -> None:
    others = list(
        await session.scalars(
            select(AdoptionRule).where(AdoptionRule.id != rule.id).order_by(AdoptionRule.position, AdoptionRule.id)
        )
    )
    others.insert(position - 1, rule)
    for number, one in enumerate(others, start=1):
        one.position = number


def _set_subject(rule: AdoptionRule, subject: SubjectRef | None) -> None:
    for kind, column in COLUMNS.items():
        setattr(rule, column.key, subject.id if subject is not None and subject.kind == kind else None)


async def _check(session: AsyncSession, rule: AdoptionRule, subject: SubjectRef | None) -> None:
    """Whether the parts of a rule, which is not written yet, make sense together."""
    if subject is not None and rule.find_by != "fixed":
        raise InvalidError.at("subject", "not_fixed", "Somebody is named, but the rule looks for whom it is about.")
    if rule.find_by == "fixed" and not any(getattr(rule, column.key) for column in COLUMNS.values()):
        raise InvalidError.at("subject", "required", "Say whom such meetings are about.")
    if rule.find_by == "nobody" and not rule.staff_ids:
        raise InvalidError.at("staff_ids", "required", "Name those who take part; the rule would do nothing.")
    if subject is not None:
        await directory.check_subject_exists(session, subject.kind, subject.id, "subject.id")
    await directory.check_staff_exist(session, rule.staff_ids, "staff_ids")
    if rule.host_staff_id is not None:
        await directory.check_staff_exist(session, [rule.host_staff_id], "host_staff_id")


async def apply_rules(session: AsyncSession) -> int:
    """Ask the rules about what is here already, to come and about nobody; answers of how many meetings."""
    is_ahead = or_(Meeting.ends_at > clock.now(), Meeting.status == "open")
    about_nobody = [column.is_(None) for column in (Meeting.client_id, Meeting.lead_id, Meeting.client_group_id)]
    found = select(Meeting.id).where(Meeting.origin == "zoom", Meeting.deleted_at.is_(None), is_ahead, *about_nobody)
    ids = (await session.scalars(found.order_by(Meeting.starts_at).limit(MOST_AT_ONCE))).all()
    for meeting_id in ids:
        await work.ask(session, ADOPT, meeting_id)
    return len(ids)


async def count_made_in_zoom(session: AsyncSession, host_id: UUID) -> int:
    """How many meetings of a host are here because they were made in Zoom."""
    if await session.get(Host, host_id) is None:
        raise NotFoundError("There is no such host.")
    theirs = select(func.count()).select_from(Meeting).where(Meeting.host_id == host_id, Meeting.origin == "zoom")
    return (await session.execute(theirs)).scalar_one()


async def _show(session: AsyncSession, rules: Sequence[AdoptionRule]) -> list[dict[str, Any]]:
    ids = {staff_id for rule in rules for staff_id in (*rule.staff_ids, rule.host_staff_id) if staff_id}
    staff = await name_all(session, Staff, ids)
    subjects = {
        kind: await name_all(session, noun, {one for rule in rules if (one := getattr(rule, COLUMNS[kind].key))})
        for kind, noun in NOUNS.items()
    }
    return [
        {
            **{name: getattr(rule, name) for name in _PLAIN},
            "host_staff": staff.get(rule.host_staff_id) if rule.host_staff_id else None,
            "subject": _subject_of(rule, subjects),
            "staff": [staff[one] for one in rule.staff_ids if one in staff],
        }
        for rule in rules
    ]


_PLAIN = ("id", "position", "name", "is_active", "topic", "email", "find_by", "is_sure", "version")


def _subject_of(rule: AdoptionRule, subjects: dict[SubjectKind, dict[UUID, Any]]) -> dict[str, Any] | None:
    for kind, column in COLUMNS.items():
        if (subject_id := getattr(rule, column.key)) in subjects[kind]:
            return {"kind": kind, **subjects[kind][subject_id]}
    return None


async def name_all(session: AsyncSession, noun: Any, ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """These objects by id, as references."""
    if not ids:
        return {}
    rows = await session.execute(select(noun.id, noun.name).where(noun.id.in_(ids)))
    return {row.id: {"id": row.id, "name": row.name} for row in rows}
