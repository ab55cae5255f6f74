"""Durable work: everything that must happen outside the database is a row here, in the transaction that wants it.

A row says "make the outside world agree with this object". Handlers are level-triggered: they look at the object and
do what is missing, so running twice, late or for nothing does no harm. A claim is a lease with a token; whoever lost
the lease can no longer write. arq only rings a bell: a sweep finds what nobody rang for.
"""

from api.core.work.rows import THE_ONLY_ONE, Work, ask, asked_in, start_clock, wake
from api.core.work.runner import AT_ONCE, LEASE, Runner
from api.core.work.steps import (
    CRASHES_BEFORE_QUARANTINE,
    Done,
    Handler,
    Later,
    LeaseLostError,
    Outcome,
    Refused,
    Step,
    Transaction,
    backoff,
)

__all__ = [
    "AT_ONCE",
    "CRASHES_BEFORE_QUARANTINE",
    "LEASE",
    "THE_ONLY_ONE",
    "Done",
    "Handler",
    "Later",
    "LeaseLostError",
    "Outcome",
    "Refused",
    "Runner",
    "Step",
    "Transaction",
    "Work",
    "ask",
    "asked_in",
    "backoff",
    "start_clock",
    "wake",
]
