"""What people do on the page, in their own language."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from playwright.async_api import Locator, Page, expect

LOCALES = Path(__file__).parents[2] / "frontend/src/locales"
OURS = {"X-Parley": "1"}
LANGUAGES = {"ru": "Русский", "uk": "Українська", "en": "English"}
AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]


@cache
def _texts(language: str) -> dict[str, Any]:
    texts: dict[str, Any] = json.loads((LOCALES / f"{language}.json").read_text(encoding="utf-8"))
    return texts


class Words:
    """The page's words in one language: `words("meetings.create")`."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: str) -> str:
        text: Any = _texts(self.language)
        for part in key.split("."):
            text = text[part]
        for name, value in values.items():
            text = text.replace("{{" + name + "}}", value)
        return str(text)


async def sign_in(page: Page, words: Words, login: str) -> None:
    """Sign in as `<login>@parley.example` and read the page in this language."""
    await page.goto("/")
    await page.get_by_text(LANGUAGES[words.language], exact=True).click()
    await page.get_by_label(words("signIn.email")).fill(f"{login}@parley.example")
    await page.get_by_label(words("signIn.password"), exact=True).fill("parley-demo")
    await page.get_by_role("button", name=words("signIn.submit"), exact=True).click()
    await expect(page.get_by_role("navigation").first).to_be_visible()
    await speak(page, words)


async def speak(page: Page, words: Words) -> None:
    """Choose the language, unless the account has it already."""
    if await page.locator("html").get_attribute("lang") != words.language:
        current = await page.locator("html").get_attribute("lang")
        await page.get_by_role("button", name=Words(current or "ru")("account.language")).click()
        await page.get_by_role("menuitem", name=LANGUAGES[words.language]).click()
    await expect(page.locator("html")).to_have_attribute("lang", words.language)


def row_of(page: Page, topic: str) -> Locator:
    """The row of the list with this topic."""
    return page.get_by_role("row").filter(has_text=topic)


def whole(text: str) -> re.Pattern[str]:
    """Exactly this text."""
    return re.compile(f"^{re.escape(text)}$")


async def accessibility_faults(page: Page) -> list[str]:
    """What axe complains of on the page as it is now."""
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    found = await page.evaluate("rules => axe.run({runOnly: rules})", AXE_RULES)
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found["violations"] for node in fault["nodes"]]


async def ask(page: Page, method: str, path: str, **body: Any) -> dict[str, Any]:
    """What the server answers to the person who is signed in on this page."""
    answer = await page.request.fetch(f"/api/v1{path}", method=method, headers=OURS, data=body or None)
    assert answer.ok, await answer.text()
    told: dict[str, Any] = await answer.json()
    return told


async def refresh(page: Page) -> None:
    """Compare with Zoom, to the end."""
    run = await ask(page, "POST", "/sync-runs")
    while run["state"] in {"waiting", "running"}:
        run = await ask(page, "GET", f"/sync-runs/{run['id']}")
    assert run["state"] == "done"
