"""Every screen in both themes, on desktop and phone: nothing axe complains of, nothing wider than the window."""

from typing import Literal

import pytest
from playwright.async_api import Page, ViewportSize, expect

from tests.browser.steps import Words, accessibility_faults, sign_in

pytestmark = pytest.mark.browser

SCREENS = (
    "/meetings",
    "/meetings/new",
    "/clients",
    "/leads",
    "/client-groups",
    "/staff",
    "/imports/new",
    "/settings/zoom",
    "/settings/meetings",
    "/settings/profile",
)
SIZES: dict[str, ViewportSize] = {
    "desktop": {"width": 1440, "height": 900},
    "phone": {"width": 390, "height": 844},
}


async def look_at(page: Page, path: str) -> list[str]:
    """What is wrong with the screen at this address."""
    await page.goto(path)
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await page.wait_for_load_state("networkidle")
    faults = await accessibility_faults(page)
    too_wide = await page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [f"{path}: {fault}" for fault in faults] + ([f"{path}: wider than the window"] if too_wide else [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
async def test_every_screen_is_accessible_and_fits(size: str, scheme: Literal["light", "dark"], page: Page) -> None:
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    await sign_in(page, Words("uk"), "admin")
    await page.set_viewport_size(SIZES[size])
    assert [fault for path in SCREENS for fault in await look_at(page, path)] == []


async def test_the_sign_in_page_is_accessible(page: Page) -> None:
    assert await look_at(page, "/") == []


async def test_an_open_menu_and_an_open_dialog_are_accessible(page: Page) -> None:
    words = Words("ru")
    await sign_in(page, words, "admin")
    await page.get_by_role("table").get_by_role("button", name=words("meetings.rowMenu", topic="")).first.click()
    await expect(page.get_by_role("menu")).to_be_visible()
    menu = await accessibility_faults(page)
    await page.get_by_role("menuitem", name=words("common.delete")).click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    assert [*menu, *await accessibility_faults(page)] == []


async def test_the_reference_of_the_api_lists_its_routes(page: Page) -> None:
    await page.goto("/docs")
    await expect(page.get_by_text("/api/v1/meetings", exact=True).first).to_be_visible()
