"""From what Zoom answered, or did not answer, to the error that says what it means."""

import random
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from api.zoom.errors import (
    NOTHING_SAID,
    Said,
    ZoomAccountWrongError,
    ZoomAppWrongError,
    ZoomClientWrongError,
    ZoomError,
    ZoomHostMissingError,
    ZoomMeetingMissingError,
    ZoomNotConnectedError,
    ZoomOutcomeUnknownError,
    ZoomRefusedError,
    ZoomScopeMissingError,
    ZoomThrottledError,
    ZoomTokenRejectedError,
    ZoomUnavailableError,
)
from api.zoom.exchange import Answer
from api.zoom.limits import next_midnight, parse_retry_after
from api.zoom.operations import Operation

_TOKEN_REJECTED = 124
_SCOPE_MISSING = {104, 4700, 4711}
_LIMIT_REACHED = {429, 4001}
_USER_MISSING = 1001
_MEETING_MISSING = 3001

_SAFE = "What is saved in Parley is safe, and nothing was changed in Zoom."
_LONGEST_MESSAGE = 500

_CREDENTIALS_REFUSED: Mapping[tuple[str, str], type[ZoomNotConnectedError]] = {
    ("invalid_client", "invalid client_id or client_secret"): ZoomClientWrongError,
    ("invalid_request", "bad request"): ZoomAccountWrongError,
    ("unsupported_grant_type", "unsupported grant type"): ZoomAppWrongError,
}
"""Zoom's `error` and `reason` → what they mean. Any other pair, whatever a deactivated app gets included, is not
guessed at: Zoom's words are shown."""

CREDENTIALS_CODES: Mapping[str, type[ZoomNotConnectedError]] = {
    kind.code: kind for kind in (ZoomClientWrongError, ZoomAccountWrongError, ZoomAppWrongError, ZoomNotConnectedError)
}
"""Our codes of those."""


def find_refusal(operation: Operation, answer: Answer, now: datetime) -> ZoomError | None:
    """The error that this answer is, or None for a success.

    Codes mean different things on different addresses, so each is read together with the HTTP status and the
    operation. An error body has been seen under HTTP 200 too.
    """
    said = read_said(answer)
    if answer.is_success and said.code is None:
        return None
    if not answer.is_success and not _is_no(answer):
        return no_answer(operation, said, retry_at=parse_retry_after(answer.headers, now))
    if answer.status == 429 or (answer.is_success and said.code in _LIMIT_REACHED):
        return _throttled(answer, said, now)
    if answer.status == 401 or said.code == _TOKEN_REJECTED:
        return token_rejected(said)
    if said.code in _SCOPE_MISSING:
        return _scope_missing(said)
    return _refused(operation, said)


def no_answer(operation: Operation, said: Said = NOTHING_SAID, *, retry_at: datetime | None = None) -> ZoomError:
    """The call was sent and no usable answer came: broken off, timed out, 5xx, or not what Zoom answers."""
    if operation.writes:
        detail = (
            "Zoom did not confirm the change, so it may or may not have been made there. What is saved in Parley is "
            "safe. Look at the meeting's state in Zoom before you do it again."
        )
        return ZoomOutcomeUnknownError(detail, said, retry_at=retry_at)
    detail = f"Zoom did not give a usable answer. {_SAFE} Try again in a minute."
    return ZoomUnavailableError(detail, said, outcome="in_doubt", retry_at=retry_at)


def not_sent(said: Said = NOTHING_SAID, *, retry_at: datetime | None = None) -> ZoomUnavailableError:
    """Zoom could not be reached, or gave no token: the call itself never left."""
    return ZoomUnavailableError(f"Zoom cannot be reached. {_SAFE} Try again in a minute.", said, retry_at=retry_at)


def token_rejected(said: Said) -> ZoomTokenRejectedError:
    """Zoom did not accept the token of a call."""
    return ZoomTokenRejectedError(
        f"Zoom no longer accepts Parley's access. {_SAFE} {ZoomTokenRejectedError.advice}", said
    )


def token_refusal(answer: Answer, now: datetime) -> ZoomError:
    """The error that an answer of the token endpoint other than a token is."""
    said = read_said(answer)
    if answer.status == 429:
        return _throttled(answer, said, now)
    if not _is_no(answer):
        return not_sent(said, retry_at=parse_retry_after(answer.headers, now))
    body = _read_object(answer)
    why = str(body.get("error")), str(body.get("reason")).strip(" .").lower()
    kind = _CREDENTIALS_REFUSED.get(why, ZoomNotConnectedError)
    words = f' ("{said.message}")' if said.message else ""
    return kind(f"Zoom gave Parley no access{words}. {_SAFE} {kind.advice}", said)


