"""iCalendar (RFC 5545), streamed. Times are in UTC, which every calendar shows in its reader's zone, also in autumn."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import BinaryIO

from api.exports.columns import Row

FIELDS = (
    "id", "topic", "starts_at", "ends_at", "status", "agenda", "join_url", "version", "created_at", "updated_at",
)  # fmt: skip
"""What a row must hold, in this order."""

LINE_BYTES = 75
_STATUSES = {"cancelled": "CANCELLED"}
_CONTROLS = dict.fromkeys(number for number in (*range(0x20), 0x7F) if number not in (0x09, 0x0A))
_ESCAPED = {ord("\\"): "\\\\", ord(";"): "\\;", ord(","): "\\,", ord("\n"): "\\n"}


class IcsWriter:
    """A meeting keeps its UID, so that reading a later file again changes the entries of the first."""

    def __init__(self, file: BinaryIO, title: str, zone: str) -> None:
        self._file = file
        head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Parley//Export//EN", "CALSCALE:GREGORIAN"]
        self._put([*head, f"X-WR-CALNAME:{to_text(title)}", f"X-WR-TIMEZONE:{zone}"])

    def write(self, rows: Sequence[Row]) -> None:
        """One event for each row of FIELDS."""
        for row in rows:
            self._put(_event(row))

    def finish(self) -> None:
        """The end of the calendar."""
        self._put(["END:VCALENDAR"])

    def close(self) -> None:
        """Nothing is held."""

    def _put(self, lines: Sequence[str]) -> None:
        self._file.write(b"".join(map(fold, lines)))


def _event(row: Row) -> list[str]:
    meeting_id, topic, starts_at, ends_at, status, agenda, join_url, version, created_at, updated_at = row
    lines = [
        "BEGIN:VEVENT",
        f"UID:{meeting_id}",
        f"DTSTAMP:{_instant(updated_at)}",
        f"DTSTART:{_instant(starts_at)}",
        f"DTEND:{_instant(ends_at)}",
        f"SUMMARY:{to_text(topic)}",
        f"STATUS:{_STATUSES.get(str(status), 'CONFIRMED')}",
        f"SEQUENCE:{version}",
        f"CREATED:{_instant(created_at)}",
        f"LAST-MODIFIED:{_instant(updated_at)}",
    ]
    if described := "\n\n".join(str(part) for part in (agenda, join_url) if part):
        lines.append(f"DESCRIPTION:{to_text(described)}")
    if join_url:
        lines += [f"LOCATION:{to_text(join_url)}", f"URL:{''.join(join_url.split())}"]
    return [*lines, "END:VEVENT"]


def _instant(value: object) -> str:
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ") if isinstance(value, datetime) else ""


def to_text(value: object) -> str:
    """A value of the type TEXT: separators escaped, line breaks as `\\n`, other control characters left out."""
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)
    return text.translate(_ESCAPED)


def fold(line: str) -> bytes:
    """A content line of at most 75 octets, gone on after a space; no character is cut in two."""
    rest = line.encode()
    if len(rest) <= LINE_BYTES:
        return rest + b"\r\n"
    folded = []
    while len(rest) > LINE_BYTES:
        cut = LINE_BYTES
        while rest[cut] & 0xC0 == 0x80:  # the middle of a character in UTF-8
            cut -= 1
        folded.append(rest[:cut])
        rest = b" " + rest[cut:]
    return b"\r\n".join([*folded, rest]) + b"\r\n"
