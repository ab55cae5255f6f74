"""Zoom's signature over a raw body, and the bytes it is made of."""

import hashlib
import hmac
import json
import re
from typing import Any

_BEYOND_BMP = re.compile("[\U00010000-\U0010ffff]")


def sign(secret: str, timestamp: str, raw_body: str) -> str:
    """The value of `x-zm-signature`."""
    message = f"v0:{timestamp}:{raw_body}".encode()
    return "v0=" + hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def encrypt_token(secret: str, plain_token: str) -> str:
    """What the right answer to a validation challenge holds."""
    return hmac.new(secret.encode(), plain_token.encode(), hashlib.sha256).hexdigest()


def write_body(content: dict[str, Any]) -> str:
    """Zoom escapes emoji and sends other letters raw, so a body written again by the receiver has another signature."""
    raw = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return _BEYOND_BMP.sub(lambda found: json.dumps(found[0])[1:-1], raw)
