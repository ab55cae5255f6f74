"""The figures, each beside its floor, for people."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field

HEAD = ("figure", "ms", "rounds", "floor", "ms", "ratio", "goal")


@dataclass
class Figure:
    """Something measured in rounds, its floor measured in the same rounds, and what is promised of it, if anything."""

    name: str
    floor_name: str
    goal_milliseconds: float | None = None
    rounds: list[float] = field(default_factory=list)
    floor_rounds: list[float] = field(default_factory=list)

    def add(self, milliseconds: float, floor_milliseconds: float) -> None:
        """One round: the median of either."""
        self.rounds.append(milliseconds)
        self.floor_rounds.append(floor_milliseconds)

    @property
    def milliseconds(self) -> float:
        """The median round."""
        return statistics.median(self.rounds)

    @property
    def floor_milliseconds(self) -> float:
        """The median round of the floor."""
        return statistics.median(self.floor_rounds)

    @property
    def is_missed(self) -> bool:
        """Whether a promise is broken."""
        return self.goal_milliseconds is not None and self.milliseconds > self.goal_milliseconds

    @property
    def verdict(self) -> str:
        """The goal, and whether it is met."""
        if self.goal_milliseconds is None:
            return ""
        return f"<= {self.goal_milliseconds:g} {'MISSED' if self.is_missed else 'met'}"


def render(figures: Sequence[Figure]) -> str:
    """A table in Markdown, so that it can be kept as it is."""
    rows = [HEAD, *map(_row, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    ruler = tuple("-" * width for width in widths)
    return "\n".join(_line(row, widths) for row in (rows[0], ruler, *rows[1:]))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return f"| {' | '.join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))} |"


def _row(figure: Figure) -> tuple[str, ...]:
    ratio = figure.milliseconds / figure.floor_milliseconds
    spread = f"{min(figure.rounds):.1f}-{max(figure.rounds):.1f}"
    return (
        figure.name,
        f"{figure.milliseconds:.1f}",
        spread,
        figure.floor_name,
        f"{figure.floor_milliseconds:.2f}",
        f"{ratio:.1f}",
        figure.verdict,
    )
