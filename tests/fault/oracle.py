"""The judge of a run: it reads what clients were told, what Zoom has and did, and the tables, and shares no code with
the product.

    python -m tests.fault.oracle --database URL --zoom URL --told FILE

It prints one line of JSON and ends with 0 when nothing is wrong. FILE has a line of JSON for each answer a client
got: `{"deed": "created" | "changed" | "deleted", "id": …, "topic": …}`, and before each request for a new meeting
`{"deed": "asked", "topic": …}`. Topics are never used twice. It judges when all is quiet: whatever still waits is
stuck.
"""

import argparse
import asyncio
import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg
import httpx

Row = dict[str, Any]
MEETINGS = """
SELECT id::text, topic, agenda, starts_at, duration_minutes, passcode, origin, status, sync_state, zoom_meeting_id,
    create_attempt IS NOT NULL AS is_being_made, deleted_at IS NOT NULL AS is_deleted, gone_at IS NOT NULL AS is_gone
FROM meetings"""
UNFINISHED = """
SELECT kind, object_id::text, state FROM work
WHERE (state IN ('refused', 'quarantined') OR (state = 'waiting' AND done_revision < revision))
    AND kind NOT IN ('exports.tidy_up', 'imports.tidy_up')"""
"""Tidying up needs an object store, which these runs have not."""


@dataclass(frozen=True)
class Evidence:
    """Everything the judge looks at."""

    told: list[Row]
    in_zoom: list[Row]
    ledger: list[Row]
    rows: list[Row]
    unfinished: list[Row]


@dataclass
class Verdict:
    """What is wrong, in sentences by kind."""

    lost: list[str] = field(default_factory=list)
    double: list[str] = field(default_factory=list)
    phantom: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    falsely_gone: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    meetings: int = 0
    in_zoom: int = 0
    told: int = 0

    @property
    def faults(self) -> dict[str, list[str]]:
        """What is wrong, by kind."""
        return {name: found for name, found in asdict(self).items() if isinstance(found, list)}

    @property
    def is_clean(self) -> bool:
        """Whether nothing is."""
        return not any(self.faults.values())

    def to_numbers(self) -> dict[str, Any]:
        """Numbers by kind, and the first sentences of what is wrong."""
        numbers = {name: len(found) for name, found in self.faults.items()}
        sentences = [f"{name}: {one}" for name, found in self.faults.items() for one in found[:5]]
        is_equal = not (self.lost or self.phantom or self.stale)
        seen = {"meetings": self.meetings, "in_zoom": self.in_zoom, "told": self.told}
        return {"clean": self.is_clean, "equal": is_equal, **numbers, **seen, "sentences": sentences}


def judge(evidence: Evidence) -> Verdict:
    """Hold the three against each other."""
    alive = {meeting["id"]: meeting for meeting in evidence.in_zoom if not meeting["deleted"]}
    verdict = Verdict(meetings=len(evidence.rows), in_zoom=len(alive), told=len(evidence.told))
    _judge_promises(verdict, evidence)
    _judge_requests(verdict, evidence)
    _judge_rows(verdict, evidence, alive)
    _judge_zoom(verdict, evidence, alive)
    verdict.stuck += [f"work {one['kind']} of {one['object_id']} is {one['state']}" for one in evidence.unfinished]
    return verdict


def _judge_promises(verdict: Verdict, evidence: Evidence) -> None:
    """What clients were told is so, once."""
    rows, given_there = {row["id"]: row for row in evidence.rows}, _topics_from_portal(evidence)
    for meeting_id, told in _last_told(evidence.told).items():
        row = rows.get(meeting_id)
        if row is None:
            verdict.lost.append(f"{meeting_id} was promised and is not in the table")
        elif told["deed"] == "deleted" and not row["is_deleted"]:
            verdict.stale.append(f"{meeting_id} was to be deleted and is not")
        elif told["deed"] != "deleted" and row["topic"] not in (told["topic"], given_there.get(row["zoom_meeting_id"])):
            verdict.stale.append(f"{meeting_id} was promised to be {told['topic']!r} and is {row['topic']!r}")
    answers = {(told["topic"], told["id"]) for told in evidence.told if told["deed"] == "created"}
    for topic, number in Counter(topic for topic, _ in answers).items():
        if number > 1:
            verdict.double.append(f"the request for {topic!r} was answered with {number} meetings")


def _last_told(told: Iterable[Row]) -> dict[str, Row]:
    return {one["id"]: one for one in told if one["deed"] != "asked"}


def _judge_requests(verdict: Verdict, evidence: Evidence) -> None:
    """What is here was asked for, by a client or in Zoom's portal, and once."""
    asked = {told["topic"] for told in evidence.told if "topic" in told} | set(_topics_from_portal(evidence).values())
    ours = Counter(row["topic"] for row in evidence.rows if row["origin"] != "zoom")
    verdict.phantom += [f"{topic!r} was never asked for" for topic in ours if topic not in asked]
    verdict.double += [f"{topic!r} is here {number} times" for topic, number in ours.items() if number > 1]


def _topics_from_portal(evidence: Evidence) -> dict[int, str]:
    """Topics that a host gave in Zoom to a meeting, by its number there."""
    edits = [e for e in evidence.ledger if e["kind"] == "meeting.updated" and e["source"] == "portal"]
    return {e["meeting_id"]: e["changed"]["topic"] for e in edits if "topic" in e["changed"]}


