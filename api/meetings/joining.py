"""The right link for a person, at the moment of the click."""

from uuid import UUID

from sqlalchemy import Select, func, select

from api.auth.service import Caller
from api.core.errors import NotFoundError, Problem
from api.core.work import Transaction
from api.events import service as events
from api.hosts.models import Host
from api.meetings.access import visible_to
from api.meetings.models import Meeting, Participant
from api.meetings.queries import may_start
from api.meetings.schemas import JoinOut
from api.settings import service as settings
from api.settings.service import ZoomAccess


class NoLinkError(Problem):
    """There is nothing to join."""

    status = 409
    code = "no_link"
    title = "No link"


async def join_meeting(transaction: Transaction, zoom: ZoomAccess, caller: Caller, meeting_id: UUID) -> JoinOut:
    """The host's start link, asked of Zoom now and kept nowhere, or the link to join. The click is recorded.

    Whoever was added as a participant joins by the own link, so that Zoom knows who came.
    """
    async with transaction() as session:
        found = select(Meeting, Host.staff_id).outerjoin(Host, Host.id == Meeting.host_id)
        row = (await session.execute(found.where(Meeting.id == meeting_id, visible_to(caller)))).first()
        own_url = await session.scalar(_own_link(caller, meeting_id))
        client = await settings.find_zoom_client(session, zoom)
    if row is None:
        raise NotFoundError("There is no such meeting, or you may not see it.")
    meeting, host_staff_id = row
    common_url = _link_of(meeting)
    link = JoinOut(kind="join", url=own_url or common_url)
    if client is not None and meeting.zoom_meeting_id is not None and may_start(caller, host_staff_id):
        said = await client.get_meeting(meeting.zoom_meeting_id)
        if said.start_url:
            link = JoinOut(kind="start", url=said.start_url)
    async with transaction() as session:
        action = "meeting.started_by_click" if link.kind == "start" else "meeting.joined_by_click"
        await events.record(session, caller.actor, action, "meeting", meeting_id)
    return link


def _own_link(caller: Caller, meeting_id: UUID) -> Select[str | None]:
    """The link of the caller's registration, known by the address."""
    is_caller = func.lower(Participant.email) == caller.email.lower()
    return select(Participant.join_url).where(
        Participant.meeting_id == meeting_id, is_caller, Participant.state == "registered"
    )


def _link_of(meeting: Meeting) -> str:
    if meeting.status in {"cancelled", "missing"}:
        raise NoLinkError("This meeting was cancelled, or deleted in Zoom; there is nothing to join.")
    if meeting.join_url is None:
        raise NoLinkError("The meeting is saved, but Zoom has not given its link yet. It follows by itself.")
    return meeting.join_url
