"""The real servers that tests talk to: one Postgres and one Valkey a run, started on first use."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from launcher.postgres import EmbeddedPostgres
from launcher.s3 import EmbeddedS3
from launcher.valkey import EmbeddedValkey


@contextmanager
def _own_folder() -> Iterator[Path]:
    """Not pytest's: Postgres refuses to be root, and nobody else may enter a folder that pytest made as root."""
    with tempfile.TemporaryDirectory(prefix="parley-tests-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@contextmanager
def postgres_url() -> Iterator[str]:
    """The address of a database that tests may empty: TEST_DATABASE_URL, or one in an embedded server."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    with ExitStack() as stack:
        server = EmbeddedPostgres(stack.enter_context(_own_folder()), fsync=False)
        server.start()
        stack.callback(server.stop)
        server.create_database("parley")
        yield server.url("parley")


@contextmanager
def redis_url() -> Iterator[str]:
    """The address of a Redis that tests may empty: TEST_REDIS_URL, or an embedded server."""
    if given := os.environ.get("TEST_REDIS_URL"):
        yield given
        return
    with ExitStack() as stack:
        server = EmbeddedValkey(stack.enter_context(_own_folder()))
        server.start()
        stack.callback(server.stop)
        yield server.url


@contextmanager
def s3() -> Iterator[EmbeddedS3]:
    """An S3 store on a folder, which checks signatures as a real one does."""
    with ExitStack() as stack:
        server = EmbeddedS3(stack.enter_context(_own_folder()))
        server.start()
        stack.callback(server.stop)
        yield server
