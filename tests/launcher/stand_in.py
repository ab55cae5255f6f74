"""The supervisor on its real servers and on stand-ins for our own programs. Arguments name what they do wrong."""

import sys

from launcher.errors import LaunchError
from launcher.options import Options
from launcher.program import Program
from launcher.stack import Stack
from launcher.supervisor import supervise

ANSWER = """
import http.server, os, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
    def log_message(self, *arguments): pass
print("answering", flush=True)
http.server.HTTPServer(("127.0.0.1", int(os.environ[sys.argv[2]])), Handler).serve_forever()
"""
WAIT = "import signal; print('working', flush=True); signal.pause()"
WAIT_STUBBORNLY = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + WAIT
SHOW_ENVIRONMENT = "import os; print('at', os.environ['DATABASE_URL'].rpartition('@')[2], flush=True)"
FAIL = "print('no such table'); raise SystemExit(3)"


class StandIns(Stack):
    """The same stack, of programs that need nothing and name the data folder in their command lines."""

    def simulator(self) -> Program:
        return self._script("simulator", ANSWER, "SIMULATOR_PORT")

    def migration(self) -> Program:
        return self._script("migrate", FAIL if "migration-fails" in sys.argv else SHOW_ENVIRONMENT)

    def seed(self) -> Program:
        return self._script("seed", "")

    def programs(self) -> list[Program]:
        worker = WAIT_STUBBORNLY if "worker-is-stubborn" in sys.argv else WAIT
        api = FAIL if "api-fails" in sys.argv else ANSWER
        return [self._script("api", api, "PORT"), self._script("worker", worker)]

    def _script(self, name: str, script: str, *arguments: str) -> Program:
        folder = str(self.options.data_dir / name)
        return Program(name, [sys.executable, "-c", script, folder, *arguments], self.environment)


if __name__ == "__main__":
    try:
        supervise(StandIns(Options.from_environment()))
    except LaunchError as error:
        sys.exit(str(error))
