"""Optimistic locking: who saves says which version was read, in the body or as If-Match."""

from typing import Annotated

from fastapi import Header

from api.core.errors import Problem, StaleVersionError


class VersionRequiredError(Problem):
    """The caller did not say which version it read."""

    status = 428
    code = "version_required"
    title = "Version required"


class PreconditionFailedError(StaleVersionError):
    """The same as a stale version, as HTTP has it for If-Match."""

    status = 412


IfMatch = Annotated[str | None, Header(description='The version that was read, as in `"3"`; instead of `version`.')]


def check_version(current: int, version: int | None, if_match: str | None = None) -> None:
    """Raise unless the caller read the current version."""
    if version is None and if_match is None:
        raise VersionRequiredError("Say which version you read: `version` in the body, or the header If-Match.")
    if if_match is not None and if_match.strip('W/"') != str(current):
        raise PreconditionFailedError(_sentence(current), current_version=current)
    if version is not None and version != current:
        raise StaleVersionError(_sentence(current), current_version=current)


def _sentence(current: int) -> str:
    return f"Somebody else saved it meanwhile (it is at version {current}); nothing was changed. Read it again first."
