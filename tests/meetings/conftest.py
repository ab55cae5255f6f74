"""A connected Zoom account that can be made to fail."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from api.resources import Resources
from api.settings.models import MeetingSettings
from tests.factories.zoom import connect_zoom
from tests.fixture_types import RunWork

Rules = Callable[..., Awaitable[None]]
Fault = Callable[..., Awaitable[None]]


@pytest.fixture
async def rules(session: AsyncSession) -> Rules:
    """Sets rules of scheduling and defaults of meetings, past the settings' page."""

    async def set_rules(**values: Any) -> None:
        await session.execute(update(MeetingSettings).values(**values))
        await session.commit()

    return set_rules


@pytest.fixture
async def zoom(
    employee: httpx.AsyncClient,
    manager: httpx.AsyncClient,
    session: AsyncSession,
    resources: Resources,
    rules: Rules,
    run_work: RunWork,
) -> None:
    """Zoom is connected, and all users of the account may host: employee and manager are among them."""
    await connect_zoom(session, resources.box, account_email="admin@parley.example")
    await rules(use_all_users=True)
    await run_work()


@pytest.fixture
def fault(control: httpx.AsyncClient) -> Fault:
    """Makes Zoom fail, as often as is said."""

    async def make(kind: str, **values: Any) -> None:
        answer = await control.post("/_control/faults", json={"kind": kind, **values})
        assert answer.is_success, answer.text

    return make
