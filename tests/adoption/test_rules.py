"""Administrators keep an ordered list of rules; what makes no sense is refused at its field."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

from tests.adoption.conftest import RULES, MakeRule
from tests.factories.directory import make_client

NOBODY = "019a0000-0000-7000-8000-000000000000"


async def names(administrator: AsyncClient) -> list[str]:
    """The rules in their order."""
    return [rule["name"] for rule in (await administrator.get(RULES)).json()]


async def test_a_rule_tells_what_it_was_made_of(
    make_rule: MakeRule, administrator: AsyncClient, session: AsyncSession
) -> None:
    client = await make_client(session)
    subject = {"kind": "client", "id": str(client.id)}
    made = await make_rule(
        name="Horns", topic="договор*", email="@Horns.Example", find_by="fixed", subject=subject, is_sure=True
    )
    assert made.items() >= {
        "name": "Horns", "topic": "договор*", "email": "horns.example", "find_by": "fixed", "is_sure": True,
        "is_active": True, "position": 1, "version": 1, "subject": {**subject, "name": client.name},
    }.items()  # fmt: skip
    assert (await administrator.get(RULES)).json() == [made]


async def test_a_rule_moves_among_the_others_and_leaves_no_gap(make_rule: MakeRule, administrator: AsyncClient) -> None:
    first, second, third = [await make_rule(name=name) for name in ("a", "b", "c")]
    await administrator.patch(f"{RULES}/{third['id']}", json={"position": 1, "version": 1})
    assert await names(administrator) == ["c", "a", "b"]
    await administrator.patch(f"{RULES}/{third['id']}", json={"position": 99, "version": 2})
    assert await names(administrator) == ["a", "b", "c"]
    assert (await administrator.delete(f"{RULES}/{first['id']}")).status_code == 204
    assert [rule["position"] for rule in (await administrator.get(RULES)).json()] == [1, 2]
    assert (await names(administrator))[0] == second["name"]


async def test_a_change_of_an_old_version_changes_nothing(make_rule: MakeRule, administrator: AsyncClient) -> None:
    rule = await make_rule()
    address = f"{RULES}/{rule['id']}"
    assert (await administrator.patch(address, json={"name": "New", "version": 1})).json()["version"] == 2
    assert (await administrator.patch(address, json={"name": "Late", "version": 1})).status_code == 409
    assert await names(administrator) == ["New"]


async def test_a_rule_that_names_somebody_can_look_for_them_instead(
    make_rule: MakeRule, administrator: AsyncClient, session: AsyncSession
) -> None:
    client = await make_client(session)
    rule = await make_rule(find_by="fixed", subject={"kind": "client", "id": str(client.id)})
    changed = await administrator.patch(f"{RULES}/{rule['id']}", json={"find_by": "domain", "version": 1})
    assert (changed.json()["find_by"], changed.json()["subject"]) == ("domain", None)


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"find_by": "fixed"}, "subject", "required"),
        ({"find_by": "nobody"}, "staff_ids", "required"),
        ({"subject": {"kind": "client", "id": NOBODY}}, "subject", "not_fixed"),
        ({"find_by": "fixed", "subject": {"kind": "client", "id": NOBODY}}, "id", None),
        ({"email": "no address"}, "email", "email_or_domain"),
        ({"email": "a@b@c.example"}, "email", "email_or_domain"),
        ({"name": ""}, "name", "string_too_short"),
        ({"host_staff_id": NOBODY}, "host_staff_id", None),
    ],
)
async def test_what_makes_no_sense_is_refused_at_its_field(
    administrator: AsyncClient, wrong: dict[str, Any], field: str, code: str | None
) -> None:
    answer = await administrator.post(RULES, json={"name": "Rule", "find_by": "email", **wrong})
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["loc"][-1] == field
    assert code in {None, error["code"]}
    assert await names(administrator) == []


async def test_a_client_that_a_rule_names_is_in_use(
    make_rule: MakeRule, administrator: AsyncClient, session: AsyncSession
) -> None:
    client = await make_client(session)
    await make_rule(find_by="fixed", subject={"kind": "client", "id": str(client.id)})
    refused = await administrator.delete(f"/api/v1/clients/{client.id}")
    assert (refused.status_code, refused.json()["references"]) == (409, {"adoption_rules": 1})


async def test_others_do_not_see_the_rules(manager: AsyncClient) -> None:
    assert (await manager.get(RULES)).status_code == 403
    assert (await manager.post(RULES, json={"name": "Rule", "find_by": "email"})).status_code == 403
