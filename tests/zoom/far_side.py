"""The far side of the client in these tests: a script in place of Zoom, and a clock that is held."""

from datetime import UTC, datetime, timedelta

import httpx

from api.zoom.auth import Credentials

API_URL = "https://api.zoom.test/v2"
OAUTH_URL = "https://zoom.test/oauth/token"
CREDENTIALS = Credentials("an-account", "a-client", "a-secret")

Step = httpx.Response | Exception


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **by: float) -> None:
        self.at += timedelta(**by)


class FarSide:
    """Answers from a script, in order; gives a new token each time it is asked, unless the script says otherwise."""

    def __init__(self) -> None:
        self.script: list[Step] = []
        self.token_script: list[Step] = []
        self.calls: list[httpx.Request] = []
        self.token_calls: list[httpx.Request] = []
        self.revoked: set[str] = set()
        self.scope = "meeting:read:meeting:admin user:read:user:admin"

    def answers(self, *steps: Step) -> None:
        self.script += steps

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if str(request.url) == OAUTH_URL:
            self.token_calls.append(request)
            return self._play(self.token_script) if self.token_script else self._token()
        self.calls.append(request)
        if request.headers["authorization"].removeprefix("Bearer ") in self.revoked:
            return refusal(401, 124, "Invalid access token.")
        return self._play(self.script)

    def _token(self) -> httpx.Response:
        token = f"token-{len(self.token_calls)}"
        return httpx.Response(200, json={"access_token": token, "expires_in": 3599, "scope": self.scope})

    @staticmethod
    def _play(script: list[Step]) -> httpx.Response:
        step = script.pop(0)
        if isinstance(step, Exception):
            raise step
        return step


def refusal(status: int, code: int | None, message: str = "No.", **headers: str) -> httpx.Response:
    """An error as Zoom words it."""
    return httpx.Response(status, json={"code": code, "message": message}, headers=headers)
