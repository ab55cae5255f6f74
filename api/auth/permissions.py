"""What a role may do. A right over meetings has a reach: own, the team's, or all."""

from typing import Literal

Reach = Literal["own", "team", "all"]

REACHES: tuple[Reach, ...] = ("all", "team", "own")
"""From the widest to the narrowest."""

EVERY_PERMISSION = frozenset(
    {
        *(f"meetings.{action}.{reach}" for action in ("view", "edit", "delete") for reach in REACHES),
        "meetings.create",
        "meetings.export",
        "meetings.override",
        "directory.view",
        "directory.edit",
        "contacts.sign_in.team",
        "contacts.sign_in.all",
        "staff.edit",
        "hosts.view",
        "settings.edit",
        "events.view",
        "health.view",
    }
)

EMPLOYEE = (
    "meetings.view.own",
    "meetings.edit.own",
    "meetings.delete.own",
    "meetings.create",
    "directory.view",
    "directory.edit",
    "meetings.export",
)
MANAGER = (
    "meetings.view.team",
    "meetings.edit.team",
    "meetings.delete.team",
    "meetings.create",
    "directory.view",
    "directory.edit",
    "hosts.view",
    "contacts.sign_in.team",
    "meetings.override",
    "meetings.export",
)
ADMINISTRATOR = (
    "meetings.view.all",
    "meetings.edit.all",
    "meetings.delete.all",
    "meetings.create",
    "directory.view",
    "directory.edit",
    "staff.edit",
    "hosts.view",
    "settings.edit",
    "events.view",
    "contacts.sign_in.all",
    "meetings.override",
    "health.view",
    "meetings.export",
)
DEFAULT_ROLES: dict[str, tuple[str, ...]] = {
    "employee": EMPLOYEE,
    "manager": MANAGER,
    "administrator": ADMINISTRATOR,
}
"""The roles a new installation begins with; the rows in the database decide from then on."""
