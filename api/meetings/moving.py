"""Giving a meeting to another host: by moving it in Zoom, or by making it anew where Zoom moves nothing."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.core.errors import ForbiddenError, InvalidError
from api.events import service as events
from api.meetings import host_choice, merging
from api.meetings.models import Meeting, Participant
from api.meetings.passcodes import make_passcode
from api.meetings.schemas import MeetingUpdate
from api.meetings.taking_over import note_orphan
from api.meetings.wish import HOST

NEW_LINK = "Zoom moves no meeting to a Basic user. It can be made anew there, with a new link: agree by `new_link`."


def require_host_change(caller: Caller) -> None:
    """Who hosts is the business of managers and administrators. Raises ForbiddenError."""
    if caller.reach("meetings.edit") == "own":
        raise ForbiddenError("Only managers and administrators may change who hosts.")


async def choose_host(session: AsyncSession, caller: Caller, meeting: Meeting, change: MeetingUpdate) -> bool:
    """Make another Zoom user the host, if one is named. Answers whether the meeting has to be made anew for that."""
    if change.host_id in (None, meeting.host_id):
        return False
    require_host_change(caller)
    [host] = (await host_choice.find_pool(session)).named(change.host_id).candidates
    is_unmovable = host.plan == "basic" and meeting.zoom_meeting_id is not None
    if is_unmovable and not change.new_link:
        raise InvalidError.at("host_id", "needs_new_link", NEW_LINK)
    meeting.host_id, meeting.host_choice = host.id, "requested"
    meeting.conflicts = [name for name in meeting.conflicts if name != HOST]
    return is_unmovable


async def make_anew(session: AsyncSession, actor: events.Actor, meeting: Meeting) -> None:
    """Forget what Zoom has of the meeting, so that the next push makes another; what was there is deleted.

    The passcode is new, too: it has to tell the new one from the old.
    """
    if meeting.zoom_meeting_id is not None and meeting.status != "missing":
        await note_orphan(session, meeting.id, meeting.zoom_meeting_id, "replaced")
    meeting.zoom_meeting_id = meeting.zoom_uuid = meeting.join_url = None
    meeting.zoom_facts = meeting.zoom_asked_at = meeting.create_attempt = None
    meeting.missing_since = meeting.revive_asked_at = None
    meeting.conflicts = []
    meeting.passcode, meeting.has_our_passcode = make_passcode(), True
    meeting.status, meeting.pushed_version = "planned", 0
    again = {"zoom_registrant_id": None, "join_url": None, "is_in_doubt": False, "retry_at": None}
    is_expected = Participant.state.in_(("registered", "link_only"))
    people = update(Participant).where(Participant.meeting_id == meeting.id)
    await session.execute(people.where(is_expected).values(state="waiting", reason=None, reason_code=None, **again))
    await session.execute(people.where(Participant.state == "withdrawn").values(**again))
    merging.note_sync(meeting, "waiting")
    await events.record(session, actor, "meeting.made_anew", "meeting", meeting.id)
