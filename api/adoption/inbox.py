"""Meetings made in Zoom that wait for a person to say whom they are about, and saying it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.adoption.linking import Subject, has_subject, link
from api.adoption.models import AdoptionRule, InboxEntry
from api.adoption.schemas import Decision, InboxPage
from api.adoption.service import NOUNS, name_all
from api.auth.service import Caller
from api.core.errors import NotFoundError
from api.core.schemas import EXACT_TOTAL_LIMIT
from api.directory import service as directory
from api.directory.models import Staff
from api.hosts.models import Host
from api.meetings.access import editable_by, visible_to
from api.meetings.models import Meeting
from api.meetings.queries import KIND

_IS_OPEN = [
    func.jsonb_array_length(InboxEntry.proposals) > 0,
    *(column.is_(None) for column in (Meeting.client_id, Meeting.lead_id, Meeting.client_group_id)),
    Meeting.deleted_at.is_(None),
    Meeting.status.not_in(("cancelled", "missing")),
]


async def list_inbox(session: AsyncSession, caller: Caller, asked: InboxPage) -> dict[str, Any]:
    """What the caller may decide, the next meetings first; what is over comes after what is to come."""
    mine = [*_IS_OPEN, visible_to(caller), editable_by(caller)]
    found = (
        select(
            Meeting.id, Meeting.topic, Meeting.starts_at, Meeting.ends_at, Meeting.timezone, Meeting.version,
            KIND.label("kind"), Host.id.label("host_id"), Host.name.label("host_name"),
            InboxEntry.rule_id, InboxEntry.proposals, InboxEntry.asked_at,
        )
        .join(InboxEntry, InboxEntry.meeting_id == Meeting.id)
        .outerjoin(Host, Host.id == Meeting.host_id)
        .where(*mine)
        .order_by(Meeting.ends_at < func.now(), Meeting.starts_at, Meeting.id)
        .limit(asked.page_size)
        .offset((asked.page - 1) * asked.page_size)
    )  # fmt: skip
    counted = select(Meeting.id).join(InboxEntry, InboxEntry.meeting_id == Meeting.id).where(*mine)
    counted = counted.limit(EXACT_TOTAL_LIMIT + 1)
    total: int = (await session.execute(select(func.count()).select_from(counted.subquery()))).scalar_one()
    return {
        "items": await _show(session, (await session.execute(found)).all()),
        "total": min(total, EXACT_TOTAL_LIMIT),
        "total_is_exact": total <= EXACT_TOTAL_LIMIT,
        "page": asked.page,
        "page_size": asked.page_size,
        "next_cursor": None,
    }


async def _show(session: AsyncSession, rows: Sequence[Any]) -> list[dict[str, Any]]:
    """A proposal of somebody who was deleted since is none any more."""
    proposed = [proposal for row in rows for proposal in row.proposals]
    names = {
        kind: await name_all(session, noun, {UUID(one["id"]) for one in proposed if one["kind"] == kind})
        for kind, noun in NOUNS.items()
    }
    rules = await session.scalars(select(AdoptionRule).where(AdoptionRule.id.in_({row.rule_id for row in rows})))
    by_id = {rule.id: rule for rule in rules}
    staff = await name_all(session, Staff, {one for rule in by_id.values() for one in rule.staff_ids})
    return [
        {
            "meeting": {**row._mapping, "host": _host(row)},  # noqa: SLF001 - SQLAlchemy's documented name
            "rule": by_id.get(row.rule_id),
            "staff": [staff[one] for one in by_id[row.rule_id].staff_ids if one in staff]
            if row.rule_id in by_id
            else [],
            "proposals": [
                {"subject": {"kind": one["kind"], **subject}, "evidence": one["evidence"]}
                for one in row.proposals
                if (subject := names[one["kind"]].get(UUID(one["id"])))
            ],
            "asked_at": row.asked_at,
        }
        for row in rows
    ]


def _host(row: Any) -> dict[str, Any] | None:
    return {"id": row.host_id, "name": row.host_name} if row.host_id else None


async def decide(session: AsyncSession, caller: Caller, meeting_id: UUID, decision: Decision) -> UUID:
    """Say whom the meeting is about, or that it is about nobody. Raises NotFoundError when it does not wait (any more).

    Who is busy then does not matter: the meeting takes place anyway, and the page of it tells.
    """
    mine = [Meeting.id == meeting_id, visible_to(caller), editable_by(caller)]
    meeting: Meeting | None = await session.scalar(select(Meeting).where(*mine).with_for_update())
    entry = await session.get(InboxEntry, meeting_id, with_for_update=True)
    if meeting is None or entry is None or not entry.proposals or has_subject(meeting):
        raise NotFoundError("This meeting does not wait for a decision, or somebody was faster.")
    subject: Subject | None = None
    if decision.subject is not None:
        subject = (decision.subject.kind, decision.subject.id)
        await directory.check_subject_exists(session, *subject, "subject.id")
    rule = await session.get(AdoptionRule, entry.rule_id) if entry.rule_id else None
    is_proposed = subject is not None and any(
        (one["kind"], one["id"]) == (subject[0], str(subject[1])) for one in entry.proposals
    )
    staff_ids = rule.staff_ids if rule is not None and is_proposed else []
    await link(session, caller.actor, meeting, subject, staff_ids, None)
    entry.proposals = []
    return meeting_id


async def read_decided(session: AsyncSession, meeting_id: UUID) -> dict[str, Any]:
    """The meeting after the decision."""
    meeting = await session.get_one(Meeting, meeting_id)
    kind = next((kind for kind in NOUNS if getattr(meeting, f"{kind}_id")), None)
    return {
        "meeting_id": meeting_id,
        "subject_kind": kind,
        "subject_id": getattr(meeting, f"{kind}_id") if kind else None,
        "version": meeting.version,
    }
