"""A failure made on purpose."""

import random
from fnmatch import fnmatchcase
from typing import Literal

from pydantic import BaseModel, Field

from simulator.limits.models import LimitKind, RetryAfter

FaultKind = Literal["status", "delay", "drop_before", "drop_after", "half_body", "rate_limit"]


class FaultCreate(BaseModel):
    """What to do to which requests.

    `path` is a shell pattern (`/v2/users/*/meetings`); one without a wildcard matches as a prefix; none means the whole
    API under `/v2/`, but not the token endpoint, so that "fail the next call" hits a call. `times` is how often it
    strikes, null for until deleted. With `probability` each matching request is a throw of dice seeded by `seed`.
    `status` takes its `code` and `message`, or a whole `body`, from here; without them it answers what Zoom or its
    gateway would. `rate_limit` is one of Zoom's `limit`s, with its `Retry-After` written as an ISO instant, as
    seconds, as an HTTP date, or left out.
    """

    kind: FaultKind
    method: str | None = None
    path: str | None = None
    times: int | None = Field(default=1, ge=1)
    skip: int = Field(default=0, ge=0, description="So many requests pass before it begins.")
    probability: float = Field(default=1, ge=0, le=1)
    seed: int = 0
    status: int = Field(default=503, ge=400, le=599)
    code: int | None = None
    message: str | None = None
    body: str | None = None
    content_type: str = "text/html"
    seconds: float | None = Field(default=None, ge=0)
    limit: LimitKind = "qps"
    retry_after: RetryAfter | None = None


class Fault(FaultCreate):
    id: int
    seen: int = 0
    struck: int = 0

    @property
    def spent(self) -> bool:
        return self.times is not None and self.struck >= self.times

    def strikes(self, method: str, path: str) -> bool:
        """Whether it hits this request; counts, so ask once per request."""
        if self.spent or not self._matches(method, path):
            return False
        self.seen += 1
        if self.seen <= self.skip:
            return False
        hit = random.Random(f"{self.seed}:{self.seen}").random() < self.probability  # noqa: S311 - repeatable dice
        self.struck += hit
        return hit

    def _matches(self, method: str, path: str) -> bool:
        if self.method is not None and self.method.upper() != method:
            return False
        if self.path is None:
            return path.startswith("/v2/")
        if any(sign in self.path for sign in "*?["):
            return fnmatchcase(path, self.path)
        return path.startswith(self.path)
