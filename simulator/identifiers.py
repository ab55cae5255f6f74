"""Identifiers of the shapes that Zoom gives."""

import base64
import hashlib
import secrets
import string


def new_meeting_id() -> int:
    """Eleven digits beginning with 8: more than 32 bits, as real ones are."""
    return 80_000_000_000 + secrets.randbelow(9_999_999_999)


def new_meeting_uuid() -> str:
    """Base64 of 16 bytes. It may hold `/` and `+`, which is why Zoom wants it encoded twice in paths."""
    return base64.b64encode(secrets.token_bytes(16)).decode()


def user_id_for(email: str) -> str:
    """22 characters, the same for the same address, so that a reset gives the same users again."""
    digest = hashlib.sha256(email.lower().encode()).digest()[:16]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def pmi_for(email: str) -> int:
    return 7_000_000_000 + int.from_bytes(hashlib.sha256(email.lower().encode()).digest()[:4]) % 1_000_000_000


def new_registrant_id() -> str:
    return secrets.token_urlsafe(16)


def new_participant_uuid() -> str:
    return str(secrets.token_hex(16)).upper()


def new_passcode() -> str:
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(6))


def new_dial_in_passcode() -> str:
    return f"{secrets.randbelow(1_000_000):06d}"


def new_join_secret() -> str:
    """The `pwd` of a join link: another one each time the passcode changes."""
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(30)) + ".1"


def new_tracking_id() -> str:
    return f"v=2.0;clid=us05;rid=WEB_{secrets.token_hex(16)}"
