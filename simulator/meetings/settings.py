"""The settings of a meeting: what Zoom makes of what was asked for."""

import copy
import json
from pathlib import Path
from typing import Any

from simulator.meetings.models import RECURRING_NO_FIXED_TIME, Meeting
from simulator.users.models import BASIC, User

_FILE = json.loads((Path(__file__).parent.parent / "data" / "settings.json").read_text(encoding="utf-8"))
_KNOWN = frozenset(_FILE["known"])


def default_settings() -> dict[str, Any]:
    """Every setting, in the order of a recorded answer."""
    settings: dict[str, Any] = copy.deepcopy(_FILE["defaults"])
    return settings


def merge_settings(settings: dict[str, Any], asked: dict[str, Any]) -> None:
    """Nested objects are merged by key, other values replaced, unknown members dropped without a word."""
    for name, value in asked.items():
        if name not in _KNOWN:
            continue
        if isinstance(value, dict) and isinstance(settings.get(name), dict):
            settings[name] = {**settings[name], **value}
        else:
            settings[name] = value


def apply_policy(meeting: Meeting, host: User, locked: dict[str, Any]) -> None:
    """Zoom's own corrections, each of them silent: the answer is 2xx and the value is another one."""
    settings = meeting.settings
    settings.update(locked)
    if not (meeting.password or settings["waiting_room"] or settings["meeting_authentication"]):
        settings["waiting_room"] = True
    if settings["waiting_room"]:
        settings["join_before_host"] = False
    if not settings["join_before_host"]:
        settings["jbh_time"] = 0
    if host.type == BASIC or meeting.type == RECURRING_NO_FIXED_TIME:
        settings["approval_type"] = 2
    if settings["auto_recording"] == "cloud" and (host.type == BASIC or settings["encryption_type"] == "e2ee"):
        settings["auto_recording"] = "none"
    if not settings["registrants_email_notification"]:
        settings["registrants_confirmation_email"] = False
