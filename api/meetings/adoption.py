"""Whether a create whose answer is missing made a meeting in Zoom, and which one.

Zoom's lists may show a new meeting late. So the host's list is looked at 2, 10, 30, 60, 120 and 180 seconds after
the create left; a meeting in it that none of ours is bound to, and that has our start and the passcode only we know, is
ours. Zoom does not keep a start that has passed: it begins such a meeting when it makes it. When the last look is
clean, and an earlier one at least a minute before it was, the create made nothing.
"""

from datetime import datetime, timedelta

from pydantic import BaseModel
from sqlalchemy import select

from api.core.work import Transaction
from api.meetings.models import Meeting
from api.zoom.client import ZoomClient
from api.zoom.errors import ZoomMeetingMissingError
from api.zoom.schemas import ZoomMeeting, ZoomMeetingListItem

LOOKS = tuple(timedelta(seconds=seconds) for seconds in (2, 10, 30, 60, 120, 180))
"""Lists lag up to two minutes behind what Zoom did, and it may have done it half a minute after we stopped waiting."""
BETWEEN_CLEAN_LOOKS = timedelta(seconds=60)
BEGUN_BY_ZOOM = timedelta(minutes=2)
"""Around the moment a create left, clocks that differ and the time under way allowed for."""
CLOCKS_APART = timedelta(minutes=10)
LATE = timedelta(minutes=5)
"""A create that leaves so long after the meeting was saved may have left before, and the database not know it."""


class Attempt(BaseModel):
    """A create that left, or was about to: what tells its meeting from others."""

    host: str
    starts_at: datetime
    passcode: str
    version: int
    sent_at: datetime
    first_clean_look_at: datetime | None = None

    def may_begin_at(self, start: datetime | None) -> bool:
        """Whether Zoom may have given our meeting this start."""
        latest = self.sent_at + BEGUN_BY_ZOOM
        if start is None or self.starts_at > latest:
            return start == self.starts_at.replace(microsecond=0)
        return self.starts_at.replace(microsecond=0) <= start <= latest

    def may_have_made(self, item: ZoomMeetingListItem) -> bool:
        """Whether it has our start, and was not there long before the create left: a passcode may be a person's."""
        is_older = item.created_at is not None and item.created_at < self.sent_at - CLOCKS_APART
        return not is_older and self.may_begin_at(item.start_time)

    def looked_cleanly(self, at: datetime) -> "Attempt":
        """The attempt after a complete look that found nothing."""
        return self if self.first_clean_look_at else self.model_copy(update={"first_clean_look_at": at})

    def next_look_at(self, now: datetime) -> datetime | None:
        """When to look again; None when the looks so far prove that nothing was made."""
        upcoming = [self.sent_at + after for after in LOOKS if self.sent_at + after > now]
        if upcoming:
            return upcoming[0]
        if self.first_clean_look_at is None:
            return now + BETWEEN_CLEAN_LOOKS
        proven_at = self.first_clean_look_at + BETWEEN_CLEAN_LOOKS
        return None if now >= proven_at else proven_at


async def find_ours(client: ZoomClient, transaction: Transaction, attempt: Attempt) -> ZoomMeeting | None:
    """The meeting in Zoom that this attempt made. Raises ZoomError when the look could not be completed."""
    listed = [item.id async for item in client.list_meetings(attempt.host) if attempt.may_have_made(item)]
    async with transaction() as session:
        bound = set(await session.scalars(select(Meeting.zoom_meeting_id).where(Meeting.zoom_meeting_id.in_(listed))))
    for zoom_id in listed:
        if zoom_id in bound:
            continue
        try:
            meeting = await client.get_meeting(zoom_id)
        except ZoomMeetingMissingError:
            continue
        if meeting.password == attempt.passcode:
            return meeting
    return None
