"""Prints one line a figure: `figure=… value=… goal=… holds=yes|no`."""

import sys

from benchmarks.web.serving import PAGES, services, share

SHARE = 0.25
SEARCH = "/api/booking/v1/times?procedure=meldebescheinigung"
SEARCH_SHARE = 0.5


def main() -> int:
    """Measure every page and return 1 if a goal is missed."""
    missed = False
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
