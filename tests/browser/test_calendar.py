"""The calendar: whose time is taken, and choosing and changing times with a mouse, a finger and the keyboard."""

import re
from datetime import timedelta
from typing import Any

import httpx
import pytest
from playwright.async_api import Locator, Page, expect

from api.core import clock
from tests.browser.conftest import Parley
from tests.browser.steps import Words, accessibility_faults, sign_in, speak

pytestmark = pytest.mark.browser

RU = Words("ru")
TODAY = clock.now().date()
MONDAY = TODAY + timedelta(days=21 - TODAY.weekday())
"""Of a week in which the demo world has no meetings."""


def day(weekday: int) -> str:
    """A day of that week, from 0 for Monday."""
    return (MONDAY + timedelta(days=weekday)).isoformat()


async def put_meeting(parley: Parley, topic: str, start: str, minutes: int = 60) -> dict[str, Any]:
    """A meeting of the manager's own, made over REST."""
    async with httpx.AsyncClient(base_url=f"{parley.url}/api/v1", headers={"X-Parley": "1"}) as client:
        credentials = {"email": "manager@parley.example", "password": "parley-demo"}
        account = (await client.post("/session", json=credentials)).json()["account"]
        times = {"starts_at": start, "timezone": "Europe/Kyiv", "duration_minutes": minutes}
        answer = await client.post("/meetings", json={"topic": topic, "staff_ids": [account["id"]], **times})
    assert answer.status_code == 201, answer.text
    meeting: dict[str, Any] = answer.json()
    return meeting


async def open_calendar(page: Page, address: str = "") -> None:
    """The manager's calendar of that week."""
    await sign_in(page, RU, "manager")
    await page.goto(f"/calendar?date={day(2)}{address}")


def box(page: Page, topic: str) -> Locator:
    """The block of the meeting."""
    return page.locator("[data-box]").filter(has_text=topic)


def slot(page: Page, weekday: int, hour: str) -> Locator:
    """The free half hour of that day."""
    return page.get_by_role("button", name=re.compile(rf", {int(day(weekday)[8:])} \S+, {hour}$"))


async def middle(locator: Locator) -> tuple[float, float]:
    """Where it lies on the screen."""
    rect = await locator.bounding_box()
    assert rect is not None
    return rect["x"] + rect["width"] / 2, rect["y"] + rect["height"] / 2


async def test_dragging_over_free_hours_begins_a_meeting_then(page: Page) -> None:
    await open_calendar(page)
    start, end = await middle(slot(page, 1, "11:00")), await middle(slot(page, 1, "12:00"))
    await page.mouse.move(*start)
    await page.mouse.down()
    await page.mouse.move(*end, steps=5)
    await page.mouse.up()
    await expect(page).to_have_url(re.compile(rf"start={day(1)}T11"))
    await expect(page.get_by_text("11:00–12:30").first).to_be_visible()


async def test_a_dragged_meeting_asks_moves_and_comes_back(page: Page, parley: Parley) -> None:
    await put_meeting(parley, "Едет на четверг", f"{day(1)}T10:00:00")
    await open_calendar(page)
    await box(page, "Едет на четверг").drag_to(slot(page, 3, "14:00"), target_position={"x": 20, "y": 2})
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("14:00–15:00")
    await dialog.get_by_role("button", name=RU("calendar.moveConfirm"), exact=True).click()
    await expect(box(page, "Едет на четверг")).to_have_attribute("title", re.compile("14:00–15:00"))
    await page.get_by_role("button", name=RU("calendar.undo")).click()
    await expect(box(page, "Едет на четверг")).to_have_attribute("title", re.compile("10:00–11:00"))


async def test_a_meeting_stretched_at_its_edge_gets_longer(page: Page, parley: Parley) -> None:
    await put_meeting(parley, "Растёт", f"{day(2)}T10:00:00", 30)
    await open_calendar(page)
    await box(page, "Растёт").hover()
    await page.mouse.move(*await middle(box(page, "Растёт").locator("[data-edge=bottom]")))
    await page.mouse.down()
    x, y = await middle(slot(page, 2, "11:00"))
    await page.mouse.move(x, y - 12, steps=4)
    await page.mouse.up()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("10:00–11:00")
    await dialog.get_by_role("button", name=RU("calendar.moveConfirm"), exact=True).click()
    await expect(box(page, "Растёт")).to_have_attribute("title", re.compile("10:00–11:00"))


