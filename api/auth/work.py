"""Tidying up: what nobody can use any more is removed every hour."""

from datetime import timedelta

from api.auth import service, sign_in
from api.core import clock, idempotency
from api.core.work import Done, Outcome, Step
from api.resources import Resources

EVERY = timedelta(hours=1)


async def tidy_up(_resources: Resources, step: Step) -> Outcome:
    """Forget ended sessions, counted attempts and old idempotency keys."""
    async with step.transaction() as session:
        await service.forget_ended_sessions(session)
        await sign_in.forget_old_attempts(session)
        await idempotency.forget_old(session)
    return Done(again_at=clock.now() + EVERY)
