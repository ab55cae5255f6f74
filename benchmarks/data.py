"""Fills the demo world up to a company in its third year, by SQL, in seconds."""

from pathlib import Path

import asyncpg

from benchmarks.caller import Caller
from benchmarks.stack import Stack

STAFF = 60
"""Each has a Zoom user, as people with so many meetings do: with *use all users* on, all are candidates."""
TEAMS, CLIENTS, LEADS, GROUPS = 8, 3000, 1500, 30

COMPANY = Path(__file__).with_name("company.sql")


async def fill(stack: Stack, meetings: int) -> None:
    """Add the company to the database, and its people to the pretend Zoom's account."""
    zoom_users = _add_zoom_users(stack)
    connection = await asyncpg.connect(stack.database_url)
    try:
        await connection.execute(
            f"CREATE TEMP TABLE wanted AS SELECT {meetings} AS meetings, {TEAMS} AS teams, {CLIENTS} AS clients, "
            f"{LEADS} AS leads, {GROUPS} AS groups"
        )
        await connection.execute("CREATE TEMP TABLE zoom_users (id text, email text)")
        await connection.copy_records_to_table("zoom_users", records=zoom_users)
        await connection.execute(COMPANY.read_text(encoding="utf-8"))
        # Long-lived databases are vacuumed and know their figures; so that ours does not begin with it mid-way.
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


def _add_zoom_users(stack: Stack) -> list[tuple[str, str]]:
    zoom = Caller(stack.zoom_url)
    known = len(zoom.ask("GET", "/_control/users").json)
    for n in range(known, STAFF):
        zoom.ask("POST", "/_control/users", {"email": f"staff{n}@parley.example", "first_name": f"Staff {n}"})
    return [(user["id"], user["email"]) for user in zoom.ask("GET", "/_control/users").json]
