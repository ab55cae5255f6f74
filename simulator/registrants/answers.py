"""Registrants as Zoom's answers show them."""

from typing import Any

from simulator.meetings.models import Meeting
from simulator.registrants.models import Registrant
from simulator.wire import instant
from simulator.world import World


def registrant_url(world: World, registrant: Registrant) -> str:
    """The person's own link: Zoom knows by it who joins."""
    return f"{world.url}/w/{registrant.meeting_id}?tk={registrant.join_secret}"


def created_registrant(world: World, meeting: Meeting, registrant: Registrant) -> dict[str, Any]:
    """Without a link while somebody still has to approve."""
    answer: dict[str, Any] = {
        "id": meeting.id,
        "registrant_id": registrant.id,
        "topic": meeting.topic,
        "participant_pin_code": registrant.pin_code,
    }
    if meeting.start_time is not None:
        answer["start_time"] = instant(meeting.start_time)
    if registrant.status == "approved":
        answer["join_url"] = registrant_url(world, registrant)
    if meeting.occurrences:
        answer["occurrences"] = [
            {
                "occurrence_id": occurrence.occurrence_id,
                "start_time": instant(occurrence.start_time),
                "duration": occurrence.duration,
                "status": occurrence.status,
            }
            for occurrence in meeting.occurrences
            if not registrant.occurrence_ids or occurrence.occurrence_id in registrant.occurrence_ids
        ]
    return answer


def registrant_row(world: World, registrant: Registrant) -> dict[str, Any]:
    row = {
        "id": registrant.id,
        "first_name": registrant.first_name,
        "last_name": registrant.last_name,
        "email": registrant.email,
        **registrant.answers,
        "status": registrant.status,
        "create_time": instant(registrant.create_time),
        "participant_pin_code": registrant.pin_code,
    }
    if registrant.status == "approved":
        row["join_url"] = registrant_url(world, registrant)
    return row
