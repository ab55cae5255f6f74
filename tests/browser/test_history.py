"""A meeting's page tells what happened to it, here and in Zoom."""

import httpx
import pytest
from playwright.async_api import Page, ViewportSize, expect

from tests.browser.steps import Words, accessibility_faults, ask, refresh, sign_in

pytestmark = pytest.mark.browser


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
