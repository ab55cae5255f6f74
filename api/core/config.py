"""What the operator decides, read from the environment once at start. What staff decide lives in `api.settings`."""

import base64
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

EXAMPLE_SECRET_KEY = "example:" + base64.b64encode(bytes(32)).decode()
"""The key that documentation shows. A production process refuses to start with it."""

CommaSeparated = Annotated[tuple[str, ...], NoDecode]


class Config(BaseSettings):
    """The environment. Each field is the environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    environment: Literal["development", "production", "test"] = "production"
    database_url: str = Field(description="`postgresql+asyncpg://user:password@host/database`")
    redis_url: str = "redis://127.0.0.1:6379/0"
    s3_endpoint_url: str | None = None
    s3_bucket: str = "parley"
    s3_region: str = "us-east-1"
    s3_access_key_id: str | None = None
    s3_secret_access_key: SecretStr | None = None
    secret_keys: SecretStr = Field(description="`id:base64 of 32 bytes`, comma separated; the first one seals.")
    public_url: str = "http://127.0.0.1:8000"
    allowed_hosts: CommaSeparated = ("127.0.0.1", "localhost")
    trusted_proxies: CommaSeparated = ()
    zoom_api_url: str = "https://api.zoom.us/v2"
    zoom_oauth_url: str = "https://zoom.us/oauth/token"
    zoom_plan: Literal["free", "pro", "business"] = "pro"
    sync_every_minutes: int = Field(default=5, ge=1, le=60)
    frontend_dir: Path = Path("frontend/dist")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["json", "console"] = "json"
    metrics_token: SecretStr | None = None
    database_pool_size: int = Field(default=10, ge=1, le=100)

    @field_validator("allowed_hosts", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _refuse_what_is_only_an_example(self) -> Self:
        if (
            self.environment == "production"
            and EXAMPLE_SECRET_KEY.partition(":")[2] in self.secret_keys.get_secret_value()
        ):
            raise ValueError("SECRET_KEYS holds the key of the documentation; make your own: openssl rand -base64 32")
        return self

    @property
    def has_https(self) -> bool:
        """Whether people reach us by https, so that cookies may and must be Secure."""
        return self.public_url.startswith("https://")
