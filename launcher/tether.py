"""Becomes another program that is signalled when the process that started it dies.

Run as a script of its own (`python -I -S tether.py PARENT SIGNAL IDENTITY PROGRAM …`) and not as a function between
fork and exec: there, Python code of a process with threads may deadlock.
IDENTITY is `same`, `namespace` (uid 1000 of a user namespace of its own, still the caller for the file system), or
`UID:GID`.
"""

import ctypes
import os
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1
CLONE_NEWUSER = 0x10000000


def enter_namespace() -> None:
    """Stop being root without becoming anybody else for the file system."""
    uid, gid = os.geteuid(), os.getegid()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "user namespaces are not allowed here")
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"1000 {uid} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"1000 {gid} 1", encoding="ascii")


def become(identity: str) -> None:
    """Take on the wanted identity."""
    if identity == "namespace":
        enter_namespace()
    elif identity != "same":
        uid, gid = map(int, identity.split(":"))
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)


def die_with(parent: int, signal_number: int) -> None:
    """Ask the kernel for the signal; leave at once when the parent has died before we could ask.

    After `become`, because a change of credentials clears the request. Only Linux can do this.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal_number)
    if os.getppid() != parent:
        sys.exit(1)


if __name__ == "__main__":
    become(sys.argv[3])
    die_with(int(sys.argv[1]), int(sys.argv[2]))
    os.execvp(sys.argv[4], sys.argv[4:])  # noqa: S606 - becoming the program is the point
