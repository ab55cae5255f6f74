"""The dashboard: figures and plots that lead to their meetings, with the same in words."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.steps import Words, sign_in
from tests.browser.test_screens import SIZES, look_at

pytestmark = pytest.mark.browser

RU = Words("ru")


@pytest.mark.parametrize("size", SIZES)
async def test_it_is_accessible_and_fits(size: str, page: Page) -> None:
    await sign_in(page, RU, "admin")
    await page.set_viewport_size(SIZES[size])
    assert await look_at(page, "/dashboard") == []
    await page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert await look_at(page, "/dashboard") == []


async def test_a_figure_leads_to_its_meetings(page: Page) -> None:
    await sign_in(page, RU, "admin")
    await page.get_by_role("navigation").get_by_role("link", name=RU("nav.dashboard")).click()
    await page.get_by_role("main").get_by_role("link", name=RU("dashboard.week")).click()
    await expect(page).to_have_url(re.compile("period=week"))
    await expect(page.get_by_role("heading", name=RU("meetings.title"))).to_be_visible()


async def test_the_plot_is_also_a_table_by_keyboard(page: Page) -> None:
    await sign_in(page, RU, "admin")
    await page.goto("/dashboard")
    plot = page.get_by_role("region", name=RU("dashboard.perDay"))
    await expect(plot.get_by_role("row")).to_have_count(30)
    await plot.get_by_role("radio", name=RU("dashboard.plot")).focus()
    await page.keyboard.press("ArrowRight")
    await expect(plot.get_by_role("radio", name=RU("dashboard.table"))).to_be_checked()
    await expect(plot.get_by_role("rowheader").first).to_be_in_viewport()
