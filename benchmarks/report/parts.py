"""The benchmarks there are, and what they printed last."""

import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime

from benchmarks.telling import Figure
from local.home import ROOT

KEPT = ROOT / ".local" / "bench"
_LINE = re.compile(r"figure=(\S+) value=(.+?)(?: goal=(\S+))?(?: holds=(yes|no))?$")
LONGEST = 3600


@dataclass(frozen=True)
class Part:
    """One benchmark: its package, and what it tells."""

    name: str
    tells: str


PARTS = (
    Part(
        "events",
        "Events from the outbox to their committed effects, against kombu alone on the same broker and database",
    ),
    Part("booking", "Searches and bookings: CPU by the kernel's accounting, rates against a bare route and pgbench"),
    Part("web", "Pages on a slow phone, and answers a second against a bare route on the same gunicorn"),
    Part("surge", "A release morning: 700 searches a second at one town, and its neighbour beside it"),
    Part(
        "growth",
        "From 1 town to 1,100 and 10 thousand rows to 10 million: CPU of an operation, application and database",
    ),
    Part("video", "Signalling against a bare echo, the first picture, back after a kill and after a rollout"),
    Part("turn", "What coturn relays with the product's own configuration, each packet passing it twice"),
    Part("billing", "Documents against WeasyPrint alone, bank statements"),
    Part("identity", "Machine-readable zones read in Node and in Chromium, some by Tesseract beside"),
    Part("whole", "Start, idle memory, and what a booking costs every service"),
)


@dataclass(frozen=True)
class Said:
    """What a part printed, and when."""

    part: Part
    on: str
    figures: tuple[Figure, ...]


def run(part: Part) -> int:
    """Run a benchmark, show its lines as they come and keep them; return its status."""
    KEPT.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", f"benchmarks.{part.name}"]
    lines = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            lines.append(line)
        status = process.wait(LONGEST)
    (KEPT / f"{part.name}.txt").write_text("".join(lines), encoding="utf-8")
    return status


def said() -> list[Said]:
    """Return what every part said when it ran last; a part that never ran is left out."""
    found = []
    for part in PARTS:
        file = KEPT / f"{part.name}.txt"
        if file.exists():
            on = datetime.fromtimestamp(file.stat().st_mtime, UTC).strftime("%Y-%m-%d")
            found.append(Said(part, on, read(file.read_text(encoding="utf-8"))))
    return found


def read(text: str) -> tuple[Figure, ...]:
    """Return the figures of some lines; what is no figure is passed over."""
    matches = filter(None, map(_LINE.match, text.splitlines()))
    return tuple(Figure(m[1], m[2], m[3] or "-", m[4] != "no") for m in matches)
