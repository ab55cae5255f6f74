"""Cards of the directory: a client with its meetings and contacts, a lead, and lists that lead there."""

import re

import pytest
from playwright.async_api import Page, ViewportSize, expect

from tests.browser.steps import Words, accessibility_faults, ask, row_of, sign_in, whole
from tests.factories.meetings import in_days

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 390, "height": 844}
CLIENT = "Северный мост"


async def open_card(page: Page, words: Words, path: str, name: str) -> None:
    """From its list to the card of this name."""
    await page.goto(path)
    await page.get_by_role("link", name=name, exact=True).click()
    await expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


async def open_tab(page: Page, words: Words, tab: str) -> None:
    """One part of the card."""
    await page.get_by_role("main").get_by_role("link", name=whole(words(f"cards.{tab}"))).click()


async def faults_of(page: Page) -> list[str]:
    """What axe complains of, and whether the page is wider than its window."""
    await page.wait_for_load_state("networkidle")
    too_wide = await page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [*await accessibility_faults(page), *(["wider than the window"] if too_wide else [])]


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_a_client_card_leads_from_its_meetings_to_a_new_one(language: str, page: Page) -> None:
    words = Words(language)
    await sign_in(page, words, "manager")
    await open_card(page, words, "/clients", CLIENT)
    await expect(page.get_by_role("link", name="+380 44 290 11 20").first).to_have_attribute(
        "href", "tel:+380442901120"
    )
    await open_tab(page, words, "zoom")
    await expect(page).to_have_url(re.compile("/clients/[^/]+/zoom$"))
    await expect(row_of(page, "Знакомство с системой")).to_be_visible()
    await expect(row_of(page, "Итоги квартала")).to_contain_text(words("cards.via.client_group"))
    await expect(page.get_by_role("columnheader", name=words("meetings.subject"))).to_have_count(0)
    await page.get_by_role("link", name=words("meetings.create")).first.click()
    await expect(page.get_by_placeholder(words("form.choose.client"))).to_have_value(CLIENT)


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_a_contact_is_added_let_in_and_deleted(language: str, page: Page) -> None:
    words, name = Words(language), f"Ада {language}"
    await sign_in(page, words, "admin")
    await open_card(page, words, "/clients", CLIENT)
    await open_tab(page, words, "contacts")
    await page.get_by_role("button", name=words("directory.contacts.add")).click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label(words("cards.firstName")).fill(name)
    await dialog.get_by_role("textbox", name=words("directory.email")).fill(f"ada-{language}@northbridge.example")
    await dialog.get_by_role("switch", name=words("cards.signIn")).check()
    await dialog.get_by_role("button", name=words("common.save")).click()
    await expect(row_of(page, name)).to_contain_text(words("cards.maySignIn"))
    await row_of(page, name).get_by_role("button", name=words("cards.removeVerb.contacts")).click()
    await expect(dialog).to_contain_text(words("cards.consequence.contacts"))
    await dialog.get_by_role("button", name=words("cards.removeVerb.contacts")).click()
    await expect(row_of(page, name)).to_have_count(0)


async def test_only_managers_and_administrators_let_contacts_in(page: Page) -> None:
    words = Words("ru")
    await sign_in(page, words, "employee")
    await page.goto("/contacts?open=new")
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_text(words("cards.signInForManagers"))).to_be_visible()
    await expect(dialog.get_by_role("switch", name=words("cards.signIn"))).to_be_disabled()


async def test_a_client_with_meetings_stays_and_says_how_many(page: Page) -> None:
    words = Words("ru")
    await sign_in(page, words, "manager")
    client = await ask(page, "POST", "/clients", name="Одна встреча")
    await ask(
        page, "POST", "/meetings", topic="Единственная", timezone="Europe/Kyiv", duration_minutes=30,
        starts_at=in_days(45).isoformat(), subject={"kind": "client", "id": client["id"]},
    )  # fmt: skip
    await open_card(page, words, "/clients", "Одна встреча")
    await page.get_by_role("button", name=words("cards.removeVerb.clients"), exact=True).click()
    await page.get_by_role("dialog").get_by_role("button", name=words("cards.removeVerb.clients")).click()
    await expect(page.get_by_role("alert").filter(has_text="1 встреча")).to_be_visible()
    await expect(page.get_by_role("heading", level=1, name="Одна встреча")).to_be_visible()


async def test_the_clients_of_a_group_are_a_filtered_list_in_the_address(page: Page) -> None:
    words = Words("ru")
    await sign_in(page, words, "manager")
    await page.goto("/client-groups")
    await row_of(page, "Ключевые клиенты").get_by_role("link", name=re.compile("клиент")).last.click()
    await expect(page).to_have_url(re.compile("client_group_id="))
    await page.reload()
    await expect(row_of(page, CLIENT)).to_be_visible()
    await expect(row_of(page, "Рога и копыта")).to_have_count(0)
    await page.get_by_role("link", name=words("cards.toGroup")).click()
    await expect(page.get_by_role("heading", level=1, name="Ключевые клиенты")).to_be_visible()


async def test_a_card_is_opened_and_edited_without_a_mouse(page: Page) -> None:
    words = Words("ru")
    await sign_in(page, words, "manager")
    await page.goto("/leads")
    await page.get_by_role("link", name="Sofia Marchetti", exact=True).focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1, name="Sofia Marchetti")).to_be_visible()
    await page.get_by_role("button", name=words("common.edit"), exact=True).focus()
    await page.keyboard.press("Enter")
    field = page.get_by_role("dialog").get_by_label(words("directory.company"))
    await field.fill("Marchetti & Figli")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.get_by_text("Marchetti & Figli").first).to_be_visible()


@pytest.mark.parametrize("phone", [False, True])
async def test_every_card_is_accessible_and_fits(phone: bool, page: Page) -> None:  # noqa: FBT001 - a parameter
    words = Words("uk")
    await sign_in(page, words, "admin")
    if phone:
        await page.set_viewport_size(PHONE)
    found: list[str] = []
    for path, name in (
        ("/clients", CLIENT),
        ("/leads", "Тарас Онищенко"),
        ("/client-groups", "Ключевые клиенты"),
        ("/staff", "Анна Коваль"),
    ):
        await open_card(page, words, path, name)
        found += await faults_of(page)
        await open_tab(page, words, "zoom")
        found += await faults_of(page)
    await page.goto("/contacts")
    assert [*found, *await faults_of(page)] == []
