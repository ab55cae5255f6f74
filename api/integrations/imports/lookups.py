"""Names in cells that stand for other objects: managers, groups, clients."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, TEXT, ColumnElement, any_, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from api.directory.models import Client, ClientGroup, Staff

TEXTS: Any = ARRAY(TEXT)


@dataclass(frozen=True)
class Lookups:
    """For each field, whom a text may mean."""

    _known: dict[str, dict[str, set[UUID]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))

    def add(self, name: str, text: str, object_id: UUID) -> None:
        """This text means, perhaps among others, this object."""
        self._known[name][fold_name(text)].add(object_id)

    def find(self, name: str, text: str) -> set[UUID]:
        """Whom the text means."""
        return self._known[name].get(fold_name(text), set())


def fold_name(text: str) -> str:
    """As the database folds names below."""
    return text.lower().replace("ё", "е")


def _folded(column: InstrumentedAttribute[str]) -> ColumnElement[str]:
    return func.replace(func.lower(column), "ё", "е")


async def load_lookups(session: AsyncSession, wanted: dict[str, set[str]]) -> Lookups:
    """What is needed for these texts, by field."""
    found = Lookups()
    people = _folded_texts(wanted.get("responsible", ()))
    is_meant = or_(_folded(Staff.name) == any_(people), func.lower(Staff.email) == any_(people))
    for staff in await session.execute(select(Staff.id, Staff.name, Staff.email).where(Staff.is_active, is_meant)):
        found.add("responsible", staff.name, staff.id)
        found.add("responsible", staff.email, staff.id)
    for name, model in (("client_group", ClientGroup), ("client", Client)):
        named = select(model.id, model.name).where(_folded(model.name) == any_(_folded_texts(wanted.get(name, ()))))
        for row in await session.execute(named):
            found.add(name, row.name, row.id)
    ids = sorted(wanted.get("client_external_id", ()))
    of_clients = select(Client.id, Client.external_id).where(
        Client.external_id == any_(bindparam("ids", ids, type_=TEXTS))
    )
    for client_id, external_id in await session.execute(of_clients):
        found.add("client_external_id", external_id or "", client_id)
    return found


def _folded_texts(texts: Iterable[str]) -> ColumnElement[list[str]]:
    return bindparam(None, sorted({fold_name(text) for text in texts}), type_=TEXTS, unique=True)
