"""Cells of tables that people open in a spreadsheet: no text in them may become a formula."""

import re

_FORMULA = re.compile(r"[\s\x00-\x1f\u200b\u2060\ufeff]*[=+\-@＝＋－＠]|[\t\r\n\x00]")
"""How a text begins that some spreadsheet takes for a formula; spaces before the sign are looked through."""
_SUSPICIOUS = re.compile(r"[^\w«„“(\[#№]")
"""How texts that are looked at twice begin: most begin with a letter, and there are millions."""


def disarm(text: str) -> str:
    """The text with an apostrophe before it, when a spreadsheet could take it for a formula."""
    return f"'{text}" if _SUSPICIOUS.match(text) and _FORMULA.match(text) else text


def rearm(text: str) -> str:
    """The text as it was before `disarm`: a file that we wrote can be read again."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text
