"""Sealing of secrets at rest: AES-256-GCM, bound to the place where the secret is kept.

The associated data names that place (table, column, row), so a sealed value copied elsewhere does not open.
"""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
KEY_BYTES = 32


class CannotOpenError(Exception):
    """The value was sealed with a key we do not have, for another place, or was changed."""


class SecretBox:
    """Seals with the first key of a list and opens with any of them, so that keys can be rotated."""

    def __init__(self, keys: str) -> None:
        """`keys` is `id:base64 of 32 bytes`, comma separated. Raises ValueError when it is not."""
        self._keys: dict[str, AESGCM] = {}
        for entry in keys.split(","):
            key_id, _, encoded = entry.strip().partition(":")
            key = base64.b64decode(encoded, validate=True)
            if not key_id or len(key) != KEY_BYTES:
                raise ValueError("SECRET_KEYS must be `id:base64 of 32 bytes`, comma separated")
            self._keys[key_id] = AESGCM(key)
        self._first = next(iter(self._keys))

    def seal(self, secret: bytes, place: str) -> str:
        """Text that only `open` with the same `place` turns back into the secret."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._keys[self._first].encrypt(nonce, secret, place.encode())
        return f"{self._first}:{base64.b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str, place: str) -> bytes:
        """The secret, or CannotOpenError."""
        key_id, _, encoded = sealed.partition(":")
        if key_id not in self._keys:
            raise CannotOpenError(f"no key {key_id!r} among SECRET_KEYS")
        raw = base64.b64decode(encoded)
        try:
            return self._keys[key_id].decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode())
        except InvalidTag as error:
            raise CannotOpenError("a sealed value does not belong here or was changed") from error
