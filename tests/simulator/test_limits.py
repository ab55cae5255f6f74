"""Zoom's limits, which hold only when told to."""

import httpx

from simulator.testing import HeldClock, sign_in

MEETING = {"topic": "Review", "start_time": "2026-12-03T12:00:00Z", "settings": {"approval_type": 0}}


async def test_a_host_has_100_creates_and_updates_a_day(zoom: httpx.AsyncClient, clock: HeldClock) -> None:
    await zoom.put("/_control/limits", json={"enforce": True})
    for _ in range(100):
        clock.advance(seconds=1)
        assert (await zoom.post("/v2/users/me/meetings", json=MEETING)).status_code == 201

    refused = await zoom.post("/v2/users/me/meetings", json=MEETING)
    another_host = await zoom.post("/v2/users/anna.koval@parley.example/meetings", json=MEETING)
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "2026-12-02T00:00:00Z"
    assert refused.headers["x-ratelimit-type"] == "Daily-limit"
    assert another_host.status_code == 201


async def test_a_new_day_begins_at_midnight_utc(zoom: httpx.AsyncClient, clock: HeldClock) -> None:
    clock.now = clock.now.replace(hour=23, minute=59)
    await sign_in(zoom)
    for _ in range(100):
        await zoom.post("/v2/users/me/meetings", json=MEETING)
    await zoom.put("/_control/limits", json={"enforce": True, "plan": "business"})
    clock.advance(seconds=1)
    before = await zoom.post("/v2/users/me/meetings", json=MEETING)
    clock.advance(minutes=1)

    assert before.status_code == 429
    assert (await zoom.post("/v2/users/me/meetings", json=MEETING)).status_code == 201


async def test_nothing_is_refused_until_limits_are_enforced(zoom: httpx.AsyncClient) -> None:
    statuses = {(await zoom.post("/v2/users/me/meetings", json=MEETING)).status_code for _ in range(105)}

    assert statuses == {201}


async def test_the_per_second_limit_follows_plan_and_label(zoom: httpx.AsyncClient, clock: HeldClock) -> None:
    await zoom.put("/_control/limits", json={"enforce": True, "plan": "free"})

    statuses = [(await zoom.get("/v2/users")).status_code for _ in range(3)]
    clock.advance(seconds=1)
    assert statuses == [200, 200, 429]
    assert (await zoom.get("/v2/users")).status_code == 200


async def test_a_person_registers_three_times_a_day(zoom: httpx.AsyncClient) -> None:
    await zoom.put("/_control/limits", json={"enforce": True})
    created = (await zoom.post("/v2/users/me/meetings", json=MEETING)).json()
    person = {"email": "olha@client.example", "first_name": "Olha"}

    answers = [await zoom.post(f"/v2/meetings/{created['id']}/registrants", json=person) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [201, 201, 201, 429]
    assert "for the registrant (olha@client.example)" in answers[3].json()["message"]


async def test_ten_decisions_a_day_are_made_about_a_registrant(zoom: httpx.AsyncClient) -> None:
    await zoom.put("/_control/limits", json={"enforce": True})
    created = (await zoom.post("/v2/users/me/meetings", json=MEETING)).json()
    registrants = f"/v2/meetings/{created['id']}/registrants"
    await zoom.post(registrants, json={"email": "olha@client.example", "first_name": "Olha"})

    decision = {"action": "approve", "registrants": [{"email": "olha@client.example"}]}
    answers = [await zoom.put(f"{registrants}/status", json=decision) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [204] * 10 + [429]


async def test_successes_tell_what_is_left(zoom: httpx.AsyncClient) -> None:
    await zoom.put("/_control/limits", json={"enforce": True})

    headers = (await zoom.get("/v2/users")).headers
    assert (headers["x-ratelimit-category"], headers["x-ratelimit-type"]) == ("Medium", "QPS")
    assert (headers["x-ratelimit-limit"], headers["x-ratelimit-remaining"]) == ("20", "19")
