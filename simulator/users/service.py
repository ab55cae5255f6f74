"""Finding users by what a path may hold: id, e-mail or `me`."""

from simulator.errors import ZoomError, user_does_not_exist
from simulator.users.models import User, UserStatus
from simulator.world import World


def get_user(world: World, reference: str) -> User:
    """`me` is the account's owner: the app signs in for the account, not for a person."""
    for user in world.state.users:
        owner = reference == "me" and user.role_id == "0"
        if owner or reference == user.id or reference.lower() == user.email.lower():
            return user
    raise user_does_not_exist(reference)


def get_host(world: World, reference: str) -> User:
    """A user who may hold meetings; one who is deactivated may not."""
    user = get_user(world, reference)
    if user.status != "active":
        raise ZoomError(400, 3161, "Your user account is not allowed meeting hosting and scheduling capabilities.")
    return user


def list_users(world: World, status: UserStatus) -> list[User]:
    return [user for user in world.state.users if user.status == status]
