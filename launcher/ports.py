"""Ports on the loopback interface."""

import socket

from launcher.errors import LaunchError


def free_port() -> int:
    """A port nobody listens on right now. Another program may take it before its user does: be ready to ask again."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def require_free(port: int, variable: str) -> None:
    """Refuse a port that is in use, naming the environment variable that changes it."""
    with socket.socket() as probe:
        # Without this a port whose last connections are still closing would look taken for a minute after a restart.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise LaunchError(
                f"Port {port} cannot be used ({error.strerror}): stop the program that has it, "
                f"or set {variable} to another port."
            ) from error


def is_listening(port: int) -> bool:
    """Whether something accepts connections on the port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
