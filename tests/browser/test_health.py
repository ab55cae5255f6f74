"""Administrators see how Parley is doing, what it means and what to do."""

import pytest
from playwright.async_api import Locator, Page, Route, expect

from tests.browser.steps import Words, accessibility_faults, sign_in
from tests.browser.test_screens import SIZES

pytestmark = pytest.mark.browser

GIVEN_UP = {
    "kind": "meetings.push",
    "object_id": "019a0000-0000-7000-8000-000000000000",
    "error_code": "crashed",
    "error_text": "KeyError",
    "asked_at": "2026-11-23T10:00:00Z",
    "finished_at": "2026-11-23T11:00:00Z",
}


def part_of(page: Page, words: Words, name: str) -> Locator:
    """One part of the page."""
    return page.get_by_role("region", name=words(f"health.parts.{name}"), exact=True)


@pytest.mark.parametrize(("size", "language"), [("desktop", "en"), ("phone", "uk")])
async def test_every_part_says_what_it_means(size: str, language: str, page: Page) -> None:
    words = Words(language)
    await sign_in(page, words, "admin")
    await page.set_viewport_size(SIZES[size])
    await page.goto("/settings/health")
    await expect(part_of(page, words, "connection")).to_contain_text(words("health.connection.connected"))
    await expect(part_of(page, words, "servers")).to_contain_text(words("health.servers.ok"))
    assert await accessibility_faults(page) == []
    assert not await page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


async def test_what_was_given_up_is_tried_again_by_keyboard(page: Page) -> None:
    """The server's answer is changed on its way: no work of the demo world was ever given up."""
    words = Words("ru")
    given_up = [GIVEN_UP]

    async def answer(route: Route) -> None:
        response = await route.fetch()
        seen = await response.json()
        state = "broken" if given_up else "ok"
        body = {**seen, "state": state, "quarantine": {"state": state, "items": list(given_up)}}
        await route.fulfill(response=response, json=body)

    async def retry(route: Route) -> None:
        given_up.clear()
        await route.fulfill(status=204)

    await page.route("**/api/v1/health", answer)
    await page.route("**/api/v1/work/**", retry)
    await sign_in(page, words, "admin")
    await expect(page.get_by_role("img", name=words("health.sign"))).to_be_visible()
    await page.goto("/settings/health")
    part = part_of(page, words, "quarantine")
    await expect(part).to_contain_text("KeyError")
    assert await accessibility_faults(page) == []
    await part.get_by_role("button").focus()
    await page.keyboard.press("Enter")
    await expect(part).to_contain_text(words("health.quarantine.ok"))
    await expect(page.get_by_role("img", name=words("health.sign"))).to_be_hidden()


async def test_what_only_administrators_can_mend_is_told_on_every_page(page: Page) -> None:
    words = Words("ru")

    async def answer(route: Route) -> None:
        response = await route.fetch()
        seen = await response.json()
        refused = {**seen["connection"], "state": "broken", "code": "refused"}
        await route.fulfill(response=response, json={**seen, "state": "broken", "connection": refused})

    await page.route("**/api/v1/health", answer)
    await sign_in(page, words, "admin")
    banner = page.get_by_role("status").filter(has_text=words("health.connection.refused"))
    await expect(banner).to_be_visible()
    assert await accessibility_faults(page) == []
    await banner.get_by_role("link").click()
    await expect(part_of(page, words, "connection")).to_contain_text(words("health.connection.refused"))
    await expect(banner).to_be_hidden()


async def test_a_page_that_does_not_load_can_be_tried_again(page: Page) -> None:
    words = Words("ru")
    await sign_in(page, words, "admin")
    await page.route("**/api/v1/health", lambda route: route.fulfill(status=403, json={"code": "forbidden"}))
    await page.goto("/settings/health")
    await expect(page.get_by_text(words("common.loadFailed"))).to_be_visible()
    await page.unroute("**/api/v1/health")
    await page.get_by_role("button", name=words("common.retry")).click()
    await expect(part_of(page, words, "connection")).to_be_visible()


async def test_managers_see_no_health(page: Page) -> None:
    words = Words("ru")
    await sign_in(page, words, "manager")
    await page.goto("/settings/profile")
    await expect(page.get_by_role("link", name=words("settings.tabs.profile"))).to_be_visible()
    await expect(page.get_by_role("link", name=words("health.tab"), exact=True)).to_have_count(0)
