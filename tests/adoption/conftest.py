"""Zoom is connected, and its portal is used beside us."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest

from tests.meetings.conftest import fault, rules, zoom
from tests.sync.conftest import in_zoom, refresh, resources

__all__ = ["fault", "in_zoom", "refresh", "resources", "rules", "zoom"]

RULES = "/api/v1/adoption-rules"

MakeRule = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
def make_rule(administrator: httpx.AsyncClient) -> MakeRule:
    """Adds a rule as an administrator does."""

    async def make(**values: Any) -> dict[str, Any]:
        answer = await administrator.post(RULES, json={"name": "Rule", "find_by": "email", **values})
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    return make
