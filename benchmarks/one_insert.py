"""The plain way to take webhooks: FastAPI and asyncpg, the signature, and one INSERT a request.

`uvicorn benchmarks.one_insert:app`, with DATABASE_URL and SECRET.
"""

import hashlib
import hmac
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from fastapi import FastAPI, Request, Response

CONNECTIONS = 10
SECRET = os.environ["SECRET"].encode()
TABLE = "CREATE TABLE IF NOT EXISTS one_insert (key bytea PRIMARY KEY, payload text NOT NULL)"
INSERT = "INSERT INTO one_insert VALUES ($1, $2) ON CONFLICT (key) DO NOTHING"


@asynccontextmanager
async def _connected(app: FastAPI) -> AsyncIterator[None]:
    async with asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=CONNECTIONS, max_size=CONNECTIONS) as pool:
        await pool.execute(TABLE)
        app.state.pool = pool
        yield


app = FastAPI(lifespan=_connected)


@app.get("/ready")
async def tell_ready() -> None:
    """Once the connections are open."""


@app.post("/hook")
async def keep(request: Request) -> Response:
    """The event is committed before the answer."""
    body = await request.body()
    signed = b"v0:" + request.headers["x-zm-request-timestamp"].encode() + b":" + body
    expected = "v0=" + hmac.new(SECRET, signed, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, request.headers["x-zm-signature"]):
        return Response(status_code=401)
    await request.app.state.pool.execute(INSERT, hashlib.sha256(body).digest(), body.decode())
    return Response(status_code=204)
