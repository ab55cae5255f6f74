"""Join and start links."""

import base64
import hashlib
import hmac
import json
from typing import Any

from simulator.meetings.models import Meeting
from simulator.world import World

START_LINK_SECONDS = 7200


def join_url(world: World, meeting: Meeting) -> str:
    """With a passcode the link carries it in a form of its own, which changes with the passcode."""
    link = f"{world.url}/j/{meeting.id}"
    return f"{link}?pwd={meeting.join_secret}" if meeting.password else link


def start_url(world: World, meeting: Meeting) -> str:
    """Signs anybody in as the host, for two hours; every answer carries a fresh one."""
    issued_at = int(world.now().timestamp())
    claims = {
        "iss": "web",
        "clt": 0,
        "mnum": str(meeting.id),
        "aud": "clientsm",
        "uid": meeting.host_id,
        "sk": "0",
        "sty": 1,
        "wcd": "us05",
        "exp": issued_at + START_LINK_SECONDS,
        "iat": issued_at,
        "aid": world.state.account.id,
        "cid": "",
    }
    header = {"typ": "JWT", "sv": "000002", "zm_skm": "zm_o2m", "alg": "HS256"}
    body = f"{_encode(header)}.{_encode(claims)}"
    return f"{world.url}/s/{meeting.id}?zak={body}.{_sign(world, body)}"


def start_link_is_good(world: World, meeting: Meeting, zak: str) -> bool:
    body, _, signature = zak.rpartition(".")
    if not hmac.compare_digest(signature.encode(), _sign(world, body).encode()):
        return False
    claims = _decode(body.partition(".")[2])
    return bool(claims["mnum"] == str(meeting.id) and claims["exp"] > world.now().timestamp())


def _encode(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


def _decode(part: str) -> dict[str, Any]:
    decoded: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return decoded


def _sign(world: World, body: str) -> str:
    digest = hmac.new(world.state.link_secret.encode(), body.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
