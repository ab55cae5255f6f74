"""Reading and saving the connection to Zoom; its secrets go in and do not come out."""

from typing import Any

import pytest
from httpx import AsyncClient
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from api.core import clock
from api.events.models import Event
from api.resources import Resources
from api.settings import service as settings
from api.settings.models import ZoomSettings

ZOOM = "/api/v1/settings/zoom"
CLIENT_SECRET = "canary-client-9f2Q"
WEBHOOK_SECRET = "canary-webhook-7kLm"
NOT_SET = {"is_set": False, "last_four": None, "changed_at": None}


def connection(**values: Any) -> dict[str, Any]:
    """A connection as the page sends it, over settings that nobody has saved yet."""
    given = {
        "account_id": "account-1",
        "client_id": "client-1",
        "client_secret": CLIENT_SECRET,
        "webhook_secret": WEBHOOK_SECRET,
        "account_email": "admin@parley.example",
        "version": 1,
    }
    return {**given, **values}


async def save(administrator: AsyncClient, **values: Any) -> dict[str, Any]:
    """The settings after they were saved."""
    answer = await administrator.put(ZOOM, json=connection(**values))
    assert answer.status_code == 200, answer.text
    saved: dict[str, Any] = answer.json()
    return saved


async def row(session: AsyncSession) -> ZoomSettings:
    """What the database has, also when it was looked at before."""
    session.expire_all()
    return await settings.get_zoom_settings(session)


async def test_at_first_nothing_is_set(administrator: AsyncClient) -> None:
    assert (await administrator.get(ZOOM)).json() == {
        "account_id": "",
        "client_id": "",
        "account_email": None,
        "client_secret": NOT_SET,
        "webhook_secret": NOT_SET,
        "previous_webhook_secret_until": None,
        "webhook_url": "http://testserver/api/v1/webhooks/zoom",
        "webhook_validated_at": None,
        "version": 1,
    }


async def test_what_is_saved_can_be_read_secrets_aside(administrator: AsyncClient) -> None:
    saved = await save(administrator)
    assert saved == (await administrator.get(ZOOM)).json()
    shown = {name: saved[name] for name in ("account_id", "client_id", "account_email", "version")}
    assert shown == {
        "account_id": "account-1",
        "client_id": "client-1",
        "account_email": "admin@parley.example",
        "version": 2,
    }


async def test_of_a_secret_only_four_characters_and_the_date_are_shown(administrator: AsyncClient) -> None:
    before = clock.now()
    saved = await save(administrator)
    for name, last_four in (("client_secret", "9f2Q"), ("webhook_secret", "7kLm")):
        changed_at = saved[name].pop("changed_at")
        assert saved[name] == {"is_set": True, "last_four": last_four}
        assert before.isoformat() <= changed_at.replace("Z", "+00:00") <= clock.now().isoformat()


async def test_no_answer_holds_a_secret(administrator: AsyncClient) -> None:
    answers = [
        await administrator.put(ZOOM, json=connection()),
        await administrator.put(ZOOM, json=connection()),
        await administrator.put(ZOOM, json=connection(account_email="nobody", version=2)),
        await administrator.get(ZOOM),
        await administrator.post(f"{ZOOM}/check", json={"client_secret": CLIENT_SECRET}),
    ]
    assert [answer.status_code for answer in answers] == [200, 409, 422, 200, 200]
    assert not any("canary" in answer.text for answer in answers)


