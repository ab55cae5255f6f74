"""The list of meetings as a file: chosen, written, downloaded; on a desktop and on a phone, with keys alone."""

import asyncio
import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.async_api import Download, Locator, Page, expect

from tests.browser.steps import Words, accessibility_faults, sign_in, whole

pytestmark = pytest.mark.browser

RU = Words("ru")
PHONE_WIDTH = 390


async def open_dialog(page: Page) -> Locator:
    """The dialog over the list of all meetings."""
    await page.goto("/meetings?view=all")
    await page.get_by_role("button", name=RU("exports.open"), exact=True).click()
    dialog = page.get_by_role("dialog", name=RU("exports.title"))
    await expect(dialog.get_by_role("button", name=RU("exports.submit"), exact=True)).to_be_visible()
    return dialog


async def submit(page: Page, dialog: Locator) -> Download:
    """Ask for the file; a short one comes at once."""
    async with page.expect_download() as downloading:
        await dialog.get_by_role("button", name=RU("exports.submit"), exact=True).click()
    await expect(dialog.get_by_text(RU("exports.ready"))).to_be_visible()
    return await downloading.value


async def head_of(file: Download) -> list[str]:
    """The headings of a CSV file."""
    content = await asyncio.to_thread(Path(await file.path()).read_text, "utf-8-sig")
    return next(csv.reader(io.StringIO(content), delimiter=";"))


async def test_the_list_is_downloaded_as_a_spreadsheet(page: Page, tmp_path: Path) -> None:
    await sign_in(page, RU, "admin")
    dialog = await open_dialog(page)
    await dialog.get_by_role("checkbox", name=RU("exports.columns.agenda"), exact=True).uncheck()
    faults = await accessibility_faults(page)
    file = await submit(page, dialog)
    await file.save_as(tmp_path / "meetings.xlsx")
    sheet = load_workbook(tmp_path / "meetings.xlsx").active
    assert sheet is not None
    head = [cell.value for cell in sheet[1]]
    assert head[:2] == [RU("exports.columns.topic"), f"{RU('exports.columns.starts_at')} (Europe/Kyiv)"]
    assert RU("exports.columns.agenda") not in head
    assert sheet["B2"].is_date
    assert [*faults, *await accessibility_faults(page)] == []


async def test_with_keys_alone_columns_are_put_in_another_order_which_is_remembered(page: Page) -> None:
    await sign_in(page, RU, "igor.melnyk")
    dialog = await open_dialog(page)
    await dialog.get_by_text(RU("exports.formats.csv"), exact=True).click()
    topic, start = RU("exports.columns.topic"), f"{RU('exports.columns.starts_at')} (Europe/Kyiv)"
    down = dialog.get_by_role("button", name=RU("exports.moveDown", column=topic), exact=True)
    await down.focus()
    for _ in range(2):
        await page.keyboard.press("Enter")
        await expect(down).to_be_focused()
    assert (await head_of(await submit(page, dialog)))[:3] == [
        start,
        RU("exports.columns.ends_at") + " (Europe/Kyiv)",
        topic,
    ]
    await page.reload()
    again = await open_dialog(page)
    await expect(again.get_by_role("listitem").nth(2)).to_contain_text(topic)
    await again.get_by_role("button", name=RU("exports.usualOrder"), exact=True).click()
    await expect(again.get_by_role("listitem").first).to_contain_text(topic)


async def test_with_keys_alone_the_dialog_is_opened_and_left(page: Page) -> None:
    await sign_in(page, RU, "manager")
    opener = page.get_by_role("button", name=RU("exports.open"), exact=True)
    await opener.focus()
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name=RU("exports.title"))
    await expect(dialog).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
    await expect(opener).to_be_focused()


async def test_on_a_phone_the_chosen_columns_of_participants_come_as_text(page: Page) -> None:
    await sign_in(page, RU, "manager")
    await page.set_viewport_size({"width": PHONE_WIDTH, "height": 844})
    dialog = await open_dialog(page)
    await dialog.get_by_text(RU("exports.formats.csv"), exact=True).click()
    await dialog.get_by_text(RU("exports.rowsPer.participant"), exact=True).click()
    await dialog.get_by_role("button", name=RU("exports.noColumns"), exact=True).click()
    await expect(dialog.get_by_role("button", name=RU("exports.submit"), exact=True)).to_be_disabled()
    for column in ("topic", "participant_email"):
        await dialog.get_by_label(whole(RU(f"exports.columns.{column}"))).check()
    assert await accessibility_faults(page) == []
    file = await submit(page, dialog)
    assert await head_of(file) == [RU("exports.columns.topic"), RU("exports.columns.participant_email")]


@pytest.mark.parametrize("width", [1440, PHONE_WIDTH])
async def test_ones_own_files_are_listed(width: int, page: Page) -> None:
    await sign_in(page, RU, "employee")
    await page.set_viewport_size({"width": width, "height": 844})
    await submit(page, await open_dialog(page))
    await page.goto("/exports")
    link = page.get_by_role("main").get_by_role("link", name="meetings-").first
    async with page.expect_download() as downloading:
        await link.click()
    assert (await downloading.value).suggested_filename.endswith(".xlsx")
    assert await accessibility_faults(page) == []
    assert not await page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
