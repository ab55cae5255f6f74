"""Secrets at rest: sealed, bound to their place, and readable after a key was rotated."""

import base64
import os

import pytest

from api.core.crypto import CannotOpenError, SecretBox

PLACE = "zoom_settings.client_secret.1"


def _key(name: str) -> str:
    return f"{name}:{base64.b64encode(os.urandom(32)).decode()}"


def test_what_was_sealed_opens_in_its_place() -> None:
    box = SecretBox(_key("a"))
    assert box.open(box.seal("пароль".encode(), PLACE), PLACE).decode() == "пароль"


def test_the_secret_is_not_in_what_is_kept_and_never_sealed_alike() -> None:
    box = SecretBox(_key("a"))
    sealed = [box.seal(b"canary-secret", PLACE) for _ in range(2)]
    assert sealed[0] != sealed[1]
    assert all(b"canary" not in base64.b64decode(one.partition(":")[2]) for one in sealed)


def test_moved_to_another_row_it_does_not_open() -> None:
    box = SecretBox(_key("a"))
    sealed = box.seal(b"secret", PLACE)
    with pytest.raises(CannotOpenError):
        box.open(sealed, "zoom_settings.client_secret.2")


def test_one_changed_bit_is_noticed_wherever_it_is() -> None:
    box = SecretBox(_key("a"))
    raw = base64.b64decode(box.seal(b"secret", PLACE).partition(":")[2])
    for position in range(len(raw)):
        changed = bytearray(raw)
        changed[position] ^= 1
        with pytest.raises(CannotOpenError):
            box.open(f"a:{base64.b64encode(changed).decode()}", PLACE)


def test_a_new_first_key_seals_and_the_old_one_still_opens() -> None:
    old, new = _key("old"), _key("new")
    sealed = SecretBox(old).seal(b"secret", PLACE)
    rotated = SecretBox(f"{new}, {old}")
    assert rotated.open(sealed, PLACE) == b"secret"
    assert rotated.seal(b"secret", PLACE).startswith("new:")


def test_without_its_key_it_does_not_open() -> None:
    sealed = SecretBox(_key("old")).seal(b"secret", PLACE)
    with pytest.raises(CannotOpenError, match="old"):
        SecretBox(_key("new")).open(sealed, PLACE)


@pytest.mark.parametrize("keys", ["", "a", "a:", "a:AAAA", "a:not base64", f":{base64.b64encode(bytes(32)).decode()}"])
def test_keys_that_are_none_are_refused(keys: str) -> None:
    with pytest.raises(ValueError, match=r"SECRET_KEYS|base64|padding"):
        SecretBox(keys)
