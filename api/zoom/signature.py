"""Proving that a webhook comes from Zoom, and answering Zoom's question whether the address is ours."""

import hashlib
import hmac
import re
from datetime import datetime

from api.core.errors import InvalidError

TOLERANCE_SECONDS = 300
"""How far a delivery's clock may be off ours. The rule is ours: Zoom sets none."""

_PLAIN_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,128}")


def verify(secret: str | None, raw_body: bytes, timestamp: str | None, signature: str | None, now: datetime) -> bool:
    """Whether Zoom signed these very bytes within five minutes of now. Without a secret nothing is believed.

    The body must be the bytes as they came: Zoom mixes `\\uXXXX` escapes with raw characters, so that JSON written
    anew has another signature.
    """
    if not secret or not timestamp or not signature or not re.fullmatch(r"[0-9]{1,12}", timestamp):
        return False
    if abs(now.timestamp() - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    expected = f"v0={_sign(secret, b'v0:' + timestamp.encode() + b':' + raw_body)}"
    return hmac.compare_digest(expected.encode(), signature.encode())


def answer_challenge(secret: str, plain_token: str) -> dict[str, str]:
    """The body that proves to Zoom that we know the secret.

    Raises InvalidError for a token that Zoom would not send. A text such as `v0:1720705455:{…}` would make us sign a
    delivery of the asker's own writing, so what can be one is refused.
    """
    if not _PLAIN_TOKEN.fullmatch(plain_token):
        raise InvalidError.at("payload.plainToken", "invalid_token", "This is not a token as Zoom sends it.")
    return {"plainToken": plain_token, "encryptedToken": _sign(secret, plain_token.encode())}


def _sign(secret: str, message: bytes) -> str:
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()
