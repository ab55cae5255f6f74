"""What becomes of events that were kept: sorted into what they lead to, and forgotten after thirty days."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock, work
from api.meetings import presence
from api.settings.service import HOSTS_REFRESH
from api.webhooks.handlers import HANDLERS, READ_MEETING, read_told
from api.webhooks.models import ZoomEvent

AT_ONE_STEP = 500
KEPT_FOR = timedelta(days=30)
FORGOTTEN_AT_ONCE = 10_000
HOSTS_AFTER = timedelta(seconds=2)
"""An administrator who changes many users causes one look at them, not many."""
READS_AT_MOST = 2
READS_WITHIN = timedelta(seconds=5)
"""However many events a meeting has."""


async def find_last_seen(session: AsyncSession) -> datetime | None:
    """When Zoom last told us anything; None when it never did, or not within thirty days."""
    found: datetime | None = await session.scalar(
        select(ZoomEvent.received_at).order_by(ZoomEvent.received_at.desc()).limit(1)
    )
    return found


async def sort_events(session: AsyncSession) -> int:
    """Do what the oldest new events lead to, and ask for the rest; answers how many there were.

    The rows are locked in the order of their keys, as those do who are told of them again.
    """
    oldest = select(ZoomEvent.id).where(ZoomEvent.state == "received").order_by(ZoomEvent.id).limit(AT_ONE_STEP)
    found = select(ZoomEvent).where(ZoomEvent.id.in_(oldest)).order_by(ZoomEvent.key).with_for_update()
    events = (await session.scalars(found)).all()
    asked: set[tuple[str, int]] = set()
    notes = presence.Notes()
    for event in events:
        event.state = _sort(event, asked, notes)
    await presence.write(session, notes)
    for kind, zoom_id in sorted(asked):
        not_before = clock.now() + HOSTS_AFTER if kind == HOSTS_REFRESH else None
        await work.ask(session, kind, UUID(int=zoom_id), not_before=not_before)
    return len(events)


def _sort(event: ZoomEvent, asked: set[tuple[str, int]], notes: presence.Notes) -> str:
    """What becomes of one event; notes what it tells, and what has to be asked because of it."""
    handler = HANDLERS.get(event.event)
    if handler is None:
        return "ignored"
    at = event.event_at or event.received_at
    kind = handler(read_told(event.event, event.zoom_meeting_id, at, event.payload), notes)
    if kind == HOSTS_REFRESH:
        asked.add((kind, work.THE_ONLY_ONE.int))
    elif kind is not None and event.zoom_meeting_id is not None:
        asked.add((kind, event.zoom_meeting_id))
        return "asking" if kind == READ_MEETING else "applied"
    return "applied"


async def find_asking(session: AsyncSession, zoom_id: int) -> Sequence[ZoomEvent]:
    """The events because of which Zoom is to be asked about this meeting."""
    asking = select(ZoomEvent).where(ZoomEvent.zoom_meeting_id == zoom_id, ZoomEvent.state == "asking")
    return (await session.scalars(asking)).all()


async def next_read_at(session: AsyncSession, zoom_id: int) -> datetime | None:
    """From when on Zoom may be asked about this meeting again; None when it may be now."""
    asked = (
        select(ZoomEvent.asked_at)
        .where(ZoomEvent.zoom_meeting_id == zoom_id, ZoomEvent.asked_at > clock.now() - READS_WITHIN)
        .distinct()
        .order_by(ZoomEvent.asked_at.desc())
        .limit(READS_AT_MOST)
    )
    latest = list(await session.scalars(asked))
    return latest[-1] + READS_WITHIN if len(latest) == READS_AT_MOST and latest[-1] else None


async def note_asked(session: AsyncSession, events: Sequence[ZoomEvent], asked_at: datetime) -> None:
    """Zoom was asked because of these events."""
    ids = [event.id for event in sorted(events, key=lambda event: event.key)]
    locked = select(ZoomEvent.id).where(ZoomEvent.id.in_(ids)).order_by(ZoomEvent.key).with_for_update()
    await session.execute(locked)
    await session.execute(update(ZoomEvent).where(ZoomEvent.id.in_(ids)).values(state="applied", asked_at=asked_at))


async def forget_old(session: AsyncSession) -> bool:
    """Remove some events that are older than thirty days; answers whether there may be more."""
    old = select(ZoomEvent.id).where(ZoomEvent.received_at < clock.now() - KEPT_FOR).limit(FORGOTTEN_AT_ONCE)
    removed = await session.execute(delete(ZoomEvent).where(ZoomEvent.id.in_(old)).returning(ZoomEvent.id))
    return len(removed.all()) == FORGOTTEN_AT_ONCE
