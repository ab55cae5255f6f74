"""Carries events to the product: signed, and as late, double, disordered or lost as it is told to."""

import asyncio
import random
import secrets
from collections.abc import Coroutine
from typing import Any

import httpx

from simulator.identifiers import new_tracking_id
from simulator.ledger import Entry
from simulator.webhooks.models import Attempt, Event
from simulator.webhooks.payloads import find_payload
from simulator.webhooks.signature import encrypt_token, sign, write_body
from simulator.world import World

ANSWER_WITHIN_SECONDS = 3
HELD_AT_MOST_SECONDS = 2
VALIDATED_EVERY_SECONDS = 72 * 3600
VALIDATED_AGAIN_AFTER_SECONDS = 2


class Courier:
    """Deliveries run beside each other, so that one slow or failing answer holds up no other event."""

    def __init__(self, world: World, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._world = world
        self._transport = transport
        self._running: set[asyncio.Task[None]] = set()
        self._held: Event | None = None
        self._client: httpx.AsyncClient | None = None

    async def keep_validated(self) -> None:
        """Challenge the endpoint until it proves itself, and every 72 hours from then on."""
        while True:
            is_valid = await self.validate() == "ok"
            await asyncio.sleep(VALIDATED_EVERY_SECONDS if is_valid else VALIDATED_AGAIN_AFTER_SECONDS)

    def notice(self, entry: Entry) -> None:
        """Make the event of an effect, if somebody subscribed and Zoom has one for it."""
        made = find_payload(self._world, entry) if self._world.state.webhooks.url else None
        if made is None:
            return
        name, payload = made
        now = self._world.now()
        body = write_body({"event": name, "payload": payload, "event_ts": int(now.timestamp() * 1000)})
        event = Event(id=len(self._world.state.events) + 1, at=now, event=name, body=body)
        self._world.state.events.append(event)
        event.lost = self._dice("lose", event)
        if not event.lost:
            self._dispatch(event)

    def replay(self, event: Event) -> None:
        self._start(self._deliver(event))

    async def validate(self) -> str:
        """Challenge the endpoint as Zoom does when it is registered; answers "ok" or what was wrong."""
        plain = secrets.token_urlsafe(16)
        now = int(self._world.now().timestamp() * 1000)
        challenge = {"event": "endpoint.url_validation", "payload": {"plainToken": plain}, "event_ts": now}
        expected = encrypt_token(self._world.state.account.app.webhook_secret, plain)
        try:
            answer = await self._post(write_body(challenge))
            given = answer.json() if answer.status_code == 200 else {}
        except (httpx.TransportError, ValueError) as error:
            return f"no answer that can be read: {type(error).__name__}"
        if given == {"plainToken": plain, "encryptedToken": expected}:
            return "ok"
        return f"status {answer.status_code}, and not the encrypted token that was expected"

    async def drain(self) -> None:
        """Wait until everything that is on its way has arrived or been given up."""
        self._release()
        while self._running:
            await asyncio.gather(*self._running)

    def _dispatch(self, event: Event) -> None:
        if self._held is None and self._dice("reorder", event):
            self._held = event
            asyncio.get_running_loop().call_later(HELD_AT_MOST_SECONDS, self._release)
            return
        self._start(self._deliver_in_order([event, *([self._held] if self._held else [])]))
        self._held = None
        if self._dice("duplicate", event):
            self._start(self._deliver(event))

    def _release(self) -> None:
        if self._held is not None:
            self._start(self._deliver(self._held))
            self._held = None

    def _start(self, delivery: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(delivery)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _deliver_in_order(self, events: list[Event]) -> None:
        for event in events:
            await self._deliver(event)

    async def _deliver(self, event: Event) -> None:
        settings = self._world.state.webhooks
        for wait in [settings.delay_seconds, *settings.retry_seconds]:
            await asyncio.sleep(wait)
            if await self._try(event):
                return

    async def _try(self, event: Event) -> bool:
        """Whether it is settled: Zoom tries again on 5xx, timeouts and broken connections."""
        try:
            status = (await self._post(event.body)).status_code
            result = str(status)
        except httpx.TransportError as error:
            status, result = 599, type(error).__name__
        event.attempts.append(Attempt(at=self._world.now(), result=result))
        self._world.touch()
        if status >= 400 and self._world.state.webhooks.retry_refused:
            return False
        return status < 500

    async def _post(self, body: str) -> httpx.Response:
        timestamp = str(int(self._world.now().timestamp()))
        app = self._world.state.account.app
        headers = {
            "content-type": "application/json; charset=utf-8",
            "user-agent": "Zoom Marketplace/1.0a",
            "clientid": app.client_id,
            "x-zm-request-timestamp": timestamp,
            "x-zm-signature": sign(app.webhook_secret, timestamp, body),
            "x-zm-trackingid": new_tracking_id(),
        }
        if self._client is None:
            self._client = httpx.AsyncClient(transport=self._transport, timeout=ANSWER_WITHIN_SECONDS)
        return await self._client.post(self._world.state.webhooks.url, content=body.encode(), headers=headers)

    def _dice(self, what: str, event: Event) -> bool:
        """Seeded, so that a run can be repeated."""
        settings = self._world.state.webhooks
        chance: float = getattr(settings, what)
        return random.Random(f"{settings.seed}:{what}:{event.id}").random() < chance  # noqa: S311 - repeatable dice
