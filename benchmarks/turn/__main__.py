"""Prints one line a figure: `figure=… value=… goal=… holds=yes|no`.

Both ends of each line hold an allocation and every packet passes the relay twice, as in a call whose two ends both see
nothing but the relay. What is sent grows until packets are lost, or the machine's cores are full: whoever sends runs
on the same ones. The cost is the kernel's count for coturn alone, at the largest load that it carried whole.
"""

import itertools
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.booking.cpu import of_process
from benchmarks.telling import Figure, at_most, tell
from local.backing.coturn import Coturn
from local.home import LOOPBACK, Home

USERS, LINES, BYTES, SECONDS = 4, 4, 1_100, 8
"""People, the lines of each (the quota is 12 allocations), the size of a video packet, and how long each load lasts."""
PAUSES = (16, 8, 4, 2, 1)
"""Milliseconds between two packets of a line."""
MOST_LOST = 0.01
CALL_MEGABITS = 2 * 1.5
"""A call at 1.5 Mbit/s both ways."""
MEGABIT, NANOSECONDS = 1_000_000, 1_000_000_000
PACKET = BYTES * 8 / MEGABIT
_SECOND = re.compile(r"msz=\d+, tot_send_msgs=\d+, tot_recv_msgs=(\d+)")
_WHOLE = re.compile(r"start_mclient: tot_send_msgs=(\d+), tot_recv_msgs=(\d+)")


@dataclass(frozen=True)
class Load:
    """What was carried in a second of full load and altogether, what was lost, and the CPU seconds of coturn."""

    megabits_a_second: float
    megabits: float
    lost: float
    cpu_seconds: float


def main() -> int:
    """Send more and more and return 1 if a goal is missed."""
    with tempfile.TemporaryDirectory(prefix="bench-turn-") as folder:
        server = Coturn(Home(Path(folder) / "home"))
        server.start().wait()
        try:
            return tell(_figures(server))
        finally:
            server.stop()


def _figures(server: Coturn) -> Iterator[Figure]:
    best: Load | None = None
    for pause in PAUSES:
        load = _carry(server, pause)
        yield Figure(f"turn_lost_percent_at_{_megabits(pause):.0f}_mbits_offered", f"{100 * load.lost:.2f}")
        if load.lost > MOST_LOST:
            break
        best = load
    if best is None:
        raise RuntimeError("the relay loses packets at the smallest load")
    cost = best.cpu_seconds / best.megabits
    yield Figure("turn_relayed_mbits_a_second", f"{best.megabits_a_second:.0f}")
    yield Figure("turn_cpu_seconds_a_mbit", f"{cost:.5f}")
    yield Figure("turn_calls_a_core", f"{1 / (cost * CALL_MEGABITS):.0f}")
    yield at_most("turn_lost_share", best.lost, MOST_LOST, ".4f")


def _megabits(pause: int) -> float:
    return USERS * LINES * BYTES * 8 * 1000 / pause / MEGABIT


def _carry(server: Coturn, pause: int) -> Load:
    """Send from all lines for some seconds; what coturn does for their allocations counts too."""
    if server.pid is None:
        raise RuntimeError(f"coturn has ended; see {server.log}")
    before = of_process(server.pid)
    people = [_talk(server, f"{number}-{pause}", pause) for number in range(USERS)]
    told = [one.communicate(timeout=SECONDS * 20)[0] for one in people]
    spent = (of_process(server.pid) - before) / NANOSECONDS
    whole = [_WHOLE.search(one) for one in told]
    if not all(whole):
        raise RuntimeError(f"turnutils_uclient was not served:\n{told[whole.index(None)][-2000:]}")
    sent, received = (sum(int(one[part]) for one in whole if one) for part in (1, 2))
    return Load(sum(map(_full_second, told)), received * PACKET, 1 - received / sent, spent)


def _talk(server: Coturn, who: str, pause: int) -> "subprocess.Popen[str]":
    """Start somebody who sends over all lines and listens at their other ends."""
    user, password = server.credentials(who)
    command = ["turnutils_uclient", "-y", "-c", "-u", user, "-w", password, "-p", str(server.port), "-m", str(LINES)]
    command += ["-l", str(BYTES), "-n", str(SECONDS * 1000 // pause), "-z", str(pause), "-L", LOOPBACK, LOOPBACK]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def _full_second(told: str) -> float:
    """Return the megabits of the middle one of the seconds in which somebody heard something."""
    heard = [int(count) for count in _SECOND.findall(told)]
    seconds = [after - before for before, after in itertools.pairwise(heard) if after > before]
    return PACKET * median(seconds) if seconds else 0


sys.exit(main())
