"""Who may decide whether a client's contacts sign in to the portal."""

from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.service import Caller
from api.core.errors import ForbiddenError
from api.directory.models import Client, Staff

SIGN_IN = "contacts.sign_in"


async def check_may_let_in(session: AsyncSession, caller: Caller, client_id: UUID) -> None:
    """Raise ForbiddenError unless the caller may set how contacts of this client sign in.

    With the reach `team` these are the clients for which the caller, or somebody of the caller's team, is responsible.
    """
    reach = caller.reach(SIGN_IN)
    if reach == "all":
        return
    if reach is None:
        raise ForbiddenError("Only managers and administrators decide who signs in to the portal; nothing was saved.")
    team = select(Staff.team_id).where(Staff.id == caller.id).scalar_subquery()
    people = select(Staff.id).where(or_(Staff.team_id == team, Staff.id == caller.id))
    theirs = select(Client.id).where(Client.id == client_id, Client.responsible_id.in_(people))
    if await session.scalar(theirs) is None:
        raise ForbiddenError(
            "Nobody of your team is responsible for this client, so you cannot decide who of it signs in; "
            "nothing was saved."
        )
