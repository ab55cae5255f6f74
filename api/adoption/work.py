"""Asking the rules whom a meeting made in Zoom is about, as soon as it is here."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from api.adoption.finding import Candidate, find_candidates
from api.adoption.linking import has_subject, link
from api.adoption.matching import About, fits
from api.adoption.models import AdoptionRule, InboxEntry
from api.core import clock
from api.core.work import Done, Later, Outcome, Step
from api.events import service as events
from api.hosts.models import Host
from api.meetings.models import Meeting
from api.resources import Resources
from api.settings import service as settings
from api.zoom.client import ZoomClient
from api.zoom.errors import ZoomError

REGISTERS = frozenset({0, 1})
"""Zoom's approval types with which people register."""
MOST_REGISTRANTS = 300


async def adopt_meeting(resources: Resources, step: Step) -> Outcome:
    """Set what a sure rule finds; where there is a choice, or the rule only proposes, ask people by the inbox."""
    async with step.transaction() as session:
        meeting = await _find(session, step.object_id)
        rules = await _rules(session) if meeting is not None else []
        client = await settings.find_zoom_client(session, resources)
    if meeting is None or not rules:
        return Done()
    emails = set((meeting.zoom_facts or {}).get("settings.meeting_invitees", []))
    if client is not None and _has_registrants(meeting) and any(_asks_who(rule) for rule in rules):
        try:
            emails |= await _registrants(client, meeting.zoom_meeting_id or 0)
        except ZoomError as error:
            if error.outcome not in {"refused", "missing"}:
                return Later(error.code, error.detail, error.retry_at)
    async with step.transaction() as session:
        locked = await _find(session, step.object_id, for_update=True)
        if locked is not None:
            await _adopt(session, locked, rules, emails)
    return Done()


async def _find(session: AsyncSession, meeting_id: UUID, *, for_update: bool = False) -> Meeting | None:
    """The meeting, as long as nobody has said whom it is about."""
    meeting = await session.get(Meeting, meeting_id, with_for_update=for_update)
    if meeting is None or meeting.origin != "zoom" or meeting.deleted_at is not None or has_subject(meeting):
        return None
    entry = await session.get(InboxEntry, meeting_id)
    return None if entry is not None and not entry.proposals else meeting


async def _rules(session: AsyncSession) -> Sequence[AdoptionRule]:
    return (
        await session.scalars(select(AdoptionRule).where(AdoptionRule.is_active).order_by(AdoptionRule.position))
    ).all()


def _asks_who(rule: AdoptionRule) -> bool:
    return rule.email is not None or rule.find_by in {"email", "domain"}


def _has_registrants(meeting: Meeting) -> bool:
    return (meeting.zoom_facts or {}).get("settings.approval_type") in REGISTERS


async def _registrants(client: ZoomClient, zoom_id: int) -> set[str]:
    emails: set[str] = set()
    async for registrant in client.list_registrants(zoom_id):
        emails.add(registrant.email.lower())
        if len(emails) >= MOST_REGISTRANTS:
            break
    return emails - {""}


async def _adopt(session: AsyncSession, meeting: Meeting, rules: Sequence[AdoptionRule], emails: set[str]) -> None:
    host = await session.get(Host, meeting.host_id) if meeting.host_id else None
    about = About(meeting.topic, host.staff_id if host else None, emails)
    for rule in rules:
        if not fits(about, rule.host_staff_id, rule.topic, rule.email):
            continue
        found = await find_candidates(session, rule, about)
        if found or rule.find_by == "nobody":
            await _decide(session, meeting, rule, found)
            return


async def _decide(session: AsyncSession, meeting: Meeting, rule: AdoptionRule, found: list[Candidate]) -> None:
    if rule.find_by == "nobody" or (rule.is_sure and len(found) == 1):
        subject = (found[0].kind, found[0].id) if found else None
        await link(session, events.SYSTEM, meeting, subject, rule.staff_ids, rule.name)
        return
    proposals = [{**asdict(one), "id": str(one.id)} for one in found]
    entry = insert(InboxEntry).values(
        meeting_id=meeting.id, rule_id=rule.id, proposals=proposals, asked_at=clock.now()
    )  # fmt: skip
    said = {"rule_id": entry.excluded.rule_id, "proposals": entry.excluded.proposals}
    await session.execute(entry.on_conflict_do_update(index_elements=[InboxEntry.meeting_id], set_=said))
