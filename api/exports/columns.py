"""What a row of a file can tell, and of which kind each cell is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Any, Literal

from api.core import timezones
from api.exports.words import Words

Kind = Literal["text", "instant", "number", "word"]
Cell = str | int | datetime | None
Row = Sequence[Any]


class Column(StrEnum):
    """A column of a file."""

    TOPIC = "topic"
    STARTS_AT = "starts_at"
    ENDS_AT = "ends_at"
    DURATION_MINUTES = "duration_minutes"
    TIMEZONE = "timezone"
    SUBJECT_KIND = "subject_kind"
    SUBJECT_NAME = "subject_name"
    RESPONSIBLE_MANAGER = "responsible_manager"
    STAFF = "staff"
    HOST = "host"
    CREATED_BY = "created_by"
    ORIGIN = "origin"
    STATUS = "status"
    ZOOM_MEETING_ID = "zoom_meeting_id"
    JOIN_URL = "join_url"
    AGENDA = "agenda"
    PARTICIPANTS = "participants"
    PARTICIPANT_NAME = "participant_name"
    PARTICIPANT_EMAIL = "participant_email"
    PARTICIPANT_STATE = "participant_state"
    CREATED_AT = "created_at"


OF_ONE_PARTICIPANT = frozenset({Column.PARTICIPANT_NAME, Column.PARTICIPANT_EMAIL, Column.PARTICIPANT_STATE})
"""Make sense only with one row for each participant."""
OF_ALL_PARTICIPANTS = frozenset({Column.PARTICIPANTS})
"""Make sense only with one row for each meeting."""

_KINDS: dict[str, Kind] = {
    "starts_at": "instant",
    "ends_at": "instant",
    "created_at": "instant",
    "duration_minutes": "number",
    "zoom_meeting_id": "number",
    "subject_kind": "word",
    "origin": "word",
    "status": "word",
    "participant_state": "word",
}
_WIDTHS = {"topic": 44, "agenda": 48, "participants": 44, "join_url": 44, "subject_name": 30, "participant_email": 30}
_WIDTHS_OF_KINDS: dict[Kind, int] = {"text": 24, "instant": 18, "number": 15, "word": 16}


@dataclass(frozen=True)
class Heading:
    """The head of one column."""

    text: str
    kind: Kind
    width: int


def default_columns(rows: str) -> list[Column]:
    """All columns that make sense for such rows."""
    senseless = OF_ALL_PARTICIPANTS if rows == "participant" else OF_ONE_PARTICIPANT
    return [column for column in Column if column not in senseless]


def make_headings(columns: Sequence[str], words: Words, zone: str) -> list[Heading]:
    """Columns of instants name the zone whose clocks they show."""
    return [_make_heading(name, words, zone) for name in columns]


def _make_heading(name: str, words: Words, zone: str) -> Heading:
    kind, text = _KINDS.get(name, "text"), words.headings[name]
    width = _WIDTHS.get(name, _WIDTHS_OF_KINDS[kind])
    if kind != "instant":
        return Heading(text, kind, width)
    named = f"{text} ({zone})"
    return Heading(named, kind, max(width, len(named) + 4))


def make_converter(columns: Sequence[str], words: Words, zone_name: str) -> Callable[[Row], Row]:
    """A function that turns what the database answers into cells: wall clocks of the zone, words of the language."""
    zone = timezones.zone(zone_name)
    found = [(index, _change_of(name, words, zone)) for index, name in enumerate(columns)]
    changes = [(index, change) for index, change in found if change is not None]

    def convert(row: Row) -> Row:
        cells = list(row)
        for index, change in changes:
            if (value := cells[index]) is not None:
                cells[index] = change(value)
        return cells

    return convert


def _change_of(name: str, words: Words, zone: tzinfo) -> Callable[[Any], Cell] | None:
    """What makes a cell of a value, where the two differ."""
    kind = _KINDS.get(name)
    if kind == "instant":
        return lambda instant: instant.astimezone(zone).replace(tzinfo=None, microsecond=0)
    if kind == "word":
        known = words.values[name]
        return lambda value: known.get(value, value)
    return None
