"""A folder that one supervisor at a time may use, and the secrets kept in it."""

import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path

from launcher.errors import LaunchError


class FolderClaim:
    """Two locks on a folder.

    The supervisor's lock is this process's alone: while it is held, a second supervisor is refused at once. The
    server's lock is inherited by the server and all its children, so after the death of a supervisor it tells whether
    an orphan still writes into the folder. No pid file can: pids repeat, above all in containers.
    """

    def __init__(self, folder: Path, wait_seconds: float = 30) -> None:
        """Take both locks; wait for an orphan of an earlier run to finish, but not for another supervisor."""
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise LaunchError(f"{folder} cannot be made ({error.strerror}): choose another DATA_DIR.") from error
        self._supervisor = _open_lock(folder / "supervisor.lock")
        if not _try_lock(self._supervisor):
            os.close(self._supervisor)
            raise LaunchError(f"{folder} is in use by another running launcher: stop it, or choose another DATA_DIR.")
        self.server_lock = _open_lock(folder / "server.lock")
        deadline = time.monotonic() + wait_seconds
        while not _try_lock(self.server_lock):
            if time.monotonic() > deadline:
                self.release()
                raise LaunchError(f"A server of an earlier run still uses {folder} and does not stop: end it by hand.")
            time.sleep(0.02)

    def release(self) -> None:
        """Let the next supervisor in."""
        os.close(self.server_lock)
        os.close(self._supervisor)


def is_claimed(folder: Path) -> bool:
    """Whether a supervisor has the folder right now."""
    lock = _open_lock(folder / "supervisor.lock")
    try:
        return not _try_lock(lock)
    finally:
        os.close(lock)


def _open_lock(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def read_or_make_secret(path: Path, make: Callable[[], str]) -> str:
    """The secret kept at `path`, made on first use; readable by its owner only and never seen half written."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.new")
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(make())
        draft.replace(path)
    return path.read_text(encoding="utf-8")
