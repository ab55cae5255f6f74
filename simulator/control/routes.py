"""`/_control`: one router per noun."""

from fastapi import APIRouter

from simulator.control import account, faults, ledger, limits, meetings, users

router = APIRouter()
for part in (account, faults, ledger, limits, meetings, users):
    router.include_router(part.router)
