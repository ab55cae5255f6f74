"""`/exports`: the list of meetings, as a file."""

import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import StreamingResponse

from api.auth.access import CallerDep, IdempotentDep, requires
from api.core import idempotency
from api.core.schemas import Page, PageSize
from api.core.storage import FileMissingError, StoredFile
from api.exports import service as exports
from api.exports.schemas import ExportCreate, ExportOut
from api.resources import ResourcesDep, RunnerDep, SessionDep

router = APIRouter(prefix="/exports", tags=["exports"], dependencies=[Depends(requires("meetings.export"))])

WAIT_FOR_FILE = timedelta(seconds=5)


@router.post("", status_code=201, response_model=ExportOut)
async def request_export(
    body: ExportCreate,
    caller: CallerDep,
    resources: ResourcesDep,
    runner: RunnerDep,
    request: IdempotentDep,
    response: Response,
) -> object:
    """Ask for the list of meetings as a file. Up to 10,000 rows are mostly `ready` in the answer; more take their time.

    The file holds what the caller may see when it is written, is kept for 7 days, and only the caller may download it.
    Neither passcodes nor start links are ever in it. In `csv` a cell that a spreadsheet would take for a formula
    (`= + - @` first) begins with an apostrophe; in `xlsx` texts are typed as texts and need none.
    """
    async with resources.transaction() as session:
        is_small = await exports.is_small(session, caller, body)
    async with resources.transaction(ring=not is_small) as session:
        export_id, is_replay = await idempotency.once(
            session, request, lambda: exports.request_export(session, caller, body)
        )
    if is_small:
        await runner.run_now(exports.WRITE, export_id, within=WAIT_FOR_FILE)
    response.headers["Location"] = f"/api/v1/exports/{export_id}"
    if is_replay:
        response.headers[idempotency.REPLAYED] = "true"
    async with resources.transaction() as session:
        return await exports.get_export(session, caller, export_id)


@router.get("", response_model=Page[ExportOut])
async def list_exports(
    caller: CallerDep,
    session: SessionDep,
    page: Annotated[int, Query(ge=1, le=1000)] = 1,
    page_size: PageSize = PageSize.TWENTY_FIVE,
) -> object:
    """My exports, the newest first."""
    return await exports.list_exports(session, caller, page, page_size)


@router.get("/{export_id}", response_model=ExportOut)
async def read_export(export_id: UUID, caller: CallerDep, session: SessionDep) -> object:
    """How far an export of mine is."""
    return await exports.get_export(session, caller, export_id)


@router.get("/{export_id}/file", response_class=StreamingResponse)
async def download_export(export_id: UUID, caller: CallerDep, resources: ResourcesDep) -> StreamingResponse:
    """The file of an export of mine."""
    async with resources.transaction() as session:
        export = await exports.open_file(session, caller, export_id)
    reading = contextlib.AsyncExitStack()
    try:
        file = await reading.enter_async_context(resources.storage.open(exports.key_of(export_id)))
    except FileMissingError as error:
        raise exports.ExportExpiredError("The file is no longer in the store. Make the export again.") from error
    headers = {
        "Content-Length": str(file.size_bytes),
        "Content-Disposition": f'attachment; filename="{export["file_name"]}"',
        "Cache-Control": "no-store",
    }
    content_type = exports.CONTENT_TYPES[export["format"]]
    return StreamingResponse(_read(reading, file), headers=headers, media_type=content_type)


async def _read(reading: contextlib.AsyncExitStack, file: StoredFile) -> AsyncIterator[bytes]:
    async with reading:
        async for chunk in file.chunks:
            yield chunk
