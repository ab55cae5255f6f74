"""The Python packages in `.venv`: installed again only when their lock file or the Python changed."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

from launcher.errors import LaunchError
from launcher.options import PROJECT
from launcher.steps import BUILD, fingerprint, one_at_a_time, run_logged

VENV = PROJECT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
RUNTIME = PROJECT / "requirements.txt"
DEVELOPMENT = PROJECT / "requirements-dev.txt"


def install_python(*, dev: bool) -> None:
    """Make `.venv` hold the locked versions; what an interrupted or broken install left is thrown away."""
    if importlib.util.find_spec("ensurepip") is None:
        raise LaunchError("Python's venv module is missing: install it (Debian, Ubuntu: apt-get install python3-venv).")
    requirements = DEVELOPMENT if dev else RUNTIME
    with one_at_a_time():
        # The set for development holds the runtime set, locked to the same versions.
        if _is_installed(requirements) or _is_installed(DEVELOPMENT):
            return
        print("Installing the Python packages (a minute or two the first time) …", flush=True)
        log = BUILD / "install.log"
        log.unlink(missing_ok=True)
        if not (_install(requirements, log, fresh=False) or _install(requirements, log, fresh=True)):
            raise LaunchError(f"The Python packages could not be installed: the reason is at the end of {log}")


def _install(requirements: Path, log: Path, *, fresh: bool) -> bool:
    STAMP.unlink(missing_ok=True)
    if (fresh or not _python_works()) and not run_logged([sys.executable, "-m", "venv", "--clear", str(VENV)], log):
        return False
    python = str(VENV_PYTHON)
    # Whatever else the machine's pip configuration says, the packages must go into this environment.
    pip = [python, "-m", "pip", "install", "--no-user", "--no-input", "--require-hashes", "-r", str(requirements)]
    proof = [python, "-c", "import alembic, uvicorn"]
    if not (run_logged(pip, log) and run_logged(proof, log) and all(map(_is_whole, _installed_packages()))):
        return False
    packages = [package.name for package in _installed_packages()]
    STAMP.write_text(json.dumps({"key": _key(requirements), "packages": packages}), encoding="utf-8")
    return True


def _is_installed(requirements: Path) -> bool:
    """Whether the last install finished, was of this lock file, and all it installed is still there."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return False
    there = {package.name for package in _installed_packages() if _is_whole(package)}
    return stamp["key"] == _key(requirements) and there >= set(stamp["packages"]) and _python_works()


def _key(requirements: Path) -> str:
    # A moved folder breaks a virtual environment: its scripts name the old place.
    return fingerprint([requirements], sys.version, str(VENV))


def _installed_packages() -> list[Path]:
    return sorted(VENV.glob("lib/python3*/site-packages/*.dist-info"))


def _is_whole(package: Path) -> bool:
    """Installers write this list of files last."""
    return (package / "RECORD").exists()


def _python_works() -> bool:
    """The virtual environment runs, and with the Python we run with now."""
    command = [str(VENV_PYTHON), "-c", "import pip, sys; print(sys.version)"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.strip() == sys.version
