"""What a process holds: the database, Redis, connections to Zoom, keys. And the one function that commits."""

import asyncio
import contextlib
import json
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Annotated, TypeVar
from uuid import UUID

import httpx
import structlog
from arq.connections import ArqRedis
from fastapi import Depends, Request
from redis.asyncio import ConnectionPool
from redis.exceptions import RedisError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from api.connection.notebook import PostgresNotebook
from api.core import clock, work
from api.core.config import Config
from api.core.crypto import SecretBox
from api.core.db import make_engine
from api.core.failpoints import failpoint
from api.core.statements import StatementPool
from api.core.storage import Storage
from api.zoom.auth import Credentials
from api.zoom.client import ZoomClient
from api.zoom.limits import RedisLimiter
from api.zoom.tokens import RedisTokenStore, TokenStore

BELL_QUEUE = "parley:bell"
BELL_PATIENCE_SECONDS = 1.0
STATEMENT_CONNECTIONS = 5
"""Of each pool for single statements, which hold a connection for milliseconds."""
INBOX_CONNECTIONS = 2
ZOOM_CONNECTIONS = 10
ZOOM_REST_SECONDS = 2.0
"""Shorter than any server keeps an idle connection: one that it closes as a create leaves puts that create in doubt."""
"""More connections make httpx slower, and Zoom's limits bind long before."""
BROKEN_OFF = frozenset({"40001", "40P01", "23P01"})
"""SQLSTATEs of what another transaction, which was faster, caused: serialization failure, deadlock, exclusion."""
ATTEMPTS = 3
LONGEST_PAUSE_SECONDS = 0.1
ZOOM_CLIENTS_KEPT = 8
"""One account is used; others come and go while somebody tries credentials."""

Made = TypeVar("Made")
Effect = Callable[[AsyncSession], Awaitable[Made]]

log = structlog.get_logger()


@dataclass
class Resources:
    """Everything a request or a step of work may need from its process."""

    config: Config
    engine: AsyncEngine
    inbox_engine: AsyncEngine
    """Connections of their own for what Zoom sends, so that people's requests never keep it waiting."""
    sessions: async_sessionmaker[AsyncSession]
    statements: StatementPool
    planned_statements: StatementPool
    """For statements that are planned anew for their values."""
    redis: ArqRedis
    box: SecretBox
    zoom_http: httpx.AsyncClient
    zoom_tokens: TokenStore
    storage: Storage
    _zoom_clients: dict[str, ZoomClient] = field(default_factory=dict)
    _bells: set[asyncio.Task[None]] = field(default_factory=set)

    @contextlib.asynccontextmanager
    async def transaction(self, *, ring: bool = True, engine: AsyncEngine | None = None) -> AsyncIterator[AsyncSession]:
        """The only place that commits. After the commit the bell is rung for the work that was asked for.

        With `ring=False` the caller runs that work itself, at once; should it die first, the sweep finds the work.
        """
        async with self.sessions(bind=engine or self.engine) as session:
            async with session.begin():
                yield session
                await failpoint("transaction.written")
            await failpoint("transaction.committed")
            if ring:
                for kind, object_id in work.asked_in(session):
                    self._ring(kind, object_id)

    async def in_transaction(self, effect: Effect[Made], *, ring: bool = True) -> Made:
        """Run `effect` in a transaction; when the database broke that off for the sake of another, run it again.

        So `effect` may do nothing outside the database. After three attempts the error is the caller's.
        """
        for attempt in range(1, ATTEMPTS):
            try:
                async with self.transaction(ring=ring) as session:
                    return await effect(session)
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in BROKEN_OFF:
                    raise
            await asyncio.sleep(random.uniform(0, attempt * LONGEST_PAUSE_SECONDS))  # noqa: S311 - spreads callers
        async with self.transaction(ring=ring) as session:
            return await effect(session)

    def zoom_client(self, credentials: Credentials) -> ZoomClient:
        """A client for this Zoom account. It remembers what Zoom refused, so it is kept."""
        known = self._zoom_clients.get(credentials.key)
        if known is not None:
            return known
        if len(self._zoom_clients) >= ZOOM_CLIENTS_KEPT:
            self._zoom_clients.clear()
        client = ZoomClient(
            self.zoom_http,
            self.config.zoom_api_url,
            self.config.zoom_oauth_url,
            credentials,
            self.zoom_tokens,
            RedisLimiter(self.redis, credentials.account_id, self.config.zoom_plan),
            clock.now,
            PostgresNotebook(credentials.key, self.transaction),
        )
        self._zoom_clients[credentials.key] = client
        return client

    def _ring(self, kind: str, object_id: UUID) -> None:
        task = asyncio.create_task(self._enqueue(kind, object_id))
        self._bells.add(task)
        task.add_done_callback(self._bells.discard)

    async def _enqueue(self, kind: str, object_id: UUID) -> None:
        try:
            async with asyncio.timeout(BELL_PATIENCE_SECONDS):
                await self.redis.enqueue_job("run_work", kind, str(object_id))
        except (RedisError, OSError, TimeoutError) as error:
            log.warning("bell.not_heard", kind=kind, error=type(error).__name__)

    async def redis_answers(self) -> bool:
        """Whether Redis is there."""
        try:
            return bool(await self.redis.ping())
        except (RedisError, OSError):
            return False

    async def close(self) -> None:
        """Let go of every connection."""
        await asyncio.gather(*self._bells, return_exceptions=True)
        await self.zoom_http.aclose()
        await self.storage.close()
        await self.redis.aclose(close_connection_pool=True)
        await self.statements.close()
        await self.planned_statements.close()
        await self.engine.dispose()
        await self.inbox_engine.dispose()


