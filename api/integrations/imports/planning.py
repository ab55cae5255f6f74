"""What would become of each row: somebody new, a change of somebody known, nothing, or a refusal with its reasons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from api.core.schemas import Input
from api.directory import schemas
from api.integrations.imports.fields import LOCALES, STATUSES, Kind, fold
from api.integrations.imports.files import Row
from api.integrations.imports.lookups import Lookups, load_lookups
from api.integrations.imports.matching import Index, Keys, load_known, make_keys

Verdict = Literal["new", "update", "same", "error"]

SCHEMAS: dict[Kind, tuple[type[Input], type[Input]]] = {
    "clients": (schemas.ClientCreate, schemas.ClientUpdate),
    "contacts": (schemas.ContactCreate, schemas.ContactUpdate),
    "leads": (schemas.LeadCreate, schemas.LeadUpdate),
}
LOOKED_UP = {
    "responsible": "responsible_id",
    "client_group": "client_group_id",
    "client": "client_id",
    "client_external_id": "client_id",
}
WORDS = {"status": STATUSES, "locale": LOCALES}
OF_THE_SIGN_IN = ("email", "client_id")


@dataclass(frozen=True)
class RowError:
    """What is wrong, and in which column; in none when a column is missing."""

    code: str
    column: int | None = None
    values: dict[str, Any] = field(default_factory=dict)


@dataclass
class Plan:
    """What would become of a row, or what is wrong with it."""

    number: int
    verdict: Verdict = "new"
    known: Any = None
    body: Any = None
    errors: list[RowError] = field(default_factory=list)


@dataclass(frozen=True)
class Draft:
    """A row's cells by field, and what they stand for."""

    row: Row
    texts: dict[str, str]
    columns: dict[str, int]
    values: dict[str, Any]
    errors: list[RowError]

    @property
    def keys(self) -> Keys:
        """By what the row's person or company is known."""
        given = self.values
        return make_keys(given.get("external_id"), given.get("email"), given.get("phone"), given.get("client_id"))

    def column_of(self, name: str) -> int | None:
        """The column that a field of the API came from."""
        sources = [text for text, target in LOOKED_UP.items() if target == name] + [name]
        return next((self.columns[source] for source in sources if source in self.columns), None)


async def plan_rows(
    session: AsyncSession, kind: Kind, mapping: Sequence[str | None], rows: Sequence[Row]
) -> list[Plan]:
    """Look at all rows together, as the directory is now. Of rows that mean the same, the first one counts."""
    columns = {name: index for index, name in enumerate(mapping) if name is not None}
    texts = [{name: text for name, index in columns.items() if (text := row.cells[index])} for row in rows]
    lookups = await load_lookups(session, _group_texts(texts))
    drafts = [_draft(row, given, columns, lookups) for row, given in zip(rows, texts, strict=True)]
    known = await load_known(session, kind, [draft.keys for draft in drafts])
    seen = Index()
    return [_plan(kind, draft, known, seen) for draft in drafts]


def _group_texts(texts: Iterable[Mapping[str, str]]) -> dict[str, set[str]]:
    wanted: dict[str, set[str]] = {name: set() for name in LOOKED_UP}
    for given in texts:
        for name in LOOKED_UP.keys() & given.keys():
            wanted[name].add(given[name])
    return wanted


def _draft(row: Row, texts: dict[str, str], columns: dict[str, int], lookups: Lookups) -> Draft:
    draft = Draft(row, texts, columns, {}, [])
    for name, text in texts.items():
        if name in LOOKED_UP:
            _look_up(draft, name, text, lookups)
        elif name in WORDS:
            draft.values[name] = WORDS[name].get(fold(text), text)
        else:
            draft.values[name] = text
    return draft


def _look_up(draft: Draft, name: str, text: str, lookups: Lookups) -> None:
    """A client's external id says more than its name, wherever the columns stand."""
    target = LOOKED_UP[name]
    if name == "client" and "client_external_id" in draft.texts:
        return
    found = lookups.find(name, text)
    if len(found) == 1:
        draft.values[target] = next(iter(found))
    else:
        code = "several" if found else f"unknown_{target.removesuffix('_id')}"
        draft.errors.append(RowError(code, draft.columns[name]))


def _plan(kind: Kind, draft: Draft, known: Index, seen: Index) -> Plan:
    plan = Plan(draft.row.number, errors=list(draft.errors))
    twins, found = seen.find(draft.keys), known.find(draft.keys)
    seen.add(draft.keys, draft.row.number)
    if twins:
        plan.errors.append(RowError("twice", _column_of_key(draft), {"row": twins[0]}))
    if len(found) > 1:
        plan.errors.append(RowError("several", _column_of_key(draft)))
    plan.known = found[0] if len(found) == 1 else None
    _validate(kind, draft, plan)
    if plan.known is not None and not plan.errors:
        _compare(draft, plan)
    if plan.errors:
        plan.verdict = "error"
    return plan


def _column_of_key(draft: Draft) -> int | None:
    return next((draft.columns[name] for name in ("external_id", "email", "phone") if name in draft.texts), None)


def _validate(kind: Kind, draft: Draft, plan: Plan) -> None:
    """The rules are those of the API. What is wrong with a name that stands for another object is said already."""
    create, update = SCHEMAS[kind]
    try:
        plan.body = (update if plan.known is not None else create).model_validate(draft.values)
    except ValidationError as error:
        columns = {found.column for found in draft.errors}
        told = {target for name, target in LOOKED_UP.items() if draft.columns.get(name, -1) in columns}
        for item in error.errors(include_url=False, include_input=False):
            name = str(item["loc"][0])
            if name not in told:
                plan.errors.append(_error_of(item, draft.column_of(name)))


def _error_of(item: Any, column: int | None) -> RowError:
    code = "required" if item["type"] == "missing" else str(item["type"])
    limits = {name: value for name, value in (item.get("ctx") or {}).items() if isinstance(value, int)}
    return RowError(code, column, limits)


def _compare(draft: Draft, plan: Plan) -> None:
    given: dict[str, Any] = plan.body.model_dump(exclude_unset=True)
    different = {name for name, value in given.items() if getattr(plan.known, name) != value}
    plan.verdict = "update" if different else "same"
    if getattr(plan.known, "can_sign_in", False) and different & set(OF_THE_SIGN_IN):
        name = next(name for name in OF_THE_SIGN_IN if name in different)
        plan.errors.append(RowError("signs_in", draft.column_of(name)))
