"""Adding people to a meeting that has not begun, and taking them off again."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from api.auth.service import Caller
from api.core import clock, work
from api.core.db import new_id
from api.core.errors import FieldError, ForbiddenError, InvalidError, NotFoundError, Problem
from api.events import service as events
from api.meetings.access import editable_by, visible_to
from api.meetings.models import PUSH_PARTICIPANTS, Meeting, Participant
from api.meetings.service import MeetingOverError
from api.participants import queries
from api.participants.queries import Person
from api.participants.schemas import ParticipantCreate

MOST_PARTICIPANTS = 1000
GONE = frozenset({"ended", "cancelled", "missing"})


class MeetingRunningError(Problem):
    """Who is in the meeting can only be changed before it begins."""

    status = 409
    code = "meeting_running"
    title = "The meeting has begun"


class TooManyParticipantsError(Problem):
    """A meeting's people are listed in one answer, so they are bounded."""

    status = 409
    code = "too_many_participants"
    title = "Too many participants"


async def add_participant(session: AsyncSession, caller: Caller, meeting_id: UUID, person: ParticipantCreate) -> None:
    """Add one person and ask for the registration in Zoom."""
    meeting = await _get_to_change(session, caller, meeting_id)
    _raise_if_any(await _find_mistakes(session, meeting, [person]), ["body"])
    await _add(session, caller, meeting, await _recognise(session, meeting, [person]))


async def add_participants(
    session: AsyncSession, caller: Caller, meeting_id: UUID, people: Sequence[ParticipantCreate]
) -> None:
    """Add all these people, or nobody when one of them cannot be added; every mistake is told."""
    meeting = await _get_to_change(session, caller, meeting_id)
    _raise_if_any(await _find_mistakes(session, meeting, people), ["body", "participants"])
    await _add(session, caller, meeting, await _recognise(session, meeting, people))


async def withdraw_participant(session: AsyncSession, caller: Caller, meeting_id: UUID, participant_id: UUID) -> None:
    """Take a person off the meeting; the registration in Zoom is cancelled as soon as Zoom can be reached."""
    await _get_to_change(session, caller, meeting_id)
    participant = await session.get(Participant, participant_id, with_for_update=True)
    if participant is None or participant.meeting_id != meeting_id:
        raise NotFoundError("There is no such participant in this meeting.")
    if participant.state == "withdrawn":
        return
    note_state(participant, "withdrawn")
    await events.record(
        session, caller.actor, "participant.withdrawn", "meeting", meeting_id, participant_id=str(participant_id)
    )
    await work.ask(session, PUSH_PARTICIPANTS, meeting_id, at_once=True)


async def look_at_subject(session: AsyncSession, caller: Caller, meeting_id: UUID) -> dict[str, Any]:
    """Whom adding the subject's people would add, in the shape of SubjectPeopleOut. Nothing is changed."""
    meeting = await _get_to_change(session, caller, meeting_id)
    return (await _look_at_subject(session, meeting))[0]


async def add_people_of_subject(session: AsyncSession, caller: Caller, meeting_id: UUID) -> dict[str, Any]:
    """Add every contact with an address of the meeting's client or client group, or its lead.

    Answers what `look_at_subject` did before; whoever is in the meeting already stays as is.
    """
    meeting = await _get_to_change(session, caller, meeting_id)
    counts, people = await _look_at_subject(session, meeting)
    await _add(session, caller, meeting, people)
    return counts


async def _look_at_subject(session: AsyncSession, meeting: Meeting) -> tuple[dict[str, Any], list[Person]]:
    people, without_email = await queries.people_of_subject(session, meeting, MOST_PARTICIPANTS + 1)
    taken = await _find_taken(session, meeting, people)
    new = [person for person in people if person.email.lower() not in taken]
    counts = {
        "subject": await queries.name_of_subject(session, meeting),
        "to_add": len(new),
        "already_added": len(people) - len(new),
        "without_email": without_email,
    }
    return counts, new


async def _get_to_change(session: AsyncSession, caller: Caller, meeting_id: UUID) -> Meeting:
    """The meeting, locked, so that two who add one address do so one after the other.

    404 when the caller may not see it, 403 when not change it, 409 when it has begun or is over.
    """
    found = select(Meeting).where(Meeting.id == meeting_id, visible_to(caller)).options(joinedload(Meeting.host))
    meeting: Meeting | None = await session.scalar(found.with_for_update(of=Meeting))
    if meeting is None:
        raise NotFoundError("There is no such meeting, or you may not see it.")
    if await session.scalar(select(Meeting.id).where(Meeting.id == meeting_id, editable_by(caller))) is None:
        raise ForbiddenError("You may see this meeting, but not change who is in it.")
    if is_over(meeting):
        raise MeetingOverError("The meeting is over or was cancelled; its participants can no longer be changed.")
    if meeting.status == "running" or meeting.starts_at <= clock.now():
        raise MeetingRunningError(
            "The meeting has begun; people can be added and withdrawn only before. Send the meeting's link instead."
        )
    return meeting


