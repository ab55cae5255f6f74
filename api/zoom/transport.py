"""One call to Zoom from the limit to the parsed answer: token, errors, one log line, two metrics."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter
from typing import Any, TypeVar

import httpx
import structlog
from prometheus_client import Counter, Histogram

from api.zoom.auth import Authenticator
from api.zoom.breaker import Breaker
from api.zoom.errors import ZoomError, ZoomTokenRejectedError
from api.zoom.exchange import BROKEN, NOT_SENT, TIMEOUT, Answer, exchange
from api.zoom.limits import Limiter
from api.zoom.operations import Operation
from api.zoom.refusals import find_refusal, no_answer, not_sent, read_said
from api.zoom.tokens import Token

logger = structlog.get_logger(__name__)

REQUESTS = Counter("zoom_requests_total", "Calls to Zoom", ["operation", "outcome"])
REQUEST_SECONDS = Histogram("zoom_request_seconds", "Time until Zoom's whole answer", ["operation"])

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Question:
    """A call as it leaves: `path` is the operation's template filled in and encoded."""

    operation: Operation
    path: str
    params: Mapping[str, str | int] | None = None
    body: Mapping[str, Any] | None = None


class Transport:
    """Asks Zoom's API. Nothing that changes something is ever sent twice, except after a 401, which did nothing."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        api_url: str,
        authenticator: Authenticator,
        limiter: Limiter,
        breaker: Breaker,
        now: Callable[[], datetime],
    ) -> None:
        self._http = http
        self._api_url = api_url.rstrip("/")
        self._authenticator = authenticator
        self._limiter = limiter
        self._breaker = breaker
        self._now = now
        self.time_difference: float | None = None

    async def ask(self, question: Question, read: Callable[[Answer], T], *, is_probe: bool = False) -> T:
        """What `read` makes of the answer; it raises ValueError for what it cannot use. Raises ZoomError."""
        await self._breaker.enter(is_probe=is_probe)
        began_at = self._now()
        try:
            result = await self._ask(question, read)
        except ZoomError as error:
            await self._breaker.note(error.outcome, began_at, self.time_difference)
            raise
        await self._breaker.note(None, began_at, self.time_difference)
        return result

    async def _ask(self, question: Question, read: Callable[[Answer], T]) -> T:
        token = await self._authenticator.token()
        try:
            return await self._ask_once(question, read, token)
        except ZoomTokenRejectedError:
            token = await self._authenticator.token(rejected=token)
        return await self._ask_once(question, read, token)

    async def _ask_once(self, question: Question, read: Callable[[Answer], T], token: Token) -> T:
        await self._limiter.wait(question.operation.label)
        started = perf_counter()
        answer: Answer | None = None
        outcome = "broken_off"
        try:
            answer = await self._exchange(question, token)
            result = self._read(question.operation, answer, read)
            outcome = "ok"
        except ZoomError as error:
            outcome = error.outcome
            raise
        else:
            return result
        finally:
            _record(question.operation, answer, outcome, perf_counter() - started)

    async def _exchange(self, question: Question, token: Token) -> Answer:
        operation = question.operation
        request = self._http.build_request(
            operation.method,
            self._api_url + question.path,
            params=question.params,
            json=question.body,
            headers={"Accept": "application/json", "Authorization": f"Bearer {token.access_token}"},
            timeout=TIMEOUT,
        )
        try:
            try:
                answer = await exchange(self._http, request)
            except BROKEN:
                if operation.writes:
                    raise
                answer = await exchange(self._http, request)
        except NOT_SENT as error:
            raise not_sent() from error
        except (httpx.HTTPError, TimeoutError) as error:
            raise no_answer(operation) from error
        if answer.date is not None:
            self.time_difference = (answer.date - self._now()).total_seconds()
        return answer

    def _read(self, operation: Operation, answer: Answer, read: Callable[[Answer], T]) -> T:
        if refusal := find_refusal(operation, answer, self._now()):
            raise refusal
        try:
            return read(answer)
        except ValueError as error:
            raise no_answer(operation, read_said(answer)) from error


def _record(operation: Operation, answer: Answer | None, outcome: str, seconds: float) -> None:
    REQUESTS.labels(operation.name, outcome).inc()
    REQUEST_SECONDS.labels(operation.name).observe(seconds)
    log = logger.info if outcome == "ok" else logger.warning
    log(
        "zoom.call",
        operation=operation.name,
        method=operation.method,
        path=operation.path,
        status=answer.status if answer else None,
        ms=round(seconds * 1000),
        outcome=outcome,
        tracking_id=answer.tracking_id if answer else None,
    )
