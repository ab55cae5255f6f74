"""`/meetings/{id}/participants`: the people added to a meeting, and whom one might add."""

from collections.abc import Collection
from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from api.auth.access import CallerDep, IdempotentDep, requires
from api.auth.service import Caller
from api.core import idempotency
from api.meetings.models import PUSH_PARTICIPANTS
from api.participants import queries
from api.participants import service as participants
from api.participants.schemas import (
    MeetingParticipantOut,
    ParticipantCreate,
    ParticipantList,
    ParticipantsCreate,
    SubjectPeopleAdded,
    SubjectPeopleOut,
    SuggestionOut,
    SuggestionsQuery,
)
from api.resources import Resources, ResourcesDep, RunnerDep, SessionDep

router = APIRouter(tags=["participants"])

MAY_VIEW = [Depends(requires("meetings.view"))]
MAY_EDIT = [Depends(requires("meetings.edit"))]
MAY_SEE_DIRECTORY = [Depends(requires("directory.view"))]

PEOPLE = "/meetings/{meeting_id}/participants"
WAIT_FOR_ZOOM = timedelta(seconds=3)


async def _read(
    resources: Resources, caller: Caller, meeting_id: UUID, emails: Collection[str] | None = None
) -> list[dict[str, Any]]:
    async with resources.transaction() as session:
        return await queries.list_participants(session, caller, meeting_id, emails=emails)


def _mark_replay(response: Response, *, is_replay: bool) -> None:
    if is_replay:
        response.headers[idempotency.REPLAYED] = "true"


@router.get(PEOPLE, dependencies=MAY_VIEW, response_model=ParticipantList)
async def list_participants(meeting_id: UUID, caller: CallerDep, session: SessionDep) -> object:
    """The people of a meeting, those who were withdrawn included, with how Zoom's registration of each stands."""
    return {"items": await queries.list_participants(session, caller, meeting_id)}


@router.post(PEOPLE, status_code=201, dependencies=MAY_EDIT, response_model=MeetingParticipantOut)
async def add_participant(
    meeting_id: UUID,
    body: ParticipantCreate,
    caller: CallerDep,
    resources: ResourcesDep,
    runner: RunnerDep,
    request: IdempotentDep,
    response: Response,
) -> object:
    """Add a person to a meeting that has not begun. The own link follows when Zoom is slow or away (`waiting`).

    Who was refused or withdrawn may be added again.
    """

    async def add() -> UUID:
        await participants.add_participant(session, caller, meeting_id, body)
        return meeting_id

    async with resources.transaction(ring=False) as session:
        _, is_replay = await idempotency.once(session, request, add)
    await runner.run_now(PUSH_PARTICIPANTS, meeting_id, within=WAIT_FOR_ZOOM)
    _mark_replay(response, is_replay=is_replay)
    return (await _read(resources, caller, meeting_id, [body.email]))[0]


@router.post(f"{PEOPLE}/bulk", status_code=201, dependencies=MAY_EDIT, response_model=ParticipantList)
async def add_participants(
    meeting_id: UUID,
    body: ParticipantsCreate,
    caller: CallerDep,
    resources: ResourcesDep,
    runner: RunnerDep,
    request: IdempotentDep,
    response: Response,
) -> object:
    """Add up to 100 people at once. When one of them cannot be added, nobody is, and the errors name each and why."""

    async def add() -> UUID:
        await participants.add_participants(session, caller, meeting_id, body.participants)
        return meeting_id

    async with resources.transaction(ring=False) as session:
        _, is_replay = await idempotency.once(session, request, add)
    await runner.run_now(PUSH_PARTICIPANTS, meeting_id, within=WAIT_FOR_ZOOM)
    _mark_replay(response, is_replay=is_replay)
    return {"items": await _read(resources, caller, meeting_id, [person.email for person in body.participants])}


@router.get(f"{PEOPLE}/from-subject", dependencies=MAY_EDIT, response_model=SubjectPeopleOut)
async def look_at_people_of_subject(meeting_id: UUID, caller: CallerDep, session: SessionDep) -> object:
    """Whom adding the contacts of the meeting's client or client group, or its lead, would add. Nothing is changed."""
    return await participants.look_at_subject(session, caller, meeting_id)


@router.post(f"{PEOPLE}/from-subject", status_code=201, dependencies=MAY_EDIT, response_model=SubjectPeopleAdded)
async def add_people_of_subject(
    meeting_id: UUID,
    caller: CallerDep,
    resources: ResourcesDep,
    runner: RunnerDep,
    request: IdempotentDep,
    response: Response,
) -> object:
    """Add every contact with an e-mail address of the meeting's client or client group, or its lead."""
    found: dict[str, Any] = {}

    async def add() -> UUID:
        found.update(await participants.add_people_of_subject(session, caller, meeting_id))
        return meeting_id

    async with resources.transaction(ring=False) as session:
        _, is_replay = await idempotency.once(session, request, add)
        if is_replay:
            found.update(await participants.look_at_subject(session, caller, meeting_id))
    await runner.run_now(PUSH_PARTICIPANTS, meeting_id, within=WAIT_FOR_ZOOM)
    _mark_replay(response, is_replay=is_replay)
    return {**found, "items": await _read(resources, caller, meeting_id)}


@router.delete(f"{PEOPLE}/{{participant_id}}", status_code=204, dependencies=MAY_EDIT)
async def withdraw_participant(
    meeting_id: UUID, participant_id: UUID, caller: CallerDep, resources: ResourcesDep, runner: RunnerDep
) -> None:
    """Withdraw a person from a meeting that has not begun. The own link stops working when Zoom has been told."""
    async with resources.transaction(ring=False) as session:
        await participants.withdraw_participant(session, caller, meeting_id, participant_id)
    await runner.run_now(PUSH_PARTICIPANTS, meeting_id, within=WAIT_FOR_ZOOM)


@router.get("/participants/suggestions", dependencies=MAY_SEE_DIRECTORY, response_model=list[SuggestionOut])
async def suggest_people(query: Annotated[SuggestionsQuery, Query()], session: SessionDep) -> object:
    """Up to eight known people to add: contacts, leads and staff with an e-mail address."""
    return await queries.suggest_people(session, query)
