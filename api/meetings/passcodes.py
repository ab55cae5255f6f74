"""Passcodes made here: nobody guesses them, and they prove that a meeting found in Zoom is the one we sent."""

import secrets
import string

PASSCODE_LENGTH = 10
PASSCODE_ALPHABET = string.ascii_letters + string.digits


def make_passcode() -> str:
    """Ten letters and digits, with both in it, as accounts may demand."""
    while True:
        passcode = "".join(secrets.choice(PASSCODE_ALPHABET) for _ in range(PASSCODE_LENGTH))
        if any(c.isdigit() for c in passcode) and any(c.isalpha() for c in passcode):
            return passcode
