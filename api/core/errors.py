"""Problems (RFC 9457): every error that a caller can see, each with a code that never changes once released."""

from collections.abc import Sequence
from typing import Any, ClassVar

from pydantic import BaseModel, Field


class FieldError(BaseModel):
    """One thing wrong with one field of a request."""

    loc: list[str | int] = Field(description="Where, from the outside in: `body`, `query` or `path`, then the field.")
    message: str = Field(description="What is wrong, as a sentence for a person.")
    code: str = Field(description="What is wrong, for a program; it never changes.")


class ProblemOut(BaseModel):
    """The body of every error answer, `application/problem+json`."""

    type: str = Field(description="A URI reference that names the kind of problem.")
    code: str = Field(description="The kind of problem, for a program; it never changes.")
    title: str
    status: int
    detail: str = Field(description="What happened, whether data are safe, and what to do.")
    errors: list[FieldError] | None = Field(default=None, description="For 422: what is wrong, field by field.")
    request_id: str | None = Field(default=None, description="Name this when you ask for help; the log knows it.")


class Problem(Exception):  # noqa: N818 - RFC 9457 calls it a problem
    """An error with a sentence for its reader. Subclasses stand where they are raised and set the class attributes.

    `members` are extension members of the body (RFC 9457 §3.2); `headers` are added to the answer.
    """

    status: ClassVar[int] = 400
    code: ClassVar[str] = "bad_request"
    title: ClassVar[str] = "Bad request"

    def __init__(self, detail: str, *, headers: dict[str, str] | None = None, **members: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.headers = headers or {}
        self.members = members

    def body(self) -> dict[str, Any]:
        """The members of the answer, without the request id, which only the web layer knows."""
        fixed = {"type": f"/problems/{self.code}", "code": self.code, "title": self.title, "status": self.status}
        return {**fixed, "detail": self.detail, **self.members}


class NotFoundError(Problem):
    """There is no such thing, or the caller may not know of it: the two look the same on purpose."""

    status = 404
    code = "not_found"
    title = "Not found"


class ForbiddenError(Problem):
    """The caller is known, but may not do this."""

    status = 403
    code = "forbidden"
    title = "Not allowed"


class StaleVersionError(Problem):
    """Somebody else saved the object after the caller read it."""

    status = 409
    code = "stale_version"
    title = "Changed by somebody else"


class InvalidError(Problem):
    """Input that is well formed but wrong; nothing was saved."""

    status = 422
    code = "invalid"
    title = "Invalid input"

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__(
            "Some fields are not right; nothing was saved.", errors=[error.model_dump() for error in errors]
        )

    @classmethod
    def at(cls, field: str, code: str, message: str) -> "InvalidError":
        """One error at one field of the body."""
        return cls([FieldError(loc=["body", *field.split(".")], code=code, message=message)])

    @classmethod
    def at_query(cls, name: str, code: str, message: str) -> "InvalidError":
        """One error at one parameter of the address."""
        return cls([FieldError(loc=["query", name], code=code, message=message)])
