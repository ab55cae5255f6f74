"""A meeting that is held in Zoom shows who is in, by itself told by Zoom's events."""

from typing import Any

import httpx
import pytest
from playwright.async_api import Page, ViewportSize, expect

from tests.browser.steps import Words, accessibility_faults, sign_in

pytestmark = pytest.mark.browser

MEETING = "Навчання персоналу"
PHONE: ViewportSize = {"width": 390, "height": 844}


async def start(zoom: httpx.AsyncClient, *people: str) -> dict[str, Any]:
    """Its host opens the meeting in Zoom, and these people come."""
    meetings = (await zoom.get("/_control/meetings")).json()
    meeting: dict[str, Any] = next(one for one in meetings if one["topic"] == MEETING)
    await zoom.post(f"/_control/meetings/{meeting['id']}/start")
    for name in people:
        await zoom.post(f"/_control/meetings/{meeting['id']}/participants", json={"name": name})
    await zoom.post("/_control/webhooks/drain")
    return meeting


async def test_a_running_meeting_shows_who_is_in(page: Page, zoom: httpx.AsyncClient) -> None:
    words = Words("uk")
    await sign_in(page, words, "admin")
    meeting = await start(zoom, "Юрій")
    listed = (await (await page.request.get(f"/api/v1/meetings?search={MEETING}")).json())["items"][0]
    present = page.get_by_role("region", name=words("webhooks.present.title"))

    async def look() -> None:
        await page.goto(f"/meetings/{listed['id']}")
        await expect(present.get_by_text("Юрій", exact=True)).to_be_visible(timeout=2_000)

    await _until(look)
    assert await accessibility_faults(page) == []
    await page.set_viewport_size(PHONE)
    await expect(present).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert await accessibility_faults(page) == []
    await zoom.post(f"/_control/meetings/{meeting['id']}/end")


async def _until(look: Any) -> None:
    """Events take a moment; the page is opened again until they have been followed."""
    for _ in range(4):
        try:
            await look()
        except AssertionError:
            continue
        return
    await look()


async def test_the_settings_show_the_address_for_events_and_that_it_was_validated(page: Page) -> None:
    words = Words("en")
    await sign_in(page, words, "admin")
    await page.goto("/settings/zoom")

    await expect(page.get_by_text("/api/v1/webhooks/zoom")).to_be_visible()
    await expect(page.get_by_text(words("webhooks.address.validated", when="").removesuffix("."))).to_be_visible()
    assert await accessibility_faults(page) == []
