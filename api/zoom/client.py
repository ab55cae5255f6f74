"""The calls to Zoom that Parley makes, one method each."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal, TypeVar
from urllib.parse import quote

import httpx

from api.zoom import operations
from api.zoom.auth import Authenticator, Credentials
from api.zoom.breaker import Breaker, MemoryNotebook, Notebook, Standing
from api.zoom.errors import ZoomUnavailableError
from api.zoom.exchange import Answer
from api.zoom.limits import Limiter
from api.zoom.operations import Operation
from api.zoom.schemas import (
    ZoomInvitation,
    ZoomMeeting,
    ZoomMeetingListItem,
    ZoomModel,
    ZoomPastMeeting,
    ZoomPastParticipant,
    ZoomRegistrant,
    ZoomRegistration,
    ZoomUser,
    ZoomUserSettings,
)
from api.zoom.tokens import Token, TokenStore
from api.zoom.transport import Question, Transport

M = TypeVar("M", bound=ZoomModel)

PAGE_SIZE = 300
USERS_PAGE_SIZE = 2000
TOKEN_SERVES = timedelta(minutes=10)
"""A page token lives 15 minutes; an older one than this is not relied on."""
MOST_BEGINNINGS = 3
"""Who is so slow again and again shall get Zoom's refusal."""


