"""Holding a meeting: it starts, people come and go, it ends."""

from simulator.errors import ZoomError, meeting_does_not_exist
from simulator.identifiers import new_meeting_uuid, new_participant_uuid
from simulator.ledger import Source
from simulator.meetings.models import Meeting
from simulator.sessions.models import Participant, Session
from simulator.users import service as users
from simulator.world import World

FIRST_CONNECTION = 16_778_240
CONNECTION_STEP = 1_024


def start_session(world: World, meeting: Meeting, *, source: Source) -> Session:
    """The host comes in, and with that the meeting runs. Starting what runs already is coming back to it."""
    session = find_running(world, meeting) or open_session(world, meeting, source=source)
    host = users.get_user(world, meeting.host_id)
    if find_host(session) is None:
        join_session(world, meeting, host.display_name, host.email, source=source)
    return session


def open_session(world: World, meeting: Meeting, *, source: Source) -> Session:
    """It runs, and nobody is in it yet: how it begins when people may join before the host."""
    now = world.now()
    session = Session(
        uuid=meeting.uuid,
        meeting_id=meeting.id,
        host_id=meeting.host_id,
        topic=meeting.topic,
        type=meeting.type,
        start_time=now,
    )
    world.state.sessions.append(session)
    meeting.running, meeting.last_used_at = True, now
    world.record("meeting.started", source=source, meeting_id=meeting.id, host_id=meeting.host_id, uuid=session.uuid)
    return session


def end_session(world: World, meeting: Meeting, *, source: Source) -> Session:
    """Everybody leaves, and the meeting gets another uuid for the next time it is held."""
    session = get_running(world, meeting)
    for participant in session.participants:
        if participant.leave_time is None:
            _leave(world, session, participant, source=source)
    session.end_time = meeting.last_used_at = world.now()
    meeting.running, meeting.uuid = False, new_meeting_uuid()
    world.record("meeting.ended", source=source, meeting_id=meeting.id, host_id=meeting.host_id, uuid=session.uuid)
    return session


def join_session(
    world: World, meeting: Meeting, name: str, email: str = "", registrant_id: str = "", *, source: Source
) -> Participant:
    session = get_running(world, meeting)
    zoom_user = next((user for user in world.state.users if email and user.email.lower() == email.lower()), None)
    participant = Participant(
        id=new_participant_uuid(),
        user_id=FIRST_CONNECTION + CONNECTION_STEP * len(session.participants),
        name=name,
        email=email,
        registrant_id=registrant_id,
        zoom_user_id=zoom_user.id if zoom_user else "",
        join_time=world.now(),
    )
    session.participants.append(participant)
    world.record(
        "participant.joined",
        source=source,
        meeting_id=meeting.id,
        host_id=meeting.host_id,
        participant_id=participant.id,
        name=name,
        email=email,
    )
    return participant


def leave_session(world: World, meeting: Meeting, participant_id: str, *, source: Source) -> None:
    session = get_running(world, meeting)
    for participant in session.participants:
        if participant.id == participant_id and participant.leave_time is None:
            _leave(world, session, participant, source=source)
            return
    raise ZoomError(404, 1001, f"Participant does not exist: {participant_id}.")


def find_running(world: World, meeting: Meeting) -> Session | None:
    for session in reversed(world.state.sessions):
        if session.meeting_id == meeting.id and session.end_time is None:
            return session
    return None


def find_host(session: Session) -> Participant | None:
    """The host, if in the meeting now."""
    for person in session.participants:
        if person.zoom_user_id == session.host_id and person.leave_time is None:
            return person
    return None


def get_running(world: World, meeting: Meeting) -> Session:
    session = find_running(world, meeting)
    if session is None:
        raise ZoomError(400, 3000, "This meeting is not running.")
    return session


def get_past_session(world: World, reference: str) -> Session:
    """By uuid that very holding; by meeting id the latest one."""
    for session in reversed(world.state.sessions):
        if session.end_time is not None and reference in {session.uuid, str(session.meeting_id)}:
            return session
    raise meeting_does_not_exist(reference)


def list_past_sessions(world: World, meeting_id: int) -> list[Session]:
    return [s for s in world.state.sessions if s.meeting_id == meeting_id and s.end_time is not None]


def _leave(world: World, session: Session, participant: Participant, *, source: Source) -> None:
    participant.leave_time = world.now()
    world.record(
        "participant.left",
        source=source,
        meeting_id=session.meeting_id,
        host_id=session.host_id,
        participant_id=participant.id,
        name=participant.name,
    )
