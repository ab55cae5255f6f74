"""People are added to a meeting by hand, by keyboard and from a pasted list, and withdrawn again."""

import re
from datetime import datetime, timedelta

import httpx
import pytest
from playwright.async_api import Locator, Page, ViewportSize, expect

from tests.browser.steps import Words, accessibility_faults, sign_in, whole

pytestmark = pytest.mark.browser

MEETING = "Новые условия для сетей"
SIZES: dict[str, ViewportSize] = {
    "desktop": {"width": 1440, "height": 900},
    "phone": {"width": 390, "height": 844},
}
PASTE = """text => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', text)
    document.activeElement.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}"""


async def open_dialog(page: Page, words: Words, size: str = "desktop") -> Locator:
    """Over a page that has nothing to do with meetings: the address opens it anywhere."""
    await sign_in(page, words, "manager")
    await page.set_viewport_size(SIZES[size])
    await page.goto("/settings/profile?dialog=add-participant")
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label(words("participants.email"))).to_be_focused()
    return dialog


async def choose_meeting(page: Page, dialog: Locator, words: Words) -> None:
    """By a part of its topic, with the keyboard."""
    await (
        dialog.get_by_role("combobox", name=words("participants.meeting"))
        .or_(dialog.get_by_placeholder(words("participants.meetingPlaceholder")))
        .first.focus()
    )
    await page.keyboard.type("сетей")
    await expect(page.get_by_role("option", name=MEETING)).to_be_visible()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(dialog.get_by_text("Розничная торговля", exact=True)).to_be_visible()


async def decisions(zoom: httpx.AsyncClient, email: str) -> list[str]:
    """What Zoom decided about this person at the meeting, in order."""
    meetings = (await zoom.get("/_control/meetings")).json()
    (meeting_id,) = [meeting["id"] for meeting in meetings if meeting["topic"] == MEETING]
    ledger = (await zoom.get("/_control/ledger")).json()
    theirs = [entry for entry in ledger if (entry["meeting_id"], entry.get("email")) == (meeting_id, email)]
    return [entry["status"] for entry in theirs if "status" in entry]


@pytest.mark.parametrize(("size", "typed", "email"), [
    ("desktop", "оксана", "oksana@vector-logistics.example"), ("phone", "harriet", "harriet@marlowfinch.example"),
])  # fmt: skip
async def test_a_known_person_is_added_by_keyboard_and_withdrawn(
    size: str, typed: str, email: str, page: Page, zoom: httpx.AsyncClient
) -> None:
    words = Words("ru")
    dialog = await open_dialog(page, words, size)
    faults = await accessibility_faults(page)
    await page.keyboard.type(typed)
    await expect(page.get_by_role("option", name=email)).to_be_visible()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(dialog.get_by_label(words("participants.firstName"))).not_to_be_empty()
    await choose_meeting(page, dialog, words)
    await page.keyboard.press("Enter")
    # The demo's meetings may be on their way to Zoom still: the dialog follows.
    await expect(dialog.get_by_text(words("participants.states.registered"))).to_be_visible(timeout=30_000)
    await expect(dialog.get_by_role("button", name=words("participants.again"))).to_be_focused()
    faults += await accessibility_faults(page)
    await dialog.get_by_role("button", name=words("participants.done")).click()
    await withdraw(page, words, email)
    assert [*faults, *await accessibility_faults(page)] == []
    assert await decisions(zoom, email) == ["approved", "cancelled"]


async def withdraw(page: Page, words: Words, email: str) -> None:
    """From the meeting's page, where the person's own link is offered too."""
    await page.goto("/meetings")
    await page.get_by_role("link", name=MEETING).first.click()
    people = page.get_by_role("region", name=words("participants.title"))
    person = people.get_by_role("listitem").filter(has_text=email)
    await person.get_by_role("button").click()
    await expect(page.get_by_role("menuitem", name=words("participants.copyOwnLink"))).to_be_visible()
    await page.get_by_role("menuitem", name=words("participants.withdraw")).click()
    await page.get_by_role("dialog").get_by_role("button", name=words("participants.withdraw")).click()
    await expect(person.get_by_text(words("participants.states.withdrawn"))).to_be_visible()


async def test_a_pasted_list_becomes_people_and_mistakes_stand_at_their_fields(page: Page) -> None:
    words = Words("en")
    dialog = await open_dialog(page, words)
    await page.evaluate(PASTE, "Ann Lee <ann.lee@list.example>; manager@parley.example")
    boxes = dialog.get_by_role("group")
    await expect(boxes).to_have_count(2)
    await choose_meeting(page, dialog, words)
    await page.keyboard.press("Enter")
    await expect(boxes.nth(1).get_by_text(words("fieldErrors.host_address"))).to_be_visible()
    assert await accessibility_faults(page) == []
    await boxes.nth(1).get_by_role("button", name=words("participants.leaveOut", number="2")).click()
    await dialog.get_by_role("button", name=whole(words("participants.add"))).click()
    await expect(dialog.get_by_text("ann.lee@list.example")).to_be_visible()
    await dialog.get_by_role("button", name=words("participants.again")).click()
    await page.keyboard.type("ann.lee@list.example")
    await dialog.get_by_label(words("participants.firstName")).fill("Ann")
    await page.keyboard.press("Enter")
    await expect(dialog.get_by_text(words("fieldErrors.already_added"))).to_be_visible()


async def test_the_contacts_of_a_group_are_added_with_one_click(page: Page) -> None:
    words = Words("uk")
    dialog = await open_dialog(page, words)
    await choose_meeting(page, dialog, words)
    await dialog.get_by_role("button", name=re.compile(r"Додати \d+ контакт")).click()
    await expect(dialog.get_by_text("yurii@cafe.example")).to_be_visible()


async def test_the_clients_contacts_are_invited_as_the_meeting_is_scheduled(page: Page) -> None:
    words = Words("en")
    await sign_in(page, words, "manager")
    start = datetime.now() + timedelta(days=40)  # noqa: DTZ005 - a wall clock; when others of these tests have nothing
    await page.goto(f"/meetings/new?start={start:%Y-%m-%d}T11:00")
    await page.get_by_placeholder(words("form.choose.client")).fill("Вектор")
    await page.get_by_role("option", name="Вектор").first.click()
    await page.get_by_label(words("form.topic")).first.fill("Everybody of the client")
    await page.get_by_role("checkbox", name=words("form.invites.client")).check()
    assert await accessibility_faults(page) == []
    await page.get_by_role("button", name=words("form.create"), exact=True).click()
    await expect(page.get_by_role("heading", name="Everybody of the client")).to_be_visible()
    await expect(page.get_by_text("oksana@vector-logistics.example").first).to_be_visible()
