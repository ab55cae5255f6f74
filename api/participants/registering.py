"""Registering people in Zoom, each at most three times a day."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import clock
from api.core.db import lock_names
from api.events import service as events
from api.meetings.models import Participant
from api.participants.registration import NO_REGISTRATION, Obstacle, Run, lock, settle
from api.participants.service import note_state
from api.zoom.client import ZoomClient
from api.zoom.errors import ZoomRefusedError, ZoomThrottledError
from api.zoom.limits import next_midnight
from api.zoom.schemas import ZoomRegistrant, ZoomRegistration

SENDS_A_DAY = 3
APPROVED_AT_ONCE = 30
PLACEHOLDER = "-"
"""For a last name where the host made it a required question."""

NOT_ENABLED = (404, 404)
NOT_PAID = (400, 200)
"""HTTP status and code of "Registration has not been enabled for this meeting" and of "Only available for paid …"."""

THREE_A_DAY = "Zoom registers one address three times a day, and did so today; this one follows after midnight UTC."
DENIED = "The host denied this person's registration in Zoom."


async def register(run: Run, people: Sequence[Participant]) -> None:
    """Register those who are not in Zoom's list; whoever is, was registered before."""
    known = await list_known(run.client, run.zoom_id)
    pending = [person.email for person in people if _status_of(known, person) == "pending"]
    for start in range(0, len(pending), APPROVED_AT_ONCE):
        await run.client.set_registrants_status(run.zoom_id, "approve", pending[start : start + APPROVED_AT_ONCE])
    if pending:
        known = await list_known(run.client, run.zoom_id)
    for person in people:
        match _status_of(known, person):
            case "approved":
                found = known[person.email.lower()]
                await _note_registered(run, person, found.id, found.join_url)
            case "denied":
                await settle(run.step, [person], "refused", Obstacle("denied_in_zoom", DENIED))
            case None:
                await _send(run, person)


async def list_known(client: ZoomClient, zoom_id: int) -> dict[str, ZoomRegistrant]:
    """Zoom's registrants by address. An approved entry outweighs a denied one of the same person."""
    known: dict[str, ZoomRegistrant] = {}
    for status in ("denied", "pending", "approved"):
        async for registrant in client.list_registrants(zoom_id, status):
            known[registrant.email.lower()] = registrant.model_copy(update={"status": status})
    return known


def _status_of(known: dict[str, ZoomRegistrant], person: Participant) -> str | None:
    found = known.get(person.email.lower())
    return found.status if found else None


async def _send(run: Run, person: Participant) -> None:
    """Register one person, if the day allows; a mistake about one is nobody else's."""
    if not await _begin(run, person):
        return
    try:
        made = await _ask_zoom(run, person)
    except ZoomThrottledError as error:
        if not _is_about_person(error):
            raise
        await _note_full(run, person, error.retry_at)
    except ZoomRefusedError as error:
        is_off = (error.zoom_status, error.zoom_code) in {NOT_ENABLED, NOT_PAID}
        why = Obstacle("no_registration", NO_REGISTRATION) if is_off else Obstacle("zoom_refused", error.detail)
        await settle(run.step, [person], "link_only" if is_off else "refused", why)
    else:
        await _note_registered(run, person, made.registrant_id, made.join_url)


async def _ask_zoom(run: Run, person: Participant) -> ZoomRegistration:
    """`auto_approve` counts only where somebody chose approval by a person; the plan to add is the approval."""
    body = {
        "email": person.email,
        "first_name": person.first_name,
        "last_name": person.last_name or "",
        "auto_approve": True,
    }
    try:
        return await run.client.add_registrant(run.zoom_id, body)
    except ZoomRefusedError as error:
        wants_last_name = person.last_name is None and "last_name" in (error.zoom_message or "")
        if not wants_last_name or not await _begin(run, person):
            raise
    return await run.client.add_registrant(run.zoom_id, {**body, "last_name": PLACEHOLDER})


async def _begin(run: Run, person: Participant) -> bool:
    """Note that a registration is about to leave; False when it may not, or is wanted no more."""
    now = clock.now()
    async with run.step.transaction() as session:
        await lock_names(session, {f"registrant {person.email.lower()}"})
        participant = await lock(session, person)
        if participant.state != "waiting":
            return False
        if await _sends_today(session, person.email, now) >= SENDS_A_DAY:
            _wait_until(participant, next_midnight(now))
            return False
        is_first = participant.zoom_sent_at is None or participant.zoom_sent_at < _midnight(now)
        participant.zoom_sends = 1 if is_first else participant.zoom_sends + 1
        participant.zoom_sent_at = now
        participant.is_in_doubt = True
    return True


async def _sends_today(session: AsyncSession, email: str, now: datetime) -> int:
    """How often this address was sent today, in all meetings together."""
    is_today = Participant.zoom_sent_at >= _midnight(now)
    sent = select(func.sum(Participant.zoom_sends)).where(func.lower(Participant.email) == email.lower(), is_today)
    return int(await session.scalar(sent) or 0)


def _midnight(now: datetime) -> datetime:
    """The beginning of Zoom's day."""
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _is_about_person(error: ZoomThrottledError) -> bool:
    """Zoom's words: "You have exceeded the daily rate limit of (3) for Add meeting registrant API requests for …"."""
    return error.daily and "registrant" in (error.zoom_message or "").lower()


async def _note_full(run: Run, person: Participant, retry_at: datetime | None) -> None:
    """Somebody else registered this address too: Zoom counts the whole account's registrations."""
    async with run.step.transaction() as session:
        participant = await lock(session, person)
        participant.is_in_doubt = False
        participant.zoom_sends = SENDS_A_DAY
        if participant.state == "waiting":
            _wait_until(participant, retry_at or next_midnight(clock.now()))


def _wait_until(participant: Participant, retry_at: datetime) -> None:
    note_state(participant, "waiting", "three_a_day", THREE_A_DAY)
    participant.retry_at = retry_at


async def _note_registered(run: Run, person: Participant, registrant_id: str | None, join_url: str | None) -> None:
    """Write down what Zoom gave. Who was withdrawn meanwhile stays so, and the next run cancels the registration.

    Without a link Zoom wants an approval: the next run finds the registration and gives it.
    """
    async with run.step.transaction() as session:
        participant = await lock(session, person)
        participant.zoom_registrant_id = registrant_id or participant.zoom_registrant_id
        participant.join_url = join_url
        participant.is_in_doubt = False
        if participant.state != "waiting" or join_url is None:
            return
        note_state(participant, "registered")
        await events.record(
            session, events.SYSTEM, "participant.registered", "meeting", participant.meeting_id,
            participant_id=str(participant.id),
        )  # fmt: skip
