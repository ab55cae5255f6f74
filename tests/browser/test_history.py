"""A meeting's page tells what happened to it, here and in Zoom."""

from typing import Any

import httpx
import pytest
from playwright.async_api import Page, ViewportSize, expect

from tests.browser.steps import Words, accessibility_faults, sign_in

pytestmark = pytest.mark.browser

OURS = {"X-Parley": "1"}


async def ask(page: Page, method: str, path: str, **body: Any) -> dict[str, Any]:
    """What the server answers to the person who is signed in on this page."""
    answer = await page.request.fetch(f"/api/v1{path}", method=method, headers=OURS, data=body or None)
    assert answer.ok, await answer.text()
    told: dict[str, Any] = await answer.json()
    return told


async def refresh(page: Page) -> None:
    """Compare with Zoom, to the end."""
    run = await ask(page, "POST", "/sync-runs")
    while run["state"] in {"waiting", "running"}:
        run = await ask(page, "GET", f"/sync-runs/{run['id']}")
    assert run["state"] == "done"


async def make_and_edit_in_zoom(page: Page, zoom: httpx.AsyncClient, topic: str) -> str:
    """A meeting made in Zoom's portal and edited there later; answers its id here."""
    body = {"host": "manager@parley.example", "topic": topic, "start_time": "2031-03-03T10:00:00Z", "duration": 30}
    made = (await zoom.post("/_control/meetings", json=body)).json()
    await refresh(page)
    await zoom.patch(f"/_control/meetings/{made['id']}", json={"agenda": "Цены"})
    await refresh(page)
    found = await ask(page, "GET", f"/meetings?search={made['id']}")
    return str(found["items"][0]["id"])


@pytest.mark.parametrize(
    ("language", "window"),
    [("ru", {"width": 1440, "height": 900}), ("uk", {"width": 390, "height": 844})],
)
async def test_the_history_tells_what_was_done_in_zoom(
    language: str, window: ViewportSize, page: Page, zoom: httpx.AsyncClient
) -> None:
    words = Words(language)
    await sign_in(page, words, "manager")
    meeting_id = await make_and_edit_in_zoom(page, zoom, f"История {language}")
    await page.set_viewport_size(window)
    await page.goto(f"/meetings/{meeting_id}")
    entries = page.get_by_role("region", name=words("timeline.title")).get_by_role("listitem")
    await expect(entries).to_have_count(2)
    await expect(entries.first).to_contain_text(words("timeline.deeds.editedInZoom"))
    await expect(entries.first).to_contain_text(words("timeline.fields.agenda"))
    await expect(entries.last).to_contain_text(words("timeline.deeds.madeInZoom"))
    assert await accessibility_faults(page) == []
