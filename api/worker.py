"""The worker process: every kind of work with its handler, the sweep, and the ear for arq's bell."""

import asyncio
import signal
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from arq.worker import Worker, func
from redis.exceptions import RedisError

from api.adoption.work import adopt_meeting
from api.auth.work import tidy_up
from api.connection.notebook import WATCH
from api.core import logging
from api.core.config import Config
from api.core.work import AT_ONCE, Handler, Runner, start_clock
from api.exports.work import tidy_up as tidy_up_exports
from api.exports.work import write_export
from api.hosts.work import refresh_hosts
from api.integrations.imports.work import apply_import
from api.integrations.imports.work import tidy_up as tidy_up_imports
from api.meetings.push.discarding import discard
from api.meetings.work import push_meeting
from api.participants.work import push_participants
from api.resources import BELL_QUEUE, Resources, from_json, open_resources, to_json
from api.settings.work import watch_zoom
from api.sync.work import forget_private, run_sync
from api.webhooks.work import apply_events, read_meeting, read_registrants
from api.webhooks.work import tidy_up as tidy_up_webhooks

HANDLERS: Mapping[str, Handler] = {
    "adoption.adopt": adopt_meeting,
    "auth.tidy_up": tidy_up,
    "exports.tidy_up": tidy_up_exports,
    "exports.write": write_export,
    "hosts.refresh": refresh_hosts,
    "imports.apply": apply_import,
    "imports.tidy_up": tidy_up_imports,
    "meetings.discard": discard,
    "meetings.push": push_meeting,
    "sync.forget_private": forget_private,
    "sync.run": run_sync,
    "participants.push": push_participants,
    WATCH: watch_zoom,
    "webhooks.apply": apply_events,
    "webhooks.read_meeting": read_meeting,
    "webhooks.read_registrants": read_registrants,
    "webhooks.tidy_up": tidy_up_webhooks,
}

CLOCKS = ("auth.tidy_up", "exports.tidy_up", "imports.tidy_up", "sync.run", "webhooks.tidy_up")
"""Work that asks for itself again; the first row is made at start."""

LAST_STEPS = timedelta(seconds=5)
"""How long steps may go on after SIGTERM; the lease brings back what takes longer."""
STEP_PATIENCE_SECONDS = 300
DEAF_SECONDS = 2.0
BELL_POLL_SECONDS = 0.1

log = structlog.get_logger()


async def run_work(context: dict[str, Any], kind: str, object_id: str) -> None:
    """What the bell rings for."""
    runner: Runner = context["runner"]
    await runner.run_one(kind, UUID(object_id))


_BELL: Any = run_work
"""arq's protocol for functions asks for a name that only it gives."""


def _listener(resources: Resources, runner: Runner) -> Worker:
    return Worker(
        functions=[func(_BELL, name="run_work", keep_result=0, max_tries=1)],
        queue_name=BELL_QUEUE,
        redis_pool=resources.redis,
        ctx={"runner": runner},
        handle_signals=False,
        keep_result=0,
        max_jobs=AT_ONCE,
        job_timeout=STEP_PATIENCE_SECONDS,
        poll_delay=BELL_POLL_SECONDS,
        job_serializer=to_json,
        job_deserializer=from_json,
    )


async def listen_forever(resources: Resources, runner: Runner) -> None:
    """Hear the bell as long as Redis is there; without it the sweep goes on alone.

    arq's own way to close a worker asks Redis once more, so it fails when Redis is gone; it is not used here.
    """
    while True:
        worker = _listener(resources, runner)
        try:
            await worker.async_run()
        except (RedisError, OSError) as error:
            log.warning("bell.deaf", error=type(error).__name__)
            await asyncio.gather(*worker.tasks.values(), return_exceptions=True)  # steps need no Redis to go on
        finally:
            await _cut_off(worker.tasks.values())
        await asyncio.sleep(DEAF_SECONDS)


async def _cut_off(steps: Iterable[asyncio.Task[None]]) -> None:
    """End what a bell began and the process has no time for; when its lease runs out, a sweep takes it up again."""
    for step in steps:
        step.cancel()
    await asyncio.gather(*steps, return_exceptions=True)


async def start_clocks(resources: Resources) -> None:
    """Ask for the first turn of all work that asks for itself again."""
    async with resources.transaction() as session:
        for kind in CLOCKS:
            await start_clock(session, kind)


async def run(config: Config) -> None:
    """Work until SIGTERM or SIGINT; a step that is cut off is taken up again when its lease runs out."""
    resources = open_resources(config, name="parley-worker")
    runner = Runner(HANDLERS, resources.transaction, resources)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await start_clocks(resources)
    loops = [asyncio.create_task(runner.sweep_forever()), asyncio.create_task(listen_forever(resources, runner))]
    log.info("worker.ready")
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait([*loops, stopping], return_when=asyncio.FIRST_COMPLETED)
    for task in [*loops, stopping]:
        task.cancel()
    results = await asyncio.gather(*loops, return_exceptions=True)
    await runner.drain(LAST_STEPS)
    await resources.close()
    for result in results:
        if isinstance(result, Exception):
            raise result


def main() -> None:
    """Start the process."""
    config = Config()
    logging.configure(config.log_level, config.log_format)
    asyncio.run(run(config))


if __name__ == "__main__":
    main()
