"""Cancelling the registration of a person who was withdrawn."""

from api.meetings.models import Participant
from api.participants.registration import Run, lock, settle
from api.participants.service import note_state
from api.zoom.errors import ZoomRefusedError


async def withdraw(run: Run, person: Participant) -> str | None:
    """Cancel it in Zoom; answers the reason when Zoom does not.

    Zoom takes the address for an id, so a registration whose answer went missing is cancelled too. It refuses one that
    is not there: whether this one ever was, was in doubt.
    """
    try:
        await run.client.set_registrants_status(run.zoom_id, "cancel", [person.email])
    except ZoomRefusedError as error:
        if person.zoom_registrant_id is not None:
            return await _note_refused(run, person, error.detail)
    await settle(run.step, [person], "withdrawn", None)
    return None


async def _note_refused(run: Run, person: Participant, reason: str) -> str:
    async with run.step.transaction() as session:
        participant = await lock(session, person)
        if participant.state == "withdrawn":
            note_state(participant, "withdrawn", "zoom_refused", reason)
    return reason
