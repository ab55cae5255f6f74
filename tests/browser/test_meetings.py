"""A manager's meeting from the first click to the last, with the pretend Zoom watched beside it."""

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.browser.steps import Words, row_of, sign_in

pytestmark = pytest.mark.browser


async def click_in_the_calendar(page: Page, words: Words, hour: str) -> None:
    """The first day of the next week, at this hour."""
    await page.get_by_role("button", name=words("calendar.next.week")).click()
    slot = page.locator(f'[aria-label$=", {hour}"]').first
    await slot.scroll_into_view_if_needed()
    await slot.click()


async def zoom_kinds(zoom: httpx.AsyncClient, since: int) -> list[str]:
    """What happened to meetings in Zoom since then."""
    ledger = (await zoom.get("/_control/ledger", params={"since": since})).json()
    return [entry["kind"] for entry in ledger if entry["kind"].startswith("meeting.")]


async def last_effect(zoom: httpx.AsyncClient) -> int:
    """The number of Zoom's last effect."""
    ledger = (await zoom.get("/_control/ledger")).json()
    return max((entry["seq"] for entry in ledger), default=0)


@pytest.mark.parametrize(("language", "hour"), [("ru", "14:00"), ("en", "16:00")])
async def test_a_manager_schedules_edits_starts_and_deletes_a_meeting(
    language: str, hour: str, page: Page, zoom: httpx.AsyncClient
) -> None:
    words, topic = Words(language), f"Договор №1 {language}"
    since = await last_effect(zoom)
    await sign_in(page, words, "manager")
    await schedule_with_a_client(page, words, topic, hour)
    await expect(row_of(page, topic)).to_contain_text("ID ")
    await edit_topic(page, words, topic, f"{topic}, подписание")
    await start_as_host(page, words, f"{topic}, подписание")
    await delete(page, words, f"{topic}, подписание")
    assert await zoom_kinds(zoom, since) == ["meeting.created", "meeting.updated", "meeting.deleted"]


async def schedule_with_a_client(page: Page, words: Words, topic: str, hour: str) -> None:
    await (
        page.get_by_role("link", name=words("meetings.create"))
        .or_(page.get_by_role("button", name=words("meetings.create")))
        .first.click()
    )
    await (
        page.get_by_role("textbox", name=words("subject.client"))
        .or_(page.get_by_placeholder(words("form.choose.client")))
        .first.fill("Северный")
    )
    await page.get_by_role("option", name="Северный мост").click()
    await page.get_by_label(words("form.topic")).first.fill(topic)
    await click_in_the_calendar(page, words, hour)
    await page.get_by_role("button", name=words("form.create"), exact=True).click()
    await expect(page.get_by_role("heading", name=topic)).to_be_visible()
    await to_the_list(page, words)


async def to_the_list(page: Page, words: Words) -> None:
    await page.get_by_role("navigation").get_by_role("link", name=words("nav.meetings")).click()
    await expect(page.get_by_role("heading", name=words("meetings.title"))).to_be_visible()


async def edit_topic(page: Page, words: Words, topic: str, new_topic: str) -> None:
    await row_of(page, topic).get_by_role("button", name=words("meetings.rowMenu", topic=topic)).click()
    await page.get_by_role("menuitem", name=words("common.edit")).click()
    field = page.get_by_label(words("form.topic")).first
    await expect(field).to_have_value(topic)
    await field.fill(new_topic)
    await page.get_by_role("button", name=words("common.save")).click()
    await expect(page.get_by_text(words("form.saved"))).to_be_visible()
    await to_the_list(page, words)
    await expect(row_of(page, new_topic)).to_be_visible()


async def start_as_host(page: Page, words: Words, topic: str) -> None:
    async with page.context.expect_page() as opening:
        await row_of(page, topic).get_by_role("button", name=words("meetings.start")).click()
    zoom_page = await opening.value
    await zoom_page.wait_for_url("**/s/**")
    await expect(zoom_page.get_by_text(topic).first).to_be_visible()
    await zoom_page.close()


async def delete(page: Page, words: Words, topic: str) -> None:
    await row_of(page, topic).get_by_role("button", name=words("meetings.rowMenu", topic=topic)).click()
    await page.get_by_role("menuitem", name=words("common.delete")).click()
    await page.get_by_role("dialog").get_by_role("button", name=words("common.delete")).click()
    await expect(row_of(page, topic)).to_have_count(0)
