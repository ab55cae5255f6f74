"""Delimited text: CSV in the encodings and with the separators that people's programs write."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator

BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SEPARATORS = (";", ",", "\t", "|")
LINES_LOOKED_AT = 20
LONGEST_FIELD = 10 * 1024 * 1024
"""As long as a file may be, so that csv's own limit, which belongs to the whole process, never speaks first."""
NOT_TEXT = frozenset({"Cc", "Cn", "Co", "Cs"})

csv.field_size_limit(LONGEST_FIELD)


class UnreadableError(Exception):
    """This is no delimited text."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def read_rows(content: bytes) -> Iterator[list[str]]:
    """Line by line the cells. Quoted cells may hold separators and line ends; any line ends will do."""
    text = _decode(content)
    separator, text = _take_separator(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        yield from list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise UnreadableError("open_quote", "A quotation mark is opened and never closed.") from error
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _decode(content: bytes) -> str:
    """By the mark at the beginning; else UTF-8 where it is that, and otherwise what Windows writes in Cyrillic."""
    try:
        text = content.decode(_guess_encoding(content))
    except UnicodeDecodeError as error:
        raise UnreadableError("not_a_table", "This is neither a table of Excel nor a text.") from error
    sample = text[:10_000]
    odd = sum(unicodedata.category(character) in NOT_TEXT and character not in "\t\r\n" for character in sample)
    if odd > len(sample) / 100:
        raise UnreadableError("not_a_table", "This is neither a table of Excel nor a text.")
    return text


def _guess_encoding(content: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return encoding
    even, odd = content[:2000:2].count(0), content[1:2000:2].count(0)
    if max(even, odd) > len(content[:2000]) / 20:
        return "utf-16-be" if even > odd else "utf-16-le"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1251"
    return "utf-8"


def _take_separator(text: str) -> tuple[str, str]:
    """Excel's own line `sep=;`, or what divides the first lines into most columns, and always into as many."""
    if named := re.match(r"sep=(.)\r?\n", text, re.IGNORECASE):
        return named.group(1), text[named.end() :]
    first = "\n".join(text.splitlines()[:LINES_LOOKED_AT])
    return max(SEPARATORS, key=lambda separator: _evenness(first, separator)), text


def _evenness(text: str, separator: str) -> tuple[int, int]:
    """How many lines have as many columns as the header, if it has more than one, and how many columns that is."""
    widths = [len(line) for line in csv.reader(text.splitlines(), delimiter=separator) if line]
    if not widths or widths[0] == 1:
        return (0, 0)
    return (sum(width == widths[0] for width in widths), widths[0])
