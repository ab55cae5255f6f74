"""What runs, with which environment, in which order."""

import base64
import json
import os
import secrets
import sys
from pathlib import Path

from launcher.folder import read_or_make_secret
from launcher.options import PROJECT, Options
from launcher.postgres import EmbeddedPostgres
from launcher.program import Program
from launcher.s3 import BUCKET, EmbeddedS3
from launcher.server import EmbeddedServer
from launcher.valkey import EmbeddedValkey

DATABASE = "parley"


class Stack:
    """The servers that the environment does not name, the simulator unless it names a Zoom, and our programs."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        data = options.data_dir
        self._postgres = None if os.environ.get("DATABASE_URL") else EmbeddedPostgres(data / "postgres")
        self._valkey = None if os.environ.get("REDIS_URL") else EmbeddedValkey(data / "valkey")
        self._s3 = None if os.environ.get("S3_ENDPOINT_URL") else EmbeddedS3(data / "s3")
        self.servers: list[EmbeddedServer] = [s for s in (self._postgres, self._valkey, self._s3) if s]
        self.has_simulator = not os.environ.get("ZOOM_API_URL")

    @property
    def simulator_url(self) -> str:
        """Where the pretend Zoom answers."""
        return f"http://127.0.0.1:{self.options.simulator_port}"

    @property
    def url(self) -> str:
        """Where the API and the page answer on this machine, whatever PUBLIC_URL says."""
        return f"http://127.0.0.1:{self.options.port}"

    def complete_environment(self) -> None:
        """Once the servers run: add their addresses, and what else the environment does not say."""
        if self._postgres:
            self._postgres.create_database(DATABASE)
            self.environment["DATABASE_URL"] = self._postgres.url(DATABASE)
        if self._valkey:
            self.environment["REDIS_URL"] = self._valkey.url
        if self._s3:
            self.environment |= {
                "S3_ENDPOINT_URL": self._s3.endpoint_url,
                "S3_BUCKET": BUCKET,
                "S3_REGION": "us-east-1",
                "S3_ACCESS_KEY_ID": self._s3.access_key_id,
                "S3_SECRET_ACCESS_KEY": self._s3.secret_access_key,
            }
        for name, value in self._defaults().items():
            self.environment[name] = self.environment.get(name) or value

    def _defaults(self) -> dict[str, str]:
        simulated = {
            "ZOOM_API_URL": f"{self.simulator_url}/v2",
            "ZOOM_OAUTH_URL": f"{self.simulator_url}/oauth/token",
            "SIMULATOR_PORT": str(self.options.simulator_port),
            "SIMULATOR_STATE": str(self.options.data_dir / "simulator.json"),
            "SIMULATOR_URL": self.simulator_url,
            "SIMULATOR_WEBHOOK_URL": f"{self.url}/api/v1/webhooks/zoom",
            "SIMULATOR_HISTORY": "1",
        }
        return {
            "ENVIRONMENT": "development",
            "SECRET_KEYS": _secret_keys(self.options.data_dir / "secrets.json"),
            "PUBLIC_URL": self.url,
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "FRONTEND_DIR": str(PROJECT / "frontend" / "dist"),
            "LOG_FORMAT": "console",
            **(simulated if self.has_simulator else {}),
        }

    def simulator(self) -> Program:
        """The pretend Zoom."""
        return self._python("simulator", "simulator")

    def migration(self) -> Program:
        """Brings the database's tables up to date."""
        return self._python("migrate", "api.cli", "migrate")

    def seed(self) -> Program:
        """Fills an empty database with the demo world; its hundred calls to the pretend Zoom are nobody's news."""
        quiet = {**self.environment, "LOG_LEVEL": os.environ.get("LOG_LEVEL") or "WARNING"}
        return Program("seed", [sys.executable, "-m", "api.cli", "seed"], quiet)

    def programs(self) -> list[Program]:
        """Our programs."""
        port = str(self.options.port)
        web = ["--host", "127.0.0.1", "--port", port, "--loop", "uvloop", "--http", "httptools"]
        web += ["--log-level", "warning", "--no-access-log", "--no-proxy-headers", "--timeout-graceful-shutdown", "3"]
        return [self._python("api", "uvicorn", "api.main:app", *web), self._python("worker", "api.worker")]

    def _python(self, name: str, module: str, *arguments: str) -> Program:
        return Program(name, [sys.executable, "-m", module, *arguments], self.environment)


def _secret_keys(path: Path) -> str:
    """SECRET_KEYS of this data folder: whoever loses the file loses the secrets sealed in the database."""

    def new_keys() -> str:
        return json.dumps({"SECRET_KEYS": "1:" + base64.b64encode(secrets.token_bytes(32)).decode()})

    keys: str = json.loads(read_or_make_secret(path, new_keys))["SECRET_KEYS"]
    return keys
