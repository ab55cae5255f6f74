"""`/_control`: one router per noun."""

from fastapi import APIRouter

from simulator.control import account, faults, ledger, limits, meetings, page, users, webhooks

router = APIRouter()
for part in (account, faults, ledger, limits, meetings, page, users, webhooks):
    router.include_router(part.router)
