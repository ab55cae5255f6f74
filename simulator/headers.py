"""The last thing before an answer leaves: the state is saved, and Zoom's headers are put on."""

from email.utils import format_datetime

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from simulator.identifiers import new_tracking_id
from simulator.world import World


class HeaderMiddleware:
    """Saving comes first: an effect that the caller knows of survives a kill, also when a fault eats the answer."""

    def __init__(self, app: ASGIApp, world: World) -> None:
        self.app = app
        self.world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def finish(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.world.save_if_changed()
                headers = MutableHeaders(scope=message)
                headers["date"] = format_datetime(self.world.now(), usegmt=True)
                headers["x-zm-trackingid"] = new_tracking_id()
                headers["cache-control"] = "no-store"
                headers["x-content-type-options"] = "nosniff"
            await send(message)

        await self.app(scope, receive, finish)
