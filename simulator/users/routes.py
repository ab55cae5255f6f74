"""`/v2/users`."""

import math
from typing import Any

from fastapi import APIRouter

from simulator.pagination import take_page
from simulator.tokens.routes import operation
from simulator.users import answers
from simulator.users import service as users
from simulator.users.models import UserStatus
from simulator.world import WorldDep

router = APIRouter(prefix="/v2/users")


@router.get("", dependencies=[operation("MEDIUM", "user:read:list_users")])
async def list_users(
    world: WorldDep, status: UserStatus = "active", page_size: int = 30, next_page_token: str = ""
) -> dict[str, Any]:
    """The one list whose pages may hold 2,000 rows."""
    found = users.list_users(world, status)
    page, size, token = take_page(
        found, page_size=page_size, next_page_token=next_page_token, now=world.now(), maximum=2_000
    )
    return {
        "page_count": math.ceil(len(found) / size),
        "page_number": 1,
        "page_size": size,
        "total_records": len(found),
        "next_page_token": token,
        "users": [answers.user_row(world, user) for user in page],
    }


@router.get("/{user_id}", dependencies=[operation("LIGHT", "user:read:user")])
async def get_user(world: WorldDep, user_id: str) -> dict[str, Any]:
    return answers.user_details(world, users.get_user(world, user_id))


@router.get("/{user_id}/settings", dependencies=[operation("MEDIUM", "user:read:settings")])
async def get_user_settings(world: WorldDep, user_id: str, option: str = "") -> dict[str, Any]:
    user = users.get_user(world, user_id)
    return answers.meeting_security() if option == "meeting_security" else answers.user_settings(user)
