"""Bringing together what we want of a meeting and what Zoom says of it.

Three ways, field by field, with what Zoom said before as the base: what only Zoom changed, our wish follows; what only
we changed is pushed; what both changed stays here as it is and is not sent, until somebody decides.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import work
from api.core.errors import Problem
from api.events import service as events
from api.hosts.models import Host
from api.meetings import differences, reasons
from api.meetings.models import AT_ANY_TIME, INSTANT, SCHEDULED, SERIES, Meeting
from api.meetings.occurrences import apply_occurrences
from api.meetings.reasons import Reason
from api.meetings.wish import (
    HOST,
    HOST_ID,
    SCHEDULE_FOR,
    SENT,
    Facts,
    agree,
    difference,
    facts_of,
    follow,
    wish_of,
)
from api.zoom.schemas import ZoomMeeting

PUSH = "meetings.push"
SECOND_PROOF_AFTER = timedelta(seconds=60)


class DatesInZoomError(Problem):
    """When it takes place is decided in Zoom."""

    status = 409
    code = "dates_in_zoom"
    title = "The dates are in Zoom"


@dataclass(frozen=True)
class Merged:
    """What Zoom said differently than before: what we followed, and what had been changed here, too.

    `base` is what Zoom had said before of what is disputed.
    """

    followed: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    base: Facts = field(default_factory=dict)


def apply_zoom_meeting(meeting: Meeting, zoom: ZoomMeeting, asked_at: datetime, *, pushed_version: int) -> Merged:
    """Write what Zoom said; the only place that does. A question asked before the last one is not applied.

    When Zoom was told everything and still says something else, it does not let us have it (a setting locked by the
    account): that is shown, and not fought.
    """
    if meeting.zoom_asked_at is not None and asked_at < meeting.zoom_asked_at:
        return Merged()
    said = facts_of(zoom)
    merged = Merged()
    if meeting.zoom_facts is not None and meeting.deleted_at is None:
        if zoom.type == SERIES and not zoom.occurrences and "start_time" in meeting.zoom_facts:
            said["start_time"] = meeting.zoom_facts["start_time"]  # it is over, and stays at its last date
        merged = _merge(meeting, zoom.kind or meeting.zoom_type, meeting.zoom_facts, said)
    if merged.followed:
        was_pushed = pushed_version == meeting.version
        meeting.version += 1
        pushed_version += was_pushed
    meeting.zoom_meeting_id = zoom.id
    meeting.zoom_uuid = zoom.uuid
    meeting.join_url = zoom.join_url
    meeting.zoom_facts = said
    meeting.zoom_asked_at = asked_at
    meeting.missing_since = None
    meeting.create_attempt = None
    meeting.pushed_version = pushed_version
    if meeting.deleted_at is None:
        meeting.status = _status_after(meeting, zoom, asked_at)
    note_agreement(meeting)
    return merged


def _merge(meeting: Meeting, zoom_type: int, base: Facts, said: Facts) -> Merged:
    if zoom_type != meeting.zoom_type:  # what recurs differently takes place at Zoom's dates
        meeting.zoom_type = zoom_type
        base = {**base, **_dates_of(wish_of(meeting))}
    wish = wish_of(meeting)
    known = [name for name in wish if name in said and name in base]
    changed = [name for name in known if said[name] not in (base[name], base.get(SENT, {}).get(name))]
    disagreeing = [name for name in changed if not agree(name, wish[name], said[name])]
    followed = tuple(name for name in disagreeing if agree(name, wish[name], base[name]))
    disputed = tuple(name for name in disagreeing if name not in followed)
    follow(meeting, {name: said[name] for name in followed})
    kept = {*meeting.conflicts, *disputed}
    meeting.conflicts = [name for name in difference(wish_of(meeting), said) if name in kept]
    if HOST in kept and said.get(HOST_ID) == base.get(HOST_ID):
        meeting.conflicts.append(HOST)
    return Merged(followed, disputed, {name: base[name] for name in disputed})


def _dates_of(facts: Facts) -> Facts:
    return {name: facts[name] for name in ("start_time", "duration") if name in facts}


def begin_sending(meeting: Meeting) -> Facts:
    """What Zoom shall be told now, for one PATCH, noted before it leaves: until Zoom says so, it may have arrived."""
    facts = meeting.zoom_facts or {}
    wish = wish_of(meeting)
    changes = {name: value for name, value in difference(wish, facts).items() if name not in meeting.conflicts}
    if "start_time" in changes:
        changes["timezone"] = wish["timezone"]
    if (new_host := _find_new_host(meeting, facts)) is not None:
        changes[SCHEDULE_FOR] = new_host
    meeting.zoom_facts = {**facts, SENT: changes}
    return changes


def _find_new_host(meeting: Meeting, facts: Facts) -> str | None:
    """Whom Zoom shall have as the host, when it has another one and did not refuse the move already."""
    wanted = meeting.host.zoom_user_id if meeting.host is not None and HOST not in meeting.conflicts else None
    return wanted if facts.get(HOST_ID) not in (None, wanted) else None


def _status_after(meeting: Meeting, zoom: ZoomMeeting, asked_at: datetime) -> str:
    """A meeting that was being held and no longer is has ended, unless it was only opened before its time."""
    if zoom.status == "started":
        return "running"
    if meeting.zoom_type in AT_ANY_TIME:
        return "open"
    was_held = meeting.status in {"running", "ended"} and meeting.starts_at <= asked_at
    return "ended" if was_held and meeting.zoom_type in {INSTANT, SCHEDULED} else "planned"


def note_agreement(meeting: Meeting) -> None:
    """Whether everything was told, and whether Zoom follows."""
    if meeting.pushed_version < meeting.version:
        if meeting.sync_state not in {"waiting", "refused"}:  # there, the reason stays
            note_sync(meeting, "waiting")
        return
    kept = [*differences.disagreeing(meeting), *([HOST] if HOST in meeting.conflicts else [])]
    disputed = [name for name in kept if name in meeting.conflicts and name != HOST]
    if disputed:
        note_sync(meeting, "different", reasons.disputed(disputed))
    elif kept:
        note_sync(meeting, "different", reasons.kept_by_zoom(kept))
    else:
        note_sync(meeting, "in_step")


def keep_host(meeting: Meeting) -> None:
    """Zoom does not move the meeting to the host we want; the move is not sent again until somebody decides."""
    if HOST not in meeting.conflicts:
        meeting.conflicts = [*meeting.conflicts, HOST]
    note_agreement(meeting)


def note_sync(meeting: Meeting, state: str, reason: Reason | None = None, retry_at: datetime | None = None) -> None:
    """How far Zoom agrees with us, for people to see."""
    meeting.sync_state = state
    meeting.sync_reason = reason.text if reason else None
    meeting.sync_reason_code = reason.code if reason else None
    meeting.sync_values = dict(reason.values) if reason else {}
    meeting.sync_retry_at = retry_at


def check_dates_are_ours(meeting: Meeting, changed: Collection[str]) -> None:
    """A series has more dates than the one that stands here, a meeting without a date has none to be changed."""
    if meeting.zoom_type != SCHEDULED and not _DATES.isdisjoint(changed):
        raise DatesInZoomError("This meeting recurs or has no fixed time; change when it takes place in Zoom.")


_DATES = frozenset({"starts_at", "ends_at", "duration_minutes", "timezone"})


async def follow_zoom(session: AsyncSession, meeting: Meeting, zoom: ZoomMeeting, asked_at: datetime) -> None:
    """Apply an answer before something is sent, so that nothing is sent over what somebody changed in Zoom."""
    merged = apply_zoom_meeting(meeting, zoom, asked_at, pushed_version=meeting.pushed_version)
    if fields := [*merged.followed, *merged.disputed]:
        await record_change(session, meeting, fields)
    await differences.reconcile(session, meeting, merged.base)


async def merge_zoom_meeting(
    session: AsyncSession, meeting: Meeting, zoom: ZoomMeeting, asked_at: datetime
) -> list[str]:
    """Apply an answer that nobody here caused; answers the names of what it changed."""
    if meeting.deleted_at is not None:
        return []
    host_id, status, next_date_came = meeting.host_id, meeting.status, _is_past_series(meeting, asked_at)
    merged = await _apply_and_note(session, meeting, zoom, asked_at)
    moved = [
        name for name, before in (("host", host_id), ("status", status)) if getattr(meeting, _OURS[name]) != before
    ]
    fields = [*merged.followed, *merged.disputed, *moved]
    if meeting.zoom_asked_at == asked_at and await apply_occurrences(session, meeting, zoom, asked_at):
        fields.append("occurrences")
    if next_date_came:
        fields = [name for name in fields if name != "start_time"]
    is_back = status == "missing" != meeting.status
    if is_back:
        await events.record(session, events.ZOOM, "meeting.back_in_zoom", "meeting", meeting.id)
    is_holding = "running" in {status, meeting.status} and meeting.status != status
    if is_holding:
        await record_holding(session, meeting, status)
    if edited := [name for name in fields if name != "status" or not (is_holding or is_back)]:
        await record_change(session, meeting, edited)
    if merged.followed and meeting.pushed_version < meeting.version and meeting.sync_state != "refused":
        await work.ask(session, PUSH, meeting.id)  # one under way knows an older version only
    return fields


async def record_change(session: AsyncSession, meeting: Meeting, fields: Collection[str]) -> None:
    """Somebody changed this in Zoom."""
    told = {"fields": list(fields), "disputed": meeting.conflicts}
    await events.record(session, events.ZOOM, "meeting.edited_in_zoom", "meeting", meeting.id, **told)


async def record_holding(session: AsyncSession, meeting: Meeting, before: str) -> None:
    """It began to be held, or no longer is."""
    action = "meeting.ended" if before == "running" else "meeting.started"
    await events.record(session, events.ZOOM, action, "meeting", meeting.id)


async def _apply_and_note(session: AsyncSession, meeting: Meeting, zoom: ZoomMeeting, asked_at: datetime) -> Merged:
    host_before, state_before = (meeting.zoom_facts or {}).get(HOST_ID), meeting.sync_state
    merged = apply_zoom_meeting(meeting, zoom, asked_at, pushed_version=meeting.pushed_version)
    if meeting.zoom_asked_at == asked_at and zoom.host_id not in (None, host_before):
        await _follow_host(session, meeting, zoom.host_id)
    if {state_before, meeting.sync_state} != {"in_step"}:
        await differences.reconcile(session, meeting, merged.base)
    return merged


async def _follow_host(session: AsyncSession, meeting: Meeting, zoom_user_id: str | None) -> None:
    """Zoom has another host than when it was asked last: the account's administrator moved the meeting there."""
    found = await session.scalar(select(Host.id).where(Host.zoom_user_id == zoom_user_id))
    if found is not None and found != meeting.host_id:
        meeting.host_id, meeting.host_choice = found, None


_OURS = {"host": "host_id", "status": "status"}


def _is_past_series(meeting: Meeting, asked_at: datetime) -> bool:
    """A series stands at its next date, so that its start moves on by itself."""
    return meeting.zoom_type == SERIES and meeting.starts_at <= asked_at


async def note_missing(session: AsyncSession, meeting: Meeting, now: datetime) -> datetime | None:
    """Zoom does not know the meeting. One such answer may be wrong; the second, a minute later, is believed.

    Answers when to ask again; None when it is believed.
    """
    if meeting.zoom_type == INSTANT:  # it exists as long as it is held
        meeting.status = "ended"
        return None
    meeting.missing_since = meeting.missing_since or now
    second_proof_at = meeting.missing_since + SECOND_PROOF_AFTER
    if now < second_proof_at:
        return second_proof_at
    meeting.status = "missing"
    note_sync(meeting, "missing", reasons.DELETED_IN_ZOOM)
    await events.record(session, events.ZOOM, "meeting.missing", "meeting", meeting.id)
    return None
