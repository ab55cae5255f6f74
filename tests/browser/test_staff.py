"""What people meet on their way: a wrong password, a wrong secret, somebody busy, and no mouse."""

from datetime import datetime, timedelta

import httpx
import pytest
from playwright.async_api import Page, expect

from tests.browser.steps import Words, row_of, sign_in

pytestmark = pytest.mark.browser

RU = Words("ru")


async def test_a_wrong_password_is_told_and_the_address_stays(page: Page) -> None:
    await page.goto("/")
    await page.get_by_label(RU("signIn.email")).fill("manager@parley.example")
    await page.get_by_label(RU("signIn.password"), exact=True).fill("not the password")
    await page.get_by_role("button", name=RU("signIn.submit"), exact=True).click()
    await expect(page.get_by_role("alert")).to_contain_text(RU("problems.wrong_credentials"))
    await expect(page.get_by_label(RU("signIn.email"))).to_have_value("manager@parley.example")


async def test_a_link_leads_on_after_signing_in(page: Page) -> None:
    await page.goto("/clients?search=мост")
    await page.get_by_label(RU("signIn.email")).fill("manager@parley.example")
    await page.get_by_label(RU("signIn.password"), exact=True).fill("parley-demo")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Северный мост").first).to_be_visible()
    await expect(page.get_by_text("Вектор Логистик")).to_have_count(0)


async def test_the_check_says_what_is_wrong_with_the_connection(page: Page) -> None:
    await sign_in(page, RU, "admin")
    await page.goto("/settings/zoom")
    await page.get_by_label(RU("settings.accountId")).fill("another-account")
    await page.get_by_role("button", name=RU("settings.check"), exact=True).click()
    await expect(page.get_by_text(RU("problems.zoom_account_wrong"))).to_be_visible()


async def test_the_check_proves_a_good_connection_step_by_step(page: Page) -> None:
    await sign_in(page, RU, "admin")
    await page.goto("/settings/zoom")
    await page.get_by_role("button", name=RU("settings.check"), exact=True).click()
    for step in ("token", "scopes", "users", "account_email", "clock"):
        await expect(page.get_by_text(RU(f"checkSteps.{step}")).first).to_be_visible()


async def test_a_client_is_added_and_found(page: Page) -> None:
    await sign_in(page, RU, "manager")
    await page.goto("/clients")
    await page.get_by_role("button", name=RU("directory.clients.add")).click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label(RU("directory.name")).fill("Ёлки и палки")
    await dialog.get_by_role("button", name=RU("common.save")).click()
    await expect(dialog).to_have_count(0)
    await page.goto("/clients?search=елки")
    await expect(page.get_by_text("Ёлки и палки").first).to_be_visible()


async def test_while_zoom_is_away_a_meeting_is_saved_and_its_link_follows(page: Page, zoom: httpx.AsyncClient) -> None:
    fault = {"kind": "rate_limit", "limit": "qps", "retry_after": "seconds", "seconds": 3, "method": "POST"}
    await zoom.post("/_control/faults", json=fault)
    await sign_in(page, RU, "manager")
    start = datetime.now() + timedelta(days=41)  # noqa: DTZ005 - a wall clock; when others of these tests have nothing
    await page.goto(f"/meetings/new?start={start:%Y-%m-%d}T11:00")
    await page.get_by_text(RU("form.kinds.none"), exact=True).click()
    await page.get_by_label(RU("form.topic")).first.fill("Пока Zoom отдыхает")
    await page.get_by_role("button", name=RU("form.create"), exact=True).click()
    await expect(page.get_by_text(RU("form.createdLinkFollows"))).to_be_visible()
    await expect(page.get_by_text(RU("sync.in_step"))).to_be_visible(timeout=30_000)


async def test_a_meeting_is_scheduled_without_a_mouse(page: Page) -> None:
    await sign_in(page, RU, "manager")
    await page.goto("/meetings/new")
    await page.get_by_role("radio", name=RU("form.kinds.none")).focus()
    await page.keyboard.press("Space")
    await page.get_by_label(RU("form.topic")).first.focus()
    await page.keyboard.type("Без мыши")
    slot = page.locator('[aria-label$=", 22:00"]').last
    await slot.focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name=RU("form.create"), exact=True).focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Без мыши")).to_be_visible()


async def test_filters_live_in_the_address_and_survive_a_reload(page: Page) -> None:
    await sign_in(page, RU, "admin")
    await page.get_by_placeholder(RU("filters.search")).fill("договора")
    await expect(row_of(page, "Согласование договора")).to_be_visible()
    await expect(row_of(page, "Знакомство с системой")).to_have_count(0)
    await page.reload()
    await expect(row_of(page, "Согласование договора")).to_be_visible()
    await expect(row_of(page, "Знакомство с системой")).to_have_count(0)
