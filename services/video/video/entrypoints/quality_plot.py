"""Minutes of a call as lines to draw: one plot for each measure, one line for each side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from video.domain.quality import Measured, Minute

WIDTH, HEIGHT = 600, 120
"""Units of the drawing; the page scales it."""


@dataclass(frozen=True)
class Curve:
    """One side's line: `points` as SVG's polyline takes them."""

    side: str
    points: str


@dataclass(frozen=True)
class Plot:
    """One measure over the call; `top` is the value of its upper edge."""

    measure: str
    top: float
    curves: tuple[Curve, ...]


# What is drawn, in the units of the page, and the least upper edge: what is good stays flat.
_MEASURES: tuple[tuple[str, float, Callable[[Minute], float]], ...] = (
    ("round_trip", 100, lambda minute: 1000 * minute.round_trip_seconds),
    ("loss", 1, lambda minute: 100 * minute.loss),
    ("frames", 30, lambda minute: minute.frames_per_second),
    ("width", 1280, lambda minute: minute.width),
)


def plots(measured: Sequence[Measured]) -> tuple[Plot, ...]:
    """Return the plots of a call whose minutes are given in their order."""
    return tuple(_plot(measured, *measure) for measure in _MEASURES) if measured else ()


def _plot(measured: Sequence[Measured], name: str, least: float, value: Callable[[Minute], float]) -> Plot:
    begun, top = measured[0].at, max(least, *(value(one.minute) for one in measured))
    span = max(1.0, (measured[-1].at - begun).total_seconds())

    def curve(side: str) -> Curve:
        mine = [one for one in measured if one.kind == side]
        places = [WIDTH * (one.at - begun).total_seconds() / span for one in mine]
        heights = [HEIGHT * (1 - value(one.minute) / top) for one in mine]
        return Curve(side, " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(places, heights, strict=True)))

    return Plot(name, top, tuple(curve(side) for side in sorted({one.kind for one in measured})))
