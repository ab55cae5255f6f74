"""What can go wrong with Zoom: problems with an honest sentence for people and an outcome for programs."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, ClassVar, Literal

from api.core.errors import Problem

Outcome = Literal["not_sent", "refused", "throttled", "auth", "in_doubt", "missing"]
"""not_sent: Zoom never saw the call. refused, throttled, auth, missing: Zoom saw it and did not do it.
in_doubt: Zoom may have done it; for a call that only reads this is simply temporary."""


@dataclass(frozen=True, slots=True)
class Said:
    """What Zoom said in place of an answer; every part may be unknown."""

    status: int | None = None
    code: int | None = None
    message: str | None = None
    tracking_id: str | None = None


NOTHING_SAID = Said()


class ZoomError(Problem):
    """A call to Zoom that did not succeed. Branch on `outcome`, or on (`zoom_status`, `zoom_code`)."""

    status = 502
    code = "zoom_failed"
    title = "Zoom failed"
    outcome: Outcome = "refused"

    def __init__(
        self,
        detail: str,
        said: Said = NOTHING_SAID,
        *,
        outcome: Outcome | None = None,
        retry_at: datetime | None = None,
        missing_scopes: tuple[str, ...] = (),
    ) -> None:
        members: dict[str, Any] = {
            "zoom_code": said.code,
            "zoom_message": said.message,
            "zoom_tracking_id": said.tracking_id,
            "retry_at": retry_at.isoformat() if retry_at else None,
            "missing_scopes": list(missing_scopes),
        }
        headers = {"Retry-After": format_datetime(retry_at.astimezone(UTC), usegmt=True)} if retry_at else {}
        super().__init__(detail, headers=headers, **{name: value for name, value in members.items() if value})
        self.outcome = outcome or type(self).outcome
        self.zoom_status = said.status
        self.zoom_code = said.code
        self.zoom_message = said.message
        self.tracking_id = said.tracking_id
        self.retry_at = retry_at
        self.missing_scopes = missing_scopes


class ZoomUnavailableError(ZoomError):
    """Zoom did not answer, or not sensibly, and nothing can have been changed there."""

    status = 503
    code = "zoom_unavailable"
    title = "Zoom is not available"
    outcome = "not_sent"


class ZoomOutcomeUnknownError(ZoomError):
    """A change was sent, and no usable answer came back: Zoom may or may not have made it."""

    status = 502
    code = "zoom_outcome_unknown"
    title = "Zoom's answer is missing"
    outcome = "in_doubt"


class ZoomThrottledError(ZoomError):
    """Zoom's limit is reached. `daily` tells a limit of the day from one of the second; `retry_at` is always set."""

    status = 503
    code = "zoom_throttled"
    title = "Zoom asks to wait"
    outcome = "throttled"

    def __init__(self, detail: str, said: Said, *, retry_at: datetime, daily: bool) -> None:
        super().__init__(detail, said, retry_at=retry_at)
        self.daily = daily


class ZoomRefusedError(ZoomError):
    """Zoom understood and said no; asking again unchanged brings the same answer."""

    status = 409
    code = "zoom_refused"
    title = "Zoom refused"
    outcome = "refused"


class ZoomHostMissingError(ZoomRefusedError):
    """Zoom does not know the user; this says nothing about the meetings."""

    code = "zoom_host_missing"
    title = "No such Zoom user"


class ZoomMeetingMissingError(ZoomError):
    """Zoom says that the meeting does not exist: HTTP 404 and code 3001, on an address of that meeting."""

    status = 409
    code = "zoom_meeting_missing"
    title = "Not found in Zoom"
    outcome = "missing"


class ZoomNotConnectedError(ZoomError):
    """Zoom does not accept our app: its token, or the credentials the token is asked with."""

    status = 502
    code = "zoom_not_connected"
    title = "Zoom is not connected"
    outcome = "auth"
    advice: ClassVar[str] = (
        "An administrator should check the credentials, and that the app is activated in the Zoom App Marketplace."
    )


class ZoomTokenRejectedError(ZoomNotConnectedError):
    """Zoom rejected the access token of a call; a new one may be accepted."""


class ZoomClientWrongError(ZoomNotConnectedError):
    """The client ID or the client secret is wrong; Zoom does not tell which."""

    code = "zoom_client_wrong"
    title = "Wrong client ID or client secret"
    advice = "Copy both, the client ID and the client secret, again from the app in the Zoom App Marketplace."


class ZoomAccountWrongError(ZoomNotConnectedError):
    """The client ID and secret fit, the account ID does not."""

    code = "zoom_account_wrong"
    title = "Wrong account ID"
    advice = "The app exists, but not in this account: copy the account ID from the app's credentials."


class ZoomAppWrongError(ZoomNotConnectedError):
    """The app exists, but is not of the type Server-to-Server OAuth."""

    code = "zoom_app_wrong"
    title = "Wrong type of Zoom app"
    advice = "Create an app of the type Server-to-Server OAuth in the Zoom App Marketplace, and use its credentials."


class ZoomScopeMissingError(ZoomError):
    """The app lacks a scope; `missing_scopes` names those that would do, as far as Zoom said."""

    status = 502
    code = "zoom_scope_missing"
    title = "The Zoom app lacks a permission"
    outcome = "auth"
