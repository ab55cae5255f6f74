"""`/meetings`, `/calendar` and `/availability`."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from api.auth.access import CallerDep, IdempotentDep, requires
from api.auth.service import Caller
from api.core import idempotency
from api.core.schemas import Page
from api.core.versions import IfMatch
from api.directory.conversion import show_conversion
from api.directory.schemas import LeadConvert, LeadConvertOut
from api.meetings import (
    availability,
    calendar,
    conversion,
    dashboard,
    deciding,
    gone,
    joining,
    listing,
    occurrences,
    presence,
    pushing,
    queries,
    timeline,
)
from api.meetings import (
    service as meetings,
)
from api.meetings.filters import MeetingFilters
from api.meetings.schemas import (
    AvailabilityOut,
    AvailabilityQuery,
    BringBack,
    CalendarOut,
    JoinOut,
    MeetingCreate,
    MeetingDetail,
    MeetingOut,
    MeetingUpdate,
)
from api.resources import Resources, ResourcesDep, RunnerDep, SessionDep

router = APIRouter(tags=["meetings"])

MAY_VIEW = [Depends(requires("meetings.view"))]
MAY_CREATE = [Depends(requires("meetings.create"))]
MAY_EDIT = [Depends(requires("meetings.edit"))]
MAY_DELETE = [Depends(requires("meetings.delete"))]
MAY_EDIT_DIRECTORY = [Depends(requires("directory.edit"))]

WAIT_FOR_ZOOM = timedelta(seconds=3)


async def _answer(
    resources: Resources, caller: Caller, meeting_id: UUID, response: Response, *, just_changed: bool = False
) -> object:
    """The meeting as it is now, with its version as an ETag for If-Match."""
    async with resources.transaction() as session:
        meeting = await queries.get_meeting(session, caller, meeting_id, just_changed=just_changed)
        meeting["presence"] = await presence.list_of(session, meeting)
        meeting["warnings"] = {"conflicts": await availability.list_warnings(session, caller, meeting)}
    response.headers["ETag"] = f'"{meeting["version"]}"'
    return meeting


@router.get("/meetings", dependencies=MAY_VIEW, response_model=Page[MeetingOut])
async def list_meetings(
    filters: Annotated[MeetingFilters, Query()], caller: CallerDep, resources: ResourcesDep
) -> Response:
    """The meetings I may see. Cancelled ones only when asked for by `status`."""
    return Response(await listing.list_meetings(resources, caller, filters), media_type="application/json")


@router.post("/meetings", status_code=201, dependencies=MAY_CREATE, response_model=MeetingDetail)
async def schedule_meeting(
    body: MeetingCreate,
    caller: CallerDep,
    resources: ResourcesDep,
    runner: RunnerDep,
    request: IdempotentDep,
    response: Response,
) -> object:
    """Schedule a meeting. It is saved at once; when Zoom is slow or away, its link follows (`sync.state`: waiting)."""
    meeting_id, is_replay = await resources.in_transaction(
        lambda session: idempotency.once(session, request, lambda: meetings.schedule_meeting(session, caller, body)),
        ring=False,
    )
    await runner.run_now(meetings.PUSH, meeting_id, within=WAIT_FOR_ZOOM)
    response.headers["Location"] = f"/api/v1/meetings/{meeting_id}"
    if is_replay:
        response.headers[idempotency.REPLAYED] = "true"
    return await _answer(resources, caller, meeting_id, response)


@router.get("/meetings/{meeting_id}", dependencies=MAY_VIEW, response_model=MeetingDetail)
async def read_meeting(meeting_id: UUID, caller: CallerDep, resources: ResourcesDep, response: Response) -> object:
    """One meeting, with how far Zoom agrees."""
    return await _answer(resources, caller, meeting_id, response)


@router.patch("/meetings/{meeting_id}", dependencies=MAY_EDIT, response_model=MeetingDetail)
async def update_meeting(
    meeting_id: UUID,
    body: MeetingUpdate,
    caller: CallerDep,
    resources: ResourcesDep,
    runner: RunnerDep,
    response: Response,
    if_match: IfMatch = None,
) -> object:
    """Change a meeting. Only what is named changes, and only what differs is sent to Zoom."""
    await resources.in_transaction(
        lambda session: meetings.update_meeting(session, caller, meeting_id, body, if_match), ring=False
    )
    await runner.run_now(meetings.PUSH, meeting_id, within=WAIT_FOR_ZOOM)
    return await _answer(resources, caller, meeting_id, response, just_changed=True)


@router.delete("/meetings/{meeting_id}", status_code=204, dependencies=MAY_DELETE)
async def cancel_meeting(meeting_id: UUID, caller: CallerDep, resources: ResourcesDep, runner: RunnerDep) -> None:
    """Cancel a meeting, here and in Zoom. The record stays; `status=cancelled` lists it."""
    await resources.in_transaction(lambda session: meetings.cancel_meeting(session, caller, meeting_id), ring=False)
    await runner.run_now(meetings.PUSH, meeting_id, within=WAIT_FOR_ZOOM)


@router.get("/meetings/{meeting_id}/timeline", dependencies=MAY_VIEW, response_model=timeline.TimelineOut)
async def read_timeline(
    meeting_id: UUID, asked: Annotated[timeline.TimelinePage, Query()], caller: CallerDep, session: SessionDep
) -> object:
    """What happened to a meeting, here and in Zoom, the newest first."""
    return await timeline.read_timeline(session, caller, meeting_id, asked)


@router.get("/meetings/{meeting_id}/occurrences", dependencies=MAY_VIEW, response_model=occurrences.OccurrencesOut)
async def list_occurrences(
    meeting_id: UUID, asked: Annotated[occurrences.OccurrencesPage, Query()], caller: CallerDep, session: SessionDep
) -> object:
    """The dates of a series, as Zoom has them; cancelled ones are marked. Other meetings have none."""
    return await occurrences.list_occurrences(session, caller, meeting_id, asked)


@router.post("/meetings/{meeting_id}/join", dependencies=MAY_VIEW)
async def join_meeting(meeting_id: UUID, caller: CallerDep, resources: ResourcesDep, response: Response) -> JoinOut:
    """My link for this meeting, now: a start link for its host or an administrator, the join link for others."""
    response.headers["Cache-Control"] = "no-store"
    return await joining.join_meeting(resources.transaction, resources, caller, meeting_id)


@router.post("/meetings/{meeting_id}/push", dependencies=MAY_EDIT, response_model=MeetingDetail)
async def push_again(
    meeting_id: UUID, caller: CallerDep, resources: ResourcesDep, runner: RunnerDep, response: Response
) -> object:
    """Tell Zoom once more what it refused. Nothing happens to a meeting that it did not refuse."""
    await resources.in_transaction(lambda session: pushing.push_again(session, caller, meeting_id), ring=False)
    await runner.run_now(meetings.PUSH, meeting_id, within=WAIT_FOR_ZOOM)
    return await _answer(resources, caller, meeting_id, response)


@router.post("/meetings/{meeting_id}/revive", dependencies=MAY_EDIT, response_model=MeetingDetail)
async def revive_meeting(
    meeting_id: UUID,
    body: BringBack,
    caller: CallerDep,
    resources: ResourcesDep,
    runner: RunnerDep,
    response: Response,
) -> object:
    """Take a meeting that was deleted in Zoom out of Zoom's bin, link and all; it is there for seven days."""
    await resources.in_transaction(lambda session: gone.revive(session, caller, meeting_id, body), ring=False)
    await runner.run_now(meetings.PUSH, meeting_id, within=WAIT_FOR_ZOOM)
    return await _answer(resources, caller, meeting_id, response)


