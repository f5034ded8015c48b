"""Reads the objectives (`slos/*.yaml`) and turns each into burn-rate rules over several windows.

Method: Google, The Site Reliability Workbook, chapter 5 ("Multiwindow, multi-burn-rate alerts").
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "slos"
WINDOWS = ("5m", "30m", "1h", "2h", "6h", "1d", "3d")
# How fast the budget of 28 days may burn over a long and a short window (which ends the alert soon).
BURNS = (
    ("page", 14.4, "1h", "5m", "2m"),
    ("page", 6.0, "6h", "30m", "5m"),
    ("ticket", 3.0, "1d", "2h", "15m"),
    ("ticket", 1.0, "3d", "6h", "1h"),
)
Rule = dict[str, Any]


@dataclass(frozen=True)
class Objective:
    """What citizens may expect, in percent of all events over 28 days."""

    name: str
    alert: str
    service: str
    title: str
    description: str
    objective: float
    total: str
    bad: tuple[str, ...]

    @property
    def budget(self) -> float:
        """The share that may go wrong."""
        return round(1 - self.objective / 100, 6)

    def ratio(self, window: str) -> str:
        """Return the share that went wrong in a window; without traffic it is not a number and no alert fires."""
        bad = " + ".join(f"(({one}) or vector(0))" for one in self.bad)
        return f"clamp_max(({bad}) / ({self.total}), 1)".replace("$window", window)

    def recorded(self) -> Iterator[Rule]:
        """Yield the rules that keep the ratio of each window, and the objective itself for dashboards."""
        labels = {"slo": self.name, "service": self.service}
        for window in WINDOWS:
            yield {"record": f"slo:bad_ratio:rate{window}", "labels": labels, "expr": self.ratio(window)}
        yield {"record": "slo:budget", "labels": labels, "expr": f"vector({self.budget})"}

    def alerts(self) -> Iterator[Rule]:
        """Yield one alert for each speed at which the budget burns."""
        for severity, burn, long, short, held in BURNS:
            limit = f"{round(burn * self.budget, 6)}"
            yield {
                "alert": self.alert,
                "expr": " and ".join(f'slo:bad_ratio:rate{w}{{slo="{self.name}"}} > {limit}' for w in (long, short)),
                "for": held,
                "labels": {"severity": severity, "slo": self.name, "service": self.service, "window": long},
                "annotations": {
                    "summary": f"{self.title}: {burn:g} times more goes wrong than may over {long}",
                    "description": f"{self.description} Objective: {self.objective:g} % over 28 days.",
                },
            }


def objectives() -> list[Objective]:
    """Return all objectives, by name.

    Raises:
        TypeError: if a file has a field too many or too few.
    """
    told = (yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.yaml")))
    return [Objective(**one | {"bad": tuple(one["bad"])}) for one in told]
