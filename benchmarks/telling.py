"""What every benchmark says: one line a figure, `figure=… value=… goal=… holds=yes|no`."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A figure; without a goal it is there to compare with. A value is written as people read it, with its unit."""

    name: str
    value: str
    goal: str = "-"
    holds: bool = True

    def __str__(self) -> str:
        """Return the line."""
        return f"figure={self.name} value={self.value} goal={self.goal} holds={'yes' if self.holds else 'no'}"


def at_most(name: str, value: float, goal: float, form: str = ".2f") -> Figure:
    """Return a figure that may not exceed its goal."""
    return Figure(name, format(value, form), f"<={goal:g}", value <= goal)


def at_least(name: str, value: float, goal: float, form: str = ".2f") -> Figure:
    """Return a figure that may not fall below its goal."""
    return Figure(name, format(value, form), f">={goal:g}", value >= goal)


def tell(figures: Iterable[Figure]) -> int:
    """Print every figure as soon as it is known and return 1 if a goal is missed."""
    missed = 0
    for figure in figures:
        print(figure, flush=True)
        missed |= not figure.holds
    return int(missed)
