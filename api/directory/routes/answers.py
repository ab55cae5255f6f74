"""What the routes of all nouns share: who may call, and the headers of what was saved."""

from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import Depends, Path, Response
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.access import requires
from api.auth.service import Caller
from api.directory.queries import Noun, get_one
from api.directory.schemas import EditableOut, ExternalId

Out = TypeVar("Out", bound=EditableOut)

MAY_VIEW = [Depends(requires("directory.view"))]
Editor = Annotated[Caller, Depends(requires("directory.edit"))]
StaffEditor = Annotated[Caller, Depends(requires("staff.edit"))]
ExternalIdPath = Annotated[ExternalId, Path(description="The id in the other system.")]


async def show(session: AsyncSession, response: Response, noun: Noun[Out], object_id: UUID) -> Out:
    """The object, with its version as ETag for If-Match."""
    out = await get_one(session, noun, object_id)
    response.headers["ETag"] = f'"{out.version}"'
    return out


async def show_created(
    session: AsyncSession,
    response: Response,
    noun: Noun[Out],
    object_id: UUID,
    is_replay: bool,  # noqa: FBT001 - the pair that `idempotency.once` answers
) -> Out:
    """The new object and where it is; a replay shows it as it is now."""
    response.headers["Location"] = f"/api/v1/{noun.path}/{object_id}"
    if is_replay:
        response.headers["Idempotent-Replayed"] = "true"
    return await show(session, response, noun, object_id)


async def show_upserted(
    session: AsyncSession,
    response: Response,
    noun: Noun[Out],
    object_id: UUID,
    is_new: bool,  # noqa: FBT001 - the pair that an upsert answers
) -> Out:
    """The object: 201 when it is new, 200 when it was there."""
    if is_new:
        response.status_code = 201
        response.headers["Location"] = f"/api/v1/{noun.path}/{object_id}"
    return await show(session, response, noun, object_id)
