"""The work behind exports: writing a file, and removing those whose time is over."""

import tempfile
from datetime import timedelta
from uuid import UUID

from api.auth import service as auth
from api.auth.service import Caller
from api.core import clock
from api.core.storage import StorageUnavailableError
from api.core.work import Done, Later, Outcome, Refused, Step
from api.exports import service as exports
from api.exports.models import Export
from api.exports.writing import write_file
from api.resources import Resources

EVERY = timedelta(hours=1)
MOST_ATTEMPTS = 6
UPLOADS_TAKE_AT_MOST = timedelta(days=1)

NO_ACCOUNT = "The account that asked for the file is no longer active."
GIVEN_UP = "The file could not be written. Ask for it again; if that fails too, tell the administrator."


async def write_export(resources: Resources, step: Step) -> Outcome:
    """Write the file and store it. One that was begun and not ended is begun again."""
    async with step.transaction() as session:
        export = await exports.begin_writing(session, step.object_id)
        caller = None if export is None else await auth.find_caller(session, export.owner_id)
    if export is None:
        return Done()
    if caller is None:
        return await _fail(step, "account_inactive", NO_ACCOUNT)
    if step.attempts > MOST_ATTEMPTS:
        return await _fail(step, "given_up", GIVEN_UP)
    try:
        return await _write_and_store(resources, step, export, caller)
    except StorageUnavailableError as problem:
        async with step.transaction() as session:
            await exports.note_waiting(session, export.id, problem.code, problem.detail)
        return Later(problem.code, problem.detail)


async def _write_and_store(resources: Resources, step: Step, export: Export, caller: Caller) -> Outcome:
    async def tell(done: int, total: int) -> None:
        async with step.transaction() as session:
            await exports.note_progress(session, export.id, done, total)

    # Without a name, so that not even a killed process leaves it behind.
    with tempfile.TemporaryFile() as file:
        rows = await write_file(resources, export, caller, file, tell)
        await tell(rows, rows)  # whoever lost the lease stops here, before it overwrites what somebody else stored
        file.seek(0)
        content_type = exports.CONTENT_TYPES[export.format]
        size_bytes = await resources.storage.put(exports.key_of(export.id), file, content_type=content_type)
    async with step.transaction() as session:
        await exports.note_ready(session, export.id, rows, size_bytes)
        return await step.finish(session, Done())


async def _fail(step: Step, code: str, reason: str) -> Outcome:
    async with step.transaction() as session:
        await exports.note_failed(session, step.object_id, code, reason)
    return Refused(code, reason)


async def tidy_up(resources: Resources, step: Step) -> Outcome:
    """Remove files after 7 days, and what killed uploads left."""
    again_at = clock.now() + EVERY
    try:
        while expired := await _find_expired(step):
            for export_id in expired:
                await _remove(resources, step, export_id)
        await resources.storage.abandon_uploads(exports.FILES, begun_before=clock.now() - UPLOADS_TAKE_AT_MOST)
    except StorageUnavailableError as problem:
        return Later(problem.code, problem.detail)
    async with step.transaction() as session:
        await exports.forget_old(session)
    return Done(again_at=again_at)


async def _find_expired(step: Step) -> list[UUID]:
    async with step.transaction() as session:
        return await exports.find_expired(session)


async def _remove(resources: Resources, step: Step, export_id: UUID) -> None:
    await resources.storage.delete(exports.key_of(export_id))
    async with step.transaction() as session:
        await exports.note_expired(session, export_id)
