"""Whom a meeting may be about: clients, leads and groups found by addresses, domains or names."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, any_, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.ext.asyncio import AsyncSession

from api.adoption.matching import About, names_in
from api.adoption.models import AdoptionRule
from api.directory.models import Client, ClientGroup, Contact, Lead, Staff
from api.meetings.schemas import SubjectKind

MOST_PROPOSALS = 5
COLUMNS: Mapping[SubjectKind, Any] = {
    "client": AdoptionRule.client_id, "lead": AdoptionRule.lead_id, "client_group": AdoptionRule.client_group_id,
}  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """Somebody whom the meeting may be about, and what tells it: an address, a domain, or a name."""

    kind: SubjectKind
    id: UUID
    evidence: str | None = None


Found = dict[tuple[SubjectKind, UUID], Candidate]


async def find_candidates(session: AsyncSession, rule: AdoptionRule, about: About) -> list[Candidate]:
    """What the rule finds, clients first; a few are enough to choose from."""
    return list((await _WAYS[rule.find_by](session, rule, about)).values())[:MOST_PROPOSALS]


async def _fixed(session: AsyncSession, rule: AdoptionRule, _about: About) -> Found:
    """A lead that became a client meanwhile is that client."""
    for kind, column in COLUMNS.items():
        subject_id: UUID | None = getattr(rule, column.key)
        if subject_id is not None and kind == "lead":
            became = await session.scalar(select(Lead.converted_client_id).where(Lead.id == subject_id))
            return _keyed([Candidate("client", became) if became else Candidate("lead", subject_id)])
        if subject_id is not None:
            return _keyed([Candidate(kind, subject_id)])
    return {}


async def _by_email(session: AsyncSession, _rule: AdoptionRule, about: About) -> Found:
    return await _by_address(session, func.lower, about.emails)


async def _by_domain(session: AsyncSession, _rule: AdoptionRule, about: About) -> Found:
    """Colleagues' own domain tells nothing."""
    own = {email.rpartition("@")[2].lower() for email in await session.scalars(select(Staff.email))}
    return await _by_address(session, lambda column: func.split_part(func.lower(column), "@", 2), about.domains - own)


async def _by_address(
    session: AsyncSession, part_of: Callable[[Any], ColumnElement[str]], wanted: Collection[str]
) -> Found:
    if not wanted:
        return {}
    found: list[Candidate] = []
    for kind, subject_id, email in (
        ("client", Contact.client_id, Contact.email),
        ("client", Client.id, Client.email),
        ("lead", Lead.id, Lead.email),
    ):
        rows = select(subject_id, func.lower(email)).where(part_of(email) == _any_of(wanted)).order_by(subject_id)
        if kind == "lead":
            rows = rows.where(Lead.status != "converted")
        answer = await session.execute(rows.limit(MOST_PROPOSALS))
        found += [Candidate(kind, one, said) for one, said in answer]  # type: ignore[arg-type]
    return _keyed(found)


async def _by_name(session: AsyncSession, _rule: AdoptionRule, about: About) -> Found:
    names = names_in(about.topic)
    found: list[Candidate] = []
    kinds: tuple[tuple[SubjectKind, Any], ...] = (("client", Client), ("lead", Lead), ("client_group", ClientGroup))
    for kind, noun in kinds:
        name = func.replace(func.lower(noun.name), "ё", "е")
        rows = select(noun.id, noun.name).where(name == _any_of(names)).order_by(func.length(noun.name).desc(), noun.id)
        if kind == "lead":
            rows = rows.where(Lead.status != "converted")
        found += [Candidate(kind, one, said) for one, said in await session.execute(rows.limit(MOST_PROPOSALS))]
    return _keyed(found)


async def _nobody(_session: AsyncSession, _rule: AdoptionRule, _about: About) -> Found:
    return {}


_WAYS: Mapping[str, Callable[[AsyncSession, AdoptionRule, About], Awaitable[Found]]] = {
    "fixed": _fixed, "email": _by_email, "domain": _by_domain, "name": _by_name, "nobody": _nobody,
}  # fmt: skip


def _keyed(found: Collection[Candidate]) -> Found:
    keyed: Found = {}
    for one in found:
        keyed.setdefault((one.kind, one.id), one)
    return keyed


def _any_of(values: Collection[str]) -> Any:
    return any_(literal(sorted(values), ARRAY(TEXT)))