def is_over(meeting: Meeting) -> bool:
    """Whether nobody can join any more."""
    return meeting.status in GONE or meeting.deleted_at is not None or meeting.ends_at <= clock.now()


async def _find_taken(session: AsyncSession, meeting: Meeting, people: Sequence[Any]) -> set[str]:
    """The addresses that cannot be added: of the host, and of those who are in the meeting and not refused."""
    emails = {person.email.lower() for person in people}
    address = func.lower(Participant.email)
    known = select(address).where(Participant.meeting_id == meeting.id, address.in_(emails))
    taken = set(await session.scalars(known.where(Participant.state.not_in(("withdrawn", "refused")))))
    return taken | ({meeting.host.email.lower()} if meeting.host else set())


async def _find_mistakes(
    session: AsyncSession, meeting: Meeting, people: Sequence[ParticipantCreate]
) -> list[FieldError | None]:
    """For each of the people, why the address cannot be added."""
    taken = await _find_taken(session, meeting, people)
    host = meeting.host.email.lower() if meeting.host else None
    seen: set[str] = set()
    mistakes: list[FieldError | None] = []
    for person in people:
        email = person.email.lower()
        mistakes.append(_mistake(email, is_host=email == host, is_taken=email in taken, is_repeated=email in seen))
        seen.add(email)
    return mistakes


def _mistake(email: str, *, is_host: bool, is_taken: bool, is_repeated: bool) -> FieldError | None:
    if is_host:
        code, message = "host_address", f"{email} hosts this meeting; Zoom registers no host in the own meeting."
    elif is_taken:
        code, message = "already_added", f"{email} is in this meeting already."
    elif is_repeated:
        code, message = "repeated", f"{email} is here twice."
    else:
        return None
    return FieldError(loc=[], code=code, message=message)


def _raise_if_any(mistakes: Sequence[FieldError | None], loc: list[str | int]) -> None:
    """The mistakes at their fields: `email` of the body, or of the entry in the list with its number."""
    is_list = loc != ["body"]
    errors = [
        mistake.model_copy(update={"loc": [*loc, *([number] if is_list else []), "email"]})
        for number, mistake in enumerate(mistakes)
        if mistake is not None
    ]
    if errors:
        raise InvalidError(errors)


async def _recognise(session: AsyncSession, meeting: Meeting, people: Sequence[ParticipantCreate]) -> list[Person]:
    contacts = await queries.find_contacts(session, meeting, [person.email for person in people])
    return [
        Person(person.email, person.first_name, person.last_name, contacts.get(person.email.lower()))
        for person in people
    ]


async def _add(session: AsyncSession, caller: Caller, meeting: Meeting, people: Sequence[Person]) -> None:
    """Save them. Who was withdrawn or refused before is the same participant again."""
    if not people:
        return
    known = await _find_known(session, meeting.id, people)
    await _check_places(session, meeting.id, len(people))
    added = []
    for person in people:
        participant = known.get(person.email.lower()) or Participant(id=new_id(), meeting_id=meeting.id)
        participant.email, participant.contact_id = person.email, person.contact_id
        participant.first_name, participant.last_name = person.first_name, person.last_name
        note_state(participant, "waiting")
        added.append(participant)
    session.add_all(added)
    ids = [str(participant.id) for participant in added]
    await events.record(session, caller.actor, "participant.added", "meeting", meeting.id, participant_ids=ids)
    await work.ask(session, PUSH_PARTICIPANTS, meeting.id, at_once=True)


async def _find_known(session: AsyncSession, meeting_id: UUID, people: Sequence[Person]) -> dict[str, Participant]:
    emails = {person.email.lower() for person in people}
    found = select(Participant).where(Participant.meeting_id == meeting_id, func.lower(Participant.email).in_(emails))
    rows: Sequence[Participant] = (await session.scalars(found.with_for_update())).all()
    return {participant.email.lower(): participant for participant in rows}


async def _check_places(session: AsyncSession, meeting_id: UUID, wanted: int) -> None:
    present = select(func.count()).where(Participant.meeting_id == meeting_id, Participant.state != "withdrawn")
    left = MOST_PARTICIPANTS - ((await session.scalar(present)) or 0)
    if wanted > left:
        raise TooManyParticipantsError(
            f"A meeting takes {MOST_PARTICIPANTS} participants, and {max(left, 0)} places are left; nobody was added.",
            places_left=max(left, 0),
        )


def note_state(participant: Participant, state: str, code: str | None = None, reason: str | None = None) -> None:
    """How the registration stands, for people to see."""
    participant.state = state
    participant.reason_code = code
    participant.reason = reason
    participant.retry_at = None
