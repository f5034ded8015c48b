"""What things cost, as `make bench-whole`, `bench-surge` and `bench-turn` printed it: kept in `measured.txt`."""

import re
from dataclasses import dataclass
from pathlib import Path

MEASURED = Path(__file__).parent / "measured.txt"
_LINE = re.compile(r"figure=(\S+) value=([\d.]+)")
_BOOKING = "booking_cpu_ms_"


@dataclass(frozen=True)
class Costs:
    """CPU milliseconds by service of one booking with all that follows, searches a second of two cores, CPU of TURN."""

    booking_ms: dict[str, float]
    searches_a_second: float
    relay_seconds_a_megabit: float

    @property
    def whole_ms(self) -> float:
        """CPU milliseconds of one booking over everything."""
        return sum(self.booking_ms.values())

    @property
    def search_ms(self) -> float:
        """CPU milliseconds of one search, at most: two cores did so many a second and turned a crowd away beside."""
        return 2_000 / self.searches_a_second


def read(file: Path = MEASURED) -> Costs:
    """Read what the benchmarks printed.

    Raises:
        KeyError: a figure is missing.
    """
    found = {name: float(value) for name, value in _LINE.findall(file.read_text(encoding="utf-8"))}
    booking = {name.removeprefix(_BOOKING): cost for name, cost in found.items() if name.startswith(_BOOKING)}
    return Costs(booking, found["surge_served_a_second"], found["turn_cpu_seconds_a_mbit"])
