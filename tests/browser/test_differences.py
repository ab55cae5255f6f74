"""What Zoom and the page do not agree on is decided there; what vanished comes back; hosts are exchanged."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from playwright.async_api import Page, ViewportSize, expect

from tests.browser.steps import Words, accessibility_faults, ask, refresh, sign_in
from tests.factories.meetings import in_days

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 390, "height": 844}
SECOND_PROOF_MS = 61_000
WINDOWS = pytest.mark.parametrize(
    ("language", "window"),
    [("ru", {"width": 1440, "height": 900}), ("uk", {"width": 390, "height": 844})],
)
_hours = iter(range(24))


async def schedule(page: Page, topic: str) -> dict[str, Any]:
    """A meeting of the person on this page, at an hour of its own."""
    starts_at = in_days(40) + timedelta(hours=next(_hours))
    body = {"topic": topic, "starts_at": starts_at.isoformat(), "timezone": "Europe/Kyiv", "duration_minutes": 30}
    return await ask(page, "POST", "/meetings", **body)


async def dispute(page: Page, zoom: httpx.AsyncClient, topic: str) -> dict[str, Any]:
    """Its topic and agenda were changed in Zoom and here."""
    meeting = await schedule(page, topic)
    theirs = {"topic": f"{topic} (Zoom)", "agenda": "Их план"}
    (await zoom.patch(f"/_control/meetings/{meeting['zoom_meeting_id']}", json=theirs)).raise_for_status()
    ours = {"topic": f"{topic} (CRM)", "agenda": "Наш план", "version": meeting["version"]}
    await ask(page, "PATCH", f"/meetings/{meeting['id']}", **ours)
    return meeting


@WINDOWS
async def test_a_difference_is_decided_on_the_meetings_page(
    language: str, window: ViewportSize, page: Page, zoom: httpx.AsyncClient
) -> None:
    words = Words(language)
    await sign_in(page, words, "manager")
    meeting = await dispute(page, zoom, f"Спор {language}")
    await page.set_viewport_size(window)
    await page.goto(f"/meetings/{meeting['id']}")
    card = page.get_by_role("region", name=words("differences.card"))
    await expect(card).to_contain_text(f"Спор {language} (CRM)")
    await expect(card).to_contain_text(f"Спор {language} (Zoom)")
    assert await accessibility_faults(page) == []
    topic, agenda = words("differences.fields.topic"), words("differences.fields.agenda")
    await card.get_by_role("button", name=words("differences.takeZoomOf", field=topic)).press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text(f"Спор {language} (Zoom)")
    await card.get_by_role("button", name=words("differences.sendOursOf", field=agenda)).press("Enter")
    await expect(card).to_be_hidden()
    there = (await zoom.get(f"/_control/meetings/{meeting['zoom_meeting_id']}")).json()
    assert (there["topic"], there["agenda"]) == (f"Спор {language} (Zoom)", "Наш план")


@WINDOWS
async def test_all_differences_have_a_page_and_are_counted(
    language: str, window: ViewportSize, page: Page, zoom: httpx.AsyncClient
) -> None:
    words = Words(language)
    await sign_in(page, words, "manager")
    topic = f"Список {language}"
    await dispute(page, zoom, topic)
    link = page.get_by_role("navigation").get_by_role("link", name=words("differences.title"))
    await expect(link).to_contain_text("2")
    await link.click()
    await page.set_viewport_size(window)
    rows = page.get_by_role("listitem").filter(has_text=f"{topic} (CRM)")
    await expect(rows.first).to_be_visible()
    assert await accessibility_faults(page) == []
    for _ in range(2):
        before = await rows.count()
        await rows.first.get_by_role("button", name=words("differences.takeZoom")).click()
        await expect(rows).not_to_have_count(before)
    await expect(page.get_by_text(words("differences.empty"))).to_be_visible()


async def vanish(page: Page, zoom: httpx.AsyncClient, *meetings: dict[str, Any]) -> None:
    """They are deleted in Zoom, and proven to be: by two answers, a minute apart."""
    for meeting in meetings:
        (await zoom.delete(f"/_control/meetings/{meeting['zoom_meeting_id']}")).raise_for_status()
    await refresh(page)
    await page.wait_for_timeout(SECOND_PROOF_MS)
    await refresh(page)


async def test_what_was_deleted_in_zoom_is_brought_back_or_made_anew(page: Page, zoom: httpx.AsyncClient) -> None:
    words = Words("ru")
    await sign_in(page, words, "manager")
    first, second = await schedule(page, "Пропажа первая"), await schedule(page, "Пропажа вторая")
    await vanish(page, zoom, first, second)
    card = page.get_by_role("region", name=words("meetingPage.syncTitle"))
    await page.goto(f"/meetings/{first['id']}")
    await expect(card).to_contain_text(words("syncWhy.deleted_in_zoom"))
    assert await accessibility_faults(page) == []
    await card.get_by_role("button", name=words("bringBack.revive")).press("Enter")
    await expect(card).to_contain_text(words("sync.in_step"))
    assert (await ask(page, "GET", f"/meetings/{first['id']}"))["join_url"] == first["join_url"]
    await page.set_viewport_size(PHONE)
    await page.goto(f"/meetings/{second['id']}")
    await card.get_by_role("button", name=words("bringBack.recreate")).click()
    dialog = page.get_by_role("dialog", name=words("bringBack.title"))
    await expect(dialog).to_contain_text(words("bringBack.text"))
    assert await accessibility_faults(page) == []
    await dialog.get_by_role("button", name=words("bringBack.confirm")).click()
    await expect(card).to_contain_text(words("sync.in_step"))
    assert (await ask(page, "GET", f"/meetings/{second['id']}"))["join_url"] != second["join_url"]


@WINDOWS
async def test_a_manager_exchanges_the_host(
    language: str, window: ViewportSize, page: Page, zoom: httpx.AsyncClient
) -> None:
    words = Words(language)
    await sign_in(page, words, "manager")
    meeting = await schedule(page, f"Организатор {language}")
    await page.set_viewport_size(window)
    await page.goto(f"/meetings/{meeting['id']}/edit")
    field = page.get_by_role("combobox", name=words("hostChoice.label"))
    await field.click()
    await page.get_by_role("option", name="basic.user@parley.example").click()
    await expect(page.get_by_text(words("hostMove.newLink"))).to_be_visible()
    await expect(page.get_by_label(words("hostMove.agree"))).to_be_visible()
    assert await accessibility_faults(page) == []
    await field.click()
    await page.get_by_role("option", name="anna.koval@parley.example").click()
    await expect(page.get_by_text(words("hostMove.stays"))).to_be_visible()
    await page.get_by_role("button", name=words("common.save"), exact=True).click()
    await expect(page).to_have_url(f"/meetings/{meeting['id']}")
    there = (await zoom.get(f"/_control/meetings/{meeting['zoom_meeting_id']}")).json()
    assert there["host_email"] == "anna.koval@parley.example"
    assert (await ask(page, "GET", f"/meetings/{meeting['id']}"))["join_url"] == meeting["join_url"]


async def test_an_employee_is_not_asked_who_hosts(page: Page) -> None:
    words = Words("ru")
    await sign_in(page, words, "employee")
    meeting = await schedule(page, "Свой организатор")
    await page.goto(f"/meetings/{meeting['id']}/edit")
    await expect(page.get_by_label(words("form.topic"))).to_have_value("Свой организатор")
    await expect(page.get_by_role("combobox", name=words("hostChoice.label"))).to_be_hidden()
