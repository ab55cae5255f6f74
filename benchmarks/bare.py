"""The bare handler: FastAPI, asyncpg and the very statements that our list sends, with nothing around them.

`uvicorn benchmarks.bare:app`, with DATABASE_URL and QUESTIONS, a file of statements by name.
"""

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
from fastapi import FastAPI, Request, Response

CONNECTIONS = 10


QUESTIONS = json.loads(Path(os.environ["QUESTIONS"]).read_text(encoding="utf-8"))


@asynccontextmanager
async def _connected(app: FastAPI) -> AsyncIterator[None]:
    async with asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=CONNECTIONS, max_size=CONNECTIONS) as pool:
        app.state.pool = pool
        yield


app = FastAPI(lifespan=_connected)


@app.get("/ready")
async def tell_ready() -> None:
    """Once the connections are open."""


@app.get("/{name}")
async def answer(name: str, request: Request) -> Response:
    """The rows of the last statement, as they come."""
    async with request.app.state.pool.acquire() as connection:
        for question in QUESTIONS[name]:
            rows = await connection.fetch(question)
    return Response(json.dumps([dict(row) for row in rows], default=str), media_type="application/json")
