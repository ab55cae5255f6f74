"""The scopes that the Zoom app needs, in the granular form that apps made since 2024 choose from."""

from collections.abc import Set as AbstractSet

required_scopes: dict[str, str] = {
    "user:read:list_users:admin": "find the Zoom users who can host meetings",
    "user:read:user:admin": "read the plan and the state of a host",
    "user:read:settings:admin": "read what a host's Zoom settings allow",
    "meeting:read:list_meetings:admin": "find meetings that were made in Zoom itself",
    "meeting:read:meeting:admin": "read a meeting, and receive its webhooks",
    "meeting:write:meeting:admin": "create meetings",
    "meeting:update:meeting:admin": "change meetings",
    "meeting:delete:meeting:admin": "cancel meetings",
    "meeting:update:status:admin": "end a running meeting, and bring back a deleted one",
    "meeting:read:invitation:admin": "read Zoom's invitation text with its phone numbers",
    "meeting:read:list_registrants:admin": "read who is registered for a meeting",
    "meeting:write:registrant:admin": "give each participant a personal join link",
    "meeting:update:registrant_status:admin": "approve and remove registered participants",
    "meeting:read:past_meeting:admin": "read when a meeting really took place",
    "meeting:read:list_past_participants:admin": "read who attended a meeting",
}
"""Scope → what Parley needs it for, as the end of the sentence "Parley needs it to …"."""

_CLASSIC: dict[str, str] = {
    "user:read:": "user:read:admin",
    "meeting:read:": "meeting:read:admin",
    "meeting:write:": "meeting:write:admin",
    "meeting:update:": "meeting:write:admin",
    "meeting:delete:": "meeting:write:admin",
}


def find_missing_scopes(granted: AbstractSet[str]) -> tuple[str, ...]:
    """The required scopes that a token lacks, in the order of `required_scopes`.

    Older apps still have the classic scopes, each of which covers a group of granular ones.
    """
    return tuple(scope for scope in required_scopes if scope not in granted and _classic(scope) not in granted)


def _classic(scope: str) -> str:
    return next(classic for prefix, classic in _CLASSIC.items() if scope.startswith(prefix))
