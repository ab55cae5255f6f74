"""Breaking a connection: for real under our own server, by an exception in process."""

from asyncio import Transport

from starlette.types import Receive, Scope

EXTENSION = "simulator.connection"


class ConnectionDroppedError(Exception):
    """What a caller in process gets instead of a closed socket; `SimulatorTransport` turns it into httpx's error."""


async def drop_connection(scope: Scope, receive: Receive) -> None:
    """Close the socket without a further byte, and wait until the server has noticed, so that it answers nothing."""
    connection: Transport | None = scope.get("extensions", {}).get(EXTENSION)
    if connection is None:
        raise ConnectionDroppedError("Server disconnected without sending a response.")
    connection.close()
    while (await receive())["type"] != "http.disconnect":
        pass
