"""A Zoom that does not answer is let rest, and asked now and then whether it is back."""

from collections.abc import Callable

import httpx
import pytest

from api.zoom.breaker import FAILURES, LATE, LONGEST_REST, MemoryNotebook, rest_after
from api.zoom.client import ZoomClient
from api.zoom.errors import ZoomRefusedError, ZoomUnavailableError
from api.zoom.limits import MemoryLimiter
from api.zoom.tokens import MemoryTokenStore
from tests.zoom.far_side import API_URL, CREDENTIALS, OAUTH_URL, Clock, FarSide, refusal

MEETING = {"id": 81234567890}
Connect = Callable[[], ZoomClient]


@pytest.fixture
def notebook() -> MemoryNotebook:
    return MemoryNotebook()


@pytest.fixture
def connect_noting(http: httpx.AsyncClient, clock: Clock, notebook: MemoryNotebook) -> Connect:
    """Another client with the same notebook, as another process would have."""
    return lambda: ZoomClient(
        http, API_URL, OAUTH_URL, CREDENTIALS, MemoryTokenStore(), MemoryLimiter("business"), clock, notebook
    )


@pytest.fixture
def noting(connect_noting: Connect) -> ZoomClient:
    return connect_noting()


async def fail(client: ZoomClient, far_side: FarSide, clock: Clock, times: int = FAILURES) -> None:
    """Calls that end in 503, three seconds apart."""
    for _ in range(times):
        far_side.answers(httpx.Response(503))
        with pytest.raises(ZoomUnavailableError):
            await client.get_meeting(1)
        clock.advance(seconds=3)


async def test_after_failures_for_a_while_calls_no_longer_leave(
    noting: ZoomClient, far_side: FarSide, clock: Clock
) -> None:
    await fail(noting, far_side, clock)
    for _ in range(100):
        with pytest.raises(ZoomUnavailableError):
            await noting.get_meeting(1)
    assert len(far_side.calls) == FAILURES


async def test_other_processes_know_at_once(
    noting: ZoomClient, connect_noting: Connect, far_side: FarSide, clock: Clock
) -> None:
    await fail(noting, far_side, clock)
    with pytest.raises(ZoomUnavailableError):
        await connect_noting().get_meeting(1)
    assert len(far_side.calls) == FAILURES


async def test_failures_between_answers_are_no_outage(noting: ZoomClient, far_side: FarSide, clock: Clock) -> None:
    for _ in range(5):
        await fail(noting, far_side, clock, FAILURES - 1)
        far_side.answers(httpx.Response(200, json=MEETING))
        await noting.get_meeting(1)
    assert not noting.rests


async def test_a_burst_of_failures_is_no_outage(noting: ZoomClient, far_side: FarSide) -> None:
    for _ in range(20):
        far_side.answers(httpx.ReadTimeout("slow"))
        with pytest.raises(ZoomUnavailableError):
            await noting.get_meeting(1)
    assert not noting.rests


async def test_a_refusal_is_an_answer(noting: ZoomClient, far_side: FarSide, clock: Clock) -> None:
    for _ in range(FAILURES * 2):
        far_side.answers(refusal(400, 300))
        with pytest.raises(ZoomRefusedError):
            await noting.get_meeting(1)
        clock.advance(seconds=3)
    assert not noting.rests


async def test_an_answered_probe_ends_the_rest(noting: ZoomClient, far_side: FarSide, clock: Clock) -> None:
    await fail(noting, far_side, clock)
    clock.advance(seconds=5)
    far_side.answers(httpx.Response(200, json={"id": "x"}), httpx.Response(200, json=MEETING))
    await noting.probe()
    assert (await noting.get_meeting(1)).id == MEETING["id"]
    standing = await noting.read_standing()
    assert (standing.rests_since, standing.failed_probes) == (None, 0)


async def test_of_many_probes_at_once_one_leaves(
    noting: ZoomClient, connect_noting: Connect, far_side: FarSide, clock: Clock
) -> None:
    await fail(noting, far_side, clock)
    clock.advance(seconds=5)
    far_side.answers(httpx.Response(503))
    for client in (noting, connect_noting(), connect_noting()):
        with pytest.raises(ZoomUnavailableError):
            await client.probe()
    assert len(far_side.calls) == FAILURES + 1


async def test_without_anybody_who_probes_a_call_does(noting: ZoomClient, far_side: FarSide, clock: Clock) -> None:
    await fail(noting, far_side, clock)
    assert await noting.find_rest() is not None
    clock.advance(seconds=LATE.total_seconds() + 5)
    assert await noting.find_rest() is None
    far_side.answers(httpx.Response(200, json=MEETING))
    await noting.get_meeting(1)
    assert not noting.rests


def test_rests_grow_to_a_minute() -> None:
    assert [rest_after(probes).total_seconds() for probes in range(6)] == [5, 10, 20, 40, 60, 60]
    assert rest_after(10**6) == LONGEST_REST


async def test_the_clocks_are_compared_and_the_difference_is_kept(
    noting: ZoomClient, far_side: FarSide, clock: Clock
) -> None:
    far_side.answers(httpx.Response(200, json=MEETING, headers={"Date": "Mon, 23 Nov 2026 12:01:30 GMT"}))
    await noting.get_meeting(1)
    standing = await noting.read_standing()
    assert (standing.clock_difference_seconds, standing.answered_at) == (90, clock())
