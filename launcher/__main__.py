"""`python3 -m launcher`: looks at the Python it was given before anything newer than that Python can parse is read."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the person's Python may be older than the one we are written for
    sys.exit(
        "Parley needs Python 3.11 or newer, and this is {}.{}: ".format(*sys.version_info)
        + "install a newer one, or name it: make run PYTHON=python3.12"
    )

from launcher.commands import main

if __name__ == "__main__":
    main()
