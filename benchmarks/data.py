"""Fills the demo world up to a company in its third year, by SQL, in seconds."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from benchmarks.caller import Caller

MEETINGS_PER_PERSON = 5_000
FEWEST_STAFF = 60
"""Each has a Zoom user, as people with so many meetings do: with *use all users* on, all are candidates."""


@dataclass(frozen=True)
class Company:
    """How much there is of everything: what grows with the years grows with the meetings."""

    meetings: int

    @property
    def staff(self) -> int:
        """In teams of eight."""
        return max(FEWEST_STAFF, self.meetings // MEETINGS_PER_PERSON)

    @property
    def wanted(self) -> dict[str, int]:
        """The numbers that the SQL reads."""
        return {
            "meetings": self.meetings,
            "teams": self.staff // 8,
            "clients": self.meetings // 10,
            "leads": self.meetings // 20,
            "groups": max(30, self.meetings // 1_000),
        }


COMPANY = Path(__file__).with_name("company.sql")


ZoomUsers = Sequence[tuple[str, str]]
"""Id and e-mail address of each; the addresses become those of the staff."""


async def fill(database_url: str, zoom_users: ZoomUsers, company: Company) -> None:
    """Add the company to a migrated database."""
    connection = await asyncpg.connect(database_url)
    try:
        wanted = ", ".join(f"{number} AS {name}" for name, number in company.wanted.items())
        await connection.execute(f"CREATE TEMP TABLE wanted AS SELECT {wanted}")
        await connection.execute("CREATE TEMP TABLE zoom_users (id text, email text)")
        await connection.copy_records_to_table("zoom_users", records=zoom_users)
        await connection.execute(COMPANY.read_text(encoding="utf-8"))
        # A database that grew over years is vacuumed and knows its figures; ours would begin with that mid-way.
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


def add_zoom_users(zoom_url: str, company: Company) -> ZoomUsers:
    """Everybody of the pretend Zoom's account, once it has as many users as the company has staff."""
    zoom = Caller(zoom_url)
    known = len(zoom.ask("GET", "/_control/users").json)
    for n in range(known, company.staff):
        zoom.ask("POST", "/_control/users", {"email": f"staff{n}@parley.example", "first_name": f"Staff {n}"})
    return [(user["id"], user["email"]) for user in zoom.ask("GET", "/_control/users").json]
