"""The control page and what it reads."""

import httpx


async def test_the_root_leads_to_the_control_page(anonymous: httpx.AsyncClient) -> None:
    answer = await anonymous.get("/", follow_redirects=True)

    assert answer.url.path == "/_control/"
    assert "<h1>Pretend Zoom</h1>" in answer.text


async def test_the_page_needs_nothing_from_elsewhere(anonymous: httpx.AsyncClient) -> None:
    page = (await anonymous.get("/_control/")).text
    style = await anonymous.get("/_control/page/control.css")
    script = await anonymous.get("/_control/page/control.js")

    assert (style.status_code, script.status_code) == (200, 200)
    assert "//" not in page.replace("http://127.0.0.1:8000/api", "")


async def test_every_button_calls_something_that_exists(anonymous: httpx.AsyncClient) -> None:
    page = (await anonymous.get("/_control/")).text
    calls = [part.partition('"')[0].split(" ") for part in page.split('data-call="')[1:]]

    statuses = {path: (await anonymous.request(method, path)).status_code for method, path in calls}
    assert len(calls) == 5
    assert all(status < 300 for status in statuses.values()), statuses


async def test_the_summary_counts_what_there_is(zoom: httpx.AsyncClient) -> None:
    await zoom.post("/v2/users/me/meetings", json={"topic": "Review"})
    await zoom.post("/_control/faults", json={"kind": "status"})

    summary = (await zoom.get("/_control/state")).json()
    assert (summary["meetings"], summary["tokens"], summary["faults"], summary["users"]) == (1, 1, 1, 7)


async def test_the_clock_can_be_moved(zoom: httpx.AsyncClient) -> None:
    moved = (await zoom.post("/_control/clock", json={"advance_seconds": 3600})).json()

    assert moved == {"now": "2026-12-01T10:30:15+00:00"}
    assert (await zoom.get("/v2/users")).json()["message"] == "Access token is expired."


async def test_requests_are_kept_with_their_status_and_fault(zoom: httpx.AsyncClient) -> None:
    await zoom.post("/_control/faults", json={"kind": "status", "status": 502})
    await zoom.get("/v2/users")

    last = (await zoom.get("/_control/requests")).json()[-1]
    assert (last["path"], last["status"], last["fault"]) == ("/v2/users", 502, "status")


async def test_an_unknown_endpoint_is_2300(zoom: httpx.AsyncClient) -> None:
    answer = await zoom.get("/v2/nonsense")

    assert answer.status_code == 400
    assert answer.json() == {"code": 2300, "message": "This API endpoint is not recognized."}


async def test_a_body_that_is_not_json_is_told_so(zoom: httpx.AsyncClient) -> None:
    answer = await zoom.post("/v2/users/me/meetings", content="not json")

    assert answer.json() == {"code": 300, "message": "Request Body should be a valid JSON object."}


async def test_a_removed_user_takes_the_meetings_along(zoom: httpx.AsyncClient) -> None:
    created = (await zoom.post("/v2/users/anna.koval@parley.example/meetings", json={"topic": "Review"})).json()
    await zoom.delete("/_control/users/anna.koval@parley.example")

    assert (await zoom.get(f"/v2/meetings/{created['id']}")).json()["code"] == 3001
