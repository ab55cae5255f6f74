"""Reading participants, and the people who may become some."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, false, func, literal, literal_column, null, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.core import clock
from api.core.errors import NotFoundError
from api.directory.models import Client, ClientGroup, Contact, Lead, Staff
from api.meetings.access import editable_by, visible_to
from api.meetings.models import Meeting, Participant
from api.participants.schemas import SuggestionsQuery

SUGGESTIONS = 8

_NAME: ColumnElement[str] = func.concat_ws(" ", Participant.first_name, Participant.last_name)


async def list_participants(
    session: AsyncSession, caller: Caller, meeting_id: UUID, *, emails: Collection[str] | None = None
) -> list[dict[str, Any]]:
    """The people of a meeting that the caller may see, all or those of `emails`. Raises NotFoundError."""
    seen = select(Meeting.id).where(Meeting.id == meeting_id, visible_to(caller))
    if await session.scalar(seen) is None:
        raise NotFoundError("There is no such meeting, or you may not see it.")
    rows = _rows(caller).where(Participant.meeting_id == meeting_id)
    if emails is not None:
        rows = rows.where(func.lower(Participant.email).in_({email.lower() for email in emails}))
    return [dict(row) for row in (await session.execute(rows)).mappings()]


def _rows(caller: Caller) -> Select[Any]:
    """In the shape of MeetingParticipantOut. A link is for those who may change the meeting, while it leads there."""
    may_have_link = and_(editable_by(caller), Meeting.status.in_(("planned", "running")), Meeting.ends_at > clock.now())
    link = case(
        (and_(may_have_link, Participant.state == "registered"), Participant.join_url),
        (and_(may_have_link, Participant.state == "link_only"), Meeting.join_url),
        else_=null(),
    )
    contact_id: Any = Participant.contact_id if caller.may("directory.view") else null()
    return (
        select(
            Participant.id, Participant.email, Participant.first_name, Participant.last_name, _NAME.label("name"),
            contact_id.label("contact_id"), Participant.state, Participant.reason_code, Participant.reason,
            Participant.retry_at, link.label("join_url"),
        )
        .join(Meeting, Meeting.id == Participant.meeting_id)
        .order_by(Participant.id)
    )  # fmt: skip


async def suggest_people(session: AsyncSession, query: SuggestionsQuery) -> list[dict[str, Any]]:
    """Known people by parts of name, address or company: contacts first, then leads, then staff."""
    words = _fold(query.search).split()

    def matches(*columns: Any) -> ColumnElement[bool]:
        text = func.replace(func.lower(func.concat_ws(" ", *columns)), "ё", "е")
        return and_(*(text.contains(word, autoescape=True) for word in words))

    def some(kind: str, rank: int, *columns: Any) -> Any:
        names = ("id", "first_name", "last_name", "email", "company")
        labelled = [column.label(name) for name, column in zip(names, columns, strict=True)]
        return select(literal(kind).label("kind"), literal(rank).label("rank"), *labelled)

    limit: Any = literal_column(str(SUGGESTIONS))
    contacts = some("contact", 1, Contact.id, Contact.first_name, Contact.last_name, Contact.email, Client.name)
    contacts = contacts.join(Client, Client.id == Contact.client_id).where(Contact.email.is_not(None))
    contacts = contacts.where(matches(Contact.first_name, Contact.last_name, Contact.email, Client.name))
    leads = some("lead", 2, Lead.id, *_split(Lead.name), Lead.email, Lead.company).where(Lead.email.is_not(None))
    leads = leads.where(Lead.status != "converted", matches(Lead.name, Lead.email, Lead.company))
    staff = some("staff", 3, Staff.id, *_split(Staff.name), Staff.email, Staff.position).where(Staff.is_active)
    staff = staff.where(matches(Staff.name, Staff.email))
    found = union_all(*(each.limit(limit) for each in (contacts, leads, staff))).subquery()
    in_order = select(found).order_by(found.c.rank, found.c.first_name, found.c.last_name, found.c.id).limit(limit)
    rows = (await session.execute(in_order)).mappings()
    return [{**row, "name": " ".join(filter(None, (row["first_name"], row["last_name"])))} for row in rows]


def _fold(text: str) -> str:
    return text.lower().replace("ё", "е")


def _split(name: Any) -> tuple[ColumnElement[str], ColumnElement[str]]:
    """First word and the others, as far as Zoom takes them."""
    first = func.left(func.split_part(name, " ", 1), 64)
    others = func.nullif(func.left(func.substr(name, func.length(func.split_part(name, " ", 1)) + 2), 64), "")
    return first, others


@dataclass(frozen=True)
class Person:
    """Somebody who can be added."""

    email: str
    first_name: str
    last_name: str | None
    contact_id: UUID | None = None


async def people_of_subject(session: AsyncSession, meeting: Meeting, limit: int) -> tuple[list[Person], int]:
    """The client's or the group's contacts, or the lead: those with an address, and how many have none."""
    rows: Any
    if meeting.lead_id is not None:
        first, others = _split(Lead.name)
        rows = select(Lead.email, first, others, null()).where(Lead.id == meeting.lead_id)
    else:
        rows = (
            select(Contact.email, Contact.first_name, Contact.last_name, Contact.id)
            .join(Client, Client.id == Contact.client_id)
            .where(_is_of(meeting))
            .order_by(Contact.id)
        )
    found = (await session.execute(rows.limit(limit))).all()
    people = {row[0].lower(): Person(row[0], row[1][:64], row[2] and row[2][:64], row[3]) for row in found if row[0]}
    return list(people.values()), sum(1 for row in found if not row[0])


async def find_contacts(session: AsyncSession, meeting: Meeting, emails: Collection[str]) -> dict[str, UUID]:
    """Which contact has which of these addresses, in small letters; the meeting's own client comes before others."""
    address = func.lower(Contact.email)
    rows = (
        select(address, Contact.id)
        .join(Client, Client.id == Contact.client_id)
        .where(address.in_({email.lower() for email in emails}))
        .order_by(case((_is_of(meeting), 1), else_=0), Contact.id.desc())
    )
    return {email: contact_id for email, contact_id in await session.execute(rows)}  # noqa: C416 - rows are no pairs


def _is_of(meeting: Meeting) -> ColumnElement[bool]:
    """Whether a client is whom the meeting is about, or of the group that it is about."""
    if meeting.client_id is not None:
        return Client.id == meeting.client_id
    if meeting.client_group_id is not None:
        return func.coalesce(Client.client_group_id == meeting.client_group_id, False)
    return false()


async def name_of_subject(session: AsyncSession, meeting: Meeting) -> dict[str, Any] | None:
    """In the shape of SubjectOut."""
    models: dict[str, Any] = {"client": Client, "lead": Lead, "client_group": ClientGroup}
    for kind, model in models.items():
        subject_id = getattr(meeting, f"{kind}_id")
        if subject_id is not None:
            name = await session.scalar(select(model.name).where(model.id == subject_id))
            return {"kind": kind, "id": subject_id, "name": name}
    return None
