"""Registering people for a meeting, and deciding about them."""

import secrets
from typing import Literal

from simulator.errors import ZoomError
from simulator.identifiers import new_join_secret, new_registrant_id
from simulator.ledger import Source
from simulator.meetings.listing import is_over
from simulator.meetings.models import Meeting
from simulator.registrants.models import Registrant, RegistrantStatus
from simulator.registrants.schemas import RegistrantCreate, RegistrantReference
from simulator.users import service as users
from simulator.world import World

MOST_REGISTRANTS = 4_999
AUTOMATIC, MANUAL = 0, 1
DECISIONS: dict[str, RegistrantStatus] = {"approve": "approved", "cancel": "cancelled", "deny": "denied"}


def add_registrant(
    world: World, meeting: Meeting, asked: RegistrantCreate, occurrence_ids: list[str], *, source: Source
) -> Registrant:
    """Who registers again with the same address stays the same registrant with the same link."""
    _check_open(world, meeting, asked.email)
    known = _find_by_email(world, meeting, asked.email)
    if known is not None and known.status in {"approved", "pending"}:
        return known
    registrant = Registrant(
        id=new_registrant_id(),
        meeting_id=meeting.id,
        email=asked.email,
        first_name=asked.first_name,
        last_name=asked.last_name,
        status="approved" if meeting.settings["approval_type"] == AUTOMATIC or asked.auto_approve else "pending",
        create_time=world.now(),
        join_secret=new_join_secret(),
        pin_code=100_000 + secrets.randbelow(900_000),
        occurrence_ids=occurrence_ids,
        answers=asked.answers,
    )
    world.state.registrants.append(registrant)
    _record(world, meeting, registrant, "registrant.created", source)
    return registrant


def list_registrants(world: World, meeting: Meeting, status: RegistrantStatus) -> list[Registrant]:
    return [r for r in world.state.registrants if r.meeting_id == meeting.id and r.status == status]


def find_registrant(world: World, meeting: Meeting, reference: RegistrantReference) -> Registrant | None:
    """By id, or by the address alone."""
    for registrant in world.state.registrants:
        if registrant.meeting_id == meeting.id and reference.id == registrant.id:
            return registrant
    return _find_by_email(world, meeting, reference.email) if reference.email else None


def decide(
    world: World,
    meeting: Meeting,
    references: list[RegistrantReference],
    action: Literal["approve", "cancel", "deny"],
    *,
    source: Source,
) -> None:
    _check_registration(meeting)
    for reference in references:
        registrant = find_registrant(world, meeting, reference)
        if registrant is None or registrant.status == DECISIONS[action]:
            continue
        registrant.status = DECISIONS[action]
        _record(world, meeting, registrant, f"registrant.{registrant.status}", source)


def get_registrant(world: World, meeting: Meeting, registrant_id: str) -> Registrant:
    registrant = find_registrant(world, meeting, RegistrantReference(id=registrant_id))
    if registrant is None or registrant.status == "cancelled":
        message = (
            "The value that you entered for the Registrant ID field is invalid. Enter a valid value and try again."
        )
        raise ZoomError(400, 300, message)
    return registrant


def _check_registration(meeting: Meeting) -> None:
    if not meeting.has_registration:
        raise ZoomError(404, 404, f"Registration has not been enabled for this meeting: {meeting.id}.")


def _check_open(world: World, meeting: Meeting, email: str) -> None:
    _check_registration(meeting)
    if users.get_user(world, meeting.host_id).email.lower() == email.lower():
        raise ZoomError(400, 3027, "Host can not register")
    if is_over(meeting, world.now()) and not meeting.running:
        sentence = (
            "Meeting is over, you can not register now. If you have any questions, please contact the Meeting host."
        )
        raise ZoomError(400, 3038, sentence)
    if len(list_registrants(world, meeting, "approved")) >= MOST_REGISTRANTS:
        raise ZoomError(400, 3043, "Meeting has reached maximum attendee capacity.")


def _find_by_email(world: World, meeting: Meeting, email: str) -> Registrant | None:
    for registrant in reversed(world.state.registrants):
        if registrant.meeting_id == meeting.id and registrant.email.lower() == email.lower():
            return registrant
    return None


def _record(world: World, meeting: Meeting, registrant: Registrant, kind: str, source: Source) -> None:
    world.record(
        kind,
        source=source,
        meeting_id=meeting.id,
        host_id=meeting.host_id,
        registrant_id=registrant.id,
        email=registrant.email,
        status=registrant.status,
    )
