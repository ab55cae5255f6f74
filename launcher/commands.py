"""The launcher's commands. Only `up` runs inside the virtual environment; the others need nothing but Python itself."""

import argparse
import json
import os
import signal
import sys

from launcher import packages, page
from launcher.errors import LaunchError
from launcher.folder import is_claimed
from launcher.options import PROJECT, Options
from launcher.ports import require_free


def main() -> None:
    """Parse, run, and turn what stands in the way into one sentence."""
    parser = argparse.ArgumentParser(prog="python3 -m launcher", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    install = commands.add_parser("install", help="install the Python and npm packages")
    install.add_argument("--dev", action="store_true", help="with what tests and checks need")
    commands.add_parser("page", help="build the page if its sources changed")
    commands.add_parser("run", help="install, build and run everything until Ctrl-C")
    commands.add_parser("up", help="run everything, in the virtual environment, without installing")
    cli = commands.add_parser("cli", help="an operator's command (api.cli) on the Parley that `run` has running")
    cli.add_argument("arguments", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr] # typeshed calls it any text stream
    # As an exception, so that an install that is stopped takes its processes along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        _dispatch(arguments)
    except LaunchError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


def _dispatch(arguments: argparse.Namespace) -> None:
    match arguments.command:
        case "install":
            packages.install_python(dev=arguments.dev)
            page.install_npm()
        case "page":
            page.build()
        case "run":
            run()
        case "up":
            up()
        case "cli":
            run_cli(arguments.arguments)


def run() -> None:
    """Refuse what would fail later, install, build, and become the supervisor inside the virtual environment."""
    options = Options.from_environment()
    require_free(options.port, "PORT")
    require_free(options.simulator_port, "SIMULATOR_PORT")
    page.require_node()
    packages.install_python(dev=False)
    page.install_npm()
    page.build()
    python = str(packages.VENV_PYTHON)
    os.chdir(PROJECT)
    os.execv(python, [python, "-m", "launcher", "up"])  # noqa: S606 - the supervisor keeps our pid


def up() -> None:
    """Run everything until a signal says stop."""
    from launcher.stack import Stack  # noqa: PLC0415 - it needs the packages of the virtual environment
    from launcher.supervisor import supervise  # noqa: PLC0415 - the same

    options = Options.from_environment()
    require_free(options.port, "PORT")
    require_free(options.simulator_port, "SIMULATOR_PORT")
    supervise(Stack(options))


def run_cli(arguments: list[str]) -> None:
    """Become `python -m api.cli …` in the environment of the running Parley."""
    options = Options.from_environment()
    if not options.environment_file.exists() or not is_claimed(options.data_dir):
        raise LaunchError(f"No Parley is running on {options.data_dir}: start it with `make run` first.")
    environment = json.loads(options.environment_file.read_text(encoding="utf-8"))
    python = str(packages.VENV_PYTHON)
    os.chdir(PROJECT)
    os.execve(python, [python, "-m", "api.cli", *arguments], environment)  # noqa: S606 - so that its exit code is ours
