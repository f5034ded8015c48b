"""Prints one line a figure: `figure=… value=… goal=… holds=yes|no`."""

import sys
import tempfile
from pathlib import Path

from benchmarks.web.phone import View, chromium, views
from benchmarks.web.serving import PAGES, services, share
from benchmarks.whole.system import System

SHARE = 0.25
SEARCH = "/api/booking/v1/times?procedure=meldebescheinigung"
SEARCH_SHARE = 0.5


MOST_KILOBYTES = 150.0


def _phone() -> dict[str, View]:
    """Return the first view of every page that anybody may open, through the gateway of the whole system."""
    paths = tuple(path for told in PAGES.values() for path in told if not path.startswith("/api/"))
    with tempfile.TemporaryDirectory(prefix="bench-web-") as folder:
        system = System(Path(folder))
        try:
            system.start()
            with chromium() as browser:
                return views(browser, system.endpoints["towns"]["ostfildern"]["url"], paths)
        finally:
            system.stop()


def main() -> int:
    """Measure every page and return 1 if a goal is missed."""
    missed = False
    for path, view in _phone().items():
        holds = view.kilobytes <= MOST_KILOBYTES and not view.foreign
        missed |= not holds
        print(
            f"figure=first_view:{path.partition('?')[0]} value={view.kilobytes:.0f}KB requests={view.requests} "
            f"foreign={view.foreign} first_paint={view.first_paint:.0f}ms largest={view.largest_paint:.0f}ms "
            f"shift={view.shift:.3f} blocked={view.blocked:.0f}ms goal=<={MOST_KILOBYTES:.0f}KB "
            f"holds={'yes' if holds else 'no'}",
            flush=True,
        )
    with services() as ports:
        for name, paths in PAGES.items():
            for path in paths:
                page, bare, ratio = share(ports[name], path)
                goal = SEARCH_SHARE if path == SEARCH else SHARE
                label = f"{name}:{path.partition('?')[0]}"
                print(f"figure={label} value={page:.0f}/s bare={bare:.0f}/s goal=- holds=yes", flush=True)
                holds = "yes" if ratio >= goal else "no"
                print(f"figure={label}:to_bare value={ratio:.2f} goal=>={goal} holds={holds}", flush=True)
                missed |= ratio < goal
    return int(missed)


sys.exit(main())