async def test_no_secret_is_given_to_the_log(administrator: AsyncClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    with capture_logs() as logs:
        await save(administrator)
        await administrator.put(ZOOM, json=connection(version=2, account_email="nobody"))
        found = (await administrator.post(f"{ZOOM}/check", json={})).json()
    assert found["steps"][0]["code"] == "zoom_client_wrong"
    assert [line["status"] for line in logs if line["event"] == "request"] == [200, 422, 200]
    assert "canary" not in f"{logs}{caplog.text}"


async def test_no_table_holds_a_secret(administrator: AsyncClient, session: AsyncSession) -> None:
    await save(administrator)
    tables = await session.scalars(text("SELECT table_name FROM information_schema.tables WHERE table_schema='public'"))
    for table in tables.all():
        holding = text(f'SELECT count(*) FROM "{table}" AS kept WHERE kept::text LIKE :secret')
        assert await session.scalar(holding, {"secret": "%canary%"}) == 0, table


async def test_the_sealed_secrets_are_the_ones_given(
    administrator: AsyncClient, session: AsyncSession, resources: Resources
) -> None:
    await save(administrator)
    kept = await row(session)
    assert kept.client_secret_sealed is not None
    assert kept.webhook_secret_sealed is not None
    assert resources.box.open(kept.client_secret_sealed, "zoom_settings.client_secret.1").decode() == CLIENT_SECRET
    assert resources.box.open(kept.webhook_secret_sealed, "zoom_settings.webhook_secret.1").decode() == WEBHOOK_SECRET


@pytest.mark.parametrize("absent", [{}, {"client_secret": None, "webhook_secret": None}])
async def test_a_secret_left_out_stays(
    absent: dict[str, None], administrator: AsyncClient, session: AsyncSession
) -> None:
    await save(administrator)
    before = await row(session)
    sealed = before.client_secret_sealed, before.webhook_secret_sealed
    body = {"account_id": "account-2", "client_id": "client-1", "version": 2, **absent}
    changed = (await administrator.put(ZOOM, json=body)).json()
    after = await row(session)
    assert changed["client_secret"]["last_four"] == "9f2Q"
    assert (after.account_id, after.client_secret_sealed, after.webhook_secret_sealed) == ("account-2", *sealed)


async def test_one_secret_is_replaced_without_the_other(administrator: AsyncClient) -> None:
    first = await save(administrator)
    second = await save(administrator, client_secret="another-secret-Zz99", webhook_secret=None, version=2)
    assert second["client_secret"]["last_four"] == "Zz99"
    assert second["client_secret"]["changed_at"] > first["client_secret"]["changed_at"]
    assert second["webhook_secret"] == first["webhook_secret"]


async def test_spaces_around_what_is_pasted_are_dropped(
    administrator: AsyncClient, session: AsyncSession, resources: Resources
) -> None:
    pasted = {name: f" \t{connection()[name]}\u00a0\n" for name in ("account_id", "client_id", "client_secret")}
    saved = await save(administrator, **pasted)
    assert (saved["account_id"], saved["client_id"]) == ("account-1", "client-1")
    credentials = settings.find_credentials(await row(session), resources.box)
    assert credentials is not None
    assert credentials.client_secret == CLIENT_SECRET


async def test_who_read_an_older_version_changes_nothing(administrator: AsyncClient, session: AsyncSession) -> None:
    await save(administrator)
    answer = await administrator.put(ZOOM, json=connection(account_id="late"))
    assert (answer.status_code, answer.json()["code"]) == (409, "stale_version")
    assert answer.json()["current_version"] == 2
    assert (await row(session)).account_id == "account-1"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("account_id", "два слова"),
        ("account_id", "two words"),
        ("client_id", "x" * 201),
        ("client_id", None),
        ("client_secret", "short"),
        ("client_secret", ""),
        ("client_secret", "with a space"),
        ("webhook_secret", "nul\0nul\0nul"),
        ("account_email", "not an address"),
        ("version", "one"),
        ("colour", "red"),
    ],
)
async def test_wrong_input_is_named_at_its_field(
    field: str, value: object, administrator: AsyncClient, session: AsyncSession
) -> None:
    answer = await administrator.put(ZOOM, json=connection(**{field: value}))
    assert answer.status_code == 422
    assert [error["loc"] for error in answer.json()["errors"]] == [["body", field]]
    assert (await row(session)).version == 1


async def test_a_change_is_an_event_that_names_the_fields_and_no_values(
    administrator: AsyncClient, session: AsyncSession
) -> None:
    await save(administrator)
    await save(administrator, client_secret=None, webhook_secret=None, client_id="client-2", version=2)
    saved = select(Event.actor_kind, Event.data).where(Event.action == "settings.changed").order_by(Event.id)
    everything = ["account_id", "client_id", "account_email", "client_secret", "webhook_secret"]
    assert [tuple(event) for event in await session.execute(saved)] == [
        ("staff", {"fields": everything}),
        ("staff", {"fields": ["client_id"]}),
    ]