class ZoomClient:
    """Zoom's API for one account. Every method raises ZoomError, and nothing else, when Zoom fails.

    Keep one per credentials and process: it remembers that Zoom refused the credentials, and how far the clocks differ.
    `user_id` is a Zoom user id or an e-mail address. Nothing that changes something is retried here, because Zoom has
    no idempotency key: whoever holds the intent decides.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        api_url: str,
        oauth_url: str,
        credentials: Credentials,
        tokens: TokenStore,
        limiter: Limiter,
        now: Callable[[], datetime],
        notebook: Notebook | None = None,
    ) -> None:
        self._notebook = notebook or MemoryNotebook()
        self._authenticator = Authenticator(http, oauth_url, credentials, tokens, now, self._notebook)
        self._now = now
        self._breaker = Breaker(self._notebook, now)
        self._transport = Transport(http, api_url, self._authenticator, limiter, self._breaker, now)

    @property
    def time_difference(self) -> float | None:
        """Zoom's clock minus ours in seconds, at the last answer; exact to a second. None before the first answer."""
        return self._transport.time_difference

    async def read_standing(self) -> Standing:
        """How the connection stands, as any process found it."""
        return await self._notebook.read()

    @property
    def rests(self) -> bool:
        """Whether Zoom is not asked for now, as far as was known at the last call; `find_rest` knows it anew."""
        return self._breaker.rests

    async def probe(self) -> None:
        """Ask Zoom something small, even while the connection rests: an answer ends the rest."""
        question = Question(operations.GET_USER, "/users/me")
        await self._transport.ask(question, lambda answer: answer.json, is_probe=True)

    async def find_rest(self) -> ZoomUnavailableError | None:
        """Why no call may leave now: Zoom did not answer the last ones. None when one may."""
        return await self._breaker.find_rest()

    async def fetch_token(self, *, force: bool = False) -> Token:
        """The shared token while it is good; with `force`, a new one, which proves the credentials."""
        return await self._authenticator.token(force=force)

    def list_users(self, status: Literal["active", "inactive", "pending"] = "active") -> AsyncIterator[ZoomUser]:
        """All users of the account in one state."""
        params: dict[str, str | int] = {"status": status, "page_size": USERS_PAGE_SIZE}
        return self._pages(operations.LIST_USERS, "users", ZoomUser, {}, params)

    async def get_user(self, user_id: str) -> ZoomUser:
        """One user, with the plan and the state."""
        return await self._get(operations.GET_USER, ZoomUser, user_id=user_id)

    async def get_user_settings(self, user_id: str) -> ZoomUserSettings:
        """What the user's settings and plan allow."""
        return await self._get(operations.GET_USER_SETTINGS, ZoomUserSettings, user_id=user_id)

    async def create_meeting(self, user_id: str, body: Mapping[str, Any]) -> ZoomMeeting:
        """A new meeting of this host. Compare the answer: settings that the account locks are changed silently."""
        question = _question(operations.CREATE_MEETING, {"user_id": user_id}, body=body)
        return await self._transport.ask(question, _reader(ZoomMeeting))

    async def get_meeting(self, meeting_id: int) -> ZoomMeeting:
        """The meeting with a fresh start link and all its dates. A ZoomMeetingMissingError once is not yet a proof."""
        params = {"show_previous_occurrences": "true"}
        question = _question(operations.GET_MEETING, {"meeting_id": meeting_id}, params=params)
        return await self._transport.ask(question, _reader(ZoomMeeting))

    async def update_meeting(self, meeting_id: int, changes: Mapping[str, Any]) -> None:
        """Change what is named; nested objects are merged by Zoom, except `recurrence`. Counts towards 100 a day."""
        await self._do(operations.UPDATE_MEETING, {"meeting_id": meeting_id}, body=changes)

    async def delete_meeting(self, meeting_id: int, *, notify: bool = False) -> None:
        """Delete the meeting, all its dates included. `notify` lets Zoom write to hosts and registrants."""
        told = "true" if notify else "false"
        params = {"schedule_for_reminder": told, "cancel_meeting_reminder": told}
        await self._do(operations.DELETE_MEETING, {"meeting_id": meeting_id}, params=params)

    async def end_meeting(self, meeting_id: int) -> None:
        """End the running meeting for everybody."""
        await self._do(operations.END_MEETING, {"meeting_id": meeting_id}, body={"action": "end"})

    async def recover_meeting(self, meeting_id: int) -> None:
        """Take the meeting out of the bin, where Zoom keeps it for seven days after its deletion."""
        await self._do(operations.RECOVER_MEETING, {"meeting_id": meeting_id}, body={"action": "recover"})

    def list_meetings(self, user_id: str, type: str = "scheduled") -> AsyncIterator[ZoomMeetingListItem]:  # noqa: A002 - Zoom's name
        """The meetings a user hosts, in no order. `scheduled` holds the past unexpired, live and upcoming ones.

        Only an iteration that ended without error was complete: a page can fail.
        """
        return self._pages(operations.LIST_MEETINGS, "meetings", ZoomMeetingListItem, *_of_list(user_id, type))

    def list_meeting_pages(self, user_id: str, type: str = "scheduled") -> AsyncIterator[list[ZoomMeetingListItem]]:  # noqa: A002 - Zoom's name
        """The same, page by page. Pages may come again from the first one, when the caller took long for one."""
        return self._list(operations.LIST_MEETINGS, "meetings", ZoomMeetingListItem, *_of_list(user_id, type))

    async def get_invitation(self, meeting_id: int) -> ZoomInvitation:
        """Zoom's own text of invitation."""
        return await self._get(operations.GET_INVITATION, ZoomInvitation, meeting_id=meeting_id)

    async def add_registrant(self, meeting_id: int, body: Mapping[str, Any]) -> ZoomRegistration:
        """Register a person, who gets an own link. The same address again gives the same registration.

        Zoom counts three attempts per address and day, failed ones included.
        """
        question = _question(operations.ADD_REGISTRANT, {"meeting_id": meeting_id}, body=body)
        return await self._transport.ask(question, _reader(ZoomRegistration))

    def list_registrants(
        self, meeting_id: int, status: Literal["approved", "pending", "denied"] = "approved"
    ) -> AsyncIterator[ZoomRegistrant]:
        """The registered people in one state; those cancelled are in none of the three."""
        params: dict[str, str | int] = {"status": status, "page_size": PAGE_SIZE}
        ids = {"meeting_id": meeting_id}
        return self._pages(operations.LIST_REGISTRANTS, "registrants", ZoomRegistrant, ids, params)

    async def set_registrants_status(
        self, meeting_id: int, action: Literal["approve", "cancel", "deny"], emails: Sequence[str]
    ) -> None:
        """Approve, cancel or deny up to 30 registered people at once; each of them ten times a day at most."""
        body = {"action": action, "registrants": [{"email": email} for email in emails]}
        await self._do(operations.SET_REGISTRANTS_STATUS, {"meeting_id": meeting_id}, body=body)

    async def get_past_meeting(self, uuid: str) -> ZoomPastMeeting:
        """One instance that took place; with a meeting id in place of a uuid, the latest."""
        return await self._get(operations.GET_PAST_MEETING, ZoomPastMeeting, uuid=uuid)

    def list_past_participants(self, uuid: str) -> AsyncIterator[ZoomPastParticipant]:
        """Who was in one instance, a row per stay. Zoom needs some minutes before the durations are right."""
        operation = operations.LIST_PAST_PARTICIPANTS
        return self._pages(operation, "participants", ZoomPastParticipant, {"uuid": uuid}, {"page_size": PAGE_SIZE})

    async def _get(self, operation: Operation, model: type[M], **ids: str | int) -> M:
        return await self._transport.ask(_question(operation, ids), _reader(model))

    async def _do(
        self,
        operation: Operation,
        ids: Mapping[str, str | int],
        *,
        params: Mapping[str, str | int] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> None:
        await self._transport.ask(_question(operation, ids, params=params, body=body), _read_nothing)

    async def _pages(
        self,
        operation: Operation,
        member: str,
        model: type[M],
        ids: Mapping[str, str | int],
        params: dict[str, str | int],
    ) -> AsyncIterator[M]:
        async for page in self._list(operation, member, model, ids, params):
            for item in page:
                yield item

    async def _list(
        self,
        operation: Operation,
        member: str,
        model: type[M],
        ids: Mapping[str, str | int],
        params: dict[str, str | int],
    ) -> AsyncIterator[list[M]]:
        """Every page must repeat the parameters. A token that comes twice would lead round in a circle for ever.

        A token lives 15 minutes. Who takes longer for a page begins anew, so that the list is complete in the end.
        """
        seen: set[str] = set()

        def read(answer: Answer) -> tuple[list[M], str]:
            items, token = _read_page(answer, member, model)
            if token in seen:
                raise ValueError("a page token came twice")
            seen.add(token)
            return items, token

        token, begun_anew, said_at = "", 0, self._now()
        while True:
            if token and self._now() - said_at > TOKEN_SERVES and begun_anew < MOST_BEGINNINGS:
                token, begun_anew = "", begun_anew + 1
                seen.clear()
            asked = {**params, "next_page_token": token} if token else params
            said_at = self._now()
            page, token = await self._transport.ask(_question(operation, ids, params=asked), read)
            yield page
            if not token:
                return


def _of_list(user_id: str, kind: str) -> tuple[dict[str, str | int], dict[str, str | int]]:
    return {"user_id": user_id}, {"type": kind, "page_size": PAGE_SIZE}


def _question(
    operation: Operation,
    ids: Mapping[str, str | int],
    *,
    params: Mapping[str, str | int] | None = None,
    body: Mapping[str, Any] | None = None,
) -> Question:
    path = operation.path.format_map({name: _encode(str(value)) for name, value in ids.items()})
    return Question(operation, path, params, body)


def _encode(value: str) -> str:
    """One segment of a path. Zoom wants instance uuids that begin with `/` or hold `//` encoded twice."""
    once = quote(value, safe="")
    return quote(once, safe="") if value.startswith("/") or "//" in value else once


def _reader(model: type[M]) -> Callable[[Answer], M]:
    return lambda answer: model.model_validate(answer.json)


def _read_page(answer: Answer, member: str, model: type[M]) -> tuple[list[M], str]:
    """The rows of a page and the token of the next. A page without its list is no empty page: it is no answer."""
    page = answer.json
    if not isinstance(page, dict) or not isinstance(page.get(member), list):
        raise ValueError(f"no {member}")  # noqa: TRY004 - a ValueError is what every reader raises
    return [model.model_validate(item) for item in page[member]], str(page.get("next_page_token") or "")


def _read_nothing(answer: Answer) -> None:
    """204 has no body. A body that is not JSON comes from somebody in between, who may have passed on nothing."""
    if answer.body.strip() and not isinstance(answer.json, dict):
        raise ValueError("not an answer of Zoom's")
