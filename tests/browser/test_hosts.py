"""Who hosts, and what happens when somebody is busy: hosts in the settings, and a meeting that may not overlap."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Locator, Page, ViewportSize, expect

from tests.browser.steps import Words, accessibility_faults, sign_in

pytestmark = pytest.mark.browser

RULES = "/api/v1/settings/meetings"
SIZES: dict[str, ViewportSize] = {
    "desktop": {"width": 1440, "height": 900},
    "phone": {"width": 390, "height": 844},
}


def switch_of(page: Page, words: Words, name: str) -> Locator:
    """Whether this Zoom user hosts."""
    return page.get_by_role("switch", name=f"{words('hosts.inPool')}: {name}")


async def press(page: Page, switch: Locator, words: Words, name: str) -> None:
    """Turn the switch by keyboard, and wait until that is saved."""
    await switch.focus()
    await page.keyboard.press("Space")
    saved = page.get_by_text(words("hosts.saved", name=name))
    await expect(saved).to_be_visible()
    await page.get_by_role("button", name=words("common.close")).first.click()
    await expect(saved).to_be_hidden()


@pytest.mark.parametrize("size", SIZES)
async def test_an_administrator_decides_by_keyboard_who_hosts(size: str, page: Page) -> None:
    words, name = Words("ru"), "Marina Tkach"
    await sign_in(page, words, "admin")
    await page.set_viewport_size(SIZES[size])
    await page.goto("/settings/hosts")
    switch = switch_of(page, words, name)
    await expect(switch).to_be_checked()
    assert await accessibility_faults(page) == []
    assert not await page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    await press(page, switch, words, name)
    await page.reload()
    await expect(switch).not_to_be_checked()
    await press(page, switch, words, name)
    await expect(switch).to_be_checked()


async def test_a_manager_finds_hosts_and_changes_nothing(page: Page) -> None:
    words = Words("ru")
    await sign_in(page, words, "manager")
    await page.goto("/settings/hosts")
    await page.get_by_role("searchbox", name=words("hosts.search")).fill("marina")
    await expect(page.get_by_text("Anna Koval")).to_be_hidden()
    await expect(switch_of(page, words, "Marina Tkach")).to_be_disabled()


@pytest.fixture
async def forbidden(page: Page) -> AsyncIterator[None]:
    """While the test runs, overlaps are forbidden."""
    await sign_in(page, Words("ru"), "admin")
    before = await (await page.request.get(RULES)).json()
    await _put_rules(page, {**before, "restrict_overlapping": "forbid"})
    yield
    now = await (await page.request.get(RULES)).json()
    await _put_rules(page, {**before, "version": now["version"]})


async def _put_rules(page: Page, rules: dict[str, Any]) -> None:
    answer = await page.request.put(RULES, data=rules, headers={"X-Parley": "1"})
    assert answer.ok, await answer.text()


@pytest.mark.usefixtures("forbidden")
async def test_who_may_lets_a_meeting_overlap_and_says_why(page: Page) -> None:
    words = Words("ru")
    start = datetime.now(ZoneInfo("Europe/Kyiv")).replace(hour=11, minute=0) + timedelta(days=40)
    me = (await (await page.request.get("/api/v1/session")).json())["account"]["id"]
    body = {
        "topic": "Ревизия", "starts_at": f"{start:%Y-%m-%dT%H:%M:00}", "timezone": "Europe/Kyiv",
        "duration_minutes": 60, "staff_ids": [me],
    }  # fmt: skip
    assert (await page.request.post("/api/v1/meetings", data=body, headers={"X-Parley": "1"})).status == 201
    await page.goto(f"/meetings/new?start={start:%Y-%m-%dT%H:%M}")
    await page.get_by_text(words("form.kinds.none"), exact=True).click()
    await page.get_by_label(words("form.topic")).first.fill("Срочно")
    await expect(page.get_by_text(words("conflict.forbidden"))).to_be_visible()
    assert await accessibility_faults(page) == []
    await page.get_by_role("button", name=words("override.button")).click()
    await page.get_by_role("textbox", name=words("override.reason")).fill("Просил директор")
    assert await accessibility_faults(page) == []
    await page.get_by_role("button", name=words("override.confirm"), exact=True).click()
    await expect(page.get_by_role("heading", name="Срочно")).to_be_visible()
    await expect(page.get_by_role("status").filter(has_text=words("conflict.title"))).to_contain_text("Ревизия")
