"""`/adoption-rules` and `/inbox`: whom meetings made in Zoom are about."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from api.adoption import inbox
from api.adoption import service as rules
from api.adoption.schemas import (
    AppliedOut,
    DecidedOut,
    Decision,
    InboxItem,
    InboxPage,
    MadeInZoomOut,
    RuleCreate,
    RuleOut,
    RuleUpdate,
)
from api.auth.access import CallerDep, IdempotentDep, requires
from api.core import idempotency
from api.core.schemas import Page
from api.resources import SessionDep

router = APIRouter(tags=["adoption"])

MAY_EDIT_RULES = [Depends(requires("settings.edit"))]
MAY_EDIT_MEETINGS = [Depends(requires("meetings.edit"))]


@router.get("/adoption-rules", dependencies=MAY_EDIT_RULES, response_model=list[RuleOut])
async def list_adoption_rules(session: SessionDep) -> object:
    """The rules in their order: the first that fits a meeting made in Zoom and finds something decides."""
    return await rules.list_rules(session)


@router.post("/adoption-rules", status_code=201, dependencies=MAY_EDIT_RULES, response_model=RuleOut)
async def make_adoption_rule(
    body: RuleCreate, caller: CallerDep, session: SessionDep, request: IdempotentDep, response: Response
) -> object:
    """Add a rule behind the others. It is asked about what comes from Zoom from now on."""
    rule_id, is_replay = await idempotency.once(session, request, lambda: rules.make_rule(session, caller.actor, body))
    response.headers["Location"] = f"/api/v1/adoption-rules/{rule_id}"
    if is_replay:
        response.headers[idempotency.REPLAYED] = "true"
    return await rules.get_rule(session, rule_id)


@router.patch("/adoption-rules/{rule_id}", dependencies=MAY_EDIT_RULES, response_model=RuleOut)
async def change_adoption_rule(rule_id: UUID, body: RuleUpdate, caller: CallerDep, session: SessionDep) -> object:
    """Change a rule, or its place among the others. What it has set and proposed stays."""
    await rules.change_rule(session, caller.actor, rule_id, body)
    return await rules.get_rule(session, rule_id)


@router.delete("/adoption-rules/{rule_id}", status_code=204, dependencies=MAY_EDIT_RULES)
async def delete_adoption_rule(rule_id: UUID, caller: CallerDep, session: SessionDep) -> None:
    """Delete a rule. What it has set and proposed stays."""
    await rules.delete_rule(session, caller.actor, rule_id)


@router.post("/adoption-rules/apply", status_code=202, dependencies=MAY_EDIT_RULES, response_model=AppliedOut)
async def apply_adoption_rules(session: SessionDep) -> object:
    """Ask the rules about meetings made in Zoom that are here already. Twice is the same as once."""
    return {"meetings": await rules.apply_rules(session)}


@router.get("/hosts/{host_id}/made-in-zoom", dependencies=MAY_EDIT_RULES, response_model=MadeInZoomOut)
async def count_made_in_zoom(host_id: UUID, session: SessionDep) -> object:
    """How many meetings leave when this host becomes private. In Zoom they stay."""
    return {"meetings": await rules.count_made_in_zoom(session, host_id)}


@router.get("/inbox", dependencies=MAY_EDIT_MEETINGS, response_model=Page[InboxItem])
async def list_inbox(asked: Annotated[InboxPage, Query()], caller: CallerDep, session: SessionDep) -> object:
    """Meetings made in Zoom of which I may say whom they are about, with proposals; what is to come comes first."""
    return await inbox.list_inbox(session, caller, asked)


@router.post("/inbox/{meeting_id}/decision", dependencies=MAY_EDIT_MEETINGS, response_model=DecidedOut)
async def decide_about_meeting(
    meeting_id: UUID, body: Decision, caller: CallerDep, session: SessionDep, request: IdempotentDep, response: Response
) -> object:
    """Say whom the meeting is about: a proposal, somebody else, or nobody. It leaves the inbox."""
    _, is_replay = await idempotency.once(session, request, lambda: inbox.decide(session, caller, meeting_id, body))
    if is_replay:
        response.headers[idempotency.REPLAYED] = "true"
    return await inbox.read_decided(session, meeting_id)
