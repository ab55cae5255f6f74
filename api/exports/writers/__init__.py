"""One file for each format. A writer takes rows as they come and keeps none of them."""

from collections.abc import Sequence
from typing import Protocol

from api.exports.columns import Row


class Writer(Protocol):
    """Writes rows into the file it was made for."""

    def write(self, rows: Sequence[Row]) -> None:
        """Append these rows."""

    def finish(self) -> None:
        """Append what stands after the last row."""

    def close(self) -> None:
        """Let go of the file, whether finished or not; it stays open, since it belongs to the caller."""
