"""`/imports`."""

from dataclasses import dataclass, replace
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from api.auth.access import IdempotentDep, requires
from api.auth.service import Caller
from api.core import idempotency
from api.core.errors import InvalidError
from api.core.schemas import Page
from api.integrations.imports import queries
from api.integrations.imports import service as imports
from api.integrations.imports.schemas import ImportChange, ImportOut, ImportRowOut, ImportRowsQuery
from api.resources import SessionDep

router = APIRouter(prefix="/imports", tags=["imports"])

Importer = Annotated[Caller, Depends(requires("directory.edit"))]

UPLOAD: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["kind", "file"],
                    "properties": {
                        "kind": {"type": "string", "enum": ["clients", "contacts", "leads"]},
                        "file": {
                            "type": "string",
                            "format": "binary",
                            "description": "CSV or XLSX with a header, up to 10 MB and 10,000 rows.",
                        },
                    },
                }
            }
        },
    }
}


@dataclass(frozen=True)
class Upload:
    """What was sent, and what makes it the same when it is sent again: a form's own bytes differ each time."""

    kind: str
    file_name: str
    content: bytes
    request: idempotency.Request


async def get_upload(request: Request, _caller: Importer, asked: IdempotentDep) -> Upload:
    """The form, which is read only for those who may send one."""
    try:
        async with request.form(max_files=1, max_fields=8) as form:
            kind, file = form.get("kind"), form.get("file")
            content = await file.read() if isinstance(file, UploadFile) else b""
    except HTTPException as error:
        raise InvalidError.at("file", "not_a_form", f"This is not a form with one file: {error.detail}") from error
    if not isinstance(kind, str):
        raise InvalidError.at("kind", "required", "Say what the rows are.")
    if not isinstance(file, UploadFile):
        raise InvalidError.at("file", "required", "Send a file.")
    name = file.filename or ""
    same = replace(asked, content=b"\0".join((b"POST /imports", kind.encode(), name.encode(), content)))
    return Upload(kind, name, content, same)


@router.post("", status_code=201, response_model=ImportOut, openapi_extra=UPLOAD)
async def start_import(
    caller: Importer, upload: Annotated[Upload, Depends(get_upload)], response: Response, session: SessionDep
) -> object:
    """Upload a table and see what would become of each row. Nothing is taken over yet."""
    import_id, is_replay = await idempotency.once(
        session,
        upload.request,
        lambda: imports.start_import(session, caller, upload.kind, upload.file_name, upload.content),
    )
    response.headers["Location"] = f"/api/v1/imports/{import_id}"
    if is_replay:
        response.headers[idempotency.REPLAYED] = "true"
    return await queries.show_import(session, caller, import_id)


@router.get("/{import_id}", response_model=ImportOut)
async def read_import(import_id: UUID, caller: Importer, session: SessionDep) -> object:
    """My import: how its columns are taken, what would become of its rows, and how far it is."""
    return await queries.show_import(session, caller, import_id)


@router.get("/{import_id}/rows", response_model=Page[ImportRowOut])
async def list_import_rows(
    import_id: UUID, query: Annotated[ImportRowsQuery, Query()], caller: Importer, session: SessionDep
) -> object:
    """The rows with what is wrong with each."""
    return await queries.list_rows(session, caller, import_id, query)


@router.patch("/{import_id}", response_model=ImportOut)
async def change_import(import_id: UUID, body: ImportChange, caller: Importer, session: SessionDep) -> object:
    """Say what the columns are. Every row is looked at anew."""
    await imports.change_mapping(session, caller, import_id, body.mapping)
    return await queries.show_import(session, caller, import_id)


@router.post("/{import_id}/apply", status_code=202, response_model=ImportOut)
async def apply_import(import_id: UUID, caller: Importer, session: SessionDep) -> object:
    """Take the good rows over. It goes on in the background: `results` grow until `state` is done."""
    await imports.ask_to_apply(session, caller, import_id)
    return await queries.show_import(session, caller, import_id)


@router.get("/{import_id}/refused", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
async def read_refused_rows(import_id: UUID, caller: Importer, session: SessionDep) -> Response:
    """The rows that were not taken over, with the reasons, as CSV. Corrected, it can be imported again."""
    table = await imports.write_refused(session, caller, import_id)
    headers = {"Content-Disposition": 'attachment; filename="refused-rows.csv"'}
    return Response(table.encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)


@router.delete("/{import_id}", status_code=204)
async def forget_import(import_id: UUID, caller: Importer, session: SessionDep) -> None:
    """Forget the file. What was taken over stays."""
    await imports.forget_import(session, caller, import_id)
