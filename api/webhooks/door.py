"""Whom to believe: the door of a process, in front of its inbox."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from time import monotonic

from api.core import clock, metrics
from api.core.errors import Problem
from api.resources import Resources
from api.settings import service as settings
from api.settings.service import WebhookTrust
from api.webhooks.inbox import Inbox, NotKeptError, within_patience
from api.webhooks.notice import VALIDATION, Notice, UnreadableEventError, read_notice
from api.zoom.signature import answer_challenge, verify

TRUST_LASTS_SECONDS = 10.0
MINUTE_SECONDS = 60.0
BAD_A_MINUTE = 100
NETWORKS_COUNTED = 10_000
UNSIGNED_EVERY_SECONDS = 1.0
LONGEST_CHALLENGE_BYTES = 2_000


class NotFromZoomError(Problem):
    """The signature is missing, wrong or older than five minutes."""

    status = 401
    code = "bad_signature"
    title = "Not from Zoom"


class NoSecretError(Problem):
    """Without a secret nothing can be believed."""

    status = 403
    code = "no_webhook_secret"
    title = "No webhook secret"


class TooManyForgedError(Problem):
    """Wrong signatures, one after the other, from one network."""

    status = 429
    code = "too_many_bad_signatures"
    title = "Too many attempts"


@dataclass(frozen=True)
class Delivery:
    """What came. A header that came twice counts as one that is wrong; one that is absent is None."""

    body: bytes = field(repr=False)
    timestamp: str | None
    signature: str | None
    network: str


class Door:
    """What a process knows while it receives events: whom it trusts, and who tried to deceive it."""

    def __init__(self, resources: Resources) -> None:
        self._resources = resources
        self.inbox = Inbox(resources)
        self._trust: WebhookTrust | None = None
        self._trusted_until = 0.0
        self._looking: asyncio.Task[WebhookTrust | None] | None = None
        self._forged: Counter[str] = Counter()
        self._forged_since = 0.0
        self._unsigned_at = float("-inf")

    async def receive(self, delivery: Delivery) -> dict[str, str] | None:
        """Keep an event; answers what Zoom wants to hear to a challenge, otherwise None. Raises Problems."""
        try:
            answer = await self._receive(delivery)
        except Problem as problem:
            metrics.ZOOM_DELIVERIES.labels(problem.code).inc()
            raise
        return answer

    async def _receive(self, delivery: Delivery) -> dict[str, str] | None:
        trust = await self._get_trust()
        if trust.secret is None:
            raise NoSecretError("Save the webhook secret of the Zoom app in the settings first.")
        if delivery.timestamp is None and delivery.signature is None:
            return self._answer_unsigned(delivery, trust.secret)
        secret = find_secret(trust, delivery) or await self._look_again(delivery)
        notice = read_notice(delivery.body)
        if notice.event == VALIDATION:
            return await self._answer_signed(notice, secret)
        if notice.account_id not in (None, trust.account_id):
            metrics.ZOOM_DELIVERIES.labels("foreign").inc()
            return None
        await self.inbox.put(notice)
        metrics.ZOOM_DELIVERIES.labels("kept").inc()
        return None

    async def _look_again(self, delivery: Delivery) -> str:
        """The secret may have been exchanged a moment ago: look once more, but not for those who only guess."""
        if self._count_forged(delivery.network) > BAD_A_MINUTE:
            detail = "Too many requests with wrong signatures came from this network in the last minute."
            raise TooManyForgedError(detail, headers={"Retry-After": str(int(MINUTE_SECONDS))})
        secret = find_secret(await self._read_trust(), delivery)
        if secret is None:
            raise NotFromZoomError("This is not signed by Zoom, or too long ago; nothing was kept.")
        self._forged[delivery.network] -= 1
        return secret

    def _count_forged(self, network: str) -> int:
        if monotonic() - self._forged_since > MINUTE_SECONDS or len(self._forged) > NETWORKS_COUNTED:
            self._forged.clear()
            self._forged_since = monotonic()
        self._forged[network] += 1
        return self._forged[network]

    def _answer_unsigned(self, delivery: Delivery, secret: str) -> dict[str, str]:
        """It is not certain that Zoom signs its challenge, so one without a signature is answered, once a second.

        What it signs cannot be an event's signature: those are made over `v0:…`, and no token has a colon.
        """
        refusal = NotFromZoomError("This is not signed by Zoom; nothing was kept.")
        if len(delivery.body) > LONGEST_CHALLENGE_BYTES:
            raise refusal
        try:
            notice = read_notice(delivery.body)
        except UnreadableEventError as error:
            raise refusal from error
        if notice.event != VALIDATION or monotonic() - self._unsigned_at < UNSIGNED_EVERY_SECONDS:
            raise refusal
        answer = answer_challenge(secret, notice.plain_token or "")
        self._unsigned_at = monotonic()
        metrics.ZOOM_DELIVERIES.labels("challenge_unsigned").inc()
        return answer

    async def _answer_signed(self, notice: Notice, secret: str) -> dict[str, str]:
        """With the secret that signed the question, which may be the older one."""
        answer = answer_challenge(secret, notice.plain_token or "")
        async with within_patience(), self._resources.transaction(engine=self._resources.inbox_engine) as session:
            await settings.note_webhook_validated(session)
        metrics.ZOOM_DELIVERIES.labels("challenge").inc()
        return answer

    async def _get_trust(self) -> WebhookTrust:
        """What the settings say, at most ten seconds old."""
        if self._trust is not None and monotonic() < self._trusted_until:
            return self._trust
        return await self._read_trust()

    async def _read_trust(self) -> WebhookTrust:
        """What the settings say now. Many who ask at once are one question."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        async with within_patience():
            trust = await asyncio.shield(self._looking)
        if trust is None:
            raise NotKeptError
        return trust

    async def _look(self) -> WebhookTrust | None:
        """None when the database does not answer; an exception would be nobody's, once all who wait have gone."""
        try:
            async with within_patience(), self._resources.transaction(engine=self._resources.inbox_engine) as session:
                self._trust = await settings.read_webhook_trust(session, self._resources.box)
        except NotKeptError:
            return None
        self._trusted_until = monotonic() + TRUST_LASTS_SECONDS
        return self._trust


def find_secret(trust: WebhookTrust, delivery: Delivery) -> str | None:
    """The secret that signed this delivery, if one of ours did, within the last five minutes."""
    now = clock.now()
    for secret in trust.secrets(now):
        if verify(secret, delivery.body, delivery.timestamp, delivery.signature, now):
            return secret
    return None
