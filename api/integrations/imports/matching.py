"""Whom a row means: by external id, else by e-mail, else by phone. A person is looked for at its own client only."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, TEXT, ColumnElement, any_, bindparam, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.directory.queries import CLIENT, CONTACT, LEAD, Noun
from api.integrations.imports.fields import Kind

NOUNS: dict[Kind, Noun[Any]] = {"clients": CLIENT, "contacts": CONTACT, "leads": LEAD}
FEWEST_DIGITS = 7
"""Fewer are an extension, which many have."""


@dataclass(frozen=True)
class Keys:
    """By what somebody is known, folded. `scope` is the client of a contact."""

    external_id: str | None = None
    email: str | None = None
    phone: str | None = None
    scope: UUID | None = None


def make_keys(external_id: str | None, email: str | None, phone: str | None, scope: UUID | None = None) -> Keys:
    """Letters of an address are alike in both cases; of a phone number only the digits count."""
    digits = re.sub(r"[^0-9]", "", phone or "")
    return Keys(
        external_id or None, email.lower() if email else None, digits if len(digits) >= FEWEST_DIGITS else None, scope
    )


@dataclass
class Index:
    """Everybody who is known, to be found by the strongest key that a row has."""

    _by: dict[tuple[str, str, UUID | None], list[tuple[Keys, Any]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, keys: Keys, known: Any) -> None:
        """From now on `known` is found by these keys."""
        for name, value in _named(keys):
            self._by[name, value, _scope(name, keys)].append((keys, known))

    def find(self, keys: Keys) -> list[Any]:
        """All that the strongest key finds which contradicts no stronger one."""
        for name, value in _named(keys):
            found = [
                known
                for other, known in self._by.get((name, value, _scope(name, keys)), ())
                if not _differ_before(name, keys, other)
            ]
            if found:
                return found
        return []


NAMES = ("external_id", "email", "phone")
"""From the strongest key to the weakest."""
TEXTS: Any = ARRAY(TEXT)


def _named(keys: Keys) -> Iterable[tuple[str, str]]:
    return ((name, value) for name in NAMES if (value := getattr(keys, name)) is not None)


def _scope(name: str, keys: Keys) -> UUID | None:
    return None if name == "external_id" else keys.scope


def _differ_before(name: str, one: Keys, other: Keys) -> bool:
    """Two who differ by a stronger key are two, though they share a telephone."""
    pairs = ((getattr(one, key), getattr(other, key)) for key in NAMES[: NAMES.index(name)])
    return any(mine and theirs and mine != theirs for mine, theirs in pairs)


async def load_known(session: AsyncSession, kind: Kind, wanted: Sequence[Keys]) -> Index:
    """Everybody in the directory whom one of these keys could mean."""
    model: Any = NOUNS[kind].model
    phone = func.regexp_replace(
        model.phone, literal_column("'[^0-9]'"), literal_column("''"), literal_column("'g'"), type_=TEXT
    )
    columns: dict[str, ColumnElement[Any]] = {
        "external_id": model.external_id, "email": func.lower(model.email), "phone": phone,
    }  # fmt: skip
    given = {name: sorted({value for keys in wanted if (value := getattr(keys, name)) is not None}) for name in NAMES}
    conditions = [
        column == any_(bindparam(name, given[name], type_=TEXTS)) for name, column in columns.items() if given[name]
    ]
    index = Index()
    if conditions:
        for row in await session.execute(select(*model.__table__.columns).where(or_(*conditions))):
            index.add(make_keys(row.external_id, row.email, row.phone, getattr(row, "client_id", None)), row)
    return index
