"""A connection to the pretend Zoom, saved as an administrator would save it."""

from sqlalchemy.ext.asyncio import AsyncSession

from api.core.crypto import SecretBox
from api.events.service import SYSTEM
from api.settings import service as settings
from api.settings.schemas import ZoomSettingsUpdate


async def connect_zoom(session: AsyncSession, box: SecretBox, **values: str) -> None:
    """Save the simulator's demo credentials; the hosts come when work is run."""
    row = await settings.get_zoom_settings(session)
    given = {
        "account_id": "parley-demo-account",
        "client_id": "parley-demo-client",
        "client_secret": "parley-demo-secret",
        "webhook_secret": "parley-demo-webhook",
        **values,
    }
    await settings.change_zoom_settings(session, box, SYSTEM, ZoomSettingsUpdate(**given, version=row.version))
    await session.commit()
