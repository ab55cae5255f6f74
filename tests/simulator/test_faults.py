"""Failures made on purpose."""

import httpx
import pytest

from simulator.world import World

MEETING = {"topic": "Quarterly review", "type": 2, "start_time": "2026-12-03T12:00:00Z"}


async def test_a_status_is_answered_once_and_has_no_effect(zoom: httpx.AsyncClient, world: World) -> None:
    await zoom.post("/_control/faults", json={"kind": "status", "status": 503, "method": "POST"})

    statuses = [(await zoom.post("/v2/users/me/meetings", json=MEETING)).status_code for _ in range(2)]
    assert statuses == [503, 201]
    assert len(world.state.meetings) == 1


async def test_a_status_may_carry_zooms_own_words(zoom: httpx.AsyncClient) -> None:
    fault = {"kind": "status", "status": 404, "code": 3001, "message": "Meeting does not exist: 1."}
    await zoom.post("/_control/faults", json=fault)

    answer = await zoom.get("/v2/users")
    assert (answer.status_code, answer.json()) == (404, {"code": 3001, "message": "Meeting does not exist: 1."})


async def test_a_drop_before_leaves_no_effect(zoom: httpx.AsyncClient, world: World) -> None:
    await zoom.post("/_control/faults", json={"kind": "drop_before"})

    with pytest.raises(httpx.RemoteProtocolError):
        await zoom.post("/v2/users/me/meetings", json=MEETING)
    assert not world.state.meetings


async def test_a_drop_after_leaves_the_effect_in_the_ledger(zoom: httpx.AsyncClient) -> None:
    await zoom.post("/_control/faults", json={"kind": "drop_after"})

    with pytest.raises(httpx.RemoteProtocolError):
        await zoom.post("/v2/users/me/meetings", json=MEETING)
    ledger = (await zoom.get("/_control/ledger?kind=meeting.created")).json()
    assert [entry["topic"] for entry in ledger] == ["Quarterly review"]


async def test_half_a_body_breaks_the_connection_after_the_effect(zoom: httpx.AsyncClient, world: World) -> None:
    await zoom.post("/_control/faults", json={"kind": "half_body"})

    with pytest.raises(httpx.RemoteProtocolError):
        await zoom.post("/v2/users/me/meetings", json=MEETING)
    assert len(world.state.meetings) == 1


async def test_a_caller_who_stops_waiting_does_not_stop_the_effect(zoom: httpx.AsyncClient, world: World) -> None:
    await zoom.post("/_control/faults", json={"kind": "delay", "seconds": 0.05})

    with pytest.raises(httpx.ReadTimeout):
        await zoom.post("/v2/users/me/meetings", json=MEETING, timeout=0.01)
    assert not world.state.meetings
    await zoom.post("/_control/faults", json={"kind": "delay", "seconds": 0.1})
    await zoom.get("/v2/users")
    assert len(world.state.meetings) == 1


@pytest.mark.parametrize(
    ("form", "header"),
    [
        ("iso", "2026-12-02T00:00:00Z"),
        ("seconds", "52185"),
        ("http_date", "Wed, 02 Dec 2026 00:00:00 GMT"),
        ("none", None),
    ],
)
async def test_the_daily_limit_of_a_host_tells_when_in_any_of_the_seen_forms(
    zoom: httpx.AsyncClient, form: str, header: str | None
) -> None:
    await zoom.post("/_control/faults", json={"kind": "rate_limit", "limit": "host_day", "retry_after": form})

    answer = await zoom.post("/v2/users/me/meetings", json=MEETING)
    assert answer.status_code == 429
    assert answer.json()["message"].startswith("You have exceeded the daily rate limit (100) of Meeting Create/Update")
    assert answer.headers.get("retry-after") == header


async def test_a_fault_strikes_only_its_method_and_path(zoom: httpx.AsyncClient) -> None:
    await zoom.post("/_control/faults", json={"kind": "status", "method": "GET", "path": "/v2/users/*/meetings"})

    assert (await zoom.get("/v2/users")).status_code == 200
    assert (await zoom.post("/v2/users/me/meetings", json=MEETING)).status_code == 201
    assert (await zoom.get("/v2/users/me/meetings")).status_code == 503


async def test_the_token_endpoint_fails_only_when_it_is_named(zoom: httpx.AsyncClient) -> None:
    await zoom.post("/_control/faults", json={"kind": "status"})
    untouched = await zoom.post("/oauth/token")
    await zoom.post("/_control/faults", json={"kind": "status", "path": "/oauth/token"})
    struck = await zoom.post("/oauth/token")

    assert (untouched.status_code, struck.status_code) == (400, 503)


async def test_the_same_seed_throws_the_same_dice(zoom: httpx.AsyncClient) -> None:
    runs = []
    for _ in range(2):
        await zoom.delete("/_control/faults")
        fault = {"kind": "status", "probability": 0.5, "seed": 7, "times": None}
        await zoom.post("/_control/faults", json=fault)
        runs.append([(await zoom.get("/v2/users")).status_code for _ in range(20)])

    assert runs[0] == runs[1]
    assert set(runs[0]) == {200, 503}


async def test_clearing_ends_all_faults(zoom: httpx.AsyncClient) -> None:
    await zoom.post("/_control/faults", json={"kind": "status", "times": None})
    await zoom.delete("/_control/faults")

    assert (await zoom.get("/v2/users")).status_code == 200
