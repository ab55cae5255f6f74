"""The page: its npm packages and its build, each again only when its sources changed."""

import shutil
import subprocess
from pathlib import Path

from launcher.errors import LaunchError
from launcher.options import PROJECT
from launcher.steps import BUILD, fingerprint, one_at_a_time, run_logged

FRONTEND = PROJECT / "frontend"
PACKAGES = FRONTEND / "node_modules"
DIST = FRONTEND / "dist"
MINIMUM_NODE = (20, 19)


def require_node() -> str:
    """Refuse to go on without a Node that can build the page; answers its version."""
    wanted = ".".join(map(str, MINIMUM_NODE))
    node = shutil.which("node")
    if node is None:
        raise LaunchError(f"Node.js is missing: install version {wanted} or newer.")
    if shutil.which("npm") is None:
        raise LaunchError(
            "npm is missing: install it (it usually comes with Node.js; Debian, Ubuntu: apt-get install npm)."
        )
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip()
    numbers = tuple(int(part) for part in version.removeprefix("v").split(".")[:2] if part.isdecimal())
    if numbers < MINIMUM_NODE:
        raise LaunchError(f"Node.js {wanted} or newer is needed, and {node} is {version or 'broken'}.")
    return version


def install_npm() -> None:
    """`npm ci`, unless what it installed last is of the same lock file and Node."""
    version = require_node()
    stamp = PACKAGES / ".installed"
    key = fingerprint([FRONTEND / "package.json", FRONTEND / "package-lock.json", FRONTEND / ".npmrc"], version)
    with one_at_a_time():
        if _holds(stamp, key):
            return
        print("Installing the npm packages …", flush=True)
        log = BUILD / "npm.log"
        log.unlink(missing_ok=True)
        # With NODE_ENV=production in the environment npm would leave out what the build needs.
        command = ["npm", "ci", "--include=dev", "--no-audit", "--no-fund"]
        if not (run_logged(command, log, FRONTEND) or run_logged(command, log, FRONTEND)):
            raise LaunchError(f"The npm packages could not be installed: the reason is at the end of {log}")
        stamp.write_text(key, encoding="utf-8")


def build() -> None:
    """Build the page into `frontend/dist`, unless it is there and of these sources."""
    stamp = DIST / ".sources"
    with one_at_a_time():
        if _holds(stamp, _sources_key()):
            return
        require_node()
        print("Building the page …", flush=True)
        log = BUILD / "page.log"
        log.unlink(missing_ok=True)
        if not run_logged(["npm", "run", "build"], log, FRONTEND):
            raise LaunchError(f"The page could not be built: the reason is at the end of {log}")
        # Asked again, because the build writes one of the sources: the tree of routes.
        stamp.write_text(_sources_key(), encoding="utf-8")


def _sources_key() -> str:
    files = [path for path in FRONTEND.iterdir() if path.is_file()]
    for folder in FRONTEND.iterdir():
        if folder.is_dir() and folder not in (PACKAGES, DIST):
            files += [path for path in folder.rglob("*") if path.is_file()]
    return fingerprint(files)


def _holds(stamp: Path, key: str) -> bool:
    return stamp.exists() and stamp.read_text(encoding="utf-8") == key
