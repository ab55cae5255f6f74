"""The account's people, as its owner changes them in the portal."""

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel

from simulator.errors import ZoomError
from simulator.limits import service as limits
from simulator.users import service as users
from simulator.users.answers import user_row
from simulator.users.models import UserStatus, new_user
from simulator.world import World, WorldDep

router = APIRouter(prefix="/_control/users")


class UserCreate(BaseModel):
    email: str
    first_name: str = ""
    last_name: str = ""
    type: Literal[1, 2] = 2
    timezone: str = "Europe/Kiev"
    status: UserStatus = "active"


class UserChange(BaseModel):
    first_name: str | None = None
    last_name: str | None = None
    type: Literal[1, 2] | None = None
    timezone: str | None = None
    status: UserStatus | None = None


@router.get("")
async def list_users(world: WorldDep) -> list[dict[str, Any]]:
    return [
        {**user_row(world, user), "meeting_writes_today": limits.meeting_writes_today(world, user.id)}
        for user in world.state.users
    ]


@router.post("", status_code=201)
async def add_user(world: WorldDep, asked: UserCreate) -> dict[str, Any]:
    if any(user.email.lower() == asked.email.lower() for user in world.state.users):
        raise ZoomError(409, 1005, f"User already in the account: {asked.email}")
    user = new_user(
        asked.email,
        asked.first_name,
        asked.last_name,
        created_at=world.now(),
        kind=asked.type,
        timezone=asked.timezone,
    )
    user.status = asked.status
    world.state.users.append(user)
    world.record("user.created", source="portal", host_id=user.id, email=user.email)
    return user_row(world, user)


@router.patch("/{user_id}")
async def change_user(world: WorldDep, user_id: str, change: UserChange) -> dict[str, Any]:
    user = users.get_user(world, user_id)
    for name, value in change.model_dump(exclude_none=True).items():
        setattr(user, name, value)
    world.record("user.updated", source="portal", host_id=user.id, email=user.email)
    return user_row(world, user)


@router.delete("/{user_id}", status_code=204)
async def delete_user(world: WorldDep, user_id: str) -> None:
    """The user's meetings go along, as in the portal when nobody is named to take them over."""
    user = users.get_user(world, user_id)
    world.state.users.remove(user)
    _forget_meetings(world, user.id)
    world.record("user.deleted", source="portal", host_id=user.id, email=user.email)


def _forget_meetings(world: World, host_id: str) -> None:
    world.state.meetings = {i: meeting for i, meeting in world.state.meetings.items() if meeting.host_id != host_id}
