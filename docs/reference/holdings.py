"""What is kept of persons, as the services declare it: the source of the record of processing activities."""

import importlib
from collections.abc import Iterator

from chassis.retention.holding import Holding
from chassis.retention.of_the_house import HOUSE
from contracts.catalogue import SERVICES


def page() -> str:
    """Return the page of all holdings, written anew at each build."""
    lines = [
        "# What is kept of persons",
        "",
        (
            "Drawn from `adapters/holdings.py` of each service (Art. 30 DSGVO). Every night what is over is "
            "forgotten. A "
            "town may set other days under `retention` in the sections of identity, billing and fulfilment, except "
            "where a law binds. The texts are German, "
            "since they stand in each town's privacy notice too."
        ),
    ]
    lines += _chapter("Of every service", HOUSE)
    for service in SERVICES:
        lines += _chapter(service.capitalize(), importlib.import_module(f"{service}.bootstrap").service.holdings)
    return "\n".join(lines)


def _chapter(title: str, holdings: tuple[Holding, ...]) -> Iterator[str]:
    yield from ("", f"## {title}", "", "| key | holds | purpose | basis | days |", "|---|---|---|---|---|")
    for one in holdings:
        days = f"{one.keeps.days}{' (bound by law)' if one.bound_by_law else ''}"
        yield f"| `{one.key}` | {one.holds} | {one.purpose} | {one.basis} | {days} |"