async def test_a_meeting_is_found_moved_and_lengthened_without_a_mouse(page: Page, parley: Parley) -> None:
    await put_meeting(parley, "Без мыши вперёд", f"{day(4)}T10:00:00")
    await open_calendar(page)
    await box(page, "Без мыши вперёд").focus()
    await page.keyboard.press("Alt+ArrowDown")
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_contain_text("10:15–11:15")
    await expect(dialog.get_by_role("button", name=RU("calendar.moveConfirm"), exact=True)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(box(page, "Без мыши вперёд")).to_have_attribute("title", re.compile("10:15–11:15"))
    await box(page, "Без мыши вперёд").focus()
    await page.keyboard.press("Alt+Shift+ArrowDown")
    await expect(dialog).to_contain_text("10:15–11:30")
    await page.keyboard.press("Escape")
    await box(page, "Без мыши вперёд").focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("link", name=RU("common.open"), exact=True).press("Enter")
    await expect(page.get_by_role("heading", name="Без мыши вперёд")).to_be_visible()


async def test_arrows_walk_over_free_hours_and_enter_begins_a_meeting(page: Page) -> None:
    await open_calendar(page)
    await slot(page, 0, "10:00").focus()
    for key in ("ArrowDown", "ArrowRight", "Enter"):
        await page.keyboard.press(key)
    await expect(page).to_have_url(re.compile(rf"start={day(1)}T10"))


async def test_the_next_free_hour_is_shown_and_taken(page: Page) -> None:
    await open_calendar(page)
    await page.get_by_role("button", name=RU("calendar.nextFree")).click()
    await expect(page.locator("[data-box=draft]").first).to_be_visible()
    await page.get_by_role("status").get_by_role("button", name=RU("meetings.create")).click()
    await expect(page).to_have_url(re.compile("/meetings/new\\?start="))


async def test_each_of_those_chosen_has_a_row_in_the_day(page: Page, parley: Parley) -> None:
    meeting = await put_meeting(parley, "В своём ряду", f"{day(0)}T10:00:00")
    await open_calendar(page)
    await page.get_by_label(RU("calendar.staff"), exact=True).first.click()
    await page.get_by_role("option", name="Марина Ткач").click()
    await page.goto(f"{page.url.replace(day(2), day(0))}&view=day")
    await expect(box(page, "В своём ряду")).to_have_count(1)
    for name in (meeting["staff"][0]["name"], "Марина Ткач"):
        await expect(page.locator("[data-schedule]").get_by_text(name)).to_be_visible()
    assert await accessibility_faults(page) == []


async def test_what_is_shown_lives_in_the_address(page: Page) -> None:
    await open_calendar(page)
    await page.get_by_text(RU("calendar.views.month"), exact=True).click()
    await page.get_by_role("button", name=RU("calendar.next.month")).click()
    shown = page.url
    await page.reload()
    await expect(page).to_have_url(shown)
    await expect(page.get_by_role("radio", name=RU("calendar.views.month"))).to_be_checked()


@pytest.mark.parametrize("view", ["day", "week", "month", "list"])
@pytest.mark.parametrize("width", [1440, 390])
async def test_the_calendar_has_no_accessibility_faults(view: str, width: int, page: Page, parley: Parley) -> None:
    for half in ("00", "30"):
        await put_meeting(parley, f"{view} {width} {half}", f"{day(2)}T12:{half}:00")
    await open_calendar(page, f"&view={view}")
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        await page.set_viewport_size({"width": width, "height": 844})
        await page.reload()
        await expect(page.locator("[data-box], [data-kind]").first).to_be_visible()
        assert await accessibility_faults(page) == []


@pytest.mark.parametrize("language", ["en", "uk"])
async def test_a_phone_lists_the_days_and_opens_a_meeting(language: str, page: Page, parley: Parley) -> None:
    await put_meeting(parley, f"В списке {language}", f"{day(2)}T16:00:00")
    words = Words(language)
    await open_calendar(page)
    await speak(page, words)
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.get_by_role("button").filter(has_text=f"В списке {language}").click()
    await expect(page.get_by_role("button", name=words("calendar.move"))).to_be_visible()
    assert await accessibility_faults(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


async def test_what_was_typed_is_not_filled_over_without_a_word(page: Page) -> None:
    await sign_in(page, RU, "manager")
    await page.goto(f"/meetings/new?start={day(3)}T09:00&minutes=45")
    await page.get_by_label(RU("form.hours")).fill("10")
    await slot(page, 3, "15:00").click()
    await expect(page.get_by_text("15:00–15:45").first).to_be_visible()
    await page.get_by_role("button", name=RU("calendar.putBack")).click()
    await expect(page.get_by_text("10:00–10:45").first).to_be_visible()
