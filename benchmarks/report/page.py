"""`docs/performance.md`: every figure with its goal, the machine, and the release morning as a plot."""

import json
import os
import platform
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from benchmarks.growth.operations import YARDSTICK
from benchmarks.report.parts import KEPT, Said
from local.home import ROOT

RELEASE, OK, TURNED_AWAY = "release-day", 200, (429, 503)


def machine() -> str:
    """Say what the figures were taken on."""
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({platform.machine()}), {gigabytes:.0f} GB, Python {platform.python_version()}"


def morning(file: Path = KEPT / "surge.json") -> dict[str, list[float]] | None:
    """Return the release morning second by second: offered, served, refused, and p95 of the admitted in ms."""
    if not file.exists():
        return None
    asked = [one for one in json.loads(file.read_text(encoding="utf-8")) if one[1] == RELEASE and one[2] == "search"]
    seconds = range(int(max(one[0] for one in asked)) + 1)
    by_second = [[one for one in asked if int(one[0]) == second] for second in seconds]
    served = [[one[4] for one in each if one[3] == OK] for each in by_second]
    return {
        "offered": [len(each) for each in by_second],
        "served": [len(each) for each in served],
        "refused": [sum(one[3] in TURNED_AWAY for one in each) for each in by_second],
        "p95": [round(1000 * quantiles(each, n=20)[-1]) if len(each) > 1 else 0 for each in served],
    }


def growth(file: Path = KEPT / "growth.json") -> dict[str, list[float]] | None:
    """Return how the cost of each operation grew with the installation, as a share of what it cost at first."""
    if not file.exists():
        return None
    told = json.loads(file.read_text(encoding="utf-8"))["costs"]
    yards = [costs.pop(YARDSTICK, 1) for costs in told]
    shares = [{name: cost / yard for name, cost in costs.items()} for costs, yard in zip(told, yards, strict=True)]
    return {name: [round(each[name] / first, 2) for each in shares] for name, first in shares[0].items()}


def write(parts: Sequence[Said]) -> str:
    """Return the page."""
    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=loader, undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)  # noqa: S701 - Markdown
    tried = (ROOT / "benchmarks" / "report" / "tried.md").read_text(encoding="utf-8")
    return environment.get_template("page.md.jinja").render(
        parts=parts, machine=machine(), morning=morning(), growth=growth(), tried=tried
    )