def _judge_rows(verdict: Verdict, evidence: Evidence, alive: dict[int, Row]) -> None:
    """Each of our meetings is in Zoom and the same there, or rightly in neither."""
    deleted_there = {entry["meeting_id"] for entry in evidence.ledger if entry["kind"] == "meeting.deleted"}
    for row in evidence.rows:
        there, was_deleted_there = alive.get(row["zoom_meeting_id"]), row["zoom_meeting_id"] in deleted_there
        if row["is_deleted"]:
            _judge_deleted(verdict, row, there)
        elif row["status"] == "missing" or row["is_gone"]:
            if there is not None or not was_deleted_there:
                verdict.falsely_gone.append(f"{row['id']} is said to be gone, and nobody deleted it")
        elif there is None:
            kind = verdict.stale if was_deleted_there else verdict.lost
            kind.append(f"{row['id']} {row['topic']!r} is not in Zoom ({row['sync_state']})")
        else:
            _judge_live(verdict, row, there)


def _judge_deleted(verdict: Verdict, row: Row, there: Row | None) -> None:
    if there is not None:
        verdict.stale.append(f"{row['id']} was deleted here and lives in Zoom")
    elif row["sync_state"] != "in_step" or row["is_being_made"]:
        verdict.stuck.append(f"{row['id']} was deleted and is {row['sync_state']}")


def _judge_live(verdict: Verdict, row: Row, there: Row) -> None:
    if row["sync_state"] != "in_step" or row["is_being_made"]:
        verdict.stuck.append(f"{row['id']} is {row['sync_state']}")
    ours, theirs = _what_we_say(row), _what_zoom_says(there)
    different = [name for name in ours if ours[name] != theirs[name]]
    if different:
        told = ", ".join(f"{name} {ours[name]!r} / {theirs[name]!r}" for name in different)
        verdict.stale.append(f"{row['id']} differs from Zoom: {told}")


def _what_we_say(row: Row) -> Row:
    return {
        "topic": row["topic"],
        "agenda": row["agenda"] or "",
        "start": row["starts_at"].astimezone(UTC).replace(microsecond=0),
        "minutes": row["duration_minutes"],
        "passcode": row["passcode"],
    }


def _what_zoom_says(there: Row) -> Row:
    return {
        "topic": there["topic"],
        "agenda": there["agenda"],
        "start": datetime.fromisoformat(there["start_time"]),
        "minutes": there["duration"],
        "passcode": there.get("password", ""),
    }


def _judge_zoom(verdict: Verdict, evidence: Evidence, alive: dict[int, Row]) -> None:
    """Each meeting of Zoom's is one of ours, and no two are the same one."""
    bound = Counter(row["zoom_meeting_id"] for row in evidence.rows if row["zoom_meeting_id"])
    by_api = {e["meeting_id"] for e in evidence.ledger if e["kind"] == "meeting.created" and e["source"] == "api"}
    verdict.double += [f"{zoom_id} belongs to {number} of ours" for zoom_id, number in bound.items() if number > 1]
    for zoom_id in alive.keys() - bound.keys():
        if zoom_id in by_api:
            verdict.phantom.append(f"Zoom's {zoom_id} {alive[zoom_id]['topic']!r} was made by us and belongs to nobody")
        else:
            verdict.lost.append(f"Zoom's {zoom_id} {alive[zoom_id]['topic']!r} is not here")
    passcodes = Counter(alive[zoom_id].get("password") for zoom_id in alive.keys() & by_api)
    verdict.double += [
        f"{number} meetings in Zoom share a passcode of ours" for number in passcodes.values() if number > 1
    ]


async def gather(database_url: str, zoom: httpx.AsyncClient, told: list[Row]) -> Evidence:
    """Read everything, from each side by its own means."""
    connection = await asyncpg.connect(database_url.replace("+asyncpg", ""))
    try:
        rows = [dict(row) for row in await connection.fetch(MEETINGS)]
        unfinished = [dict(row) for row in await connection.fetch(UNFINISHED)]
    finally:
        await connection.close()
    in_zoom = (await zoom.get("/_control/meetings", params={"deleted": True})).json()
    ledger = (await zoom.get("/_control/ledger")).json()
    return Evidence(told, in_zoom, ledger, rows, unfinished)


async def _gather_from(database_url: str, zoom_url: str, told: list[Row]) -> Evidence:
    async with httpx.AsyncClient(base_url=zoom_url, timeout=60) as zoom:
        return await gather(database_url, zoom, told)


def main() -> None:
    """Judge, print, and end with 1 when something is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.fault.oracle")
    parser.add_argument("--database", required=True)
    parser.add_argument("--zoom", required=True)
    parser.add_argument("--told", required=True, type=Path)
    arguments = parser.parse_args()
    lines = arguments.told.read_text(encoding="utf-8").splitlines() if arguments.told.exists() else []
    told = [json.loads(line) for line in lines]
    verdict = judge(asyncio.run(_gather_from(arguments.database, arguments.zoom, told)))
    sys.stdout.write(json.dumps(verdict.to_numbers()) + "\n")
    sys.exit(not verdict.is_clean)


if __name__ == "__main__":
    main()
