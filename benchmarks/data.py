"""Fills the demo world up to a company in its third year, by SQL, in seconds."""

from collections.abc import Sequence
from pathlib import Path

import asyncpg

from benchmarks.caller import Caller

STAFF = 60
"""Each has a Zoom user, as people with so many meetings do: with *use all users* on, all are candidates."""
TEAMS, CLIENTS, LEADS, GROUPS = 8, 3000, 1500, 30

COMPANY = Path(__file__).with_name("company.sql")


ZoomUsers = Sequence[tuple[str, str]]
"""Id and e-mail address of each; the addresses become those of the staff."""


async def fill(database_url: str, zoom_users: ZoomUsers, meetings: int) -> None:
    """Add the company to a migrated database."""
    connection = await asyncpg.connect(database_url)
    try:
        await connection.execute(
            f"CREATE TEMP TABLE wanted AS SELECT {meetings} AS meetings, {TEAMS} AS teams, {CLIENTS} AS clients, "
            f"{LEADS} AS leads, {GROUPS} AS groups"
        )
        await connection.execute("CREATE TEMP TABLE zoom_users (id text, email text)")
        await connection.copy_records_to_table("zoom_users", records=zoom_users)
        await connection.execute(COMPANY.read_text(encoding="utf-8"))
        # A database that grew over years is vacuumed and knows its figures; ours would begin with that mid-way.
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


def add_zoom_users(zoom_url: str) -> ZoomUsers:
    """Everybody of the pretend Zoom's account, once it has as many users as the company has staff."""
    zoom = Caller(zoom_url)
    known = len(zoom.ask("GET", "/_control/users").json)
    for n in range(known, STAFF):
        zoom.ask("POST", "/_control/users", {"email": f"staff{n}@parley.example", "first_name": f"Staff {n}"})
    return [(user["id"], user["email"]) for user in zoom.ask("GET", "/_control/users").json]
