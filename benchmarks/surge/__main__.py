"""Prints one line a figure and leaves the course of the morning in `.local/bench/surge.json` for the plot."""

import json
import sys
from collections.abc import Iterable, Iterator
from statistics import quantiles

import sqlalchemy as sa

from benchmarks.booking.race import OVERSOLD
from benchmarks.booking.serving import web_process
from benchmarks.booking.setting import Setting, setting
from benchmarks.booking.towns import Size
from benchmarks.surge.crowd import OK, Asked, Crowd, arrivals
from benchmarks.telling import Figure, at_most, tell
from chassis.settings import Settings
from local.home import ROOT

RELEASE, NEIGHBOUR = "release-day", "neighbour"
SIZES = (Size(RELEASE, 4, 3, 30, 70), Size(NEIGHBOUR, 2, 3, 30, 70))
CALM, RUSH = 20.0, 30.0
"""Seconds before and after the rush, and of the rush."""
QUIET_RATE, RUSH_RATE, CLICKS = 10.0, 700.0, 0.2
MOST_SECONDS, MOST_TIMES = 1.0, 1.5
TURNED_AWAY = (429, 503)
ADMISSION = ("admission_at_once", "admission_turns", "admission_per_second", "admission_burst")


def main() -> int:
    """Let the morning happen and return 1 if a goal is missed."""
    as_delivered = {name: Settings.model_fields[name].default for name in ADMISSION}
    with setting(SIZES, **as_delivered) as found, web_process(found) as one, web_process(found) as two:
        plan = [*arrivals(RELEASE, ((CALM, QUIET_RATE), (RUSH, RUSH_RATE), (CALM, QUIET_RATE)), 1)]
        plan += arrivals(NEIGHBOUR, ((2 * CALM + RUSH, QUIET_RATE),), 2)
        asked = Crowd((one, two), CLICKS).come(sorted(plan))
        _keep(asked)
        return tell(_figures(asked, found))


def _figures(asked: list[Asked], found: Setting) -> Iterator[Figure]:
    rush = [one for one in asked if one.town == RELEASE and CALM <= one.at < CALM + RUSH]
    searches = [one for one in rush if one.what == "search"]
    served = [one for one in searches if one.status == OK]
    yield Figure("surge_offered_a_second", f"{len(searches) / RUSH:.0f}")
    yield Figure("surge_served_a_second", f"{len(served) / RUSH:.0f}")
    refused = sum(one.status in TURNED_AWAY for one in searches)
    yield Figure("surge_refused_with_retry_after_a_second", f"{refused / RUSH:.0f}")
    lost = len(searches) - len(served) - refused
    yield Figure("surge_neither_served_nor_refused", str(lost), "0", lost == 0)
    yield at_most("surge_admitted_p95_seconds", p95(served), MOST_SECONDS)
    yield Figure("surge_holds", str(sum(one.what == "hold" and one.status == 201 for one in rush)))  # noqa: PLR2004 - Created
    yield Figure("surge_lost_races", str(sum(one.what == "hold" and one.status == 409 for one in rush)))  # noqa: PLR2004 - Conflict
    with found.owner.connect() as connection:
        oversold = connection.execute(sa.text(OVERSOLD), {"town": RELEASE}).scalar_one()
    yield Figure("surge_oversold", str(oversold), "0", oversold == 0)
    beside = [one for one in asked if one.town == NEIGHBOUR and one.what == "search"]
    calm = p95(one for one in beside if one.at < CALM)
    during = p95(one for one in beside if CALM <= one.at < CALM + RUSH)
    turned = sum(one.status != OK for one in beside)
    yield Figure("surge_neighbour_turned_away", str(turned), "0", turned == 0)
    yield Figure("surge_neighbour_p95_calm_ms", f"{1000 * calm:.0f}")
    yield Figure("surge_neighbour_p95_rush_ms", f"{1000 * during:.0f}")
    yield at_most("surge_neighbour_rush_to_calm", during / calm, MOST_TIMES)


def p95(asked: Iterable[Asked]) -> float:
    """Return the seconds that 95 of 100 do not exceed."""
    return quantiles([one.seconds for one in asked], n=20)[-1]


def _keep(asked: list[Asked]) -> None:
    file = ROOT / ".local" / "bench" / "surge.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps([[one.at, one.town, one.what, one.status, one.seconds] for one in asked]))


sys.exit(main())
