"""Why Zoom and a meeting of ours are not in step: a code with values for the page's words, and the same in English."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from api.meetings.wish import field_of, name_fields
from api.zoom.errors import ZoomError, ZoomScopeMissingError, ZoomThrottledError


@dataclass(frozen=True)
class Reason:
    """A code never changes; `values` are `fields` (names as in differences), `host` and `said`, Zoom's own words."""

    code: str
    text: str
    values: dict[str, Any] = field(default_factory=dict)


NOT_CONNECTED = Reason("not_connected", "Zoom is not connected yet; the meeting is saved and follows as soon as it is.")
TOO_LATE = Reason("too_late", "The meeting's time was over before Zoom could be told of it, so it was not made there.")
NO_HOST = Reason(
    "no_host", "No Zoom user may host, or none is free then: look at the hosts and the rules, or choose another time."
)
OUTCOME_UNKNOWN = Reason(
    "outcome_unknown",
    "Zoom did not answer, so it is not known yet whether the meeting exists there. This settles by itself.",
)
DELETED_IN_ZOOM = Reason("deleted_in_zoom", "The meeting was deleted in Zoom.")
REVIVING = Reason("reviving", "Zoom is asked to take the meeting out of its bin.")
NOT_IN_BIN = Reason("not_in_bin", "Zoom's bin no longer has the meeting. It can be made again, with a new link.")


def daily_limit(host: str | None) -> Reason:
    """Zoom's limit of writes for one user and day is used up."""
    text = "Zoom takes no more for this host today. The meeting is saved and follows after 00:00 in Greenwich."
    return Reason("daily_limit", text, {"host": host} if host else {})


def being_held(error: ZoomError) -> Reason:
    """Zoom deletes no running meeting."""
    return Reason("being_held", error.detail, _said(error))


def suspected_missing(error: ZoomError) -> Reason:
    """Zoom said once that it does not know the meeting."""
    return Reason("suspected_missing", error.detail)


def disputed(members: Iterable[str]) -> Reason:
    """Changed here and in Zoom."""
    names = list(members)
    text = f"Changed here and in Zoom: {name_fields(names)}. Decide whose to take, or save it to send ours."
    return Reason("disputed", text, {"fields": [field_of(name) for name in names]})


def kept_by_zoom(members: Iterable[str]) -> Reason:
    """Zoom was told everything, and says something else."""
    names = list(members)
    fields = [field_of(name) for name in names]
    return Reason("kept_by_zoom", f"Zoom keeps its own: {name_fields(names)}.", {"fields": fields})


_CODES = {
    "not_sent": "unavailable", "in_doubt": "unconfirmed", "auth": "no_access", "refused": "refused",
    "throttled": "throttled", "missing": "suspected_missing",
}  # fmt: skip


def of_error(error: ZoomError, host: str | None = None) -> Reason:
    """What an error of Zoom's means for the meeting."""
    if isinstance(error, ZoomThrottledError) and error.daily:
        return Reason("daily_limit", error.detail, {"host": host} if host else {})
    if isinstance(error, ZoomScopeMissingError):
        return Reason("scope_missing", error.detail, {"said": ", ".join(error.missing_scopes)})
    return Reason(_CODES[error.outcome], error.detail, _said(error))


def _said(error: ZoomError) -> dict[str, Any]:
    return {"said": error.zoom_message} if error.zoom_message else {}
