"""What somebody changes shows on the screens of others, without a touch."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, Parley
from tests.browser.steps import Words, row_of, sign_in
from tests.browser.test_list import make_meetings

pytestmark = pytest.mark.browser

RU = Words("ru")
SOON_MS = 2_000
EVENTS = "**/api/v1/events"


@pytest.fixture
async def other(chromium: Browser, parley: Parley) -> AsyncIterator[Page]:
    """Another browser, of somebody who only looks."""
    context = await chromium.new_context(
        base_url=parley.url, viewport=DESKTOP, timezone_id="Europe/Kyiv", locale="ru-RU"
    )
    yield await context.new_page()
    await context.close()


async def follow(page: Page, address: str) -> None:
    """Open the page, and wait until it is told of changes."""
    async with page.expect_response(EVENTS):
        await page.goto(address)


async def find_id(page: Page, topic: str) -> tuple[str, int]:
    """The id and Zoom's number of a meeting."""
    found = await (await page.request.get(f"/api/v1/meetings?search={topic}")).json()
    return found["items"][0]["id"], found["items"][0]["zoom_meeting_id"]


async def rename(page: Page, meeting_id: str, topic: str) -> None:
    """Change the topic past the form, as the signed-in person."""
    at = f"/api/v1/meetings/{meeting_id}"
    version = (await (await page.request.get(at)).json())["version"]
    changed = await page.request.patch(at, data={"topic": topic, "version": version}, headers={"X-Parley": "1"})
    assert changed.ok, await changed.text()


async def test_a_new_topic_shows_on_anothers_screen_within_two_seconds(page: Page, other: Page) -> None:
    await sign_in(page, RU, "manager")
    await make_meetings(page, "Живая встреча")
    meeting_id, _ = await find_id(page, "Живая")
    await sign_in(other, RU, "admin")
    await follow(other, "/meetings?search=Живая")
    await expect(row_of(other, "Живая встреча")).to_be_visible()
    await rename(page, meeting_id, "Живая и новая")
    await expect(row_of(other, "Живая и новая")).to_be_visible(timeout=SOON_MS)


async def test_a_meeting_begun_in_zoom_shows_as_running(page: Page, zoom: httpx.AsyncClient) -> None:
    await sign_in(page, RU, "admin")
    await make_meetings(page, "Начатая встреча")
    _, zoom_id = await find_id(page, "Начатая")
    await follow(page, "/meetings?search=Начатая")
    assert (await zoom.post(f"/_control/meetings/{zoom_id}/start")).is_success
    running = row_of(page, "Начатая встреча").get_by_text(re.compile(RU("status.running"), re.IGNORECASE))
    await expect(running).to_be_visible(timeout=2 * SOON_MS)


async def test_a_screen_that_is_not_live_says_so_and_comes_back(page: Page) -> None:
    await page.route(EVENTS, lambda route: route.abort())
    await sign_in(page, RU, "admin")
    lost = page.get_by_text(RU("live.lost"))
    await expect(lost).to_be_visible(timeout=15_000)
    await page.unroute(EVENTS)
    await expect(lost).to_be_hidden(timeout=15_000)


async def test_signing_out_elsewhere_leads_to_the_page_for_signing_in(page: Page) -> None:
    await sign_in(page, RU, "employee")
    await follow(page, "/meetings")
    answer = await page.request.delete("/api/v1/session", headers={"X-Parley": "1"})
    assert answer.ok
    await expect(page).to_have_url(re.compile("/sign-in"), timeout=5_000)
