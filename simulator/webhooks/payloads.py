"""Payloads of Zoom's events, made from what the ledger has just recorded."""

from collections.abc import Callable
from typing import Any

from simulator.ledger import Entry
from simulator.meetings.links import join_url
from simulator.meetings.models import Meeting, Occurrence
from simulator.sessions.models import Participant, Session
from simulator.users import service as users
from simulator.wire import instant
from simulator.world import World

Payload = dict[str, Any]
_UPDATED_FIELDS = ("topic", "type", "start_time", "duration", "timezone", "password", "agenda", "settings")


def find_payload(world: World, entry: Entry) -> tuple[str, Payload] | None:
    """The event's name and payload; None for what Zoom tells nobody, such as an issued token."""
    known = _MAKERS.get(entry.kind)
    if known is None:
        return None
    event, maker = known
    return event, {"account_id": world.state.account.id, **maker(world, entry)}


def _created(world: World, entry: Entry) -> Payload:
    meeting = _meeting(world, entry)
    shown = ("use_pmi", "alternative_hosts", "join_before_host", "jbh_time", "meeting_invitees")
    extra: Payload = {
        "join_url": join_url(world, meeting),
        "password": meeting.password,
        "creation_source": meeting.creation_source,
        "settings": {name: meeting.settings[name] for name in shown},
    }
    if meeting.recurrence:
        extra |= {"recurrence": meeting.recurrence, "occurrences": [_occurrence(o) for o in meeting.occurrences]}
    return {**_operator(world, entry), "operation": "single", "object": _object(meeting) | extra}


def _updated(world: World, entry: Entry) -> Payload:
    """Only what changed, with its former values beside it."""
    meeting = _meeting(world, entry)
    changed, before = entry.detail.get("changed", {}), entry.detail.get("before", {})
    names = [name for name in _UPDATED_FIELDS if name in changed and name in before]
    identity = {"id": meeting.id, "uuid": meeting.uuid, "host_id": meeting.host_id}
    return {
        **_operator(world, entry),
        "scope": "single" if "occurrence_id" in entry.detail else "all",
        "time_stamp": int(entry.at.timestamp() * 1000),
        "object": identity | {name: changed[name] for name in names},
        "old_object": {"id": meeting.id} | {name: before[name] for name in names},
    }


def _deleted(world: World, entry: Entry) -> Payload:
    """`operation` tells whether one occurrence went or everything."""
    meeting = _meeting(world, entry)
    only = entry.detail.get("occurrence_id")
    payload = {**_operator(world, entry), "operation": "single" if only else "all", "object": _object(meeting)}
    gone = [o for o in meeting.occurrences if only in {None, o.occurrence_id}]
    if gone:
        payload["object"]["occurrences"] = [_occurrence(occurrence) for occurrence in gone]
    return payload


def _held(world: World, entry: Entry) -> Payload:
    """Started and ended: the id is a string here, and the uuid that of the holding."""
    meeting = _meeting(world, entry)
    session = _session(world, entry)
    content = _object(meeting) | {"id": str(meeting.id), "uuid": session.uuid}
    content["start_time"] = instant(session.start_time)
    content["host_email"] = users.get_user(world, meeting.host_id).email
    if session.end_time is not None:
        content["end_time"] = instant(session.end_time)
    return {"object": content}


def _participant(world: World, entry: Entry) -> Payload:
    """The document names the time `date_time` in its example and `join_time` in its schema; both are sent."""
    meeting, session = _meeting(world, entry), _session(world, entry)
    person = next(p for p in session.participants if p.id == entry.detail["participant_id"])
    content = _object(meeting) | {"id": str(meeting.id), "uuid": session.uuid}
    return {"object": content | {"participant": _person(person)}}


def _person(person: Participant) -> Payload:
    moment = instant(person.leave_time or person.join_time)
    shown: Payload = {
        "user_id": str(person.user_id),
        "user_name": person.name,
        "id": person.zoom_user_id,
        "participant_uuid": person.id,
        "date_time": moment,
        "email": person.email,
        "registrant_id": person.registrant_id,
        "participant_user_id": person.zoom_user_id,
    }
    if person.leave_time is None:
        return shown | {"join_time": moment}
    return shown | {"leave_time": moment, "leave_reason": f"{person.name} left the meeting."}


def _registrant(world: World, entry: Entry) -> Payload:
    meeting = _meeting(world, entry)
    person = next(r for r in world.state.registrants if r.id == entry.detail["registrant_id"])
    shown: Payload = {
        "id": person.id,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "status": person.status,
    }
    if person.status == "approved":
        shown["join_url"] = f"{world.url}/w/{meeting.id}?tk={person.join_secret}"
    operator = {} if entry.kind == "registrant.created" else _operator(world, entry)
    return {**operator, "object": _object(meeting) | {"registrant": shown}}


def _user(world: World, entry: Entry) -> Payload:
    content: Payload = {"id": entry.host_id, "email": entry.detail["email"]}
    for user in world.state.users:
        if user.id == entry.host_id:
            content |= {"first_name": user.first_name, "last_name": user.last_name, "type": user.type}
    return {**_operator(world, entry), "object": content}


_MAKERS: dict[str, tuple[str, Callable[[World, Entry], Payload]]] = {
    "meeting.created": ("meeting.created", _created),
    "meeting.updated": ("meeting.updated", _updated),
    "meeting.deleted": ("meeting.deleted", _deleted),
    "meeting.recovered": ("meeting.recovered", _deleted),
    "meeting.started": ("meeting.started", _held),
    "meeting.ended": ("meeting.ended", _held),
    "participant.joined": ("meeting.participant_joined", _participant),
    "participant.left": ("meeting.participant_left", _participant),
    "registrant.created": ("meeting.registration_created", _registrant),
    "registrant.approved": ("meeting.registration_approved", _registrant),
    "registrant.cancelled": ("meeting.registration_cancelled", _registrant),
    "registrant.denied": ("meeting.registration_denied", _registrant),
    "user.created": ("user.created", _user),
    "user.updated": ("user.updated", _user),
    "user.deleted": ("user.deleted", _user),
}


def _meeting(world: World, entry: Entry) -> Meeting:
    assert entry.meeting_id is not None  # noqa: S101 - such entries always name their meeting
    return world.state.meetings[entry.meeting_id]


def _session(world: World, entry: Entry) -> Session:
    return next(s for s in reversed(world.state.sessions) if s.meeting_id == entry.meeting_id)


def _object(meeting: Meeting) -> Payload:
    content: Payload = {
        "uuid": meeting.uuid,
        "id": meeting.id,
        "host_id": meeting.host_id,
        "topic": meeting.topic,
        "type": meeting.type,
        "duration": meeting.duration,
        "timezone": meeting.timezone,
    }
    if meeting.start_time is not None:
        content["start_time"] = instant(meeting.start_time)
    return content


def _occurrence(occurrence: Occurrence) -> Payload:
    return {
        "occurrence_id": occurrence.occurrence_id,
        "start_time": instant(occurrence.start_time),
        "duration": occurrence.duration,
        "status": occurrence.status,
    }


def _operator(world: World, entry: Entry) -> Payload:
    """Who did it: in the portal the host, through the API the account's owner for whom the app signs in."""
    host = next((user for user in world.state.users if user.id == entry.host_id), None)
    operator = host if entry.source != "api" and host else users.get_user(world, "me")
    return {"operator": operator.email, "operator_id": operator.id}
