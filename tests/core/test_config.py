"""The environment is read once, and what is only an example is refused."""

import base64

import pytest
from pydantic import ValidationError

from api.core.config import EXAMPLE_SECRET_KEY, Config

OWN_KEY = "k:" + base64.b64encode(b"a key made by the operator: 32 b").decode()
DATABASE = "postgresql+asyncpg://parley@localhost/parley"


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing set but what is always needed."""
    for name in Config.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATABASE_URL", DATABASE)
    monkeypatch.setenv("SECRET_KEYS", OWN_KEY)


def test_production_is_what_is_meant_when_nothing_is_said() -> None:
    config = Config()
    assert (config.environment, config.has_https) == ("production", False)


@pytest.mark.parametrize("name", ["DATABASE_URL", "SECRET_KEYS"])
def test_what_cannot_be_guessed_must_be_there(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(name)
    with pytest.raises(ValidationError, match=name.lower()):
        Config()


@pytest.mark.parametrize("keys", [EXAMPLE_SECRET_KEY, f"{OWN_KEY},{EXAMPLE_SECRET_KEY}"])
def test_production_refuses_the_key_of_the_documentation(keys: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEYS", keys)
    with pytest.raises(ValidationError, match="key of the documentation"):
        Config()


@pytest.mark.parametrize("environment", ["development", "test"])
def test_elsewhere_it_will_do(environment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEYS", EXAMPLE_SECRET_KEY)
    monkeypatch.setenv("ENVIRONMENT", environment)
    assert Config().environment == environment


def test_the_same_key_under_another_name_is_refused_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEYS", "mine:" + EXAMPLE_SECRET_KEY.partition(":")[2])
    with pytest.raises(ValidationError, match="key of the documentation"):
        Config()


def test_lists_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "crm.example.com, www.crm.example.com ,")
    assert Config().allowed_hosts == ("crm.example.com", "www.crm.example.com")


def test_https_is_known_from_the_public_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://crm.example.com")
    assert Config().has_https


def test_an_error_about_the_environment_shows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEYS", EXAMPLE_SECRET_KEY)
    monkeypatch.setenv("METRICS_TOKEN", "canary7f3a")
    monkeypatch.setenv("DATABASE_URL", "postgresql+asyncpg://parley:canary7f3a@localhost/parley")
    with pytest.raises(ValidationError) as refused:
        Config()
    assert "canary7f3a" not in str(refused.value)


def test_secrets_are_not_shown_with_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("S3_SECRET_ACCESS_KEY", "canary7f3a")
    monkeypatch.setenv("METRICS_TOKEN", "canary7f3a")
    shown = repr(Config())
    assert "canary7f3a" not in shown
    assert OWN_KEY not in shown
