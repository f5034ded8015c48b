"""Prints one line a figure: `figure=… value=… goal=… holds=yes|no`."""

import sys
import tempfile
import threading
from pathlib import Path

from benchmarks.whole.bookings import cost
from benchmarks.whole.system import System
from local.service_list import SERVICES

MOST_MEGABYTES, SETTLE, BOOKINGS = 2048.0, 20.0, 30
PROCEDURE = "meldebescheinigung"


def main() -> int:
    """Measure everything and return 1 if a goal is missed."""
    missed = False
    with tempfile.TemporaryDirectory(prefix="bench-whole-") as folder:
        system = System(Path(folder))
        try:
            for name, value, goal, holds in _figures(system):
                print(f"figure={name} value={value} goal={goal} holds={'yes' if holds else 'no'}", flush=True)
                missed |= not holds
        finally:
            system.stop()
    return int(missed)


def _figures(system: System) -> list[tuple[str, str, str, bool]]:
    cold = system.start()
    system.stop()
    warm = system.start()
    threading.Event().wait(SETTLE)
    memory = system.megabytes()
    whole = sum(memory.values())
    town = system.endpoints["towns"]["ostfildern"]["url"]
    rate, spent = cost(system, town, PROCEDURE, BOOKINGS)
    return [
        ("start_cold_seconds", f"{cold:.1f}", "-", True),
        ("start_warm_seconds", f"{warm:.1f}", "-", True),
        ("idle_megabytes_pss", f"{whole:.0f}", f"<={MOST_MEGABYTES:.0f}", whole <= MOST_MEGABYTES),
        *((f"idle_megabytes_pss_{name}", f"{megabytes:.0f}", "-", True) for name, megabytes in memory.most_common()),
        ("bookings_a_second_one_client", f"{rate:.1f}", "-", True),
        *((f"booking_cpu_ms_{name}", f"{spent[name]:.1f}", "-", True) for name in SERVICES),
        ("booking_cpu_ms_postgres", f"{spent['postgres']:.1f}", "-", True),
        ("booking_cpu_ms_rabbitmq", f"{spent['rabbitmq']:.1f}", "-", True),
    ]


sys.exit(main())
