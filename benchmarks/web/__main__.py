"""Prints one line a figure: `figure=… value=… goal=… holds=yes|no`."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

from benchmarks.surge.crowd import OK, Crowd, arrivals
from benchmarks.telling import Figure, at_least, at_most, tell
from benchmarks.web.phone import View, chromium, views
from benchmarks.web.serving import PAGES, TOWN, services, share
from benchmarks.whole.system import System

SHARE = 0.25
SEARCH = "/api/booking/v1/times?procedure=meldebescheinigung"
SEARCH_SHARE = 0.5
MOST_KILOBYTES = 150.0
SEARCHES_A_SECOND, BUSY, SECONDS, MOST_MS = 200, 0.7, 20, 50
"""How many search, at most which share of what a process can do, for how long; what 95 of 100 wait at most."""


def _phone() -> Iterator[Figure]:
    """Yield the first view of every page that anybody may open, through the gateway of the whole system."""
    paths = tuple(path for told in PAGES.values() for path in told if not path.startswith("/api/"))
    with tempfile.TemporaryDirectory(prefix="bench-web-") as folder:
        system = System(Path(folder))
        try:
            system.start()
            with chromium() as browser:
                found = views(browser, system.endpoints["towns"]["ostfildern"]["url"], paths)
        finally:
            system.stop()
    for path, view in found.items():
        yield Figure(
            f"first_view:{path.partition('?')[0]}",
            _told(view),
            f"<={MOST_KILOBYTES:.0f}KB",
            view.kilobytes <= MOST_KILOBYTES and not view.foreign,
        )


def _told(view: View) -> str:
    return (
        f"{view.kilobytes:.0f}KB requests={view.requests} foreign={view.foreign} "
        f"first_paint={view.first_paint:.0f}ms largest={view.largest_paint:.0f}ms "
        f"shift={view.shift:.3f} blocked={view.blocked:.0f}ms"
    )


def _rates() -> Iterator[Figure]:
    """Yield how fast each page is answered beside a bare route, and how long searches wait in a crowd."""
    with services() as ports:
        for name, path in ((name, path) for name, paths in PAGES.items() for path in paths):
            page, bare, ratio = share(ports[name], path)
            label = f"{name}:{path.partition('?')[0]}"
            yield Figure(label, f"{page:.0f}/s bare={bare:.0f}/s")
            yield at_least(f"{label}:to_bare", ratio, SEARCH_SHARE if path == SEARCH else SHARE)
            if path == SEARCH:
                yield from _crowd(ports[name], min(SEARCHES_A_SECOND, BUSY * page))


def _crowd(port: int, a_second: float) -> Iterator[Figure]:
    """Yield how long searches wait; whoever comes does not wait for those before (an open crowd)."""
    asked = Crowd((port,), 0, search=SEARCH).come(list(arrivals(TOWN, ((SECONDS, a_second),), 1)))
    if strange := {one.status for one in asked} - {OK}:
        raise RuntimeError(f"searches were answered with {strange}")
    yield Figure("searches_a_second_meanwhile", f"{a_second:.0f}")
    yield at_most("search_p95_ms", 1000 * quantiles([one.seconds for one in asked], n=20)[-1], MOST_MS, ".0f")


def _figures() -> Iterator[Figure]:
    yield from _phone()
    yield from _rates()


sys.exit(tell(_figures()))
