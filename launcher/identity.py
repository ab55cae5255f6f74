"""Who Postgres runs as: it refuses to be root."""

import os
import pwd
import signal
import subprocess
from pathlib import Path

from launcher.errors import LaunchError
from launcher.process import tethered

FALLBACK_USER = "nobody"


def choose_identity(folder: Path, program: Path) -> str:
    """How `program` may own `folder` and not be root, as an IDENTITY of the tether.

    First a user namespace: it changes no owner and no mode and works inside a home only root may enter. Containers
    often forbid it; then the folder is handed to the user nobody, who stays its owner from then on.
    """
    if os.geteuid() != 0:
        return "same"
    owner = folder.stat()
    if owner.st_uid != 0:
        return f"{owner.st_uid}:{owner.st_gid}"
    if _can_run("namespace", folder, program):
        return "namespace"
    user = pwd.getpwnam(FALLBACK_USER)
    identity = f"{user.pw_uid}:{user.pw_gid}"
    _hand_over(folder, user.pw_uid, user.pw_gid)
    if not _can_run(identity, folder, program):
        _hand_over(folder, 0, 0)
        raise LaunchError(
            f"Postgres refuses to run as root, and the user {FALLBACK_USER} cannot reach {folder} and {program}: "
            "start as an ordinary user, or put the project and DATA_DIR where every user may enter."
        )
    return identity


def _can_run(identity: str, folder: Path, program: Path) -> bool:
    command = ["/bin/sh", "-c", 'cd "$1" && exec "$2" --version', "sh", str(folder), str(program)]
    return subprocess.run(tethered(command, signal.SIGKILL, identity), capture_output=True, check=False).returncode == 0


def _hand_over(folder: Path, uid: int, gid: int) -> None:
    os.chown(folder, uid, gid)
    for path in folder.rglob("*"):
        os.chown(path, uid, gid, follow_symlinks=False)
