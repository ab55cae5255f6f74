"""`/settings`: the connection to Zoom and the rules of scheduling."""

from fastapi import APIRouter, Depends

from api.auth.access import CallerDep, requires
from api.resources import ResourcesDep, SessionDep
from api.settings import service as settings
from api.settings.connection import check_connection
from api.settings.schemas import (
    ConnectionCheckOut,
    ConnectionToCheck,
    MeetingSettingsOut,
    MeetingSettingsUpdate,
    ZoomSettingsOut,
    ZoomSettingsUpdate,
)

router = APIRouter(prefix="/settings", tags=["settings"])

MAY_EDIT = [Depends(requires("settings.edit"))]
MAY_SCHEDULE = [Depends(requires("meetings.create"))]


@router.get("/zoom", dependencies=MAY_EDIT)
async def read_zoom_settings(resources: ResourcesDep, session: SessionDep) -> ZoomSettingsOut:
    """The connection to Zoom. Of secrets only the last four characters are shown."""
    row = await settings.get_zoom_settings(session)
    return settings.show_zoom_settings(row, resources.config.public_url)


@router.put("/zoom", dependencies=MAY_EDIT)
async def change_zoom_settings(
    body: ZoomSettingsUpdate, caller: CallerDep, resources: ResourcesDep, session: SessionDep
) -> ZoomSettingsOut:
    """Change the connection to Zoom. What waited for it is tried again at once."""
    row = await settings.change_zoom_settings(session, resources.box, caller.actor, body)
    return settings.show_zoom_settings(row, resources.config.public_url)


@router.post("/zoom/check", dependencies=MAY_EDIT)
async def check_zoom_connection(body: ConnectionToCheck, resources: ResourcesDep) -> ConnectionCheckOut:
    """Prove the connection step by step: token, permissions, users, account e-mail, clock. Nothing is saved."""
    async with resources.transaction() as session:
        row = await settings.get_zoom_settings(session)
        credentials = settings.credentials_to_check(row, resources.box, body)
        account_email = body.account_email or row.account_email
    client = resources.zoom_client(credentials) if credentials else None
    return await check_connection(client, account_email)


@router.get("/meetings", dependencies=MAY_SCHEDULE)
async def read_meeting_settings(session: SessionDep) -> MeetingSettingsOut:
    """The rules of scheduling, and the options a new meeting begins with."""
    return MeetingSettingsOut.model_validate(await settings.get_meeting_settings(session))


@router.put("/meetings", dependencies=MAY_EDIT)
async def change_meeting_settings(
    body: MeetingSettingsUpdate, caller: CallerDep, session: SessionDep
) -> MeetingSettingsOut:
    """Change rules and defaults; meetings that exist keep their options."""
    return MeetingSettingsOut.model_validate(await settings.change_meeting_settings(session, caller.actor, body))
