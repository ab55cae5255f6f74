"""Imports as work: rows are taken over until none is left, and forgotten after a week."""

from datetime import timedelta

from api.core import clock
from api.core.work import Done, Outcome, Step
from api.integrations.imports.applying import apply_some
from api.integrations.imports.service import forget_old_imports
from api.resources import Resources

EVERY = timedelta(hours=1)


async def apply_import(_resources: Resources, step: Step) -> Outcome:
    """Take the rows over; what was done before a crash stays done, and the rest follows."""
    is_over = False
    while not is_over:
        async with step.transaction() as session:
            is_over = await apply_some(session, step.object_id)
    return Done()


async def tidy_up(_resources: Resources, step: Step) -> Outcome:
    """Forget old files."""
    async with step.transaction() as session:
        await forget_old_imports(session)
    return Done(again_at=clock.now() + EVERY)
