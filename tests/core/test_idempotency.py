"""The same request sent twice has one effect."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from api.core import idempotency
from api.core.db import new_id
from api.core.idempotency import IdempotencyKey, KeyInUseError, KeyReusedError, Request, once
from api.directory.models import Lead
from api.resources import Resources
from tests.fixture_types import Travel

SOMEBODY = uuid4()
REQUEST = Request(SOMEBODY, "key-1", b"POST /leads {}")


def _adding_a_lead(session: AsyncSession) -> Callable[[], Awaitable[UUID]]:
    async def effect() -> UUID:
        lead = Lead(id=new_id(), name="Once")
        session.add(lead)
        await session.flush()
        return lead.id

    return effect


async def _send(resources: Resources, request: Request) -> tuple[UUID, bool]:
    async with resources.transaction() as session:
        return await once(session, request, _adding_a_lead(session))


async def _count(session: AsyncSession) -> int:
    return int(await session.scalar(select(func.count()).select_from(Lead)) or 0)


async def test_the_second_request_answers_with_the_first_ones_effect(
    resources: Resources, session: AsyncSession
) -> None:
    first, second = await _send(resources, REQUEST), await _send(resources, REQUEST)
    assert (first[1], second) == (False, (first[0], True))
    assert await _count(session) == 1


@pytest.mark.parametrize(
    "other",
    [Request(SOMEBODY, "key-2", b"POST /leads {}"), Request(uuid4(), "key-1", b"POST /leads {}")],
    ids=["another key", "another person"],
)
async def test_another_key_or_person_is_another_request(
    other: Request, resources: Resources, session: AsyncSession
) -> None:
    await _send(resources, REQUEST)
    await _send(resources, other)
    assert await _count(session) == 2


async def test_without_a_key_every_request_has_its_effect(resources: Resources, session: AsyncSession) -> None:
    for _ in range(2):
        await _send(resources, Request(SOMEBODY, None, b"POST /leads {}"))
    assert await _count(session) == 2


async def test_a_key_serves_one_body(resources: Resources, session: AsyncSession) -> None:
    await _send(resources, REQUEST)
    with pytest.raises(KeyReusedError):
        await _send(resources, Request(SOMEBODY, "key-1", b"POST /leads {other}"))
    assert await _count(session) == 1


async def test_a_rollback_leaves_neither_effect_nor_key(resources: Resources, session: AsyncSession) -> None:
    with contextlib.suppress(ZeroDivisionError):
        async with resources.transaction() as doomed:
            await once(doomed, REQUEST, _adding_a_lead(doomed))
            raise ZeroDivisionError
    assert await session.scalar(select(func.count()).select_from(IdempotencyKey)) == 0
    _, is_replay = await _send(resources, REQUEST)
    assert (is_replay, await _count(session)) == (False, 1)


async def test_sent_many_times_at_once_it_has_one_effect(resources: Resources, session: AsyncSession) -> None:
    answers = await asyncio.gather(*(_send(resources, REQUEST) for _ in range(8)))
    assert len({resource_id for resource_id, _ in answers}) == 1
    assert [is_replay for _, is_replay in answers].count(False) == 1
    assert await _count(session) == 1


async def test_who_comes_while_the_first_is_slow_is_told_to_ask_again(resources: Resources) -> None:
    async with resources.transaction() as slow:
        await once(slow, REQUEST, _adding_a_lead(slow))
        with pytest.raises(KeyInUseError) as refused:
            await _send(resources, REQUEST)
    assert refused.value.headers["Retry-After"] == "1"
    _, is_replay = await _send(resources, REQUEST)
    assert is_replay


async def test_keys_are_forgotten_after_thirty_days(
    resources: Resources, session: AsyncSession, travel: Travel
) -> None:
    await _send(resources, REQUEST)
    for days, left in ((29, 1), (2, 0)):
        travel(timedelta(days=days))
        async with resources.transaction() as tidying:
            await idempotency.forget_old(tidying)
        assert await session.scalar(select(func.count()).select_from(IdempotencyKey)) == left