def repeated_refusal(code: str | None, detail: str) -> ZoomNotConnectedError:
    """The refusal of the credentials once more, in the words that were kept of it."""
    return CREDENTIALS_CODES.get(code or "", ZoomNotConnectedError)(detail)


def read_said(answer: Answer) -> Said:
    """Zoom's code and words, also from the bodies that are not valid JSON or are XML."""
    body = _read_object(answer)
    code, message = body.get("code"), body.get("message") or body.get("reason")
    if answer.is_success and not (isinstance(code, int) and isinstance(message, str)):
        return Said(answer.status, tracking_id=answer.tracking_id)
    return Said(
        answer.status,
        code if isinstance(code, int) else None,
        _words(message, body.get("errors")) or None,
        answer.tracking_id,
    )


def _read_object(answer: Answer) -> dict[str, Any]:
    """The members of the error body; of broken JSON (quotes unescaped within the message) and XML what can be read."""
    try:
        body = answer.json
    except ValueError:
        text = answer.body[:10_000].decode(errors="replace")
        code = re.search(r'"code"\s*:\s*(\d{1,6})|<code>\s*(\d{1,6})', text)
        message = re.search(r'"message"\s*:\s*"(.*)"|<message>(.*?)</message>', text, re.DOTALL)
        return {
            "code": int(code[1] or code[2]) if code else None,
            "message": (message[1] or message[2]) if message else None,
        }
    return body if isinstance(body, dict) else {}


def _words(message: object, errors: object) -> str:
    """Zoom's message and what it says of each field; JSON can spell half a character, which no answer can carry."""
    words = [message] if isinstance(message, str) else []
    listed = [error for error in errors if isinstance(error, dict)] if isinstance(errors, list) else []
    words += [f"{error.get('field', '?')}: {error['message']}" for error in listed if error.get("message")]
    return " ".join(words).strip()[:_LONGEST_MESSAGE].encode(errors="replace").decode()


def _is_no(answer: Answer) -> bool:
    """4xx is Zoom's decision, except 408: there somebody on the way gave up waiting."""
    return 400 <= answer.status < 500 and answer.status != 408


def _refused(operation: Operation, said: Said) -> ZoomError:
    if (said.status, said.code) == (404, _MEETING_MISSING) and operation.is_about_meeting:
        return ZoomMeetingMissingError(
            "Zoom says that this meeting does not exist there: it was deleted in Zoom, or it has expired. "
            "What is saved in Parley is safe.",
            said,
        )
    if (said.status, said.code) == (404, _USER_MISSING):
        return ZoomHostMissingError(
            f"Zoom does not know this user: removed, or of another account. {_SAFE} Choose another host.", said
        )
    words = f'Zoom refused: "{said.message}"' if said.message else "Zoom refused without a reason."
    return ZoomRefusedError(f"{words} {_SAFE} Change what Zoom names, then try again.", said)


def _scope_missing(said: Said) -> ZoomError:
    listed = re.search(r"scopes?:?\s*\[([^\]]*)\]", said.message or "")
    scopes = [scope.strip(" \"'") for scope in listed[1].split(",")] if listed else []
    admin = tuple(scope for scope in scopes if scope.endswith(":admin"))
    named = ", ".join(admin) or "Zoom does not say which"
    return ZoomScopeMissingError(
        f"The Zoom app lacks a scope for this ({named}). {_SAFE} An administrator should add it to the app in the "
        "Zoom App Marketplace; it counts from the next token on, within the hour.",
        said,
        missing_scopes=admin or tuple(filter(None, scopes)),
    )


def _throttled(answer: Answer, said: Said, now: datetime) -> ZoomError:
    """Zoom's words win over its category header, which has been seen wrong."""
    words = (said.message or "").lower()
    kind = answer.headers.get("x-ratelimit-type", "").lower()
    daily = "daily" in words or ("second" not in words and "daily" in kind)
    retry_at = parse_retry_after(answer.headers, now)
    if retry_at is None:
        jitter = timedelta(seconds=random.uniform(1, 2))  # noqa: S311 - spreads the callers, protects nothing
        retry_at = next_midnight(now) if daily else now + jitter
    which = "Zoom's limit for today is reached" if daily else "Zoom asks to wait"
    return ZoomThrottledError(
        f"{which} until {retry_at:%Y-%m-%d %H:%M:%S} UTC. {_SAFE} Try again then.", said, retry_at=retry_at, daily=daily
    )
