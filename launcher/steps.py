"""What installing and building have in common: doing a step only when its inputs changed, with a log, one at a time."""

import contextlib
import fcntl
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from launcher.options import PROJECT
from launcher.process import Process

BUILD = PROJECT / "build"


def fingerprint(files: Iterable[Path], *words: str) -> str:
    """A hash of the files' paths and contents, and of the words."""
    digest = hashlib.sha256("\0".join(words).encode())
    for file in sorted(files):
        content = file.read_bytes()
        digest.update(f"\0{file.relative_to(PROJECT)}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def run_logged(command: Sequence[str], log: Path, folder: Path = PROJECT) -> bool:
    """Run a program with its output in `log`; whether it succeeded. It does not outlive us, however we end."""
    with log.open("ab") as output:
        output.write(f"\n$ {' '.join(command)}\n".encode())
        output.flush()
        process = Process(command, folder=folder, output=output)
        try:
            return process.wait() == 0
        finally:
            process.stop(0)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two commands started together must not install into the same folders together."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