def to_json(job: dict[str, object]) -> bytes:
    """arq's jobs as JSON: its default, pickle, would run whatever somebody puts into Redis."""
    return json.dumps(job).encode()


def from_json(job: bytes) -> dict[str, object]:
    """The other way round."""
    loaded: dict[str, object] = json.loads(job)
    return loaded


def _connect_redis(config: Config) -> ArqRedis:
    pool = ConnectionPool.from_url(config.redis_url, socket_connect_timeout=1, socket_timeout=1)
    return ArqRedis(pool, job_serializer=to_json, job_deserializer=from_json, default_queue_name=BELL_QUEUE)


def open_resources(config: Config, *, name: str, zoom_transport: httpx.AsyncBaseTransport | None = None) -> Resources:
    """Prepare the connections; nothing is contacted yet, so a process starts while its neighbours still sleep."""
    engine = make_engine(config.database_url, pool_size=config.database_pool_size, name=name)
    box = SecretBox(config.secret_keys.get_secret_value())
    redis = _connect_redis(config)
    return Resources(
        config=config,
        engine=engine,
        inbox_engine=make_engine(config.database_url, pool_size=INBOX_CONNECTIONS, name=f"{name}-inbox"),
        sessions=async_sessionmaker(engine, expire_on_commit=False),
        statements=StatementPool(config.database_url, size=STATEMENT_CONNECTIONS, name=name),
        planned_statements=StatementPool(
            config.database_url, size=STATEMENT_CONNECTIONS, name=name, plans_for_values=True
        ),
        redis=redis,
        box=box,
        zoom_http=httpx.AsyncClient(
            transport=zoom_transport,
            limits=httpx.Limits(max_connections=ZOOM_CONNECTIONS, keepalive_expiry=ZOOM_REST_SECONDS),
            follow_redirects=False,
        ),
        zoom_tokens=RedisTokenStore(
            redis,
            lambda token: box.seal(token, "zoom.token").encode(),
            lambda sealed: box.open(sealed.decode(), "zoom.token"),
        ),
        storage=Storage(config),
    )


async def get_resources(request: Request) -> Resources:
    """The process's resources, from the application. A coroutine, since others are run in a thread for each request."""
    resources: Resources = request.app.state.resources
    return resources


ResourcesDep = Annotated[Resources, Depends(get_resources)]


async def get_runner(request: Request) -> work.Runner:
    """Runs work in this process, for an answer that already carries what Zoom gave."""
    runner: work.Runner = request.app.state.runner
    return runner


RunnerDep = Annotated[work.Runner, Depends(get_runner)]


async def get_session(resources: ResourcesDep) -> AsyncIterator[AsyncSession]:
    """One transaction around one route, committed before the answer leaves."""
    async with resources.transaction() as session:
        yield session


SessionDep = Annotated[AsyncSession, Depends(get_session, scope="function")]
