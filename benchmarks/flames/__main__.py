"""Books for a while on the whole system and draws where the three dearest services spend their CPU.

Samples are taken of the thread that holds the interpreter, so that waiting is not counted. py-spy is no part of the
product: PY_SPY names it (`pip install py-spy` anywhere); it looks from outside, as root or as
the same user. What stands in docs/flames is what it saw last.
"""

import os
import subprocess
import tempfile
import threading
from pathlib import Path

from benchmarks.flames.drawing import drawing
from benchmarks.flames.folded import tree
from benchmarks.whole.bookings import book, settle
from benchmarks.whole.system import System
from local.home import ROOT

PROCEDURE, BOOKINGS, A_SECOND = "meldebescheinigung", 150, 250
DEAREST = ("booking", "fulfilment", "video")
"""By `make bench-whole`: milliseconds of CPU of a booking."""
OUT = ROOT / "docs" / "flames"


def main() -> None:
    """Record and draw."""
    with tempfile.TemporaryDirectory(prefix="bench-flames-") as folder:
        system = System(Path(folder) / "home")
        try:
            system.start()
            town = system.endpoints["towns"]["ostfildern"]["url"]
            book(town, PROCEDURE, 10)
            settle(system)
            found = _record(system, Path(folder), town)
        finally:
            system.stop()
    OUT.mkdir(exist_ok=True)
    for service, lines in found.items():
        file = OUT / f"{service}.svg"
        file.write_text(drawing(tree(lines, f"{service}, {BOOKINGS} bookings"), service), encoding="utf-8")
        print(file.relative_to(ROOT), f"{file.stat().st_size // 1024} kB")


def _record(system: System, folder: Path, town: str) -> dict[str, list[str]]:
    """Return the stacks of each service while people book."""
    wanted = [(name, one.pid) for name, one in system.processes() if name.partition("-")[0] in DEAREST]
    spies = [_spy(pid, folder / f"{name}.{pid}") for name, pid in wanted]
    threading.Event().wait(3)
    book(town, PROCEDURE, BOOKINGS)
    settle(system)
    for spy in spies:
        spy.send_signal(2)  # as Ctrl-C: it writes what it saw
    for spy in spies:
        spy.wait(60)
    found: dict[str, list[str]] = {service: [] for service in DEAREST}
    for name, pid in wanted:
        file = folder / f"{name}.{pid}"
        if file.exists():
            role = name.partition("-")[2]
            told = file.read_text(encoding="utf-8").splitlines()
            found[name.partition("-")[0]] += [f"{role};{line}" for line in told if line]
    return found


def _spy(pid: int, file: Path) -> "subprocess.Popen[bytes]":
    command = [
        os.environ.get("PY_SPY", "py-spy"),
        "record",
        "--pid",
        str(pid),
        "--format",
        "raw",
        "--output",
        str(file),
    ]
    command += ["--rate", str(A_SECOND), "--duration", "600", "--gil"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
