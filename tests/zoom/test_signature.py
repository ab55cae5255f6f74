import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.core.errors import InvalidError
from api.zoom.signature import answer_challenge, verify

VECTORS = json.loads((Path(__file__).parent / "data" / "signature-vectors.json").read_text())["vectors"]
SECRET, BODY = VECTORS[0]["secret_token"], VECTORS[0]["raw_body"].encode()
TIMESTAMP, SIGNATURE = VECTORS[0]["x-zm-request-timestamp"], VECTORS[0]["x-zm-signature"]
NOW = datetime.fromtimestamp(int(TIMESTAMP), UTC)


@pytest.mark.parametrize("vector", VECTORS)
def test_real_deliveries_of_zoom_are_believed(vector: dict[str, str]) -> None:
    now = datetime.fromtimestamp(int(vector["x-zm-request-timestamp"]), UTC)
    assert verify(
        vector["secret_token"],
        vector["raw_body"].encode(),
        vector["x-zm-request-timestamp"],
        vector["x-zm-signature"],
        now,
    )


@pytest.mark.parametrize("position", range(len(BODY)))
def test_one_changed_bit_anywhere_in_the_body_is_refused(position: int) -> None:
    changed = bytearray(BODY)
    changed[position] ^= 1
    assert not verify(SECRET, bytes(changed), TIMESTAMP, SIGNATURE, NOW)


def test_json_written_anew_is_refused() -> None:
    vector = VECTORS[1]
    now = datetime.fromtimestamp(int(vector["x-zm-request-timestamp"]), UTC)
    again = json.dumps(json.loads(vector["raw_body"]), separators=(",", ":")).encode()
    assert not verify(SECRET, again, vector["x-zm-request-timestamp"], vector["x-zm-signature"], now)


@pytest.mark.parametrize(("seconds", "believed"), [(300, True), (301, False), (-300, True), (-301, False)])
def test_a_delivery_counts_for_five_minutes_either_way(seconds: int, believed: bool) -> None:  # noqa: FBT001 - a case
    assert verify(SECRET, BODY, TIMESTAMP, SIGNATURE, NOW + timedelta(seconds=seconds)) is believed


@pytest.mark.parametrize("secret", [None, ""])
def test_nothing_is_believed_without_a_secret(secret: str | None) -> None:
    signed_with_nothing = "v0=" + hmac.new(b"", f"v0:{TIMESTAMP}:".encode() + BODY, hashlib.sha256).hexdigest()
    assert not verify(secret, BODY, TIMESTAMP, signed_with_nothing, NOW)


@pytest.mark.parametrize("timestamp", [None, "", "soon", " 1720705455", "1720705455 ", "١٧٢٠٧٠٥٤٥٥", "9" * 400, "1e9"])
def test_odd_timestamps_are_refused(timestamp: str | None) -> None:
    assert not verify(SECRET, BODY, timestamp, SIGNATURE, NOW)


@pytest.mark.parametrize("signature", [None, "", "v0=", SIGNATURE[3:], SIGNATURE.upper(), SIGNATURE + "0", "v0=é"])
def test_odd_signatures_are_refused(signature: str | None) -> None:
    assert not verify(SECRET, BODY, TIMESTAMP, signature, NOW)


def test_the_challenge_is_answered_with_the_token_signed() -> None:
    answer = answer_challenge("4fv1RkqGQUq5sWbEz6hA5A", "xys8n8PGS7mAU0m5-YJjRA")
    assert answer == {
        "plainToken": "xys8n8PGS7mAU0m5-YJjRA",
        "encryptedToken": "2fffc6a967dde4f68024025a5bd991c5ae1e5313b4e6365be4883e3e81d479b3",
    }


@pytest.mark.parametrize("token", ["", "a" * 129, "a b", "é", "abc\n", 'v0:1720705455:{"event":"meeting.started"}'])
def test_a_challenge_cannot_be_used_to_sign_a_delivery(token: str) -> None:
    with pytest.raises(InvalidError):
        answer_challenge(SECRET, token)
