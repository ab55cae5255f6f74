"""The list of meetings: found, put in order, chosen, deleted several at once; with a mouse, on a phone, by keyboard."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.steps import Words, accessibility_faults, row_of, sign_in
from tests.browser.test_screens import SIZES

pytestmark = pytest.mark.browser

RU = Words("ru")


async def make_meetings(page: Page, *topics: str) -> None:
    """Meetings of next week, made past the form, as the signed-in person."""
    make = """async topics => {
        for (const [number, topic] of topics.entries()) {
            const at = new Date(Date.now() + (7 * 24 + number) * 3600_000).toISOString()
            const body = {topic, starts_at: at, timezone: 'Europe/Kyiv', duration_minutes: 15, staff_ids: []}
            const headers = {'X-Parley': '1', 'Content-Type': 'application/json'}
            await fetch('/api/v1/meetings', {method: 'POST', headers, body: JSON.stringify(body)})
        }
    }"""
    await page.evaluate(make, list(topics))


def box(page: Page, topic: str) -> Locator:
    """The check box of this row."""
    return page.get_by_role("checkbox", name=RU("list.select", topic=topic))


async def test_several_meetings_are_deleted_at_once(page: Page) -> None:
    await sign_in(page, RU, "manager")
    topics = [f"Лишняя {number}" for number in (1, 2, 3)]
    await make_meetings(page, *topics)
    await page.goto("/meetings?search=Лишняя")
    await box(page, topics[0]).check()
    await box(page, topics[2]).click(modifiers=["Shift"])
    await expect(page.get_by_role("checkbox", checked=True)).to_have_count(4)
    await page.get_by_role("toolbar").get_by_role("button", name=RU("common.delete")).click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text(RU("bulkDelete.title_few", count="3"))
    assert await accessibility_faults(page) == []
    await dialog.get_by_role("button", name=RU("common.delete")).click()
    await expect(dialog).to_contain_text(RU("bulkDelete.done_few", count="3"))
    await dialog.get_by_role("button", name=RU("common.close")).last.click()
    await expect(page.get_by_text(RU("meetings.nothingFound"))).to_be_visible()


async def test_filters_are_set_named_and_set_again(page: Page) -> None:
    await sign_in(page, RU, "admin")
    await page.get_by_role("button", name=RU("filters.manager")).click()
    await page.get_by_role("checkbox", name=RU("list.none")).click()
    await page.keyboard.press("Escape")
    await expect(page).to_have_url(re.compile("manager=none"))
    await expect(row_of(page, "Планёрка отдела продаж")).to_be_visible()
    await expect(row_of(page, "Знакомство с системой")).to_have_count(0)
    await page.get_by_role("button", name=RU("saved.title")).click()
    await page.get_by_role("menuitem", name=RU("saved.save")).click()
    await page.get_by_label(RU("saved.name")).fill("Ничьи")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.get_by_role("button", name=RU("filters.clear")).click()
    await expect(row_of(page, "Знакомство с системой")).to_be_visible()
    await page.get_by_role("button", name=RU("saved.title")).click()
    await page.get_by_role("menuitem", name="Ничьи", exact=True).click()
    await expect(row_of(page, "Знакомство с системой")).to_have_count(0)


async def test_a_search_is_begun_by_a_key_and_marks_what_it_found(page: Page) -> None:
    await sign_in(page, RU, "admin")
    await expect(row_of(page, "Знакомство с системой")).to_be_visible()
    await page.keyboard.press("/")
    await page.keyboard.type("знаком")
    await expect(page.locator("mark")).to_have_text(["Знаком"])


async def test_the_length_of_a_page_is_remembered(page: Page) -> None:
    await sign_in(page, RU, "employee")
    await make_meetings(page, *(f"Много {number:02}" for number in range(11)))
    await page.goto("/meetings?search=Много")
    await page.get_by_role("combobox", name=RU("common.pageSize")).click()
    async with page.expect_response("**/api/v1/session"):
        await page.get_by_role("option", name="10", exact=True).click()
    await page.goto("/meetings?search=Много")
    await expect(page.get_by_text(RU("common.shown", **{"from": "1", "to": "10", "total": "11"}))).to_be_visible()
    await page.get_by_role("button", name=RU("common.nextPage")).click()
    await expect(row_of(page, "Много 10")).to_be_visible()
    await page.get_by_role("link", name="Много 10").click()
    await expect(page.get_by_role("heading", name="Много 10")).to_be_visible()
    await page.get_by_role("button", name=RU("common.back")).click()
    await expect(row_of(page, "Много 10")).to_be_visible()


async def test_a_refresh_tells_what_it_found(page: Page) -> None:
    await sign_in(page, RU, "admin")
    await page.get_by_role("button", name=RU("refresh.start"), exact=True).click()
    told = page.get_by_role("alert").filter(has_text=re.compile(f"{RU('refresh.done')}|{RU('refresh.nothing')}"))
    await expect(told).to_be_visible(timeout=30_000)


async def test_all_filters_of_a_phone_are_in_one_place(page: Page) -> None:
    await sign_in(page, RU, "admin")
    await page.set_viewport_size(SIZES["phone"])
    await page.goto("/meetings")
    await page.get_by_role("button", name=RU("filters.more_other", count="0")).click()
    drawer = page.get_by_role("dialog")
    await drawer.get_by_text(RU("list.periods.next7"), exact=True).click()
    await expect(page).to_have_url(re.compile("period=next7"))
    assert await accessibility_faults(page) == []
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name=RU("filters.clear"))).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
