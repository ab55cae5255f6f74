"""How values look on Zoom's wire: instants, uuids in paths, request bodies."""

import json
import re
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from fastapi import Request
from pydantic import BaseModel, ValidationError

from simulator.errors import ZoomError, validation_failed

_START_TIME = re.compile(r"^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z?)$")
Model = TypeVar("Model", bound=BaseModel)

_ZONES_WITHOUT_IANA_NAME = {"SST": "Pacific/Guadalcanal"}


def instant(moment: datetime) -> str:
    """UTC with seconds, as in all of Zoom's answers."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def spaced(meeting_id: int) -> str:
    """`812 3456 7890`, as people read it."""
    digits = str(meeting_id)
    return f"{digits[:-8]} {digits[-8:-4]} {digits[-4:]}"


def zone(timezone: str) -> ZoneInfo:
    return ZoneInfo(_ZONES_WITHOUT_IANA_NAME.get(timezone, timezone))


def parse_start_time(text: str, timezone: str) -> datetime:
    """With a `Z` the instant itself, and the zone is only a label; without it the wall clock of the zone."""
    found = _START_TIME.match(text)
    if found is None:
        raise validation_failed("start_time")
    try:
        wall_clock = datetime.fromisoformat(found[1])
    except ValueError:
        raise validation_failed("start_time") from None
    return wall_clock.replace(tzinfo=UTC if found[2] else zone(timezone)).astimezone(UTC)


def decode_uuid(from_path: str) -> str:
    """Undo the second encoding of a uuid. One that starts with `/` or holds `//` is only understood with it."""
    if "%" in from_path:
        return unquote(from_path)
    if from_path.startswith("/") or "//" in from_path:
        raise ZoomError(404, 3001, f"Meeting does not exist: {from_path}.")
    return from_path


async def read_json(request: Request) -> dict[str, Any]:
    raw = await request.body()
    try:
        body = json.loads(raw) if raw else {}
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise ZoomError(400, 300, "Request Body should be a valid JSON object.")
    return body


def parse_body(model: type[Model], body: dict[str, Any], message: str | None = None) -> Model:
    """Read the body by the schema, and tell mistakes as Zoom does: every field by its dotted path."""
    try:
        return model.model_validate(body)
    except ValidationError as error:
        failures = [".".join(str(part) for part in problem["loc"]) for problem in error.errors()]
        raise ZoomError(
            400,
            300,
            "Validation Failed.",
            errors=[
                {"field": field, "message": message or f"Invalid parameter: {field.rsplit('.', maxsplit=1)[-1]}."}
                for field in failures
            ],
        ) from None