@router.post("/meetings/{meeting_id}/recreate", dependencies=MAY_EDIT, response_model=MeetingDetail)
async def recreate_meeting(
    meeting_id: UUID,
    body: BringBack,
    caller: CallerDep,
    resources: ResourcesDep,
    runner: RunnerDep,
    response: Response,
) -> object:
    """Make a meeting that was deleted in Zoom once more, with a new link; participants are registered again."""
    await resources.in_transaction(lambda session: gone.recreate(session, caller, meeting_id, body), ring=False)
    await runner.run_now(meetings.PUSH, meeting_id, within=WAIT_FOR_ZOOM)
    return await _answer(resources, caller, meeting_id, response)


@router.get("/differences", dependencies=MAY_VIEW, response_model=Page[deciding.ListedDifference])
async def list_differences(
    filters: Annotated[deciding.DifferenceFilters, Query()], caller: CallerDep, session: SessionDep
) -> object:
    """In what the meetings I may see differ from Zoom, the latest first."""
    return await deciding.list_differences(session, caller, filters)


@router.get("/meetings/{meeting_id}/differences", dependencies=MAY_VIEW, response_model=deciding.MeetingDifferencesOut)
async def read_differences(meeting_id: UUID, caller: CallerDep, session: SessionDep) -> object:
    """In what a meeting differs from Zoom, field by field."""
    return await deciding.list_of_meeting(session, caller, meeting_id)


@router.post("/meetings/{meeting_id}/differences", dependencies=MAY_EDIT, response_model=deciding.MeetingDifferencesOut)
async def decide_difference(
    meeting_id: UUID, body: deciding.DifferenceChoice, caller: CallerDep, resources: ResourcesDep, runner: RunnerDep
) -> object:
    """Take Zoom's value of a field, or send ours. Answers what still differs."""
    await resources.in_transaction(lambda session: deciding.decide(session, caller, meeting_id, body), ring=False)
    await runner.run_now(meetings.PUSH, meeting_id, within=WAIT_FOR_ZOOM)
    async with resources.transaction() as session:
        return await deciding.list_of_meeting(session, caller, meeting_id)


@router.get("/dashboard", dependencies=MAY_VIEW, response_model=dashboard.DashboardOut)
async def read_dashboard(caller: CallerDep, session: SessionDep) -> object:
    """How many meetings I may see there are: today, this week, per day, manager and host, two weeks back and ahead."""
    return await dashboard.read_dashboard(session, caller)


@router.get("/calendar", dependencies=MAY_VIEW, response_model=CalendarOut)
async def read_calendar(
    window: Annotated[calendar.CalendarWindow, Query()], caller: CallerDep, session: SessionDep
) -> object:
    """What is in a window of at most 43 days. Of meetings I may not see, only that people are busy."""
    return await calendar.read_window(session, caller, window)


@router.post("/availability", dependencies=MAY_CREATE)
async def check_availability(body: AvailabilityQuery, caller: CallerDep, session: SessionDep) -> AvailabilityOut:
    """Whether people and a host are free, and if not, when they next are. Nothing is saved."""
    return await availability.check_availability(session, caller, body)


@router.post("/leads/{lead_id}/convert", tags=["leads"], dependencies=MAY_EDIT_DIRECTORY)
async def convert_lead(lead_id: UUID, body: LeadConvert, caller: CallerDep, session: SessionDep) -> LeadConvertOut:
    """Make a client of a lead, with a contact for its person; its meetings come along. Twice is the same as once."""
    await conversion.convert_lead(session, caller, lead_id, body)
    return await show_conversion(session, lead_id)
