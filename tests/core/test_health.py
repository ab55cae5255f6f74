"""What the operator's probes are told."""

import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from api.core.config import Config
from api.main import attach
from api.resources import Resources, open_resources
from tests.core.work_bench import Bench


async def test_with_everything_there_it_is_ready(anonymous: httpx.AsyncClient) -> None:
    assert (await anonymous.get("/healthz")).json() == {"status": "ok"}
    assert (await anonymous.get("/readyz")).json() == {"status": "ok", "database": "ok", "redis": "ok"}


async def test_without_redis_it_is_ready_all_the_same(application: FastAPI, config: Config) -> None:
    resources = open_resources(config.model_copy(update={"redis_url": "redis://127.0.0.1:9/0"}), name="parley-tests")
    attach(application, resources)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(application), base_url="http://testserver") as client:
        answer = await client.get("/readyz")
    await resources.close()
    assert (answer.status_code, answer.json()["redis"]) == (200, "missing")


async def test_figures_count_requests_by_route_and_not_by_address(anonymous: httpx.AsyncClient) -> None:
    await anonymous.get("/api/v1/leads/019a0000-0000-7000-8000-000000000000")
    figures = (await anonymous.get("/metrics")).text
    assert '/leads/{lead_id}"' in figures
    assert "019a0000" not in figures


async def test_figures_count_work_by_its_end(anonymous: httpx.AsyncClient, bench: Bench) -> None:
    await bench.ask()
    await bench.run()
    figures = (await anonymous.get("/metrics")).text
    assert 'work_runs_total{kind="test.thing",outcome="done"}' in figures


async def test_with_a_token_set_figures_are_for_those_who_bring_it(
    anonymous: httpx.AsyncClient, resources: Resources, config: Config
) -> None:
    resources.config = config.model_copy(update={"metrics_token": SecretStr("operators-token")})
    answers = [
        await anonymous.get("/metrics", headers=headers)
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer operators-token"})
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 200]
