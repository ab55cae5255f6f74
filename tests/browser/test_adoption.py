"""Rules for meetings made in Zoom, the inbox where the rules are not sure, and a series with its dates."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from playwright.async_api import Page, ViewportSize, expect

from tests.browser.steps import Words, accessibility_faults, sign_in

pytestmark = pytest.mark.browser

SIZES: dict[str, ViewportSize] = {
    "desktop": {"width": 1440, "height": 900},
    "phone": {"width": 390, "height": 844},
}
RULES = "/api/v1/adoption-rules"
HEADERS = {"X-Parley": "1"}


async def take_over(page: Page, zoom: httpx.AsyncClient, **values: Any) -> None:
    """A meeting that the administrator makes in Zoom's portal is here after a comparison."""
    start = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=50)
    body = {"host": "admin@parley.example", "start_time": f"{start:%Y-%m-%dT%H:%M:%SZ}", "duration": 30, **values}
    (await zoom.post("/_control/meetings", json=body)).raise_for_status()
    begun = await (await page.request.post("/api/v1/sync-runs", headers=HEADERS)).json()
    for _ in range(100):
        run = await (await page.request.get(f"/api/v1/sync-runs/{begun['id']}")).json()
        if run["finished_at"] is not None:
            return
        await page.wait_for_timeout(100)
    pytest.fail("the comparison does not end")


async def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return not await page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


async def forget_rules(page: Page) -> None:
    """Leave no rule to other tests."""
    for rule in await (await page.request.get(RULES)).json():
        await page.request.delete(f"{RULES}/{rule['id']}", headers=HEADERS)


@pytest.mark.parametrize("size", SIZES)
async def test_an_administrator_makes_a_rule_and_moves_it_by_keyboard(size: str, page: Page) -> None:
    words = Words("ru")
    await sign_in(page, words, "admin")
    await page.set_viewport_size(SIZES[size])
    await page.goto("/settings/adoption")
    await expect(page.get_by_text(words("adoption.empty"))).to_be_visible()
    assert await accessibility_faults(page) == []
    for name in ("Первое", "Второе"):
        await page.get_by_role("button", name=words("adoption.add")).press("Enter")
        await page.get_by_label(words("adoption.ruleName")).fill(name)
        await page.get_by_label(words("adoption.topic"), exact=True).fill("*договор*")
        assert await accessibility_faults(page) == []
        await page.get_by_role("button", name=words("common.save"), exact=True).press("Enter")
        await expect(page.get_by_role("dialog")).to_be_hidden()
        await expect(page.get_by_role("listitem").filter(has_text=name)).to_be_visible()
    await page.get_by_role("button", name=words("adoption.up", name="Второе")).press("Enter")
    await expect(page.get_by_role("listitem").filter(has_text=words("adoption.propose").lower()).first).to_contain_text(
        "Второе"
    )
    assert await accessibility_faults(page) == []
    assert await fits(page)
    await forget_rules(page)


@pytest.mark.parametrize("size", SIZES)
async def test_what_a_rule_proposes_is_taken_from_the_inbox(size: str, page: Page, zoom: httpx.AsyncClient) -> None:
    words, topic = Words("ru"), f"Созвон по договору {size}"
    await sign_in(page, words, "admin")
    client = (await (await page.request.get("/api/v1/clients?page_size=10")).json())["items"][0]
    rule = {
        "name": "Договоры", "topic": "созвон по договору", "find_by": "fixed",
        "subject": {"kind": "client", "id": client["id"]},
    }  # fmt: skip
    assert (await page.request.post(RULES, data=rule, headers=HEADERS)).status == 201
    await take_over(page, zoom, topic=topic)
    await page.set_viewport_size(SIZES[size])
    await page.goto("/inbox")
    item = page.get_by_role("listitem").filter(has_text=topic).first
    await expect(item).to_be_visible()
    assert await accessibility_faults(page) == []
    assert await fits(page)
    await item.get_by_role("list", name=words("adoption.proposals", topic=topic)).get_by_role("button").press("Enter")
    await expect(item).to_be_hidden()
    found = (await (await page.request.get(f"/api/v1/meetings?search={topic}")).json())["items"]
    assert [meeting["subject"]["id"] for meeting in found] == [client["id"]]
    await forget_rules(page)


@pytest.mark.parametrize("size", SIZES)
async def test_a_series_shows_its_dates_and_warns_before_all_of_it_goes(
    size: str, page: Page, zoom: httpx.AsyncClient
) -> None:
    words, topic = Words("ru"), f"Планёрка {size}"
    await sign_in(page, words, "admin")
    await take_over(page, zoom, topic=topic, type=8, recurrence={"type": 1, "end_times": 14})
    await page.set_viewport_size(SIZES[size])
    found = (await (await page.request.get(f"/api/v1/meetings?search={topic}")).json())["items"]
    await page.goto(f"/meetings/{found[0]['id']}")
    dates = page.get_by_role("region", name=words("kinds.dates"))
    await expect(dates.get_by_role("listitem")).to_have_count(12)
    await dates.get_by_role("button", name=words("kinds.more")).press("Enter")
    await expect(dates.get_by_role("listitem")).to_have_count(14)
    await expect(page.get_by_text(words("kinds.series"), exact=True).first).to_be_visible()
    assert await accessibility_faults(page) == []
    assert await fits(page)
    await page.get_by_role("button", name=words("common.delete"), exact=True).click()
    await expect(page.get_by_text(words("kinds.deleteSeries"))).to_be_visible()
    await page.get_by_role("dialog").get_by_role("button", name=words("common.delete"), exact=True).click()
    await expect(page.get_by_role("dialog")).to_be_hidden()
