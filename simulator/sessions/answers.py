"""Past holdings and who was there, as Zoom's answers show them."""

import math
from datetime import datetime
from typing import Any

from simulator.sessions.models import Participant, Session
from simulator.wire import instant
from simulator.world import World


def past_session(world: World, session: Session) -> dict[str, Any]:
    host = next((user for user in world.state.users if user.id == session.host_id), None)
    end = session.end_time or world.now()
    return {
        "uuid": session.uuid,
        "id": session.meeting_id,
        "host_id": session.host_id,
        "type": session.type,
        "topic": session.topic,
        "user_name": host.display_name if host else "",
        "user_email": host.email if host else "",
        "start_time": instant(session.start_time),
        "end_time": instant(end),
        "duration": _minutes(session.start_time, end),
        "total_minutes": sum(_minutes(p.join_time, p.leave_time or end) for p in session.participants),
        "participants_count": len(session.participants),
        "dept": "",
        "source": "Zoom",
        "has_meeting_summary": False,
    }


def participant_row(world: World, participant: Participant) -> dict[str, Any]:
    """The address is empty for people outside the account who are not registered."""
    known = participant.registrant_id or participant.zoom_user_id
    leave = participant.leave_time or world.now()
    return {
        "id": participant.zoom_user_id,
        "name": participant.name,
        "user_id": str(participant.user_id),
        "registrant_id": participant.registrant_id,
        "user_email": participant.email if known else "",
        "join_time": instant(participant.join_time),
        "leave_time": instant(leave),
        "duration": int((leave - participant.join_time).total_seconds()),
        "failover": False,
        "status": "in_meeting",
        "internal_user": bool(participant.zoom_user_id),
    }


def _minutes(start: datetime, end: datetime) -> int:
    return math.ceil((end - start).total_seconds() / 60)
