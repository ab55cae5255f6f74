"""A file becomes clients: chosen, checked row by row, corrected, taken over. And a lead becomes a client."""

import pytest
from playwright.async_api import FilePayload, Page, ViewportSize, expect

from tests.browser.steps import Words, accessibility_faults, sign_in

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 390, "height": 844}
TABLE = """Название;Адрес;Ответственный;Сегмент
Садовый центр «Ёлка»;info@garden.example;Анна Коваль;A
Пекарня;bakery@bread.example;Никто;B
Северный мост;office@northbridge.example;;A
"""


def payload(content: bytes, name: str = "clients.csv") -> FilePayload:
    """A file as the browser would hand it over."""
    return {"name": name, "mimeType": "text/csv", "buffer": content}


async def choose(page: Page, words: Words, file: FilePayload) -> None:
    """Choose the file by the button."""
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name=words("imports.choose")).click()
    await (await chooser.value).set_files(file)


async def test_a_file_is_checked_corrected_and_imported(page: Page) -> None:
    words = Words("ru")
    await sign_in(page, words, "employee")
    await page.goto("/clients")
    await page.get_by_role("link", name=words("imports.import")).click()
    await choose(page, words, payload(TABLE.encode("windows-1251")))
    rows = page.get_by_role("region", name=words("imports.rows")).get_by_role("row")
    await expect(rows.filter(has_text="Пекарня")).to_contain_text("Нет действующего сотрудника")
    await expect(rows.filter(has_text="Северный мост")).to_contain_text(words("imports.verdictOf.new"))
    await page.get_by_role("combobox", name=words("imports.takeAs", name="Адрес")).click()
    await page.get_by_role("option", name=words("imports.fields.email")).click()
    await expect(rows.filter(has_text="Северный мост")).to_contain_text(words("imports.verdictOf.same"))
    await page.get_by_role("button", name="Импортировать 1 строку").click()
    await expect(page.get_by_role("status").filter(has_text=words("imports.done"))).to_be_visible(timeout=20_000)
    async with page.expect_download() as download:
        await page.get_by_role("link", name=words("imports.downloadRefused")).click()
    assert (await download.value).suggested_filename == "refused-rows.csv"
    await page.get_by_role("link", name=words("imports.open.clients")).click()
    await page.get_by_role("searchbox").fill("елка")
    await expect(page.get_by_role("row").filter(has_text="Садовый центр «Ёлка»")).to_be_visible()


async def test_a_file_that_is_no_table_is_told_and_another_can_be_chosen(page: Page) -> None:
    words = Words("uk")
    await sign_in(page, words, "employee")
    await page.goto("/imports/new?kind=leads")
    await choose(page, words, payload(bytes(range(256)) * 20, "photo.csv"))
    await expect(page.get_by_role("alert")).to_have_text(words("fieldErrors.not_a_table"))
    await choose(page, words, payload("ПІБ;Пошта\nОлена;nobody\n".encode("utf-16"), "leads.csv"))
    await expect(page.get_by_text(words("imports.nothing"))).to_be_visible()
    await expect(page.get_by_role("button", name="Імпортувати 0 рядків")).to_be_disabled()


async def test_importing_on_a_phone_by_the_keyboard(page: Page) -> None:
    words = Words("en")
    await sign_in(page, words, "manager")
    await page.set_viewport_size(PHONE)
    await page.goto("/imports/new?kind=leads")
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    faults = await accessibility_faults(page)
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("button", name=words("imports.choose")).focus()
        await page.keyboard.press("Enter")
    await (await chooser.value).set_files(payload(b"name,email\nKeyboard Lead,keys@lead.example\nBad,nobody\n"))
    await expect(page.get_by_role("cell", name="Keyboard Lead")).to_be_visible()
    faults += await accessibility_faults(page)
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    await page.get_by_role("button", name="Import 1 row").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_text(words("imports.done"))).to_be_visible(timeout=20_000)
    assert [*faults, *await accessibility_faults(page)] == []


async def test_an_import_that_is_not_mine_is_not_found(page: Page) -> None:
    words = Words("en")
    await sign_in(page, words, "manager")
    await page.goto("/imports/019a0000-0000-7000-8000-000000000000")
    await expect(page.get_by_text(words("problems.not_found"))).to_be_visible()
    await expect(page.get_by_role("button", name=words("common.retry"))).to_be_visible()


async def test_a_lead_becomes_a_client_and_takes_its_meetings_along(page: Page) -> None:
    words = Words("ru")
    await sign_in(page, words, "employee")
    await page.goto("/leads?search=Онищенко")
    await page.get_by_role("row").filter(has_text="Тарас Онищенко").get_by_role("link").first.click()
    await page.get_by_role("button", name=words("cards.convert")).click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label(words("convertLead.clientName"))).to_have_value("Онищенко Консалтинг")
    await expect(dialog.get_by_label(words("convertLead.firstName"))).to_have_value("Тарас")
    assert await accessibility_faults(page) == []
    await dialog.get_by_role("button", name=words("convertLead.convert")).click()
    await expect(dialog).to_be_hidden()
    await page.goto("/meetings?search=Первая беседа")
    await expect(page.get_by_role("row").filter(has_text="Первая беседа")).to_contain_text("Онищенко Консалтинг")
