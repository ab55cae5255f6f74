"""A caller with one kept-alive connection, whose own share of a measured time is small and always the same."""

import base64
import json
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from typing import Any
from urllib.parse import urlencode, urlsplit

PASSWORD = "parley-demo"  # noqa: S105 - the demo's password is printed at every start
READY_SECONDS = 20
FORM = "application/x-www-form-urlencoded"
TOKEN_OF_DEMO = {"grant_type": "account_credentials", "account_id": "parley-demo-account"}
BASIC_OF_DEMO = "Basic " + base64.b64encode(b"parley-demo-client:parley-demo-secret").decode()


class UnexpectedAnswerError(Exception):
    """An answer that is no success: what would be measured is not what was meant."""


@dataclass(frozen=True)
class Answer:
    """A success, and how long it took from the first byte sent to the last byte read."""

    milliseconds: float
    headers: HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        """The body."""
        return json.loads(self.body)


class Caller:
    """Asks one server, again and again, with the same headers."""

    def __init__(self, url: str) -> None:
        self._connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
        self.headers: dict[str, str] = {}

    def reconnect(self) -> None:
        """Begin a round with a new connection: servers close those that were idle for some seconds."""
        self._connection.close()
        self._connection.connect()

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Send and read to the end. Raises UnexpectedAnswerError unless the answer is a success."""
        content = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        told = {"Content-Type": "application/json", **self.headers, **headers}
        began = time.perf_counter()
        self._connection.request(method, path, content, told)
        response = self._connection.getresponse()
        read = response.read()
        milliseconds = (time.perf_counter() - began) * 1000
        if not 200 <= response.status < 300:
            raise UnexpectedAnswerError(f"{method} {path}: {response.status} {read[:500].decode(errors='replace')}")
        return Answer(milliseconds, response.headers, read)


def sign_in(url: str, login: str) -> Caller:
    """A member of the demo's staff, signed in as a browser is."""
    caller = Caller(url)
    answer = caller.ask("POST", "/api/v1/session", {"email": f"{login}@parley.example", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].partition(";")[0]
    caller.headers = {"Cookie": cookie, "X-Parley": "1"}
    return caller


def sign_in_to_zoom(url: str) -> Caller:
    """The demo's app, with a token of the pretend Zoom."""
    caller = Caller(url)
    form = urlencode(TOKEN_OF_DEMO).encode()
    answer = caller.ask("POST", "/oauth/token", form, **{"Content-Type": FORM, "Authorization": BASIC_OF_DEMO})
    caller.headers = {"Authorization": f"Bearer {answer.json['access_token']}"}
    return caller


def wait_ready(url: str) -> None:
    """Return when the server at this address answers."""
    deadline = time.monotonic() + READY_SECONDS
    while True:
        try:
            Caller(url).ask("GET", "/ready")
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return
