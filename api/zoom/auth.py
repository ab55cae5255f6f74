"""Server-to-Server OAuth: turning an app's credentials into a token that is good for the next call."""

import base64
import hashlib
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx
import structlog
from pydantic import BaseModel, ConfigDict, Field

from api.zoom.breaker import Notebook
from api.zoom.errors import ZoomNotConnectedError
from api.zoom.exchange import TIMEOUT, Answer, exchange
from api.zoom.refusals import not_sent, repeated_refusal, token_refusal
from api.zoom.tokens import Token, TokenStore

logger = structlog.get_logger(__name__)

EARLY_SECONDS = (300.0, 360.0)
"""A token is renewed this long before it ends, each process at another moment, so that they do not come at once."""

PATIENCE = timedelta(minutes=1)
"""After Zoom refused the credentials it is not asked again for this long, unless a person does."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What identifies our app to Zoom. The secret is hidden in the repr."""

    account_id: str
    client_id: str
    client_secret: str = field(repr=False)

    @property
    def key(self) -> str:
        """A fingerprint that may be seen and changes with any of the three: a token of old credentials is not used."""
        parts = json.dumps([self.account_id, self.client_id, self.client_secret])
        return hashlib.sha256(parts.encode()).hexdigest()[:32]


class _TokenBody(BaseModel):
    """Zoom's answer; `scope` and `expires_in` have been absent in old captures."""

    model_config = ConfigDict(hide_input_in_errors=True)

    access_token: str = Field(pattern=r"^[!-~]+$")
    expires_in: int = Field(default=3599, gt=0)
    scope: str = ""


class Authenticator:
    """Gives the token for the next call, and asks Zoom for one as seldom as possible."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        oauth_url: str,
        credentials: Credentials,
        tokens: TokenStore,
        now: Callable[[], datetime],
        notebook: Notebook,
    ) -> None:
        self._http = http
        self._oauth_url = oauth_url
        self._credentials = credentials
        self._tokens = tokens
        self._now = now
        self._notebook = notebook

    async def token(self, *, rejected: Token | None = None, force: bool = False) -> Token:
        """The shared token while it is good, else a new one, asked for by one caller for all.

        `rejected` is a token that Zoom did not accept: it is replaced, unless somebody else did that already. `force`
        asks Zoom whatever is known, which proves the credentials. Raises ZoomError; the outcome is never "in_doubt",
        because asking for a token changes nothing.
        """
        key = self._credentials.key
        if not force and (good := self._find_good(await self._tokens.get(key), rejected)):
            return good
        async with self._tokens.refreshing(key):
            last = await self._tokens.get(key)
            if not force:
                if good := self._find_good(last, rejected):
                    return good
                await self._raise_recent_refusal()
            token = await self._ask(generation=last.generation + 1 if last else 1)
            await self._tokens.put(key, token)
            logger.info("zoom.token_renewed", generation=token.generation, expires_at=token.expires_at.isoformat())
            return token

    def _find_good(self, token: Token | None, rejected: Token | None) -> Token | None:
        if token is None or (rejected is not None and token.access_token == rejected.access_token):
            return None
        early = timedelta(seconds=random.uniform(*EARLY_SECONDS))  # noqa: S311 - spreads processes, protects nothing
        return token if token.expires_at - early > self._now() else None

    async def _raise_recent_refusal(self) -> None:
        """What Zoom said a moment ago, to whatever process, it would only say again."""
        standing = await self._notebook.read()
        if standing.refused_at is not None and self._now() < standing.refused_at + PATIENCE:
            raise repeated_refusal(standing.error_code, standing.error_text or "")

    async def _ask(self, generation: int) -> Token:
        asked_at = self._now()
        request = self._http.build_request(
            "POST",
            self._oauth_url,
            data={"grant_type": "account_credentials", "account_id": self._credentials.account_id},
            headers={"Accept": "application/json", "Authorization": self._basic()},
            timeout=TIMEOUT,
        )
        try:
            answer = await exchange(self._http, request)
        except (httpx.HTTPError, TimeoutError) as error:
            raise not_sent() from error
        if not answer.is_success:
            refusal = token_refusal(answer, asked_at)
            if isinstance(refusal, ZoomNotConnectedError):
                told = {"error_code": refusal.code, "error_text": refusal.detail}
                await self._notebook.write(refused_at=asked_at, **told)
            raise refusal
        token = _read_token(answer, asked_at, generation)
        await self._notebook.write(
            token_at=asked_at,
            token_until=token.expires_at,
            scopes=tuple(sorted(token.scopes)),
            refused_at=None,
            error_code=None,
            error_text=None,
        )
        return token

    def _basic(self) -> str:
        pair = f"{self._credentials.client_id}:{self._credentials.client_secret}"
        return f"Basic {base64.b64encode(pair.encode()).decode()}"


def _read_token(answer: Answer, asked_at: datetime, generation: int) -> Token:
    """Counts the life from when we asked, so that a slow answer does not make the token live longer than it does."""
    try:
        body = _TokenBody.model_validate(answer.json)
    except ValueError as error:
        raise not_sent() from error
    expires_at = asked_at + timedelta(seconds=body.expires_in)
    return Token(body.access_token, expires_at, frozenset(body.scope.split()), generation)
